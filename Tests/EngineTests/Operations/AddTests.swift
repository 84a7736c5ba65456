import Engine
import EngineTestSupport
import Testing

@Suite struct AddTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("Add") { _ in Add() } == [])
  }

  @Test(arguments: Examples.pairs)
  func gradientAgreesWithDifferences(_ shapes: Examples.Pair) throws {
    let a = try Examples.tensor(shapes.a, from: -2, to: 2)
    let b = try Examples.tensor(shapes.b, from: -2, to: 2, seed: 2)
    #expect(try GradientCase.worstDifference([a, b]) { try Add()($0[0], $0[1]) } < 1e-6)
  }
}
