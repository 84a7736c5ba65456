// swift-tools-version: 6.2
import PackageDescription

// A package of its own, as anybody's that uses the engine: it sees what is public, and nothing else.
let package = Package(
  name: "EngineClient",
  products: [.library(name: "EngineClient", targets: ["EngineClient"])],
  dependencies: [.package(name: "Fovea", path: "../..")],
  targets: [
    .target(name: "EngineClient", dependencies: [.product(name: "Engine", package: "Fovea")]),
    .testTarget(
      name: "EngineClientTests",
      dependencies: ["EngineClient", .product(name: "Engine", package: "Fovea")]),
  ]
)
