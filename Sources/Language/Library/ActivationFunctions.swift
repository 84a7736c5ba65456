import Engine

/// Smooth relatives of relu.
enum ActivationFunctions {
  static let all: [BuiltIn] = [softplus, gelu, silu]

  private static let softplus = BuiltIn(
    "softplus", .arithmetic, "Like relu, but smooth: the logarithm of 1 + exp(x).",
    [
      .required("x", "a number or a tensor of any shape"),
      .option(Softplus.beta.option), .option(Softplus.threshold.option),
    ],
    formulas: ["y = where(beta * x > threshold, x, log1p(exp(beta * x)) / beta)"],
    examples: [
      .init(code: "softplus([-1, 0, 30])", result: "[0.313262, 0.693147, 30]"),
      .init(code: "softplus(\"text\")", fails: .wrongType),
      .init(code: "softplus(1, beta=0)", fails: .option),
    ], torch: "F.softplus(x, 1.0, 20.0)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(
      Softplus(beta: try arguments[Softplus.beta], threshold: try arguments[Softplus.threshold]), 0)
  }

  private static let gelu = BuiltIn(
    "gelu", .arithmetic, "x times the probability that a standard normal number is below x.",
    [.required("x", "a number or a tensor of any shape"), .option(Gelu.approximate.option)],
    formulas: [
      "gelu(x, approximate=\"tanh\") = 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))"
    ],
    details:
      "what transformers use in place of relu; its derivative is smooth, and slightly negative below −0.75",
    examples: [
      .init(code: "gelu([-1, 0, 2])", result: "[-0.158655, 0, 1.9545]"),
      .init(code: "gelu(2, approximate=\"tanh\")", result: "1.954598"),
      .init(code: "gelu(\"text\")", fails: .wrongType),
      .init(code: "gelu(1, approximate=\"erf\")", fails: .option),
    ], torch: "F.gelu(x, approximate=\"none\")"
  ) { arguments throws(Diagnostic) in try arguments.calling(Gelu(try arguments[Gelu.approximate]), 0) }

  private static let silu = ElementwiseFunctions.unary(
    "silu", Silu(), "x times the sigmoid of x; also called swish.", formula: "y = x * sigmoid(x)", "",
    "silu([-1, 0, 2])", "[-0.268941, 0, 1.761594]", "F.silu(x)")
}
