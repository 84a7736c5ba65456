import Engine
import EngineTestSupport
import Testing

@Suite struct GridSampleTests {
  private func operation(_ options: WindowCase.Options) throws -> GridSample {
    GridSample(
      mode: try #require(GridSample.Mode(rawValue: options.mode ?? "")),
      paddingMode: try #require(GridSample.PaddingMode(rawValue: options.paddingMode ?? "")),
      alignCorners: options.alignCorners ?? false)
  }

  @Test func agreesWithPyTorch() throws {
    let cases = try WindowCase.load("grid_sample")
    #expect(cases.count >= 30)
    for example in cases {
      let sample = try operation(example.options)
      #expect(try example.worstDifference(.float64) { try sample.apply($0) } <= 1e-10, "\(example)")
      #expect(try example.worstDifference(.float32) { try sample.apply($0) } <= 1e-4, "\(example)")
      guard example.smooth else { continue }
      let operands = try example.operands.map { try $0.tensor() }
      #expect(try GradientCase.worstDifference(operands) { try sample.apply($0) } <= 1e-6, "\(example)")
    }
  }

  /// Halves go to the even pixel in one mode, up in the other.
  @Test func roundAndNearestDifferAtHalves() throws {
    let x = try Tensor([1, 2, 3, 4] as [Float], [1, 4])
    // Pixels 0.5, 1.5 and 2.5 of four, counted from 0.
    let grid = try Tensor([-0.5, 0, 0, 0, 0.5, 0] as [Float], [1, 3, 2])
    #expect(try GridSample(mode: .nearest)(x, grid).elements == [1, 3, 3])
    #expect(try GridSample(mode: .round)(x, grid).elements == [2, 3, 4])
  }

  @Test func theGridGetsNoGradientThroughRounding() throws {
    let x = try Tensor([1, 2, 3, 4] as [Double], [2, 2])
    let grid = try Tensor([-0.3, 0.2, 0.1, 0.4] as [Double], [1, 2, 2])
    for mode in [GridSample.Mode.nearest, .round] {
      let gradients = try GradientCase.analyticGradients([x, grid]) { try GridSample(mode: mode).apply($0) }
      #expect(gradients[1].elements == [0, 0, 0, 0])
      #expect(gradients[0].elements.contains { $0 != 0 })
    }
  }

  @Test func pointsThatAreNotNumbersGiveZero() throws {
    let x = try Tensor([1, 2, 3, 4] as [Double], [2, 2])
    let points: [Double] = [.nan, 0, 0, .nan, .infinity, 0, -.infinity, 0, 1e308, 1e308]
    let grid = try Tensor(points, [1, 5, 2])
    for padding in GridSample.PaddingMode.allCases {
      for mode in GridSample.Mode.allCases {
        for align in [false, true] {
          let sample = GridSample(mode: mode, paddingMode: padding, alignCorners: align)
          let y = try sample(x, grid)
          #expect(y.element(0) == 0 && y.element(1) == 0, "\(sample)")
          #expect(y.elements.allSatisfy { $0.isFinite }, "\(sample)")
          let gradients = try GradientCase.analyticGradients([x, grid]) { try sample.apply($0) }
          #expect(gradients[1].elements.prefix(4).allSatisfy { $0 == 0 }, "\(sample)")
        }
      }
    }
  }

  @Test func explainsItsOperands() throws {
    func message(_ picture: Shape, _ grid: Shape) -> (String?, String?) {
      let error = #expect(throws: TensorError.self) { try GridSample().resultShape([picture, grid]) }
      return (error?.message, error?.help)
    }
    #expect(
      message([1, 3, 4, 4], [2, 3])
        == (
          "a grid of points is [h, w, 2] or [N, h, w, 2], and this has shape [2, 3]",
          "affine_grid(theta, shape(x)) makes one"
        ))
    #expect(
      message([1, 3, 4, 4], [5, 5, 3])
        == (
          "a grid of points is [h, w, 2] or [N, h, w, 2], and this has shape [5, 5, 3]",
          "affine_grid(theta, shape(x)) makes one"
        ))
    #expect(
      message([4, 4], [1, 5, 5, 2])
        == (
          "a batch of grids needs a batch of pictures [N, C, H, W]",
          "one grid for one picture has the shape [h, w, 2]"
        ))
    #expect(
      message([2, 1, 4, 4], [3, 5, 5, 2])
        == ("3 grids for 2 pictures", "a grid of shape [h, w, 2] serves every picture"))
    #expect(message([0, 4], [5, 5, 2]) == ("the picture has no pixels; only the batch may be empty", nil))
  }
}
