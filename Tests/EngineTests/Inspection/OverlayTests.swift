import Engine
import EngineTestSupport
import Testing

/// Pictures with something drawn on them: the numbers of a few pixels, worked out by hand.
@Suite("Overlays") struct OverlayTests {
  private func pixel(_ picture: Tensor, _ row: Int, _ column: Int) -> [Double] {
    let (height, width) = (picture.shape[1], picture.shape[2])
    return (0..<3).map { picture.element(($0 * height + row) * width + column) }
  }

  /// Grey 0.5 under a mask of 2 of at most 4: 0.35 of the way to the tint (0.95, 0.25, 0.2).
  @Test func aMaskTintsByItsMagnitude() throws {
    let picture = try Tensor([0, 0.5, 1, 0.5] as [Float], [2, 2])
    let drawn = try Overlay(picture, mask: Tensor([0, -2, 4, 0] as [Float], [2, 2])).drawn()
    #expect(drawn.shape == [3, 2, 2])
    #expect(pixel(drawn, 0, 0) == [0, 0, 0])
    #expect(pixel(drawn, 1, 1) == [0.5, 0.5, 0.5])
    for (found, expected) in zip(pixel(drawn, 0, 1), [0.6575, 0.4125, 0.395]) {
      #expect(abs(found - expected) < 1e-6)
    }
    for (found, expected) in zip(pixel(drawn, 1, 0), [0.965, 0.475, 0.44]) {
      #expect(abs(found - expected) < 1e-6)
    }
  }

  @Test func nothingIsTintedByZeros() throws {
    let picture = try Tensor([0, 1] as [Float], [1, 2])
    #expect(try Overlay(picture, mask: Tensor(zeros: [1, 2])).drawn().elements == [0, 1, 0, 1, 0, 1])
    // A pixel whose number in the mask is none is none either; the other is as it was.
    let drawn = try Overlay(picture, mask: Tensor([.nan, 0] as [Float], [1, 2])).drawn().elements
    #expect(drawn.enumerated().allSatisfy { $0.offset % 2 == 0 ? $0.element.isNaN : $0.element == 1 })
  }

  @Test func aMaskOfAnotherSizeIsRefused() throws {
    let error = #expect(throws: TensorError.self) {
      _ = try Overlay(Tensor(zeros: [3, 2, 2]), mask: Tensor(zeros: [2, 3]))
    }
    #expect(error?.code == .shapes)
    let batch = #expect(throws: TensorError.self) {
      _ = try Overlay(Tensor(zeros: [2, 3, 2, 2]), mask: Tensor(zeros: [2, 2]))
    }
    #expect(batch?.code == .rank)
  }

  /// 4 × 4 pixels become 76 × 76, each 19 wide. The identity asks for the pixels' middles: the first at 9 (counted from 0).
  @Test func theIdentitysPointsAreThePixelsMiddles() throws {
    let theta = try AffineMap.identity.theta()
    let drawn = try SamplingGrid(Tensor(zeros: [4, 4]), theta: theta).drawn()
    #expect(drawn.shape == [3, 76, 76])
    let cyan = [0.2, 0.85, 0.95].map { Double(Float($0)) }
    for row in [9, 28, 47, 66] {
      for column in [9, 28, 47, 66] { #expect(pixel(drawn, row, column) == cyan) }
    }
    #expect(pixel(drawn, 20, 20) == [0, 0, 0])
    #expect(pixel(drawn, 0, 30) == [1, 0.85, 0.1].map { Double(Float($0)) }, "the box's upper edge")
    #expect(pixel(drawn, 30, 0) == [0.95, 0.25, 0.2].map { Double(Float($0)) }, "its left edge")
  }

  /// One row down: the points of the last row of the output lie outside, and nothing of the upper row is asked for.
  @Test func aShiftMovesThePoints() throws {
    let theta = try Tensor([1, 0, 1, 0, 1, 0] as [Float], [2, 3])
    let drawn = try SamplingGrid(Tensor(zeros: [4, 4]), theta: theta).drawn()
    #expect(pixel(drawn, 9, 9) == [0, 0, 0])
    #expect(pixel(drawn, 28, 9) == [0.2, 0.85, 0.95].map { Double(Float($0)) })
  }

  @Test func thetasThatAreNoNumbersDrawNothing() throws {
    let theta = try Tensor([Float](repeating: .nan, count: 6), [2, 3])
    #expect(try SamplingGrid(Tensor(zeros: [2, 2]), theta: theta).drawn().elements.allSatisfy { $0 == 0 })
  }
}
