import Engine

extension ElementwiseExplanation {
  private static func n(_ value: Double) -> String { ExplainedElement.number(value) }

  /// Functions of one number, x.
  static let unary: [ElementwiseExplanation] = [
    .init(Negate.self, "−x", derivatives: "−1"),
    .init(Exp.self, "exp(x)", derivatives: "exp(x)"),
    .init(Sin.self, "sin(x)", derivatives: "cos(x)"),
    .init(Cos.self, "cos(x)", derivatives: "−sin(x)"),
    .init(Tanh.self, "(exp(x) − exp(−x)) / (exp(x) + exp(−x))", derivatives: "1 − tanh(x)²"),
    .init(Sigmoid.self, "1 / (1 + exp(−x))", derivatives: "sigmoid(x) · (1 − sigmoid(x))"),
    .init(Log.self) { _, x in
      ElementwiseSentence(
        "ln(x)", derivatives: "1 / x",
        remark: x[0] > 0 ? nil : x[0] == 0 ? "It goes to −∞ at 0." : "Below 0 there is no logarithm.")
    },
    .init(Sqrt.self) { _, x in
      ElementwiseSentence(
        "√(x)", derivatives: "1 / (2 · √(x))",
        remark: x[0] > 0 ? nil : x[0] == 0 ? "At 0 its derivative is infinite." : "Below 0 there is no root.")
    },
    .init(Abs.self) { _, x in
      ElementwiseSentence("|x|", derivatives: "the sign of x", remark: kink(x[0], "0"))
    },
    .init(Relu.self) { _, x in
      ElementwiseSentence("max(x, 0)", derivatives: "1 where x > 0, else 0", remark: kink(x[0], "0"))
    },
    .init(LeakyRelu.self) { operation, x in
      let factor = n(operation.negativeSlope)
      return ElementwiseSentence(
        x[0] > 0 ? "x" : "\(factor) · x", derivatives: "1 where x > 0, else \(factor)",
        remark: kink(x[0], factor))
    },
    .init(Elu.self) { operation, x in
      let alpha = n(operation.alpha)
      return ElementwiseSentence(
        x[0] > 0 ? "x" : "\(alpha) · (exp(x) − 1)", derivatives: "1 where x > 0, else \(alpha) · exp(x)",
        remark: operation.alpha == 1 ? nil : kink(x[0], alpha))
    },
    .init(LogicalNot.self) { _, x in ElementwiseSentence(nil, remark: "It is \(x[0] == 0) that x is false.")
    },
    .init(Tan.self, "sin(x) / cos(x)", derivatives: "1 + tan(x)²"),
    .init(Log2.self) { _, x in logarithm("log2(x)", "1 / (x · ln(2))", x[0], least: 0) },
    .init(Log10.self) { _, x in logarithm("log10(x)", "1 / (x · ln(10))", x[0], least: 0) },
    .init(Log1p.self) { _, x in logarithm("ln(1 + x)", "1 / (1 + x)", x[0], least: -1) },
    .init(Expm1.self, "exp(x) − 1", derivatives: "exp(x)"),
    .init(Sign.self) { _, x in
      ElementwiseSentence(
        nil, derivatives: "exactly 0 everywhere, as a staircase is flat between its steps",
        remark: x[0] == 0 ? "Here is a step: the numeric derivative only measures its height." : nil)
    },
    .init(Silu.self, "x / (1 + exp(−x))", derivatives: "sigmoid(x) · (1 + x · (1 − sigmoid(x)))"),
    .init(Gelu.self) { operation, _ in
      switch operation.approximation {
      case .none:
        ElementwiseSentence(
          nil, derivatives: "Φ(x) + x · φ(x)",
          remark:
            "It is {x} · Φ({x}): Φ is the probability that a standard normal number is below {x}, φ its density."
        )
      case .tanh:
        ElementwiseSentence(
          "0.5 · x · (1 + tanh(0.797885 · (x + 0.044715 · x ^ 3)))",
          derivatives: "that of the formula, by the product rule")
      }
    },
    .init(Softplus.self) { operation, x in
      let beta = n(operation.beta)
      let isLinear = x[0] * operation.beta > operation.threshold
      let formula = operation.beta == 1 ? "ln(1 + exp(x))" : "ln(1 + exp(\(beta) · x)) / \(beta)"
      return ElementwiseSentence(
        isLinear ? "x" : formula, derivatives: operation.beta == 1 ? "sigmoid(x)" : "sigmoid(\(beta) · x)",
        remark: isLinear ? "Above the threshold it is {x} itself, and the derivative is 1." : nil)
    },
    .init(Clamp.self, clamp),
    .init(Round.self) { operation, x in
      guard operation.decimals == 0 else {
        return ElementwiseSentence(
          nil, derivatives: "exactly 0 everywhere, as a staircase is flat between its steps",
          remark: "Rounded to a multiple of \(n(Double.pow(10, -Double(operation.decimals)))).")
      }
      return staircase("round(x)", x[0], jumpsAt: x[0].rounded(.down) + 0.5 == x[0])
    },
    .init(Floor.self) { _, x in staircase("⌊x⌋", x[0], jumpsAt: x[0].rounded() == x[0]) },
    .init(Ceil.self) { _, x in staircase("⌈x⌉", x[0], jumpsAt: x[0].rounded() == x[0]) },
  ]

