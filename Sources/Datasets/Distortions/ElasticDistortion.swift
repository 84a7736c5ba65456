import Engine

/// E of the Spatial Transformer paper: the picture is made smaller and bent, by a thin plate spline through 16 points of a
/// regular grid that are moved (Jaderberg et al. 2015, appendix A.4; Bookstein 1989).
public struct ElasticDistortion: WarpingDistortion {
  private let scatter: PointScatter

  /// - Parameters:
  ///   - scale: what the picture's sides are multiplied by, drawn evenly.
  ///   - deviation: the standard deviation, in pixels, by which each coordinate of a point is moved.
  /// - Precondition: a positive scale and a deviation that is not negative.
  public init(scale: ClosedRange<Double> = 0.75...1, deviation: Double = 1.5) {
    scatter = PointScatter(scale, deviation)
  }

  public var description: String {
    "bent: scaled by \(scatter.scale.lowerBound) to \(scatter.scale.upperBound), 16 points moved by about "
      + "\(DoubleText.shortest(scatter.deviation)) pixels"
  }

  func warps(of size: Pair) -> (inout RandomGenerator) -> Warp {
    let spline = ThinPlateSpline(size)
    return { generator in
      let points = scatter.moved(spline.controlPoints, size, inverted: true, &generator)
      return { row, column in spline.value(row * size.columns + column, points) }
    }
  }
}
