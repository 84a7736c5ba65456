import Engine

/// Softmax and the losses.
enum LossFunctions {
  static let all: [BuiltIn] = [
    softmax, logSoftmax, crossEntropy, mseLoss, l1Loss, huberLoss, smoothL1Loss, binaryCrossEntropy,
    binaryCrossEntropyWithLogits,
  ]

  private static let softmax = normalization(
    "softmax", "Positive numbers that sum to 1 along a dimension: scores become probabilities.",
    formulas: [
      "y[i] = exp(x[i]) / sum(exp(x))",
      "grad(x -> softmax(x)[i], x) = y[i] * (where(arange(1, count(x)) == i, 1, 0) - y)",
    ],
    details: "the largest x is subtracted first, so that nothing overflows",
    examples: [
      .init(code: "softmax([0, log(3)])", result: "[0.25, 0.75]"),
      .init(code: "softmax([1, 1; 5, 5], dim=2)", result: "[0.5, 0.5; 0.5, 0.5]"),
      .init(code: "softmax([1, 2; 3, 4])", fails: .option),
    ],
    torch: "F.softmax(x, dim=1)"
  ) { arguments throws(Diagnostic) in try arguments.calling(Softmax(axis: try axis(arguments)), 0) }

  private static let logSoftmax = normalization(
    "log_softmax", "The logarithm of softmax, without the exponential that could vanish on the way.",
    formulas: ["y[i] = x[i] - log(sum(exp(x)))"],
    examples: [
      .init(code: "exp(log_softmax([0, log(3)]))", result: "[0.25, 0.75]"),
      .init(code: "log_softmax([1, 2; 3, 4])", fails: .option),
    ],
    torch: "F.log_softmax(x, dim=1)"
  ) { arguments throws(Diagnostic) in try arguments.calling(LogSoftmax(axis: try axis(arguments)), 0) }

  private static let dimension = OptionKey<Dimensions>(
    "dim", default: .all, "the dimension to compute along, counted from 1; a vector or a number has only one")

  private static func normalization<Op: Engine.Operation>(
    _ name: String, _ summary: String, formulas: [String], details: String = "", examples: [BuiltIn.Example],
    torch: String,
    applying call: @escaping @Sendable (Arguments) throws(Diagnostic) -> OperationCall<Op>
  ) -> BuiltIn {
    BuiltIn(
      name, .losses, summary,
      [
        .required("x", "scores"),
        .option(dimension.option),
      ],
      formulas: formulas, details: details, examples: examples, torch: torch, applying: call)
  }

  /// The axis that `dim=` names, counted from 0; that of a vector without it.
  static func axis(_ arguments: Arguments) throws(Diagnostic) -> Int {
    let shape = try arguments.tensor(0).shape
    let axes = try arguments.axes(dimension, rank: shape.rank)
    if axes.count == 1 { return axes[0] }
    if axes.isEmpty && shape.rank <= 1 { return 0 }
    throw arguments.failure(
      .option, "\(arguments.builtIn.name) goes along one dimension of \(shape), which `dim` names",
      at: axes.isEmpty ? 0 : dimension.position(in: arguments.builtIn),
      help: shape.rank == 2 ? "dim=2 makes each row sum to 1, dim=1 each column" : "dim=-1 is the last one")
  }

