import Engine

extension Differentiation {
  /// Holds both gradients against each other.
  func check(tolerance: Double) throws(Diagnostic) -> Bool {
    // Both see the same random numbers.
    let generator = interpreter.generator
    let places = try arguments.engine { () throws(TensorError) in try GradientPoints(points) }
    var analytic: [Tensor] = []
    for gradient in try self.analytic(at: places.points) { analytic += try tensors(of: gradient) }
    interpreter.generator = generator
    let numeric = try numeric(places, step: nil)
    var check = try compare(analytic, numeric, tolerance)
    guard !check.passes, let worst = check.worst else { return true }
    let (argument, position) = (worst.argument, flatPosition(worst, places))
    let moved = MovedFunction(
      interpreter, at: places.tensors[argument], position: position
    ) { moved throws(Diagnostic) in
      var tensors = places.tensors
      tensors[argument] = moved
      return try interpreter.call(function, places.replacing(tensors))
    }
    // What a network holds is no tensor that a gradient could be followed through.
    let isFollowed = !points.contains { $0.network != nil }
    let single =
      isFollowed
      ? try moved.roundingError()
      : RoundingNoise.unitRoundoff(.float64) * abs(try moved.value(at: moved.place))
    let rounding = try GradientCheck.rounding(at: moved.place, single: single) { place throws(Diagnostic) in
      try moved.value(at: place)
    }
    check = try compare(analytic, numeric, tolerance, rounding: rounding)
    guard !check.passes, let worst = check.worst else { return true }
    // The rounding may have made another element the worst one.
    let isTheSame = position == flatPosition(worst, places) && check.worst?.argument == argument
    throw failure(check, worst, places, isFollowed && isTheSame ? moved : nil)
  }

  private func flatPosition(_ element: GradientCheck.Element, _ places: GradientPoints) -> Int {
    ReceptiveField.position(element.index, in: places.tensors[element.argument].shape)
  }

  private func compare(
    _ analytic: [Tensor], _ numeric: [Tensor], _ tolerance: Double, rounding: Double = 0
  ) throws(Diagnostic) -> GradientCheck {
    try arguments.engine { () throws(TensorError) in
      try GradientCheck(analytic: analytic, numeric: numeric, tolerance: tolerance, rounding: rounding)
    }
  }

  private func failure(
    _ check: GradientCheck, _ worst: GradientCheck.Element, _ places: GradientPoints, _ moved: MovedFunction?
  ) -> Diagnostic {
    let element =
      worst.index.isEmpty ? "" : " at element [\(worst.index.map { String($0 + 1) }.joined(separator: ", "))]"
    let name = places.names[worst.argument]
    let argument = name.isEmpty ? "" : " of " + name
    let both =
      "analytic \(Formatter.number(worst.analytic, digits: 9)), numeric \(Formatter.number(worst.numeric, digits: 9))"
    if check.isHiddenByRounding {
      let share = Formatter.number(2 * check.rounding / worst.scale, digits: 1)
      return Diagnostic(
        .gradientCheck,
        "the gradients cannot be compared this closely\(element)\(argument): \(both), and rounding in the function may "
          + "move the numeric one by \(Formatter.number(check.rounding, digits: 2))",
        help: "let the function compute in float64, f64(x), or allow more: tolerance=\(share)")
    }
    let advice = GradientAdvice(analytic: worst.analytic, numeric: worst.numeric, function: moved)
    // An examination that fails has nothing to add to what is known.
    let help = (try? advice.text()) ?? GradientAdvice.unknown
    return Diagnostic(.gradientCheck, "the gradients differ\(element)\(argument): \(both)", help: help)
  }
}