  /// Functions of two numbers, a and b, and of three.
  static let pairwise: [ElementwiseExplanation] = [
    .init(Add.self, "a + b", derivatives: "1", "1"),
    .init(Subtract.self, "a − b", derivatives: "1", "−1"),
    .init(Multiply.self, "a · b", derivatives: "b", "a"),
    .init(Divide.self) { _, numbers in
      ElementwiseSentence(
        "a / b", derivatives: "1 / b", "−a / b²",
        remark: numbers[1] == 0 ? "Division by 0: the result is ±inf, or nan." : nil)
    },
    .init(Remainder.self) { _, numbers in
      let quotient = numbers[0] / numbers[1]
      return ElementwiseSentence(
        "a − b · ⌊a / b⌋", derivatives: "1", "−⌊a / b⌋",
        remark: quotient == quotient.rounded()
          ? "Here it jumps: the numeric derivative only measures the jump." : nil)
    },
    .init(Power.self) { _, numbers in
      ElementwiseSentence(
        "a ^ b", derivatives: "b · a ^ (b − 1)", "a ^ b · ln(a)",
        remark: numbers[0] < 0
          ? "A negative number has no logarithm, so there is no derivative with respect to the exponent."
          : nil)
    },
    .init(Atan2.self) { _, numbers in
      ElementwiseSentence(
        nil, derivatives: "b / (a² + b²)", "−a / (a² + b²)",
        remark: numbers == [0, 0]
          ? "The origin has no angle: 0 is chosen, and there is no derivative."
          : "The angle of the point that lies {a} up and {b} to the right, in radians.")
    },
    .init(Maximum.self) { _, numbers in choice("max", ">", numbers, isFirst: numbers[0] >= numbers[1]) },
    .init(Minimum.self) { _, numbers in choice("min", "<", numbers, isFirst: numbers[0] <= numbers[1]) },
    .init(Compare.self) { operation, numbers in
      let relation = "\(n(numbers[0])) \(operation.kind.rawValue) \(n(numbers[1]))"
      let isTrue = holds(operation.kind, numbers[0], numbers[1])
      return ElementwiseSentence(nil, remark: "\(relation) \(isTrue ? "holds" : "does not hold").")
    },
    .init(LogicalAnd.self) { _, numbers in
      truth(numbers, numbers[0] != 0 && numbers[1] != 0, "both must be true")
    },
    .init(LogicalOr.self) { _, numbers in
      truth(numbers, numbers[0] != 0 || numbers[1] != 0, "one of them must be true")
    },
    .init(Where.self) { _, numbers in
      let isFirst = numbers[0] != 0
      let (taken, left) = isFirst ? ("{a}", "{b}") : ("{b}", "{a}")
      let unused = numbers[isFirst ? 2 : 1]
      let warning =
        unused.isFinite
        ? ""
        : " That is \(n(unused)): 0 times a derivative that is not finite is nan further back, so select inside the argument too, "
          + "as in sqrt(where(x > 0, x, 1))."
      return ElementwiseSentence(
        nil, derivatives: nil, "1 where condition holds, else 0", "0 where condition holds, else 1",
        remark: "The condition \(isFirst ? "holds" : "does not hold"), so this is \(taken); "
          + "the gradient with respect to \(left) is 0." + warning)
    },
  ]

  /// What two truths give.
  private static func truth(_ numbers: [Double], _ result: Bool, _ rule: String) -> ElementwiseSentence {
    let (a, b) = (numbers[0] != 0, numbers[1] != 0)
    return ElementwiseSentence(nil, remark: "{a} is \(a) and {b} is \(b); \(rule), so this is \(result).")
  }

  private static func logarithm(
    _ formula: String, _ derivative: String, _ x: Double, least: Double
  ) -> ElementwiseSentence {
    ElementwiseSentence(
      formula, derivatives: derivative,
      remark: x > least
        ? nil : x == least ? "It goes to −∞ at \(n(least))." : "Below \(n(least)) there is no logarithm.")
  }

  private static func kink(_ x: Double, _ derivative: String) -> String? {
    guard x == 0 else { return nil }
    return "At the kink the derivative is taken as \(derivative); the numeric one is the mean of both sides."
  }

  private static func staircase(_ formula: String, _ x: Double, jumpsAt isJump: Bool) -> ElementwiseSentence {
    ElementwiseSentence(
      formula, derivatives: "exactly 0 everywhere, as a staircase is flat between its steps",
      remark: isJump ? "Here is a step: the numeric derivative only measures its height." : nil)
  }

  private static let clamp: @Sendable (Clamp, [Double]) -> ElementwiseSentence = { operation, x in
    var formula = "x"
    if let minimum = operation.minimum { formula = "max(\(formula), \(n(minimum)))" }
    if let maximum = operation.maximum { formula = "min(\(formula), \(n(maximum)))" }
    let isEnd = x[0] == operation.minimum || x[0] == operation.maximum
    return ElementwiseSentence(
      formula, derivatives: "1 between the bounds, else 0",
      remark: isEnd
        ? "On a bound the derivative is taken as 0; the numeric one is the mean of both sides." : nil)
  }

  private static func choice(
    _ name: String, _ sign: String, _ numbers: [Double], isFirst: Bool
  ) -> ElementwiseSentence {
    let isTie = numbers[0] == numbers[1]
    let taken = "\(isFirst ? "{a}" : "{b}") is taken, and gets the whole gradient."
    return ElementwiseSentence(
      "\(name)(a, b)", derivatives: "1 where a \(sign) b, else 0", "1 where b \(sign) a, else 0",
      remark: isTie
        ? "A tie: each gets half of the gradient." : numbers.contains(where: \.isNaN) ? nil : taken)
  }

  private static func holds(_ kind: Compare.Kind, _ a: Double, _ b: Double) -> Bool {
    switch kind {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
