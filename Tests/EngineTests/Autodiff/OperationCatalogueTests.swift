import Engine
import Foundation
import Testing

/// Every file in `Operations` has a line in the catalogue and tests of its own, with a gradient check.
@Suite struct OperationCatalogueTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func files() throws -> [String] {
    let folder = root.appendingPathComponent("Sources/Engine/Operations").path
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(".swift".count)) }.sorted()
  }

  @Test func eachFileHasOneLineAndEachLineAFile() throws {
    let types = OperationCatalogue.entries.map(\.type)
    #expect(types.sorted() == (try Self.files()))
    #expect(OperationCatalogue.entries.allSatisfy { !$0.names.isEmpty && !$0.names.contains("") })
  }

  @Test func eachFileDeclaresItsOperation() throws {
    for file in try Self.files() {
      let path = Self.root.appendingPathComponent("Sources/Engine/Operations/\(file).swift")
      let text = try String(contentsOf: path, encoding: .utf8)
      #expect(text.contains("public struct \(file):"), "\(file).swift declares no public struct \(file)")
    }
  }

  @Test(arguments: OperationCatalogue.entries)
  func eachOperationHasAGradientCheck(_ entry: OperationCatalogue.Entry) {
    let path = Self.root.appendingPathComponent("Tests/EngineTests/Operations/\(entry.type)Tests.swift")
    let text = try? String(contentsOf: path, encoding: .utf8)
    #expect(text != nil, "\(entry.type) has no tests")
    guard entry.isDifferentiable, let text else { return }
    // A table of cases checks the gradient of each row.
    let isChecked = text.contains("GradientCase.worstDifference") || text.contains("CaseTable(")
    #expect(isChecked, "\(entry.type) has no gradient check")
  }
}
