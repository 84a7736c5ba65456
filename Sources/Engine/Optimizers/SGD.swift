/// Stochastic gradient descent: w ← w − rate · d, where d is the gradient g + weight decay · w, or with momentum μ the
/// velocity v ← μ · v + g, and with Nesterov's look ahead g + μ · v (Sutskever et al. 2013).
/// PyTorch: `torch.optim.SGD(parameters, lr, momentum, weight_decay=…, nesterov=…)`.
public struct SGD: Optimizer {
  /// The learning rate.
  public static let learningRate = OptionKey(
    "lr", default: 0.01, limits: .from(0), style: .positional, formerName: "rate", "the learning rate")
  /// The share of the last step that goes on.
  public static let momentum = OptionKey(
    "momentum", default: 0.0, limits: .from(0), "the fraction of the last step that is kept; 0.9 is usual")
  /// The share of each parameter that joins its gradient.
  public static let weightDecay = OptionKey(
    "weight_decay", default: 0.0, limits: .from(0),
    "how strongly weights are pulled towards 0: this fraction of each is added to its gradient")
  /// Whether the momentum looks ahead.
  public static let nesterov = OptionKey("nesterov", default: false, "whether the momentum looks ahead")

  /// The class `SGD`: its options, its help, and how one is made.
  public static let description = OptimizerDescription(
    "SGD", [learningRate.option, momentum.option, weightDecay.option, nesterov.option],
    help: HelpText(
      "Gradient descent: each weight moves against its gradient.",
      formulas: ["g = g + weight_decay * w", "v = momentum * v + g", "w = w - lr * v"],
      details:
        "g is the gradient with respect to w, and v starts at 0; with nesterov=true the last is w = w - lr * (g + momentum * v).",
      examples: [
        .gives("\"{SGD(0.1, momentum=0.9)}\"", "\"SGD(0.1, momentum=0.9)\""), .fails("SGD(-1)", .option),
      ],
      torch: "torch.optim.SGD(parameters, lr, momentum)")
  ) {
    settings throws(TensorError) in
    try SGD(
      settings.value(learningRate), momentum: settings.value(momentum),
      weightDecay: settings.value(weightDecay),
      isNesterov: settings.value(nesterov))
  }

  /// The learning rate, before a schedule changes it.
  public let learningRate: Double
  /// The share of the velocity that goes on to the next step; 0 for none.
  public let momentum: Double
  /// The share of each parameter that joins its gradient.
  public let weightDecay: Double
  /// Whether the momentum looks ahead.
  public let isNesterov: Bool

  /// - Parameters:
  ///   - learningRate: before a schedule changes it; not negative.
  ///   - momentum: the share of the velocity that goes on to the next step; 0 for none.
  ///   - weightDecay: the share of each parameter that joins its gradient.
  ///   - isNesterov: whether the momentum looks ahead.
  /// - Throws: `option` for a number that is negative or not finite, or for Nesterov without momentum.
  public init(
    _ learningRate: Double = SGD.learningRate.standard, momentum: Double = SGD.momentum.standard,
    weightDecay: Double = SGD.weightDecay.standard, isNesterov: Bool = SGD.nesterov.standard
  ) throws(TensorError) {
    try SGD.learningRate.check(learningRate)
    try SGD.momentum.check(momentum)
    try SGD.weightDecay.check(weightDecay)
    guard !isNesterov || momentum > 0 else {
      throw TensorError(
        .option, "nesterov needs momentum", help: "momentum=0.9")
    }
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.isNesterov = isNesterov
  }

  public var settings: Settings {
    Settings("SGD").with(SGD.learningRate, learningRate).with(SGD.momentum, momentum).with(
      SGD.weightDecay, weightDecay
    )
    .with(SGD.nesterov, isNesterov)
  }

  public var stateCount: Int { momentum > 0 ? 1 : 0 }

  public func updated(
    _ parameter: Tensor, by gradient: Tensor, _ state: inout [Tensor], learningRate: Double, step: Int
  ) throws(TensorError) -> Tensor {
    parameter.dtype == .float32
      ? try updated(parameter, gradient, &state, learningRate, as: Float.self)
      : try updated(parameter, gradient, &state, learningRate, as: Double.self)
  }

  @inline(__always)
  private func updated<T: FloatingScalar>(
    _ parameter: Tensor, _ gradient: Tensor, _ state: inout [Tensor], _ learningRate: Double, as type: T.Type
  ) throws(TensorError) -> Tensor {
    let (rate, momentum, decay) = (T(learningRate), T(momentum), T(weightDecay))
    guard momentum > 0 else {
      return try ParameterUpdate(parameter, gradient).run(as: T.self) { w, g in w - rate * (g + decay * w) }
    }
    let isNesterov = isNesterov
    return try ParameterUpdate(parameter, gradient).run(as: T.self, &state[0]) { w, g, v in
      let derivative = g + decay * w
      v = momentum * v + derivative
      return w - rate * (isNesterov ? derivative + momentum * v : v)
    }
  }
}
