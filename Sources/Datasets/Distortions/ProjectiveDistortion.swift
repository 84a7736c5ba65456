import Engine

/// P of the Spatial Transformer paper: the picture is made smaller, and each of its corners is moved by itself
/// (Jaderberg et al. 2015, appendix A.4).
public struct ProjectiveDistortion: WarpingDistortion {
  private let scatter: PointScatter

  /// - Parameters:
  ///   - scale: what the picture's sides are multiplied by, drawn evenly.
  ///   - deviation: the standard deviation, in pixels, by which each coordinate of a corner is moved.
  /// - Precondition: a positive scale and a deviation that is not negative.
  public init(scale: ClosedRange<Double> = 0.75...1, deviation: Double = 5) {
    scatter = PointScatter(scale, deviation)
  }

  public var description: String {
    "seen in perspective: scaled by \(scatter.scale.lowerBound) to \(scatter.scale.upperBound), corners moved by about "
      + "\(DoubleText.shortest(scatter.deviation)) pixels"
  }

  func warps(of size: Pair) -> (inout RandomGenerator) -> Warp {
    { generator in
      let h = homography(size, &generator)
      return { row, column in
        let (y, x) = (Double(row), Double(column))
        let depth = h[6] * y + h[7] * x + 1
        // Behind the eye there is nothing.
        guard depth > 1e-9 else { return PointGrid.nowhere }
        return ((h[0] * y + h[1] * x + h[2]) / depth, (h[3] * y + h[4] * x + h[5]) / depth)
      }
    }
  }

  /// The map that takes the moved corners to the picture's own: (row, column) ↦ ((h₀r + h₁c + h₂) / w, (h₃r + h₄c + h₅) / w)
  /// with w = h₆r + h₇c + 1.
  func homography(_ size: Pair, _ generator: inout RandomGenerator) -> [Double] {
    let (bottom, right) = (Double(size.rows - 1), Double(size.columns - 1))
    let own: [PicturePoint] = [(0, 0), (0, right), (bottom, 0), (bottom, right)]
    while true {
      let moved = scatter.moved(own, size, inverted: false, &generator)
      // A picture that is folded over shows nothing.
      guard ProjectiveDistortion.isConvex([moved[0], moved[1], moved[3], moved[2]]) else { continue }
      if let found = ProjectiveDistortion.homography(from: moved, to: own) { return found }
    }
  }

  /// Whether a polygon turns the same way, clockwise as seen, at each of its corners.
  static func isConvex(_ corners: [PicturePoint]) -> Bool {
    corners.indices.allSatisfy { index in
      let (a, b, c) = (
        corners[index], corners[(index + 1) % corners.count], corners[(index + 2) % corners.count]
      )
      return (b.column - a.column) * (c.row - b.row) - (b.row - a.row) * (c.column - b.column) > 0
    }
  }

  /// The eight numbers that take four points to four others; nil where three of the first lie on a line.
  static func homography(from given: [PicturePoint], to wanted: [PicturePoint]) -> [Double]? {
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
