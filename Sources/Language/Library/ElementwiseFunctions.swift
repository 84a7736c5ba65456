import Engine

/// Functions that work element by element.
enum ElementwiseFunctions {
  static let all: [BuiltIn] =
    [
      unary(
        "relu", Relu(), "Keeps positive numbers, and replaces the others by zero.",
        formula: "y = maximum(x, 0)",
        "its derivative at 0 is 0", "relu([-1, 0, 2])", "[0, 0, 2]", "F.relu(x)"),
      unary(
        "sigmoid", Sigmoid(), "Squeezes every number into 0…1.", formula: "y = 1 / (1 + exp(-x))", "",
        "sigmoid(0)", "0.5", "torch.sigmoid(x)"),
      unary(
        "tanh", Tanh(), "Squeezes every number into −1…1.",
        formula: "y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))", "", "tanh(0)", "0", "torch.tanh(x)"),
      unary("exp", Exp(), "e to the power x.", "", "exp([0, 1])", "[1, 2.71828]", "torch.exp(x)"),
      unary(
        "log", Log(), "The natural logarithm.", formula: "exp(y) = x", "−inf at 0, nan below", "log([1, 2])",
        "[0, 0.693147]", "torch.log(x)"),
      unary(
        "sqrt", Sqrt(), "The square root.", formula: "y^2 = x", "nan below 0", "sqrt([4, 9])", "[2, 3]",
        "torch.sqrt(x)"),
      unary("sin", Sin(), "The sine, of radians.", "", "sin(0)", "0", "torch.sin(x)"),
      unary(
        "cos", Cos(), "The cosine, of radians.", formula: "y^2 + sin(x)^2 = 1", "", "cos(0)", "1",
        "torch.cos(x)"),
      unary(
        "abs", Abs(), "The distance from zero.", formula: "y = where(x < 0, -x, x)",
        "its derivative at 0 is 0",
        "abs([-2, 3])", "[2, 3]", "torch.abs(x)"),
      unary(
        "floor", Floor(), "Rounds down to a whole number.", "its gradient is zero everywhere",
        "floor([1.7, -1.2])",
        "[1, -2]", "torch.floor(x)"),
      unary(
        "ceil", Ceil(), "Rounds up to a whole number.", "its gradient is zero everywhere",
        "ceil([1.2, -1.7])",
        "[2, -1]", "torch.ceil(x)"),
      round, leakyRelu, elu, clamp, `where`,
    ] + [
      pairwise(
        "maximum", Maximum(), "The larger of each pair.", formula: "y = where(a > b, a, b)",
        "at a tie each side gets half of the gradient",
        "maximum([1, 5], [3, 2])", "[3, 5]", "torch.maximum(a, b)"),
      pairwise(
        "minimum", Minimum(), "The smaller of each pair.", formula: "y = where(a < b, a, b)",
        "at a tie each side gets half of the gradient",
        "minimum([1, 5], [3, 2])", "[1, 2]", "torch.minimum(a, b)"),
    ]

  static func unary(
    _ name: String, _ operation: some Engine.Operation, _ summary: String, formula: String? = nil,
    _ details: String, _ code: String, _ result: String, _ torch: String
  ) -> BuiltIn {
    BuiltIn(
      name, .arithmetic, summary, [.required("x", "a number or a tensor of any shape")],
      formulas: formula.map { [$0] } ?? [], details: details,
      examples: [.init(code: code, result: result), .init(code: "\(name)(list(1, 2))", fails: .wrongType)],
      torch: torch
    ) { arguments throws(Diagnostic) in try arguments.calling(operation, 0) }
  }

  static func pairwise(
    _ name: String, _ operation: some Engine.Operation, _ summary: String, formula: String, _ details: String,
    _ code: String, _ result: String, _ torch: String
  ) -> BuiltIn {
    BuiltIn(
      name, .arithmetic, summary,
      [
        .required("a", "a number or a tensor"),
        .required("b", "a number, or a tensor that can be broadcast with it"),
      ],
      formulas: [formula], details: details,
      examples: [
        .init(code: code, result: result), .init(code: "\(name)([1, 2], [1, 2, 3])", fails: .shapes),
      ], torch: torch
    ) { arguments throws(Diagnostic) in try arguments.calling(operation, 0, 1) }
  }