  private static let crossEntropy = BuiltIn(
    "cross_entropy", .losses, "How badly scores predict classes: −log of the softmax of the right class.",
    [
      .required("x", "scores before softmax: [C] for one case, [N, C], or [N, C, H, W]"),
      .required(
        "target", "the right classes, counted from 1: a number, [N] or [N, H, W]; or probabilities like x"),
      .optional("weight", "how much each class counts, [C]"),
      .option(CrossEntropy.ignoredLabel.option), .option(LossReduction.option.option),
      .option(CrossEntropy.labelSmoothing.option),
    ],
    formulas: [
      "y = weight[target] * (1 - label_smoothing) * (log(sum(exp(x))) - x[target]) "
        + "+ label_smoothing * mean(weight * (log(sum(exp(x))) - x))",
      "grad(x -> cross_entropy(x, target), x) = softmax(x) - one_hot(target, count(x))",
    ],
    details: """
      This is for one case; softmax is included, so x are plain scores. Without weight= all weights are 1.
      Classes count from 1, as argmax gives them: labels from files that count from 0 need + 1.
      The mean over cases divides by the weights of the right classes; cases with ignore_index do not count.
      """,
    examples: [
      .init(code: "cross_entropy([0, log(3)], 2)", result: "0.28768207"),
      .init(code: "cross_entropy([5, 5; 0, 0], [1, 2])", result: "0.69314718"),
      .init(code: "cross_entropy([0, 0; 9, 9], [1, 2], reduction=\"sum\")", result: "1.38629436"),
      .init(code: "cross_entropy([0, 0], [0.5, 0.5])", result: "0.69314718"),
      .init(code: "cross_entropy([1, 2, 3], 4)", fails: .index),
      .init(code: "cross_entropy([1, 2; 3, 4], [1, 2, 1])", fails: .shapes),
    ],
    torch:
      "F.cross_entropy(x, target - 1, weight, ignore_index=-100, reduction=\"mean\", label_smoothing=0.0)"
  ) { arguments throws(Diagnostic) in
    let operation = try crossEntropy(arguments)
    guard arguments.optional(2) != nil else { return try arguments.calling(operation, 0, 1) }
    return try arguments.calling(operation, 0, 1, 2)
  }

  static func crossEntropy(_ arguments: Arguments) throws(Diagnostic) -> CrossEntropy {
    CrossEntropy(
      labelSmoothing: try arguments[CrossEntropy.labelSmoothing],
      ignoredLabel: try arguments[CrossEntropy.ignoredLabel], firstLabel: 1,
      reduction: try arguments[LossReduction.option])
  }

  /// A loss that compares element by element.
  private static func comparing<Loss: ElementwiseLoss>(
    _ name: String, _ summary: String, x: String = "what came out", options: [BuiltIn.Parameter] = [],
    formulas: [String], details: String = "", examples: [BuiltIn.Example], torch: String,
    _ make: @escaping @Sendable (Arguments, LossReduction) throws(Diagnostic) -> Loss
  ) -> BuiltIn {
    BuiltIn(
      name, .losses, summary,
      [
        .required("x", x), .required("target", "the target: the same shape, or a number"),
        .option(LossReduction.option.option),
      ] + options,
      formulas: formulas, details: details,
      examples: examples + [.init(code: "\(name)([1, 0], [1, 0, 1])", fails: .shapes)], torch: torch
    ) { arguments throws(Diagnostic) in
      try arguments.calling(try make(arguments, try arguments[LossReduction.option]), 0, 1)
    }
  }

  private static let mseLoss = comparing(
    "mse_loss", "The mean of the squared differences.",
    formulas: [
      "y = mean((x - target)^2)", "grad(x -> mse_loss(x, target), x) = 2 * (x - target) / count(x)",
    ],
    examples: [
      .init(code: "mse_loss([1, 2, 3], [1, 4, 2])", result: "1.66666667"),
      .init(code: "mse_loss([1, 2], [1, 4], reduction=\"none\")", result: "[0, 4]"),
    ],
    torch: "F.mse_loss(x, target)"
  ) { _, reduction throws(Diagnostic) in MSELoss(reduction: reduction) }

  private static let l1Loss = comparing(
    "l1_loss", "The mean of the absolute differences.",
    formulas: [
      "y = mean(abs(x - target))", "grad(x -> l1_loss(x, target), x) = sign(x - target) / count(x)",
    ],
    details: "outliers pull no harder than others; the gradient does not fade near the target",
    examples: [
      .init(code: "l1_loss([1, 2, 3], [1, 4, 2])", result: "1"),
      .init(code: "l1_loss([1, 2], [1, 4], reduction=\"none\")", result: "[0, 2]"),
    ],
    torch: "F.l1_loss(x, target)"
  ) { _, reduction throws(Diagnostic) in L1Loss(reduction: reduction) }

