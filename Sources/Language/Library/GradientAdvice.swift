import Engine

/// What to do about two gradients that disagree, from what the function does where they do.
struct GradientAdvice {
  let analytic: Double
  let numeric: Double
  /// What the numeric one may be off by.
  let error: Double
  /// The function along the number by which they disagree; nil where it cannot be followed there.
  let function: MovedFunction?

  func text() throws(Diagnostic) -> String {
    guard let function else { return GradientAdvice.unknown }
    let place = function.place
    let point = try function.sample(at: place)
    let examination = try PointExamination(
      at: point, reach: max(1, abs(place)), dtype: try function.coarsestType(),
      rounding: try function.roundingError()
    ) { place throws(Diagnostic) in try function.sample(at: place) }
    return sentence(try examination.behaviour(), point.value)
  }

  /// Whether the values alone give a derivative.
  private var isNumericTrusted: Bool {
    numeric.isFinite && analytic.isFinite && error <= 1e-3 * max(abs(numeric), abs(analytic))
  }

  private func n(_ value: Double) -> String { Formatter.number(value, digits: 6) }

  private func sentence(_ behaviour: LocalBehaviour, _ value: Double) -> String {
    switch behaviour {
    case .kink(let left, let right):
      "here is a kink: the derivative is \(n(left)) on one side and \(n(right)) on the other; move the point a little"
    case .jump, .stairs:
      "here the function jumps, and central differences only measure the jump; move the point a little"
    case .slope(let derivative) where !analytic.isFinite:
      "the derivative of the value is \(n(derivative)) here, but the analytic gradient is \(n(analytic)): the branch that "
        + "`where` leaves out counts with 0 times its derivative; choose inside it too, as in sqrt(where(x > 0, x, 1))"
    case .slope(let derivative):
      isNumericTrusted
        ? "the value changes smoothly here, with the derivative \(n(numeric)): the analytic gradient is different"
        : abs(derivative - analytic) <= 1e-2 * abs(derivative)
          ? "closer to the point the two agree: the function bends too much for this step; "
            + "numgrad(f, x, step=…) takes a smaller one"
          : "closer to the point the derivative is \(n(derivative)): the analytic gradient is different there"
    case .flat: "the function is constant here, so that the gradient is 0"
    case .untold(.undefined):
      "the function's own value is \(n(value)) here, so it has no gradient; move the point to where it is finite"
    case .untold(.onlyOnTheLeft), .untold(.onlyOnTheRight):
      "the function has no finite value on one side of the point; move the point a little"
    case .untold(.noise):
      isNumericTrusted
        ? "over longer steps the derivative is \(n(numeric)): the analytic gradient is different"
        : "rounding in the function is as large as its changes, as near to the point as this"
    case .untold(.unbounded), .untold(.unsettled):
      "the function has no derivative here: closer to the point the differences do not converge; move the point a little"
    }
  }

  static let unknown =
    "at a kink or a jump central differences mislead, and where the function is not finite neither gradient exists; "
    + "elsewhere one of the two is wrong"
}
