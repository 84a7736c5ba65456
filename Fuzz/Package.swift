// swift-tools-version: 6.2
import PackageDescription

// A package of its own: libFuzzer brings its own `main`, which would break every other program of the package. The sources
// are those of Fovea, through links.
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
    .target(name: "Text", path: "Sources/Text", swiftSettings: swiftSettings),
    .target(
      name: "Engine", dependencies: ["CKernels", "CImages", "Text"], path: "Sources/Engine",
      swiftSettings: swiftSettings),
    .target(
      name: "Datasets", dependencies: ["Engine"], path: "Sources/Datasets", swiftSettings: swiftSettings),
    .target(
      name: "Language", dependencies: ["Datasets", "Engine", "Text"], path: "Sources/Language",
      swiftSettings: swiftSettings),
    .target(name: "CInterrupts", path: "Sources/CInterrupts"),
    .target(
      name: "Notebook", dependencies: ["Language", "Engine", "Text", "CInterrupts"], path: "Sources/Notebook",
      swiftSettings: swiftSettings),
    .target(
      name: "FuzzTargets", dependencies: ["Notebook", "Language", "Engine", "Text"], path: "Targets",
      swiftSettings: swiftSettings),
    .target(name: "CFuzzer", path: "CFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets", "CFuzzer", "Engine"], path: "Harness",
      swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])]),
  ],
  cLanguageStandard: .c11
)