  private static let huberLoss = comparing(
    "huber_loss", "Half the squared difference where it is small, and a line where it is large.",
    options: [.option(HuberLoss.delta.option)],
    formulas: [
      "y = mean(where(d <= delta, d^2 / 2, delta * (d - delta / 2))), where d = abs(x - target)",
      "grad(x -> huber_loss(x, target, delta=delta), x) = clamp(x - target, -delta, delta) / count(x)",
    ],
    details: "outliers pull no harder than delta, and near the target the gradient fades",
    examples: [
      .init(code: "huber_loss([1, 2, 8], [1, 3, 4], reduction=\"none\")", result: "[0, 0.5, 3.5]"),
      .init(code: "huber_loss([1, 2, 8], [1, 3, 4], reduction=\"sum\", delta=2)", result: "6.5"),
      .init(code: "huber_loss([1, 2], [1, 4], delta=0)", fails: .option),
    ],
    torch: "F.huber_loss(x, target, reduction=\"mean\", delta=1.0)"
  ) { arguments, reduction throws(Diagnostic) in
    HuberLoss(delta: try arguments[HuberLoss.delta], reduction: reduction)
  }

  private static let smoothL1Loss = comparing(
    "smooth_l1_loss", "The absolute difference, with a parabola in place of its kink.",
    options: [.option(SmoothL1Loss.beta.option)],
    formulas: [
      "y = mean(where(d < beta, d^2 / (2 * beta), d - beta / 2)), where d = abs(x - target)",
      "grad(x -> smooth_l1_loss(x, target, beta=beta), x) = clamp((x - target) / beta, -1, 1) / count(x)",
    ],
    details: "it is huber_loss(x, target, delta=beta) / beta, and with beta=0 it is l1_loss",
    examples: [
      .init(code: "smooth_l1_loss([1, 2, 8], [1, 3, 4], reduction=\"none\")", result: "[0, 0.5, 3.5]"),
      .init(code: "smooth_l1_loss([1, 2], [1, 4], beta=-1)", fails: .option),
    ],
    torch: "F.smooth_l1_loss(x, target, reduction=\"mean\", beta=1.0)"
  ) { arguments, reduction throws(Diagnostic) in
    SmoothL1Loss(beta: try arguments[SmoothL1Loss.beta], reduction: reduction)
  }

  private static let binaryCrossEntropy = comparing(
    "binary_cross_entropy", "How badly probabilities predict a yes or no.", x: "probabilities from 0 to 1",
    formulas: [
      "y = -mean(target * log(x) + (1 - target) * log(1 - x))",
      "grad(x -> binary_cross_entropy(x, target), x) = (x - target) / (x * (1 - x)) / count(x)",
    ],
    details: """
      The target is 0 or 1, or a probability. A certain mistake costs 100, not inf.
      binary_cross_entropy_with_logits takes the scores before sigmoid, and loses no digits.
      """,
    examples: [
      .init(code: "binary_cross_entropy([0.5, 0.5], [0, 1])", result: "0.69314718"),
      .init(code: "binary_cross_entropy([0, 1], [0, 0], reduction=\"none\")", result: "[0, 100]"),
      .init(code: "binary_cross_entropy([0.5, 1.5], [0, 1])", fails: .option),
    ],
    torch: "F.binary_cross_entropy(x, target)"
  ) { _, reduction throws(Diagnostic) in BinaryCrossEntropy(reduction: reduction) }

  private static let binaryCrossEntropyWithLogits = comparing(
    "binary_cross_entropy_with_logits", "How badly scores predict a yes or no.",
    x: "scores before sigmoid",
    formulas: [
      "y = mean(softplus(x) - x * target)",
      "grad(x -> binary_cross_entropy_with_logits(x, target), x) = (sigmoid(x) - target) / count(x)",
    ],
    details: """
      sigmoid is included, so x are plain scores; the target is 0 or 1, or a probability.
      For weights w of the elements: mean(w * binary_cross_entropy_with_logits(x, target, reduction="none")).
      """,
    examples: [
      .init(code: "binary_cross_entropy_with_logits([0, 0], [0, 1])", result: "0.69314718"),
      .init(
        code: "binary_cross_entropy_with_logits([200, -200], [0, 0], reduction=\"none\")", result: "[200, 0]"),
    ],
    torch: "F.binary_cross_entropy_with_logits(x, target)"
  ) { _, reduction throws(Diagnostic) in BinaryCrossEntropyWithLogits(reduction: reduction) }
}
