import Engine

/// Logarithms, angles and signs, and what is no finite number, element by element.
enum MathematicalFunctions {
  static let all: [BuiltIn] = [
    ElementwiseFunctions.unary(
      "tan", Tan(), "The tangent, of radians.", formula: "y = sin(x) / cos(x)", "", "tan(pi / 4)", "1",
      "torch.tan(x)"),
    atan2,
    ElementwiseFunctions.unary(
      "log2", Log2(), "The logarithm to base 2.", formula: "2^y = x", "−inf at 0, nan below", "log2([1, 8])",
      "[0, 3]", "torch.log2(x)"),
    ElementwiseFunctions.unary(
      "log10", Log10(), "The logarithm to base 10.", formula: "10^y = x", "−inf at 0, nan below",
      "log10([1, 1000])", "[0, 3]", "torch.log10(x)"),
    ElementwiseFunctions.unary(
      "log1p", Log1p(), "The natural logarithm of 1 + x.", formula: "y = log(1 + x)",
      "exact also where x is so small that 1 + x would be 1", "log1p([0, 1])", "[0, 0.693147]",
      "torch.log1p(x)"),
    ElementwiseFunctions.unary(
      "expm1", Expm1(), "e to the power x, less 1.", formula: "y = exp(x) - 1",
      "exact also where x is so small that exp(x) would be 1", "expm1([0, 1])", "[0, 1.71828]",
      "torch.expm1(x)"),
    ElementwiseFunctions.unary(
      "sign", Sign(), "−1, 0 or 1: whether a number is below, at or above zero.",
      formula: "y * abs(x) = x", "nan stays nan; its gradient is zero everywhere", "sign([-2, 0, 0.5])",
      "[-1, 0, 1]", "torch.sign(x)"),
    isNaN,
    question(
      "isinf", "Whether each element is inf or −inf.", "isinf([1, inf, nan, -inf])", .equal,
      ofIntegers: .notEqual,
      "[1, inf, nan, -inf] == [0, inf, 0, -inf]"),
    question(
      "isfinite", "Whether each element is a number, and neither inf nor nan.", "isfinite([1, inf, nan])",
      .less,
      ofIntegers: .equal, "[1, inf, nan] == [1, 0, 0]"),
  ]

  private static let atan2 = BuiltIn(
    "atan2", .arithmetic,
    "The angle of the point that lies a up and b to the right, in radians from −π to π.",
    [
      .required("a", "how far up: a number or a tensor"),
      .required("b", "how far to the right: a number, or a tensor that can be broadcast with a"),
    ],
    formulas: ["tan(y) = a / b"],
    details: "the vertical coordinate comes first; atan2(x, 1) is the arctangent of x",
    examples: [
      .init(code: "atan2(1, [1, -1]) / pi", result: "[0.25, 0.75]"),
      .init(code: "atan2([1, 2], [1, 2, 3])", fails: .shapes),
    ], torch: "torch.atan2(a, b)"
  ) { arguments throws(Diagnostic) in try arguments.calling(Atan2(), 0, 1) }

  /// NaN alone is unequal to itself.
  private static let isNaN = BuiltIn(
    "isnan", .arithmetic, "Whether each element is nan, that is, not a number.",
    [.required("x", "a number or a tensor")],
    details: "sum(isnan(x)) counts them; there is no gradient",
    examples: [
      .init(code: "isnan([1, nan, inf])", result: "[1, nan, inf] != [1, 0, inf]"),
      .init(code: "isnan(\"text\")", fails: .wrongType),
    ], torch: "torch.isnan(x)"
  ) { arguments throws(Diagnostic) in try arguments.calling(Compare(.notEqual), 0, 0) }

  /// How |x| compares with infinity; whole numbers are always finite, and answer by a comparison with themselves.
  private static func question(
    _ name: String, _ summary: String, _ code: String, _ kind: Compare.Kind, ofIntegers whole: Compare.Kind,
    _ result: String
  ) -> BuiltIn {
    BuiltIn(
      name, .arithmetic, summary, [.required("x", "a number or a tensor")], details: "there is no gradient",
      examples: [
        .init(code: code, result: result), .init(code: "\(name)(\"text\")", fails: .wrongType),
      ], torch: "torch.\(name)(x)"
    ) { arguments throws(Diagnostic) in
      let x = try arguments.numeric(0)
      if case .tensor(let tensor) = x, !tensor.dtype.isFloating {
        return OperationCall(operation: Compare(whole), operands: [x, x], positions: [0, 0])
      }
      let size = try arguments.apply(Abs(), 0)
      return OperationCall(operation: Compare(kind), operands: [size, .number(.infinity)], positions: [])
    }
  }
}
