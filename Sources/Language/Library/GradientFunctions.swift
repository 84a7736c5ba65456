import Engine

/// Functions that differentiate functions.
enum GradientFunctions {
  static let all: [BuiltIn] = [grad, numgrad, gradcheck, compare]

  private static let function = BuiltIn.Parameter.required(
    "f", "a function that gives one number, for example x -> sum(x^2)")
  private static let points = BuiltIn.Parameter.variadic(
    "x", "the point: for each argument of f a tensor or a number, a network, or a record or a list of these")
  private static let step = OptionKey<Double?>(
    "step", default: nil, limits: .above(0), "the step h; chosen for each element without it")
  private static let tolerance = OptionKey(
    "tolerance", default: 1e-6, limits: .within(0 ... .infinity), "the relative difference allowed")

  private static let grad = BuiltIn(
    "grad", .gradients, "The analytic gradient of a function, by the chain rule.", [function, points],
    details: """
      Every operation from x to the result is recorded, and the gradient is propagated back through them.
      grad(f) is a function; grad(f, x) is its value at x; grad(f, x, w) is a list with one gradient for each.
      A gradient has the shape and the type of its argument; with respect to a record or a list it is a record or a list of gradients.
      """,
    examples: [
      .init(code: "grad(x -> sum(x^2), [1, 2, 3])", result: "[2, 4, 6]"),
      .init(code: "grad(x -> x^3)(2)", result: "12"),
      .init(code: "grad(p -> sum(p.w^2) + 3 * p.b, record(w=[1, 2], b=5)).w", result: "[2, 4]"),
      .init(code: "grad(x -> x^2, [1, 2])", fails: .gradient),
      .init(code: "grad(3, [1, 2])", fails: .wrongType),
    ],
    torch: "torch.autograd.grad(f(x), x)"
  ) { arguments throws(Diagnostic) in
    let function = try arguments.function(0)
    if arguments.rest.isEmpty { return .builtIn(derived(arguments.builtIn, of: function)) }
    let differentiation = try Differentiation(arguments, function)
    return single(differentiation.gradients(try differentiation.analytic()))
  }

  private static let numgrad = BuiltIn(
    "numgrad", .gradients, "The numeric gradient of a function: central differences in float64.",
    [function, points, .option(step.option)],
    formulas: [
      "y = (f(x + step) - f(x - step)) / (2 * step)",
      "numgrad(f, x) = (f(x + h) - f(x - h)) / (2 * h), where h = 2.220446049250313e-16^(1 / 3) * maximum(1, abs(x))",
    ],
    details: """
      It moves one element after the other, in float64 whatever the type of x. Without step= it chooses the step with the smallest error.
      It needs two evaluations for each element, and a few more to see whether the function jumps at one of them.
      """,
    examples: [
      .init(code: "numgrad(x -> sum(x^2), [1, 2, 3])", result: "[2, 4, 6]"),
      .init(code: "numgrad(x -> x^2, [1, 2])", fails: .gradient),
      .init(code: "numgrad(x -> sum(x), [1, 2], step=0)", fails: .option),
    ],
    torch: "torch.autograd.gradcheck compares with the same differences"
  ) { arguments throws(Diagnostic) in
    let function = try arguments.function(0)
    if arguments.rest.isEmpty { return .builtIn(derived(arguments.builtIn, of: function)) }
    let differentiation = try Differentiation(arguments, function)
    return single(differentiation.gradients(try differentiation.numeric(step: try arguments[step])))
  }

  private static let gradcheck = BuiltIn(
    "gradcheck", .gradients, "Compares the analytic gradient with the numeric one.",
    [function, points, .option(tolerance.option)],
    details: """
      Both in float64; true when every element agrees, else an error that names the worst one and what the function does \
      there: a kink, a jump, a value that is not finite, or none of these, and then one of the two gradients is wrong.
      The difference is relative to the largest derivative with respect to the same argument, however small that is.
      Where the two differ, central differences are taken again with many steps, and what step and rounding may leave of \
      them does not count. What rounding hides altogether is said in a note.
      """,
    examples: [
      .init(code: "gradcheck(x -> sum(exp(x)), [1, 2])", result: "true"),
      .init(code: "gradcheck(x -> sum(relu(x)), [1, 0])", fails: .gradientCheck),
      .init(code: "gradcheck(x -> x^2, [1, 2])", fails: .gradient),
    ],
    torch: "torch.autograd.gradcheck(f, x)"
  ) { arguments throws(Diagnostic) in
    guard !arguments.rest.isEmpty else {
      throw Diagnostic(.missingArgument, "gradcheck needs a point: gradcheck(f, x)")
    }
    let tolerance = try arguments[tolerance]
    return .boolean(try Differentiation(arguments, try arguments.function(0)).check(tolerance: tolerance))
  }

  private static let compare = BuiltIn(
    "compare", .gradients,
    "Compares rounding with interpolation: value, gradients and a sweep for each mode.",
    [
      .required("f", "a function of theta and a mode that gives one number"),
      .required("theta", "the point: a tensor or a number"),
      ModeComparison.element, ModeComparison.range, ModeComparison.modes, ModeComparison.file,
    ],
    details: """
      For each mode: the value, the analytic gradient, and central differences with three steps h, in float64; \
      then the value and the analytic gradient while one number of theta moves; last what the function does here.
      That is one of five: flat, stairs (constant pieces with jumps between them), slope, kink, or a jump at this point.
      This is determined from values and gradients at some twenty distances to either side, each compared with the rounding in the \
      function itself. If the value is not finite, or rounding hides the answer, it says so.
      Rounding makes stairs: flat between jumps, so there is no slope to follow. Interpolation makes slopes.
      """,
    examples: [
      .init(
        code:
          "compare((t, mode) -> affine([0, 1, 4, 9; 0, 1, 4, 9], [1, 0, 0; 0, 1, t], mode=mode)[1, 2], 0.2)",
        result: "none"),
      .init(code: "compare(mode -> 1, [1, 0, 0; 0, 1, 0])", fails: .wrongType),
    ]
  ) { arguments throws(Diagnostic) in
    try ModeComparison(arguments).run()
    return .none
  }

  private static func single(_ gradients: [Value]) -> Value {
    gradients.count == 1 ? gradients[0] : .list(gradients)
  }

  private static func name(of function: Value) -> String {
    switch function {
    case .function(let function): function.name ?? function.signature
    case .builtIn(let builtIn): builtIn.name
    default: "f"
    }
  }

  /// `grad(f)`: a function of its own.
  private static func derived(_ builtIn: BuiltIn, of function: Value) -> BuiltIn {
    BuiltIn(
      "\(builtIn.name)(\(name(of: function)))", .gradients, builtIn.summary, [points], examples: []
    ) { arguments throws(Diagnostic) in
      try arguments.interpreter.call(.builtIn(builtIn), [function] + arguments.rest)
    }
  }
}
