/// What becomes of a point that lies outside the picture, along one axis.
enum OutsideRule: Sendable, Hashable {
  /// Everything outside counts as zero.
  case zero
  /// The point moves to the nearest edge.
  case edge
  /// The point is mirrored at the centres of the outermost pixels until it lies within.
  case reflectAtCentres
  /// The point is mirrored at the outer borders of the outermost pixels, then moves to the nearest edge.
  case reflectAtBorders
}

/// How a value between pixels is found.
enum Interpolation: Sendable, Hashable {
  /// The two neighbours along each axis, weighted by nearness.
  case linear
  /// The pixel at ⌊p + ½⌋.
  case halfUp
  /// The nearest pixel, of two equally near ones the even one.
  case halfEven
}

/// Where a point falls along one axis: the neighbours to its left and right (or above and below) and its place
/// between them.
struct AxisSample: Sendable, Equatable {
  /// The neighbour at or before the point, or the pixel that rounding chose, counted from 0; just outside it may be
  /// −1 or the size.
  let lower: Int
  /// The weight of the next neighbour, 0 ≤ fraction < 1; `lower` has the rest.
  let fraction: Double
  /// The derivative of the sampled coordinate by the coordinate asked for: 1, 0 where the point was moved to an edge
  /// or rounded, −1 where it was mirrored.
  let derivative: Double
  let hasLower: Bool
  let hasUpper: Bool
}

/// What there is at a point, along one axis or in a picture.
enum SamplePlace<Neighbours> {
  case near(Neighbours)
  /// Nothing of the picture, which counts as zero.
  case outside
  /// The point is not a number, or is to be mirrored and infinite: what it asks for is not known, and no number.
  case unknown

  /// The neighbours, where there are some.
  var neighbours: Neighbours? { if case .near(let neighbours) = self { neighbours } else { nil } }
}

/// One axis of a picture that is sampled between its pixels.
struct SampleAxis: Sendable, Hashable {
  let size: Int
  let outside: OutsideRule
  let interpolation: Interpolation

  /// The neighbours of `point`, a coordinate counted from 0.
  ///
  /// At a whole number the neighbours are that pixel and the next, so a derivative there is the one to the right. On the
  /// edge itself a moved point has derivative 0, as in PyTorch.
  @inline(__always)
  func locate(_ point: Double) -> SamplePlace<AxisSample> {
    let (point, derivative) = moved(point)
    if point.isNaN { return .unknown }
    // Only now is the point known to fit an Int.
    guard point >= -1, point < Double(size) else { return .outside }
    let lower = point.rounded(.down)
    let fraction = point - lower
    let index = Int(clamping: lower)
    switch interpolation {
    case .linear:
      return .near(
        AxisSample(
          lower: index, fraction: fraction, derivative: derivative, hasLower: index >= 0,
          hasUpper: index &+ 1 < size))
    case .halfUp: return .near(pixel(fraction >= 0.5 ? index &+ 1 : index))
    case .halfEven:
      let isUp = fraction > 0.5 || (fraction == 0.5 && index & 1 != 0)
      return .near(pixel(isUp ? index &+ 1 : index))
    }
  }

  @inline(__always)
  private func pixel(_ index: Int) -> AxisSample {
    AxisSample(
      lower: index, fraction: 0, derivative: 0, hasLower: index >= 0 && index < size, hasUpper: false)
  }

  /// The point after the rule for outside, and the derivative of that.
  @inline(__always)
  private func moved(_ point: Double) -> (point: Double, derivative: Double) {
    switch outside {
    case .zero: return (point, 1)
    case .edge: return clamped(point, 1)
    case .reflectAtCentres: return reflected(point, from: 0, span: Double(size - 1))
    case .reflectAtBorders: return reflected(point, from: -0.5, span: Double(size))
    }
  }

  @inline(__always)
  private func clamped(_ point: Double, _ derivative: Double) -> (point: Double, derivative: Double) {
    let last = Double(size - 1)
    if point <= 0 { return (0, 0) }
    if point >= last { return (last, 0) }
    return (point, derivative)
  }

  private func reflected(_ point: Double, from low: Double, span: Double) -> (
    point: Double, derivative: Double
  ) {
    guard span > 0 else { return point.isNaN ? (point, 0) : (0, 0) }
    let distance = abs(point - low)
    let direction = point < low ? -1.0 : 1.0
    // Of an infinite distance nothing is left that is a number.
    let rest = distance.truncatingRemainder(dividingBy: 2 * span)
    return rest < span ? clamped(low + rest, direction) : clamped(low + 2 * span - rest, -direction)
  }
}
