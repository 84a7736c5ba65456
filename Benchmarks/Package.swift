// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds Fovea builds this.
let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "Fovea", path: "..")],
  targets: [
    .target(name: "CPeak", cSettings: [.enableWarning("all"), .enableWarning("extra")]),
    .executableTarget(
      name: "engine-worker", dependencies: ["CPeak", .product(name: "Engine", package: "Fovea")],
      swiftSettings: swiftSettings),
  ],
  cLanguageStandard: .c11
)