  private static let round = BuiltIn(
    "round", .arithmetic, "The nearest whole number, or the nearest with so many decimals.",
    [
      .required("x", "a number or a tensor of any shape"), .option(Round.decimals.option),
    ],
    details: """
      Halves go to the even one; its gradient is zero everywhere; affine's mode="round" is floor(p + ½) instead.
      With decimals, x is multiplied by a power of ten, rounded and divided, as in PyTorch and NumPy.
      """,
    examples: [
      .init(code: "round([0.5, 1.5, 2.4])", result: "[0, 2, 2]"),
      .init(code: "round([3.14159, 2.71828], decimals=2)", result: "[3.14, 2.72]"),
      .init(code: "round(1792, decimals=-2)", result: "1800"),
      .init(code: "round(list(1, 2))", fails: .wrongType),
      .init(code: "round(2.5, decimals=0.5)", fails: .option),
    ], torch: "torch.round(x, decimals=0)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(Round(decimals: try arguments[Round.decimals]), 0)
  }

  private static let leakyRelu = BuiltIn(
    "leaky_relu", .arithmetic, "Like relu, with a small slope below zero.",
    [
      .required("x", "a number or a tensor of any shape"),
      .option(LeakyRelu.negativeSlope.option),
    ],
    formulas: ["y = where(x > 0, x, negative_slope * x)"],
    examples: [
      .init(code: "leaky_relu([-1, 2], 0.1)", result: "[-0.1, 2]"),
      .init(code: "leaky_relu(\"text\")", fails: .wrongType),
    ], torch: "F.leaky_relu(x, 0.01)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(LeakyRelu(negativeSlope: try arguments[LeakyRelu.negativeSlope]), 0)
  }

  private static let elu = BuiltIn(
    "elu", .arithmetic, "Like relu, with an exponential curve below zero.",
    [
      .required("x", "a number or a tensor of any shape"),
      .option(Elu.alpha.option),
    ],
    formulas: ["y = where(x > 0, x, alpha * (exp(x) - 1))"],
    details: "just below 0 its derivative is alpha, so with alpha=1 there is no kink",
    examples: [
      .init(code: "elu([-1, 0, 2])", result: "[-0.632121, 0, 2]"),
      .init(code: "elu(\"text\")", fails: .wrongType),
    ], torch: "F.elu(x, 1.0)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(Elu(alpha: try arguments[Elu.alpha]), 0)
  }

  private static let minimum = BuiltIn.Parameter.optional("min", "the lower bound")
  private static let maximum = BuiltIn.Parameter.optional("max", "the upper bound")

  private static let clamp = BuiltIn(
    "clamp", .arithmetic, "Keeps every number within bounds.",
    [
      .required("x", "a number or a tensor of any shape"), minimum, maximum,
    ],
    formulas: ["y = minimum(maximum(x, min), max)"],
    details:
      "the gradient is 1 between the bounds, zero on them and outside; if a bound is nan, the result is nan",
    examples: [
      .init(code: "clamp([-1, 0.5, 7], 0, 1)", result: "[0, 0.5, 1]"),
      .init(code: "clamp([1, 2])", fails: .option),
    ], torch: "torch.clamp(x, 0, 1)"
  ) { arguments throws(Diagnostic) in
    let lower = arguments.optional(minimum) == nil ? nil : try arguments.nearestNumber(minimum)
    let upper = arguments.optional(maximum) == nil ? nil : try arguments.nearestNumber(maximum)
    let whole = (minimum: arguments.whole(minimum), maximum: arguments.whole(maximum))
    return try arguments.calling(Clamp(minimum: lower, maximum: upper, whole: whole), 0)
  }

  private static let `where` = BuiltIn(
    "where", .arithmetic, "Takes elements of `a` where the condition is true, and of `b` elsewhere.",
    [
      .required("condition", "a comparison, or a tensor that is 0 where it is false"),
      .required("a", "a number or a tensor"), .required("b", "a number or a tensor"),
    ],
    details: """
      Element by element. The gradient goes to the operand that the element was taken from, and the other one gets 0.
      The other one is still computed, and 0 times a derivative that is nan or infinite is nan, as in PyTorch:
      where(x > 0, sqrt(x), x) has the gradient nan at -1. In this case, also select inside the function's argument:
      where(x > 0, sqrt(where(x > 0, x, 1)), x).
      """,
    examples: [
      .init(code: "where([1, -2, 3] > 0, 1, 0)", result: "[1, 0, 1]"),
      .init(
        code: "grad(x -> sum(where(x > 0, sqrt(where(x > 0, x, 1)), x)), [4, -1])", result: "[0.25, 1]"),
      .init(code: "where([1, 0], [1, 2], [1, 2, 3])", fails: .shapes),
    ],
    torch: "torch.where(condition, a, b)"
  ) { arguments throws(Diagnostic) in try arguments.calling(Where(), 0, 1, 2) }
}
