// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors for us and in CI, never on a user's newer compiler.
let strict = Context.environment["FOVEA_STRICT"] == "1"

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

let cSettings: [CSetting] =
  [.enableWarning("all"), .enableWarning("extra")]
  + (strict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
  name: "Fovea",
  products: [
    .library(name: "Engine", targets: ["Engine"]),
    .executable(name: "fovea", targets: ["fovea"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .target(name: "CKernels", cSettings: cSettings + [.headerSearchPath(".")]),
    .target(
      name: "CImages", cSettings: cSettings,
      linkerSettings: [
        .linkedLibrary("png"), .linkedLibrary("turbojpeg"), .linkedLibrary("z"), .linkedLibrary("dl"),
      ]),
    .target(name: "Text", swiftSettings: swiftSettings),
    .target(name: "Engine", dependencies: ["CKernels", "CImages", "Text"], swiftSettings: swiftSettings),
    .target(name: "Datasets", dependencies: ["Engine"], swiftSettings: swiftSettings),
    .target(name: "Language", dependencies: ["Datasets", "Engine", "Text"], swiftSettings: swiftSettings),
    .target(name: "CInterrupts", cSettings: cSettings),
    .target(
      name: "Notebook", dependencies: ["Language", "Engine", "Text", "CInterrupts"],
      swiftSettings: swiftSettings),
    .target(
      name: "Rendering", dependencies: ["Notebook", "Language", "Engine", "Text"],
      swiftSettings: swiftSettings),
    .target(
      name: "CReadline", cSettings: cSettings, linkerSettings: [.linkedLibrary("readline")]),
    .target(
      name: "Terminal", dependencies: ["Rendering", "Notebook", "Language", "Engine", "CReadline"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "fovea",
      dependencies: [
        "Terminal", "Rendering", "Notebook", "Language", "Engine",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "EngineTestSupport", dependencies: ["Engine"], path: "Tests/EngineTestSupport",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TextTests", dependencies: ["Text"], exclude: ["Fixtures"], swiftSettings: swiftSettings),
    .testTarget(
      name: "EngineTests", dependencies: ["Datasets", "Engine", "EngineTestSupport"], exclude: ["Fixtures"],
      swiftSettings: swiftSettings),
    .target(
      name: "FuzzTargets", dependencies: ["Notebook", "Language", "Engine", "Text"],
      path: "Tests/FuzzTargets",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "LanguageTests", dependencies: ["FuzzTargets", "Notebook", "Language", "Engine"],
      exclude: ["Fixtures", "Snapshots"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "NotebookTests", dependencies: ["Rendering", "Notebook", "Language", "Engine"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "RenderingTests", dependencies: ["Rendering", "Notebook", "Language", "Engine"],
      exclude: ["display_widths.txt", "make_display_widths.py"], swiftSettings: swiftSettings),
    .testTarget(
      name: "FrontEndTests", dependencies: ["Rendering", "Notebook"], swiftSettings: swiftSettings),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal", cSettings: cSettings),
    .executableTarget(
      name: "line-editor-probe", dependencies: ["Terminal", "Notebook", "Language", "Engine"],
      path: "Tests/LineEditorProbe",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TerminalTests",
      dependencies: [
        "Terminal", "Rendering", "Notebook", "Language", "Engine", "CPseudoTerminal", "line-editor-probe",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["CPseudoTerminal"], swiftSettings: swiftSettings),
  ],
  cLanguageStandard: .c11
)
