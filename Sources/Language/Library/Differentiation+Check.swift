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
    var check = try arguments.engine { () throws(TensorError) in
      try GradientCheck(analytic: analytic, numeric: numeric, tolerance: tolerance)
    }
    guard !check.passes else { return true }
    // What a network holds is no tensor that a gradient could be followed through.
    let isFollowed = !points.contains { $0.network != nil }
    var singles: [Int: Double] = [:]
    try check.refine { element, allowance throws(Diagnostic) in
      let moved = moved(element, places)
      let single =
        if let known = singles[element.argument] { known } else { isFollowed ? try moved.roundingError() : 0 }
      singles[element.argument] = single
      return try RefinedDerivative(
        at: moved.place, analytic: element.analytic, allowance: allowance,
        reach: moved.point.largest, single: single
      ) { place throws(Diagnostic) in try moved.value(at: place) }
    }
    guard check.passes else { throw failure(check, places, isFollowed: isFollowed) }
    if let coarsest = check.coarsest { noteHidden(coarsest, places) }
    return true
  }

  /// The function along the number that an element of a gradient belongs to.
  private func moved(_ element: GradientCheck.Element, _ places: GradientPoints) -> MovedFunction {
    let argument = element.argument
    let position = ReceptiveField.position(element.index, in: places.tensors[argument].shape)
    return moved(position, ofArgument: argument, places)
  }

  /// The function along one number of an argument.
  func moved(_ position: Int, ofArgument argument: Int, _ places: GradientPoints) -> MovedFunction {
    MovedFunction(interpreter, at: places.tensors[argument], position: position) { moved throws(Diagnostic) in
      var tensors = places.tensors
      tensors[argument] = moved
      return try interpreter.call(function, places.replacing(tensors))
    }
  }

  private func noteHidden(_ element: GradientCheck.Element, _ places: GradientPoints) {
    interpreter.note(
      "gradcheck-rounding",
      "rounding in the function hides what is below \(Formatter.number(element.error, digits: 2)) of the gradient"
        + "\(place(element, places)), which is \(Formatter.number(element.analytic, digits: 3)): no closer check is "
        + "possible there")
  }

  /// ` at element [1, 2] of w`, as far as there is something to say.
  private func place(_ element: GradientCheck.Element, _ places: GradientPoints) -> String {
    let index = element.index.map { String($0 + 1) }.joined(separator: ", ")
    return (index.isEmpty ? "" : " at") + places.place(index, ofArgument: element.argument)
  }

  private func failure(
    _ check: GradientCheck, _ places: GradientPoints, isFollowed: Bool
  ) -> Diagnostic {
    guard let worst = check.worst else { preconditionFailure("a check that fails does so at an element") }
    let advice = GradientAdvice(
      analytic: worst.analytic, numeric: worst.numeric, error: worst.error,
      function: isFollowed ? moved(worst, places) : nil)
    // An examination that fails has nothing to add to what is known.
    let help = (try? advice.text()) ?? GradientAdvice.unknown
    let (analytic, numeric) =
      (Formatter.number(worst.analytic, digits: 9), Formatter.number(worst.numeric, digits: 9))
    return Diagnostic(
      .gradientCheck,
      "the gradients differ\(place(worst, places)): analytic \(analytic), numeric \(numeric)", help: help)
  }
}
