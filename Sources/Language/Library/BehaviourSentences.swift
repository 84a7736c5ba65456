import Engine

/// What is said of a function's behaviour at a point, in whole sentences.
struct BehaviourSentences {
  let behaviour: LocalBehaviour
  /// The analytic gradient at the point.
  let analytic: Double
  /// Where the function jumps in the interval that was looked at, the point itself aside.
  var jumps: [Double] = []
  /// Whether there are more of them than can be drawn.
  var hasMoreJumps = false
  /// The interval.
  let range: ClosedRange<Double>

  private func n(_ value: Double) -> String { Formatter.number(value, digits: 5) }

  /// A place, to a ten-thousandth of the interval or of the piece that is spoken of.
  private func place(_ x: Double) -> String {
    var width = range.upperBound - range.lowerBound
    if case .stairs(.some(let piece)) = behaviour {
      width = min(width, (piece.upper?.x ?? range.upperBound) - (piece.lower?.x ?? range.lowerBound))
    }
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
    case .slope(let slope): "slope: \(self.slope(slope))" + jumpsElsewhere
    case .kink(let left, let right):
      "kink: the slope changes at once, from \(n(left)) on the left to \(n(right)) on the right. "
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
    return "nothing changes around here, and the analytic gradient is 0: no gradient says where to go."
      + change
  }

  private func stairs(_ piece: ConstantPiece?) -> String {
    let end =
      "The analytic gradient is 0, and a numeric one only measures the jumps that its step reaches over: "
      + "there is no slope to follow."
    guard let piece else { return "the value changes in jumps alone. " + end + undrawn }
    let from = place(piece.lower?.x ?? range.lowerBound)
    let to = place(piece.upper?.x ?? range.upperBound)
    let ends = [piece.lower, piece.upper].compactMap { $0 }.filter(\.isJump)
    let jump = ends.count == 2 ? "at both ends" : "at \(place(ends.first?.x ?? .nan))"
    return "the value is constant from \(from) to \(to), and jumps \(jump). " + end + undrawn
  }

  private var undrawn: String { hasMoreJumps ? " It has more jumps than are drawn." : "" }

  private func slope(_ slope: Double) -> String {
    // What is no number is not within any distance.
    guard abs(analytic - slope) <= 1e-2 * max(abs(slope), abs(analytic)) else {
      return "the value changes smoothly here, with the slope \(n(slope)), but the analytic gradient is "
        + "\(n(analytic))."
    }
    let meeting = "the numeric gradient comes to the analytic one as h gets smaller"
    return slope == 0
      ? "\(meeting), and both are 0 just here: the value is level at this point, and slopes beside it."
      : "\(meeting): there is a slope to follow."
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
      return "at this very point the value is another than on both sides, by \(n(abs(left))). "
        + "The numeric gradient looks at the sides alone."
    }
    return "the value changes by \(n(height)) at this very point. The numeric gradient grows as 1/h, "
      + "and the analytic one, \(n(analytic)), knows nothing of it."
  }

  private static func untold(_ reason: LocalBehaviour.Reason) -> String {
    switch reason {
    case .noise:
      "cannot be told at these steps: rounding in the function is as large as its changes."
    case .undefined: "cannot be told: the value is not a finite number here."
    case .onlyOnTheLeft: "cannot be told from both sides: to the right the value is not a finite number."
    case .onlyOnTheRight: "cannot be told from both sides: to the left the value is not a finite number."
    case .unbounded: "no slope: it grows without bound towards this point, though the value does not jump."
    case .unsettled: "no slope: the difference quotients come to no number as h gets smaller."
    }
  }
}
