/// The (up to) four pixels around a point and what the point takes from each: one code for values, derivatives, pullbacks
/// and explanations.
///
/// A neighbour without weight is not read, so that a whole coordinate gives the pixel itself, bit for bit, whatever
/// lies beside it; one outside the picture counts as zero.
struct Neighbourhood {
  let row: AxisSample
  let column: AxisSample
  let width: Int

  /// The value at the point.
  @inline(__always)
  func value<T: FloatingScalar>(_ plane: UnsafePointer<T>) -> Double {
    if row.fraction == 0 { return upperLine(plane) }
    return (1 - row.fraction) * upperLine(plane) + row.fraction * lowerLine(plane)
  }

  /// The derivatives of the value by the point's row and column.
  @inline(__always)
  func derivatives<T: FloatingScalar>(_ plane: UnsafePointer<T>) -> (byRow: Double, byColumn: Double) {
    let byRow = row.derivative == 0 ? 0 : row.derivative * (lowerLine(plane) - upperLine(plane))
    if column.derivative == 0 { return (byRow, 0) }
    var byColumn = pixel(plane, false, true) - pixel(plane, false, false)
    if row.fraction != 0 {
      let below = pixel(plane, true, true) - pixel(plane, true, false)
      byColumn = (1 - row.fraction) * byColumn + row.fraction * below
    }
    return (byRow, column.derivative * byColumn)
  }

  /// Adds each neighbour's share of `gradient` to it: the pullback of `value` by the picture.
  @inline(__always)
  func scatter(_ gradient: Double, to plane: UnsafeMutablePointer<Double>) {
    let position = row.lower &* width &+ column.lower
    let (above, below) = (1 - row.fraction, row.fraction)
    let (left, right) = (1 - column.fraction, column.fraction)
    let (hasRight, hasBelow) = (column.hasUpper && right != 0, row.hasUpper && below != 0)
    if row.hasLower {
      if column.hasLower { plane[position] += above * left * gradient }
      if hasRight { plane[position &+ 1] += above * right * gradient }
    }
    if hasBelow {
      if column.hasLower { plane[position &+ width] += below * left * gradient }
      if hasRight { plane[position &+ width &+ 1] += below * right * gradient }
    }
  }

  /// The pixel above or below, left or right of the point; zero outside the picture.
  @inline(__always)
  private func pixel<T: FloatingScalar>(_ plane: UnsafePointer<T>, _ isBelow: Bool, _ isRight: Bool) -> Double
  {
    guard isBelow ? row.hasUpper : row.hasLower, isRight ? column.hasUpper : column.hasLower else { return 0 }
    let position = row.lower &* width &+ column.lower
    return plane[position &+ (isBelow ? width : 0) &+ (isRight ? 1 : 0)].asDouble
  }

  /// Between the two neighbours above the point (or on its row).
  @inline(__always)
  private func upperLine<T: FloatingScalar>(_ plane: UnsafePointer<T>) -> Double {
    let left = pixel(plane, false, false)
    if column.fraction == 0 { return left }
    return (1 - column.fraction) * left + column.fraction * pixel(plane, false, true)
  }

  @inline(__always)
  private func lowerLine<T: FloatingScalar>(_ plane: UnsafePointer<T>) -> Double {
    let left = pixel(plane, true, false)
    if column.fraction == 0 { return left }
    return (1 - column.fraction) * left + column.fraction * pixel(plane, true, true)
  }
}

/// One of the neighbours, for explanations.
struct Neighbour: Sendable, Equatable {
  /// Row and column counted from 0; outside the picture they may be −1 or the size.
  let row: Int
  let column: Int
  let isInside: Bool
  let weight: Double
}

extension Neighbourhood {
  /// The neighbours in reading order: four, or the one pixel that rounding chose.
  func neighbours(isSingle: Bool) -> [Neighbour] {
    let below = isSingle ? [false] : [false, true]
    return below.flatMap { isBelow in
      below.map { isRight in
        Neighbour(
          row: row.lower + (isBelow ? 1 : 0), column: column.lower + (isRight ? 1 : 0),
          isInside: (isBelow ? row.hasUpper : row.hasLower) && (isRight ? column.hasUpper : column.hasLower),
          weight: (isBelow ? row.fraction : 1 - row.fraction)
            * (isRight ? column.fraction : 1 - column.fraction))
      }
    }
  }
}
