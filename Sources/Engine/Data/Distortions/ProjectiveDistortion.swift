/// P of the Spatial Transformer paper: the picture is made smaller, and each of its corners is moved by itself
/// (Jaderberg et al. 2015, appendix A.4).
public struct ProjectiveDistortion: Distortion {
  /// What the picture's sides are multiplied by, drawn evenly.
  public let scale: ClosedRange<Double>
  /// The standard deviation, in pixels, by which each coordinate of a corner is moved.
  public let deviation: Double

  /// - Precondition: a positive scale and a deviation that is not negative.
  public init(scale: ClosedRange<Double> = 0.75...1, deviation: Double = 5) {
    precondition(scale.lowerBound > 0 && deviation >= 0, "numbers that make sense")
    (self.scale, self.deviation) = (scale, deviation)
  }

  public var description: String {
    "seen in perspective: scaled by \(scale.lowerBound) to \(scale.upperBound), corners moved by about "
      + "\(DoubleText.shortest(deviation)) pixels"
  }

  public func outputSize(_ input: Pair) throws(TensorError) -> Pair { input }

  public func apply(
    to pictures: Tensor, _ generators: [RandomGenerator], source: Tensor, in execution: Execution
  ) throws(TensorError) -> Tensor {
    let size = Pair(pictures.shape[2], pictures.shape[3])
    var grid = PointGrid(from: size, to: size, pictures: generators.count)
    for generator in generators {
      try execution.checkCancelled()
      var generator = generator
      let h = homography(size, &generator)
      for row in 0..<size.rows {
        for column in 0..<size.columns {
          let (y, x) = (Double(row), Double(column))
          let depth = h[6] * y + h[7] * x + 1
          // Behind the eye there is nothing.
          let point =
            depth > 1e-9
            ? ((h[0] * y + h[1] * x + h[2]) / depth, (h[3] * y + h[4] * x + h[5]) / depth) : PointGrid.nowhere
          grid.append(point)
        }
      }
    }
    return try PointGrid.sampling.apply([pictures, grid.tensor()], in: execution)
  }

  /// The map that takes the moved corners to the picture's own: (row, column) ↦ ((h₀r + h₁c + h₂) / w, (h₃r + h₄c + h₅) / w)
  /// with w = h₆r + h₇c + 1.
  func homography(_ size: Pair, _ generator: inout RandomGenerator) -> [Double] {
    let (bottom, right) = (Double(size.rows - 1), Double(size.columns - 1))
    let own = [(0.0, 0.0), (0.0, right), (bottom, 0.0), (bottom, right)]
    while true {
      let factor = generator.uniform(scale.lowerBound, scale.upperBound)
      let moved = own.map { row, column in
        (
          bottom / 2 + factor * (row - bottom / 2) + deviation * generator.normal(),
          right / 2 + factor * (column - right / 2) + deviation * generator.normal()
        )
      }
      // A picture that is folded over shows nothing.
      guard ProjectiveDistortion.isConvex([moved[0], moved[1], moved[3], moved[2]]) else { continue }
      if let found = ProjectiveDistortion.homography(from: moved, to: own) { return found }
    }
  }

  /// Whether a polygon turns the same way, clockwise as seen, at each of its corners.
  static func isConvex(_ corners: [(Double, Double)]) -> Bool {
    corners.indices.allSatisfy { index in
      let (a, b, c) = (
        corners[index], corners[(index + 1) % corners.count], corners[(index + 2) % corners.count]
      )
      return (b.1 - a.1) * (c.0 - b.0) - (b.0 - a.0) * (c.1 - b.1) > 0
    }
  }

  /// The eight numbers that take four points to four others; nil where three of the first lie on a line.
  static func homography(from given: [(Double, Double)], to wanted: [(Double, Double)]) -> [Double]? {
    var (matrix, right) = ([[Double]](), [[Double]]())
    for ((r, c), (y, x)) in zip(given, wanted) {
      matrix.append([r, c, 1, 0, 0, 0, -y * r, -y * c])
      right.append([y])
      matrix.append([0, 0, 0, r, c, 1, -x * r, -x * c])
      right.append([x])
    }
    return LinearSystem.solve(matrix, right)?.map { $0[0] }
  }
}
