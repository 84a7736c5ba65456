import Engine
import EngineTestSupport
import Testing

@Suite struct NormTests {
  static let orders: [Double] = [2, 1, 0, 3, 1.5, .infinity, -.infinity, -1]

  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differences("Norm", in: "matrix_cases", slack: 4) { row in
      let p = row.number("p") ?? Double(row.integer("sign") ?? 1) * .infinity
      return Norm(p: p, axes: row.integers("axes"), keepDimensions: row.flag("keepdim"))
    }
    #expect(differences == [])
  }

  @Test(arguments: orders, [[], [0], [2, 0]])
  func gradientAgreesWithDifferences(_ p: Double, _ axes: [Int]) throws {
    let x = try Examples.tensor([2, 3, 2])
    #expect(try GradientCase.worstDifference([x]) { try Norm(p: p, axes: axes)($0[0]) } < 1e-6)
  }

  @Test func nanStays() throws {
    let x = try Tensor([1, Double.nan, 3], [3])
    for p in Self.orders where p != 0 { #expect(try Norm(p: p)(x).element(0).isNaN, "\(p)") }
  }

  /// Squares of these overflow float32, and the sum is made in float64.
  @Test func largeNumbersDoNotOverflow() throws {
    let x = try Tensor([Float(3e30), 4e30], [2])
    #expect(abs(try Norm()(x).element(0) / 5e30 - 1) < 1e-6)
  }

  @Test func refusesTheExtremeOfNothing() {
    #expect(Examples.error(Norm(p: .infinity), on: [0])?.code == .size)
    #expect(Examples.error(Norm(p: .nan), on: [2])?.code == .option)
    #expect(Examples.error(Norm(axes: [2]), on: [2])?.code == .option)
  }
}
