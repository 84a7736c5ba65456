import Engine

/// What is said of a function's behaviour at a point, in whole sentences.
struct BehaviourSentences {
  let behaviour: LocalBehaviour
  let point: FunctionSample
  /// Where the function jumps in the interval that was looked at, the point itself aside.
  var jumps: [Double] = []
  /// Whether there are more of them than can be drawn.
  var hasMoreJumps = false
  /// The interval.
  let range: ClosedRange<Double>
  /// Central differences as they are shown, the longest step first.
  let differences: [Difference]
  /// How far roundings inside the function move its value.
  let rounding: Double

  struct Difference {
    let step: Double
    let quotient: Double
  }

  /// The analytic gradient at the point.
  private var analytic: Double { point.derivative }

  private func n(_ value: Double) -> String { Formatter.number(value, digits: 5) }

  /// A place, to a ten-thousandth of the interval or of the piece that is spoken of, and told apart from the point.
  private func place(_ x: Double) -> String {
    var width = range.upperBound - range.lowerBound
    if case .stairs(.some(let piece)) = behaviour {
      width = min(width, (piece.upper?.x ?? range.upperBound) - (piece.lower?.x ?? range.lowerBound))
    }
    let distance = abs(x - point.x)
    if distance > 0 { width = min(width, 10 * distance) }
    // No unit is small enough for an interval without width.
    guard width > 0, width.isFinite else { return Formatter.number(x, digits: 6) }
    var unit = 1.0
    while unit > width * 1e-3 { unit /= 10 }
    while unit * 10 <= width * 1e-3 { unit *= 10 }
    let rounded = (x / unit).rounded() * unit
    return Formatter.number(rounded == 0 ? 0 : rounded, digits: 15)
  }

  var text: String {
    switch behaviour {
    case .flat(let piece): "flat: \(flat(piece))"
    case .stairs(let piece): "stairs: \(stairs(piece))"
    case .slope(let derivative): "slope: \(slope(derivative))" + jumpsElsewhere
    case .kink(let left, let right):
      "kink: the derivative jumps from \(n(left)) on the left to \(n(right)) on the right. "
        + "The numeric gradient gives their mean, and the analytic one is \(n(analytic))." + jumpsElsewhere
    case .jump(let left, let right): "jump: \(jump(left, right))"
    case .untold(let reason): BehaviourSentences.untold(reason)
    }
  }

  private func flat(_ piece: ConstantPiece) -> String {
    let places = [
      piece.lower.map { "below \(place($0.x))" }, piece.upper.map { "above \(place($0.x))" },
    ].compactMap { $0 }
    let change = places.isEmpty ? "" : " It changes only \(places.joined(separator: " and "))."
    return "nothing changes around here, and the analytic gradient is 0: the gradient gives no direction."
      + change
  }

  private func stairs(_ piece: ConstantPiece?) -> String {
    let end =
      "The analytic gradient is 0, and a numeric one only measures the jumps that its step reaches over: "
      + "there is no slope to follow."
    guard let piece else { return "the value changes only in jumps. " + end + undrawn }
    let from = place(piece.lower?.x ?? range.lowerBound)
    let to = place(piece.upper?.x ?? range.upperBound)
    let ends = [piece.lower, piece.upper].compactMap { $0 }.filter(\.isJump)
    let jump = ends.count == 2 ? "at both ends" : "at \(place(ends.first?.x ?? .nan))"
    return "the value is constant from \(from) to \(to), and jumps \(jump). " + end + undrawn
  }

  private var undrawn: String { hasMoreJumps ? " It has more jumps than are drawn." : "" }

  private func slope(_ derivative: Double) -> String {
    // Nan is not within any distance.
    guard abs(analytic - derivative) <= 1e-2 * max(abs(derivative), abs(analytic)) else {
      return
        "the value changes smoothly here, with the derivative \(n(derivative)), but the analytic gradient is "
        + "\(n(analytic))."
    }
    return derivative == 0
      ? "\(meeting), and both are 0 exactly here: the value is stationary at this point, with slopes on either side."
      : "\(meeting): there is a slope to follow."
  }

  /// What the table shows of the numeric gradient, where the analytic one is the derivative of the value.
  private var meeting: String {
    let errors = differences.map { $0.quotient.isNaN ? .infinity : abs($0.quotient - analytic) }
    let least = errors.min() ?? .infinity
    // Steps that meet the gradient as well as can be seen need not go on to do better.
    guard let first = errors.first, let last = errors.last, let smallest = differences.last?.step else {
      return "the value changes as the analytic gradient says"
    }
    let isMet = last <= 1e-3 * abs(analytic) || last <= 2 * least
    if isMet && (least <= 0.1 * abs(analytic) || least <= 0.1 * first) {
      return "the numeric gradient converges to the analytic one as h gets smaller"
    }
    return last <= 16 * rounding / smallest
      ? "the value changes as the analytic gradient says, though with the smallest h the numeric one shows nothing but "
        + "rounding in the function"
      : "the value changes as the analytic gradient says, though only at distances below the smallest h, "
        + "so that the numeric ones miss it"
  }

  private var jumpsElsewhere: String {
    guard let first = jumps.first else { return "" }
    let others =
      jumps.count == 1 && !hasMoreJumps
      ? "" : jumps.count == 2 ? " and at one other place" : " and at other places"
    return " But the value also jumps, at \(place(first))\(others)."
  }

  private func jump(_ left: Double, _ right: Double) -> String {
    let height = right - left
    guard abs(height) > 1e-6 * max(abs(left), abs(right)) else {
      return "at exactly this point the value differs from both sides, by \(n(abs(left))). "
        + "The numeric gradient sees only the two sides."
    }
    return "the value changes by \(n(height)) at this very point. The numeric gradient grows as 1/h, "
      + "and the analytic one, \(n(analytic)), does not see it."
  }

  private static func untold(_ reason: LocalBehaviour.Reason) -> String {
    switch reason {
    case .noise:
      "cannot be told at these steps: rounding in the function is as large as its changes."
    case .undefined: "cannot be told: the value is not a finite number here."
    case .onlyOnTheLeft: "cannot be told from both sides: to the right the value is not a finite number."
    case .onlyOnTheRight: "cannot be told from both sides: to the left the value is not a finite number."
    case .unbounded:
      "no derivative: it grows without bound towards this point, though the value does not jump."
    case .unsettled: "no derivative: the difference quotients do not converge as h gets smaller."
    }
  }
}
