import Engine
import EngineTestSupport
import Testing

@Suite struct GridSampleTests {
  private func sampling(_ row: CaseRow) throws -> GridSample {
    GridSample(
      mode: try #require(GridSample.Mode(rawValue: row.text("mode"))),
      paddingMode: try #require(GridSample.PaddingMode(rawValue: row.text("padding_mode"))),
      alignCorners: try row.flag("align_corners"))
  }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("grid_sample").differences(.init(float32: 1e-4)) {
      try sampling($0).apply($1)
    }
    #expect(differences == [])
  }

  /// Every element is the weighted sum that the explanation lists, and so are its derivatives by the point.
  /// Where nothing is sampled, nothing has a part in it.
  @Test(arguments: [[1, 0, 5, 2], [1, 3, 0, 2]], [GridSample.Mode.bilinear, .round])
  func noPointsGiveNoGradient(_ shape: [Int], _ mode: GridSample.Mode) throws {
    let grid = try Tensor(zeros: try Shape(checking: shape), .float64)
    let picture = try Examples.tensor([1, 1, 4, 4])
    let gradients = try GradientCase.analyticGradients([picture]) { try GridSample(mode: mode)($0[0], grid) }
    #expect(gradients[0].elements == [Double](repeating: 0, count: 16))
  }

  @Test func samplesAddUpToTheResult() throws {
    try CaseTable("grid_sample").forEachElement { row, expected, index, value in
      let (x, grid) = (expected.operands[0], expected.operands[1])
      let sample = try sampling(row).sample(at: index, picture: x, grid: grid)
      let sum = sample.point.neighbours.reduce(0) { $0 + $1.weight * $1.value }
      #expect(abs(sum - value) < 1e-10 && abs(sample.point.value - value) < 1e-10, "\(row) \(index)")
      #expect(sample.x == grid.element(sample.position) && sample.y == grid.element(sample.position + 1))
      for neighbour in sample.point.neighbours {
        #expect(neighbour.index.map { x.element(x.shape.position($0)) } ?? 0 == neighbour.value)
      }
    }
  }

  /// PyTorch's gradient by the grid is the weighted sum of the derivatives of the elements sampled there.
  @Test func derivativesOfSamplesAddUpToTheGradient() throws {
    let table = try CaseTable("grid_sample")
    for row in table.rows where row.id.hasPrefix("bilinear") || row.id.hasPrefix("on-pixels") {
      let expected = try table.expected(row)
      let (x, grid) = (expected.operands[0], expected.operands[1])
      var sums = [Double](repeating: 0, count: grid.count)
      for position in 0..<expected.result.count {
        let sample = try sampling(row).sample(
          at: expected.result.shape.index(position), picture: x, grid: grid)
        sums[sample.position] += GradientCase.weight(position) * sample.byX
        sums[sample.position + 1] += GradientCase.weight(position) * sample.byY
      }
      let gradient = try #require(expected.gradients[1])
      #expect(zip(sums, gradient.elements).allSatisfy { abs($0 - $1) < 1e-9 }, "\(row)")
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

  private static let ways = GridSample.PaddingMode.allCases.flatMap { padding in
    GridSample.Mode.allCases.flatMap { mode in
      [false, true].map { GridSample(mode: mode, paddingMode: padding, alignCorners: $0) }
    }
  }

  @Test(arguments: [DType.float32, .float64])
  func notANumberInAPointShows(_ dtype: DType) throws {
    let x = try Tensor([1, 2, 3, 4, 5, 6] as [Double], [2, 3]).converted(to: dtype)
    for point in [[Double.nan, 0], [0, .nan], [.nan, .nan], [.nan, 1e9], [-1e9, .nan]] {
      let grid = try Tensor(point + [0.1, 0.2], [1, 2, 2]).converted(to: dtype)
      for (sample, execution) in Self.ways.flatMap({ [($0, Execution()), ($0, Executions.reference)] }) {
        let y = try sample.apply([x, grid], in: execution)
        #expect(y.element(0).isNaN && y.element(1).isFinite, "\(sample) \(point)")
        let gradients = try GradientCase.analyticGradients([x, grid], in: execution) {
          try sample.apply($0, in: execution)
        }
        #expect(gradients[0].elements.allSatisfy { $0.isNaN }, "\(sample) \(point)")
        let isSmooth = sample.mode == .bilinear
        #expect(gradients[1].elements.prefix(2).allSatisfy { isSmooth ? $0.isNaN : $0 == 0 }, "\(sample)")
        #expect(gradients[1].elements.suffix(2).allSatisfy { $0.isFinite }, "\(sample) \(point)")
      }
    }
  }

  /// In a picture of ones a finite point that is mirrored, or moved to the edge, gives 1, wherever it is. An infinite
  /// one never comes to lie within.
  @Test(arguments: [DType.float32, .float64])
  func pointsThatAreFarAwayAreMirrored(_ dtype: DType) throws {
    let largest = dtype == .float32 ? Double(Float.greatestFiniteMagnitude) : .greatestFiniteMagnitude
    for size in [[1, 1], [2, 3], [40, 7]] {
      let x = try Tensor(filled: 1, try Shape(checking: size), dtype)
      for far in [largest, -largest, 3e38, -3e38, 1e10, -1e10, 12345.678, .infinity, -.infinity] {
        let grid = try Tensor([far, 0, 0, far, far, far], [1, 3, 2]).converted(to: dtype)
        for (sample, execution) in Self.ways.flatMap({ [($0, Execution()), ($0, Executions.reference)] }) {
          let y = try sample.apply([x, grid], in: execution)
          // Between the centres of a single pixel there is no way, and 0 · ∞ is no number.
          let isSingle = sample.alignCorners && size == [1, 1]
          let isLost = far.isInfinite && (sample.paddingMode == .reflection || isSingle)
          let expected = sample.paddingMode == .zeros && !isSingle ? 0 : 1.0
          #expect(
            y.elements.allSatisfy { isLost ? $0.isNaN : abs($0 - expected) < 1e-6 },
            "\(sample) at \(far) of \(size): \(y.elements)")
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
          "a grid of points is [h, w, 2] or [N, h, w, 2], but this has shape [2, 3]",
          "affine_grid(theta, shape(x)) makes one"
        ))
    #expect(
      message([1, 3, 4, 4], [5, 5, 3])
        == (
          "a grid of points is [h, w, 2] or [N, h, w, 2], but this has shape [5, 5, 3]",
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
        == ("3 grids for 2 pictures", "a grid of shape [h, w, 2] is used for every picture"))
    #expect(message([0, 4], [5, 5, 2]) == ("the picture has no pixels; only the batch may be empty", nil))
  }
}
