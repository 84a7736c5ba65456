// swift-tools-version: 6.2
import PackageDescription

// A package of its own: libFuzzer brings its own `main`, which would break every other program of the package. The sources
// are those of Fovea, through a link.
let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Fuzz",
  targets: [
    .target(name: "CKernels", path: "Sources/CKernels", cSettings: [.headerSearchPath(".")]),
    .target(
      name: "CImages", path: "Sources/CImages",
      linkerSettings: [.linkedLibrary("png"), .linkedLibrary("turbojpeg"), .linkedLibrary("z")]),
    .target(
      name: "Engine", dependencies: ["CKernels", "CImages"], path: "Sources/Engine",
      swiftSettings: swiftSettings),
    .target(
      name: "Language", dependencies: ["Engine"], path: "Sources/Language", swiftSettings: swiftSettings),
    .executableTarget(
      name: "fuzz-language", dependencies: ["Language", "Engine"], path: "Harness",
      swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])]),
  ],
  cLanguageStandard: .c11
)
