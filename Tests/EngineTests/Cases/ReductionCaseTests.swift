import Engine
import EngineTestSupport
import Testing

@Suite struct ReductionCaseTests {
  @Test func everyRowAgreesWithPyTorch() throws {
    let differences = try CaseTable("reductions").differences(.init(float32: 1e-5)) { row, operands in
      try Self.operation(row, rank: operands[0].rank).apply(operands)
    }
    #expect(differences == [])
  }

  private static func operation(_ row: CaseRow, rank: Int) throws -> any Engine.Operation {
    let dims = row.isGiven("dim") ? try row.text("dim").split(separator: " ").map { Int($0) } : []
    let axes = try dims.map { dim in
      let dim = try #require(dim)
      return dim < 0 ? dim + rank : dim
    }
    let keep = try row.flag("keepdim")
    let correction = try row.integer("correction", default: 1)
    return switch try row.text("operation") {
    case "sum": Sum(axes: axes, keepDimensions: keep)
    case "mean": Mean(axes: axes, keepDimensions: keep)
    case "max": MaxReduce(axes: axes, keepDimensions: keep)
    case "min": MinReduce(axes: axes, keepDimensions: keep)
    case "argmax": ArgMax(axis: axes.first, keepDimensions: keep)
    case "argmin": ArgMin(axis: axes.first, keepDimensions: keep)
    case "var": Variance(axes: axes, correction: correction, keepDimensions: keep)
    case "std": StandardDeviation(axes: axes, correction: correction, keepDimensions: keep)
    case let name: throw CaseRow.Failure("there is no operation \(name)")
    }
  }
}
