import Engine

extension Differentiation {
  /// Says where a numeric gradient is the height of a jump divided by 2h. Each argument's largest derivative is looked
  /// at: none is as large as what a jump makes.
  func noteJump(in gradients: [Tensor], _ places: GradientPoints, _ step: Double?) throws(Diagnostic) {
    for (argument, gradient) in gradients.enumerated() where gradient.count > 0 {
      var largest = 0
      for position in 1..<max(1, gradient.count) {
        let (next, known) = (abs(gradient.element(position)), abs(gradient.element(largest)))
        if next > known || known.isNaN { largest = position }
      }
      guard gradient.element(largest) != 0, gradient.element(largest).isFinite else { continue }
      let function = moved(largest, ofArgument: argument, places)
      guard
        try Differentiation.jumps(
          function, within: step ?? CentralDifferences.defaultStep(at: function.place))
      else { continue }
      let place = places.place(Comparison.index(largest, gradient.shape), ofArgument: argument)
      interpreter.note(
        "numgrad-jump",
        "the function jumps within h of\(place.isEmpty ? " the point" : place): there central differences are the height "
          + "of the jump divided by 2h, not a derivative")
      return
    }
  }

  /// Whether the function's change between x − h and x + h is one that halving the interval, over and over, does not make
  /// smaller. A smooth function is told from it by the first half.
  private static func jumps(_ function: MovedFunction, within h: Double) throws(Diagnostic) -> Bool {
    var (low, high) = (function.place - h, function.place + h)
    var (below, above) = (try function.value(at: low), try function.value(at: high))
    let whole = abs(above - below)
    // A change as small may be the rounding of float32, which jumps too.
    guard whole.isFinite, whole > 16 * RoundingNoise.unitRoundoff(.float32) * max(abs(above), abs(below))
    else {
      return false
    }
    for _ in 0..<24 {
      let middle = low / 2 + high / 2
      guard middle > low, middle < high else { break }
      let value = try function.value(at: middle)
      let (left, right) = (abs(value - below), abs(above - value))
      guard max(left, right) > 0.75 * whole else { return false }
      if left > right { (high, above) = (middle, value) } else { (low, below) = (middle, value) }
    }
    return true
  }
}
