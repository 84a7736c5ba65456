/// Finds out what a function of one number does around a point: its values and its derivatives by the chain rule, at
/// distances from far to near, are held against each other.
///
/// Nothing here is measured by a fixed number: changes of the value are compared with what the derivatives make of the
/// distance and with the rounding that the values themselves show, derivatives with derivatives, and distances with the
/// sweep and with the point. So a function times 10⁶ gets the same verdict.
package struct PointExamination<Failure: Error> {
  package typealias Function = (Double) throws(Failure) -> FunctionSample

  private let function: Function
  private let point: FunctionSample
  /// Half of the interval that is looked at.
  private let reach: Double
  /// Derivatives that differ by less of themselves are the same: what rounding leaves of a sum of many derivatives.
  private let tolerance: Double
  private let finest: Double
  private let roundoff: Double
  /// Whether the interval holds too few numbers around the point to tell anything.
  private let isTooNarrow: Bool
  private let left: FunctionSide
  private let right: FunctionSide
  /// Samples further away, from left to right.
  private let sweep: [FunctionSample]

  /// - Parameters:
  ///   - reach: how far to both sides the function is of interest.
  ///   - dtype: the coarsest type of floating-point numbers that the function computes in.
  ///   - rounding: how far roundings inside the function move its value, where values alone do not show it.
  ///   - sweep: samples that are known already, in the order of their places.
  package init(
    at point: FunctionSample, reach: Double, dtype: DType, rounding: Double = 0, sweep: [FunctionSample] = [],
    _ function: @escaping Function
  ) throws(Failure) {
    (self.function, self.point, self.reach, self.sweep) = (function, point, reach, sweep)
    let isSingle = dtype == .float32
    tolerance = isSingle ? 0x1p-10 : 0x1p-20
    // Some units in the last place of the point, and of places computed from it in a picture.
    finest = isSingle ? max(abs(point.x), reach) * 0x1p-21 : max(abs(point.x) * 0x1p-46, reach * 0x1p-40)
    var distances: [Double] = []
    var distance = finest
    // A point that is not finite has no neighbourhood.
    while distance > 0, distance.isFinite, distance <= reach / 8 {
      distances.append(distance)
      // float32 leaves less room between the nearest place and the interval's end.
      distance *= isSingle ? 2 : 4
    }
    isTooNarrow = distances.count < 4
    roundoff = RoundingNoise.unitRoundoff(dtype)
    left = try FunctionSide(
      point, sign: -1, distances: distances, roundoff: roundoff, rounding: rounding, function)
    right = try FunctionSide(
      point, sign: 1, distances: distances, roundoff: roundoff, rounding: rounding, function)
  }

  package func behaviour() throws(Failure) -> LocalBehaviour {
    guard point.value.isFinite else { return .untold(.undefined) }
    if isTooNarrow { return .untold(.noise) }
    if left.samples.isEmpty || right.samples.isEmpty {
      guard left.samples.isEmpty != right.samples.isEmpty else { return .untold(.undefined) }
      return .untold(left.samples.isEmpty ? .onlyOnTheRight : .onlyOnTheLeft)
    }
    if left.jump != nil || right.jump != nil {
      return .jump(left: left.jump ?? 0, right: right.jump ?? 0)
    }
    var nearest = 0.0
    if left.isConstant && right.isConstant && point.derivative == 0 {
      let piece = try piece()
      let isJump = piece.lower?.isJump == true || piece.upper?.isJump == true
      nearest = min(piece.lower.map { point.x - $0.x } ?? reach, piece.upper.map { $0.x - point.x } ?? reach)
      if isJump { return .stairs(piece) }
      // Nearer than so, a value that changes little by little cannot be told from a constant one.
      if nearest > finest * 1024 { return .flat(piece) }
    }
    return derivatives(left.beyond(nearest * 2), right.beyond(nearest * 2))
  }

  // MARK: A constant piece

  private func piece() throws(Failure) -> ConstantPiece {
    let below = left.samples + sweep.reversed().filter { $0.x < (left.samples.last ?? point).x }
    let above = right.samples + sweep.filter { $0.x > (right.samples.last ?? point).x }
    return ConstantPiece(lower: try end(below), upper: try end(above))
  }

  /// Where the value begins to change, walking away from the point.
  private func end(_ samples: [FunctionSample]) throws(Failure) -> ConstantPiece.End? {
    var inside = point
    for sample in samples {
      guard !sample.isConstant(with: point) else {
        inside = sample
        continue
      }
      var outside = sample
      for _ in 0..<30 {
        let middle = inside.x / 2 + outside.x / 2
        guard middle != inside.x, middle != outside.x else { break }
        let sample = try function(middle)
        if sample.isConstant(with: point) { inside = sample } else { outside = sample }
      }
      return .init(x: outside.x, isJump: isJump(from: inside, to: outside))
    }
    return nil
  }

  /// Whether the value jumps at the end of a constant piece, between two samples as near to each other as they can be.
  private func isJump(from inside: FunctionSample, to outside: FunctionSample) -> Bool {
    // The place itself is rounded too.
    let width = 2 * abs(outside.x - inside.x) + 8 * roundoff * abs(outside.x)
    let unit = roundoff * abs(outside.value)
    let change = abs(outside.value - inside.value)
    return change > abs(outside.derivative) * width
      + (outside.derivative == 0 ? 4 * unit : max(rounding, 8 * unit))
  }

  /// What a value may be off by rounding where something changes.
  private var rounding: Double { 8 * max(left.noise, right.noise) }

  // MARK: Derivatives

  private func derivatives(_ left: FunctionSide, _ right: FunctionSide) -> LocalBehaviour {
    let samples = left.samples + right.samples + sweep + [point]
    if samples.allSatisfy({ $0.derivative == 0 }) { return withoutDerivatives(samples, left, right) }
    let steepest = max(left.steepest, right.steepest)
    guard let before = left.confirmedDerivative(tolerance), let after = right.confirmedDerivative(tolerance)
    else {
      return numeric(left, right)
    }
    guard max(before.error, after.error) <= 0.1 * steepest else { return .untold(.noise) }
    let mean = before.value / 2 + after.value / 2
    guard isKink(left, right) else {
      return .slope(point.derivative == 0 && abs(mean) <= tolerance * steepest ? 0 : mean)
    }
    return abs(after.value - before.value) > before.error + after.error
      ? .kink(left: before.value, right: after.value) : .untold(.noise)
  }

  /// Whether the derivatives of both sides stay apart however near the point: those of a smooth function come together.
  private func isKink(_ left: FunctionSide, _ right: FunctionSide) -> Bool {
    let gaps = zip(left.samples, right.samples).map { abs($1.derivative - $0.derivative) }
    guard gaps.count > 5, gaps[0] > gaps[5] / 4 else { return false }
    let rounding = [left, right].reduce(0) { rounding, side in
      max(rounding, (1...3).map { abs(side.samples[$0].derivative - side.derivative) }.max() ?? 0)
    }
    let size = max(
      abs(left.derivative), abs(right.derivative), tolerance * max(left.steepest, right.steepest))
    return gaps[0] > 8 * rounding && gaps[0] > tolerance * size
  }

  /// The analytic derivatives are 0 everywhere: what changes does so in jumps, unless the quotients say otherwise.
  private func withoutDerivatives(
    _ samples: [FunctionSample], _ left: FunctionSide, _ right: FunctionSide
  ) -> LocalBehaviour {
    let values = samples.map(\.value).filter(\.isFinite)
    let range = (values.max() ?? 0) - (values.min() ?? 0)
    if range <= rounding { return .flat(ConstantPiece(lower: nil, upper: nil)) }
    if left.numericDerivative != nil, right.numericDerivative != nil { return numeric(left, right) }
    return .stairs(nil)
  }

  /// By difference quotients alone, where the analytic derivatives are not finite, do not converge or do not agree with
  /// the values.
  private func numeric(_ left: FunctionSide, _ right: FunctionSide) -> LocalBehaviour {
    if left.isUnbounded || right.isUnbounded { return .untold(.unbounded) }
    guard let before = left.numericDerivative, let after = right.numericDerivative else {
      let isNoise = [left, right].contains { $0.isSettled(tolerance) || $0.samples.count <= 6 }
      return .untold(isNoise ? .noise : .unsettled)
    }
    let gap = abs(after.value - before.value)
    let error = before.error + after.error
    return gap > 4 * error && gap > tolerance * max(abs(before.value), abs(after.value))
      ? .kink(left: before.value, right: after.value) : .slope(before.value / 2 + after.value / 2)
  }
}
