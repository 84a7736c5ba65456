import Engine
import EngineTestSupport
import Testing

@Suite struct ThetaUnitsTests {
  private func theta(_ seed: Int) throws -> Tensor {
    try Tensor((0..<6).map { Double((seed * 7 + $0 * 5) % 11) / 4 - 1.2 }, [2, 3])
  }

  /// Both thetas sample the same points, so both samplers give the same picture.
  @Test func bothThetasSampleTheSamePoints() throws {
    let (size, output) = (Pair(4, 5), Pair(3, 6))
    let x = try Tensor((0..<20).map { Double($0 * 7 % 13) }, [4, 5])
    for alignCorners in [false, true] {
      for seed in 0..<8 {
        let unit = try theta(seed)
        let grid = try AffineGrid(size: [output.rows, output.columns], alignCorners: alignCorners)(unit)
        let expected = try GridSample(alignCorners: alignCorners)(x, grid)
        let pixel = try PixelTheta(size: size, outputSize: output, alignCorners: alignCorners)(unit)
        let ours = try Affine(size: output)(x, pixel)
        for position in 0..<expected.count {
          #expect(abs(ours.element(position) - expected.element(position)) < 1e-11)
        }
        let back = try UnitTheta(size: size, outputSize: output, alignCorners: alignCorners)(pixel)
        for position in 0..<6 { #expect(abs(back.element(position) - unit.element(position)) < 1e-12) }
      }
    }
  }

  @Test func theIdentityStaysTheIdentity() throws {
    let identity = try AffineMap.identity.theta()
    for size in [Pair(3, 3), Pair(300, 451), Pair(1, 7)] {
      #expect(try PixelTheta(size: size)(identity).elements == [1, 0, 0, 0, 1, 0])
      #expect(try UnitTheta(size: size)(identity).elements == [1, 0, 0, 0, 1, 0])
    }
  }

  @Test func gradientsAgreeWithCentralDifferences() throws {
    for alignCorners in [false, true] {
      for operand in [try theta(1), try Tensor((0..<12).map { Double($0) / 8 }, [2, 2, 3])] {
        let pixel = PixelTheta(size: Pair(4, 7), outputSize: Pair(2, 3), alignCorners: alignCorners)
        let unit = UnitTheta(size: Pair(4, 7), outputSize: Pair(2, 3), alignCorners: alignCorners)
        #expect(try GradientCase.worstDifference([operand]) { try pixel.apply($0) } <= 1e-6)
        #expect(try GradientCase.worstDifference([operand]) { try unit.apply($0) } <= 1e-6)
      }
    }
  }

  @Test func explainsItsOptions() throws {
    let corners = #expect(throws: TensorError.self) {
      try UnitTheta(size: Pair(1, 5), alignCorners: true).resultShape([[2, 3]])
    }
    #expect(
      corners?.message
        == "with align_corners a picture of 1 × 5 has no scale: it needs two rows and two columns")
    let size = #expect(throws: TensorError.self) { try PixelTheta(size: Pair(0, 5)).resultShape([[2, 3]]) }
    #expect(size?.message == "size must be at least 1, not [0, 5]")
    let shape = #expect(throws: TensorError.self) { try PixelTheta(size: 5).resultShape([[3, 2]]) }
    #expect(shape?.help == "its transpose fits: theta'")
  }
}
