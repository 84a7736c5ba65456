import Engine
import EngineTestSupport
import Foundation
import Testing

/// A table of cases finds what is wrong with itself and with the engine.
@Suite struct CaseTableTests {
  /// A table of doublings: y = 2x, and 2 · weight as its gradient.
  private func table(
    _ lines: [String], files: [String: [Double]], y factor: Double = 2, derivative: Double = 2,
    _ body: (URL) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "fovea-cases-\(UUID().uuidString)")
    let expected = folder.appendingPathComponent("expected/doubling")
    try FileManager.default.createDirectory(at: expected, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = (["id,option,dtype,smooth,covers"] + lines).joined(separator: "\n") + "\n"
    try text.write(to: folder.appendingPathComponent("doubling.csv"), atomically: true, encoding: .utf8)
    for (id, x) in files {
      func array(_ values: [Double]) throws -> NumPyArray { try Tensor(values, [x.count]).numPyArray }
      let weights = x.indices.map { 0.5 + Double($0 * 37 % 19) / 10 }
      let archive = NumPyArchive([
        .init(name: "x0", array: try array(x)), .init(name: "y", array: try array(x.map { factor * $0 })),
        .init(name: "g0", array: try array(weights.map { derivative * $0 })),
      ])
      let file = expected.appendingPathComponent("\(id).npz")
      try Data(try archive.encode()).write(to: file)
    }
    try body(folder)
  }

  private func differences(_ folder: URL, atLeast minimum: Int = 2) throws -> [String] {
    try CaseTable("doubling", folder: folder, atLeast: minimum).differences { row, operands in
      _ = try row.integer("option")
      return try Add()(operands[0], operands[0])
    }
  }

  @Test func allIsWell() throws {
    try table(["a,1,float64,1,x", "b,2,float32,1,y"], files: ["a": [1, 2], "b": [3]]) { folder in
      let found = try differences(folder)
      #expect(found == [])
    }
  }

  @Test func rowsAndFilesBelongTogether() throws {
    try table(["a,1,float64,1,x", "c,1,float64,1,y"], files: ["a": [1], "b": [2]]) { folder in
      let found = try differences(folder)
      #expect(found.contains("c has no expected file"))
      #expect(found.contains("expected/doubling/b.npz has no row"))
      #expect(found.contains { $0.hasPrefix("c: ") })
    }
  }

  @Test func rowsAreEnoughAndDifferent() throws {
    try table(["a,1,float64,1,x", "a,1,float64,1,y"], files: ["a": [1]]) { folder in
      let found = try differences(folder, atLeast: 3)
      #expect(found == ["2 rows are fewer than 3", "an id occurs twice"])
    }
  }

  @Test func cellsAreWhatTheyShouldBe() throws {
    try table(["a,one,float64,1,x", "b,1,float64,1"], files: ["a": [1], "b": [2]]) { folder in
      let found = try differences(folder)
      #expect(found.contains("b has 4 cells of 5"))
      #expect(found.contains("a: the column option holds \"one\""))
    }
  }

  @Test func aWrongValueIsFound() throws {
    let lines = ["a,1,float64,1,x", "b,1,float32,1,y"]
    try table(lines, files: ["a": [1, 2], "b": [3]], y: 2 + 1e-9) { folder in
      // Within the tolerance of float32, beyond that of float64.
      let found = try differences(folder)
      #expect(found.map { $0.prefix(24) } == ["a: float64, element 0 is"])
    }
    try table(lines, files: ["a": [1, 2], "b": [3]], y: 2 + 1e-4) { folder in
      let found = try differences(folder)
      #expect(found.count == 3)
    }
  }

  @Test func aWrongGradientIsFound() throws {
    try table(["a,1,float64,1,x", "b,1,float32,1,y"], files: ["a": [1, 2], "b": [3]], derivative: 2.001) {
      folder in
      let found = try differences(folder)
      #expect(found.count == 3 && found.allSatisfy { $0.contains("gradient 0, element 0") })
    }
  }

  /// A gradient that agrees with PyTorch's but not with the function itself.
  @Test func centralDifferencesAreTaken() throws {
    struct Wrong: UnaryElementwise {
      var name: String { "wrong" }
      func value<T: FloatingScalar>(_ x: T) -> T { 2 * x }
      func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { 3 }
    }
    let lines = ["a,1,float64,1,x", "b,1,float64,0,y", "c,1,float32,1,z"]
    let files = ["a": [1.0], "b": [2.0], "c": [3.0]]
    try table(lines, files: files, derivative: 3) { folder in
      let table = try CaseTable("doubling", folder: folder, atLeast: 3)
      let found = table.differences { _, operands in try Wrong()(operands[0]) }
      #expect(found.count == 1 && found[0].hasPrefix("a: central differences are"))
    }
  }
}
