import Engine
import EngineTestSupport
import Testing

@Suite struct UnitThetaTests {
  @Test(arguments: [[2, 3], [1, 2, 3], [3, 2, 3]], [false, true])
  func gradientAgreesWithDifferences(_ shape: [Int], _ alignCorners: Bool) throws {
    let theta = try Examples.tensor(shape)
    for output in [Pair(4, 7), Pair(2, 3), Pair(9, 5)] {
      let operation = UnitTheta(size: Pair(4, 7), outputSize: output, alignCorners: alignCorners)
      #expect(try GradientCase.worstDifference([theta]) { try operation.apply($0) } < 1e-6)
    }
  }

  @Test func undoesPixelTheta() throws {
    let theta = try Examples.tensor([2, 3])
    let there = try PixelTheta(size: Pair(4, 7), outputSize: Pair(2, 3))(theta)
    let back = try UnitTheta(size: Pair(4, 7), outputSize: Pair(2, 3))(there)
    for index in 0..<6 { #expect(abs(back.element(index) - theta.element(index)) < 1e-12) }
  }
}
