import Engine
import EngineTestSupport
import Foundation
import Testing

/// Every file in `Operations` declares the operation that it is named after, and has tests of its own, with a gradient
/// check.
@Suite struct OperationFilesTests {
  /// Those whose result is a place or whether something holds, which no small step of the input changes.
  private static let withoutGradient: Set<String> = [
    "AllTrue", "AnyTrue", "ArgMax", "ArgMin", "ArgSort", "Compare", "LogicalAnd", "LogicalNot", "LogicalOr",
    "OneHot",
  ]

  @Test func thereAreOperations() {
    #expect(OperationFiles.types.count > 60)
    #expect(Self.withoutGradient.isSubset(of: OperationFiles.types))
  }

  @Test(arguments: OperationFiles.types) func eachDeclaresItsOperation(_ type: String) throws {
    let file = OperationFiles.folder.appendingPathComponent("\(type).swift")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("public struct \(type):"), "\(type).swift declares no public struct \(type)")
  }

  @Test(arguments: OperationFiles.types) func eachHasAGradientCheck(_ type: String) {
    let file = OperationFiles.root.appendingPathComponent("Tests/EngineTests/Operations/\(type)Tests.swift")
    let text = try? String(contentsOf: file, encoding: .utf8)
    #expect(text != nil, "\(type) has no tests")
    guard !Self.withoutGradient.contains(type), let text else { return }
    // A table of cases checks the gradient of each row.
    let isChecked = text.contains("GradientCase.worstDifference") || text.contains("CaseTable(")
    #expect(isChecked, "\(type) has no gradient check")
  }
}
