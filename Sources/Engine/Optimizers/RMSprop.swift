/// Each parameter's gradient divided by the root of a running mean of its square: v ← α · v + (1 − α) · g² and
/// w ← w − lr · g / (√v + ε) (Tieleman and Hinton 2012). With momentum the quotients add up; centred, v is lessened by the
/// square of a running mean of the gradient (Graves 2013, equations 38 to 42).
///
/// PyTorch: `torch.optim.RMSprop`.
public struct RMSprop: Optimizer {
  /// The learning rate.
  public static let learningRate = OptionKey(
    "lr", default: 0.01, limits: .from(0), style: .positional, "the learning rate")
  /// How long the running mean of the square remembers.
  public static let alpha = OptionKey(
    "alpha", default: 0.99, limits: .half(0..<1), "how long the running mean of the square remembers")
  /// Whether the square of the gradient's running mean is taken away under the root.
  public static let centered = OptionKey(
    "centered", default: false, "whether it is divided by the deviation about a running mean of the gradient")

  /// The class `RMSprop`: its options, its help, and how one is made.
  public static let description = OptimizerDescription(
    "RMSprop",
    [
      learningRate.option, alpha.option, Adam.epsilon.option, SGD.weightDecay.option, SGD.momentum.option,
      centered.option,
    ],
    help: HelpText(
      "Divides each gradient by its recent size.",
      formulas: [
        "g = g + weight_decay * w", "v = alpha * v + (1 - alpha) * g^2",
        "m = momentum * m + g / (sqrt(v) + eps)",
        "w = w - lr * m",
      ],
      details: """
        g is the gradient with respect to w; v, the running mean of its square, and m begin at 0. With centered=true the square of a running \
        mean of g is subtracted from v under the root.
        """,
      examples: [
        .gives("\"{RMSprop(0.001, momentum=0.9)}\"", "\"RMSprop(0.001, momentum=0.9)\""),
        .fails("RMSprop(0.01, alpha=1)", .option),
      ],
      torch: "torch.optim.RMSprop(parameters, lr)")
  ) { settings throws(TensorError) in
    try RMSprop(
      settings.value(learningRate), alpha: settings.value(alpha), epsilon: settings.value(Adam.epsilon),
      weightDecay: settings.value(SGD.weightDecay), momentum: settings.value(SGD.momentum),
      isCentered: settings.value(centered))
  }

  /// The learning rate, before a schedule changes it.
  public let learningRate: Double
  /// The decay of the running mean of the square, in 0..<1.
  public let alpha: Double
  /// What is added to the root; not negative.
  public let epsilon: Double
  /// The share of each parameter that joins its gradient.
  public let weightDecay: Double
  /// The share of the last step that goes on.
  public let momentum: Double
  /// Whether the square of the gradient's running mean is taken away under the root.
  public let isCentered: Bool

  /// - Parameters:
  ///   - learningRate: before a schedule changes it.
  ///   - alpha: how long the running mean of the square remembers.
  ///   - epsilon: added to the root.
  ///   - weightDecay: the share of each parameter that joins its gradient.
  ///   - momentum: the share of the last step that goes on.
  ///   - isCentered: whether the square of the gradient's running mean is taken away under the root.
  /// - Throws: `option` for a number outside its limits.
  public init(
    _ learningRate: Double = RMSprop.learningRate.standard, alpha: Double = RMSprop.alpha.standard,
    epsilon: Double = Adam.epsilon.standard, weightDecay: Double = SGD.weightDecay.standard,
    momentum: Double = SGD.momentum.standard, isCentered: Bool = RMSprop.centered.standard
  ) throws(TensorError) {
    try RMSprop.learningRate.check(learningRate)
    try RMSprop.alpha.check(alpha)
    try Adam.epsilon.check(epsilon)
    try SGD.weightDecay.check(weightDecay)
    try SGD.momentum.check(momentum)
    (self.learningRate, self.alpha, self.epsilon) = (learningRate, alpha, epsilon)
    (self.weightDecay, self.momentum, self.isCentered) = (weightDecay, momentum, isCentered)
  }

  public var settings: Settings {
    Settings("RMSprop").with(RMSprop.learningRate, learningRate).with(RMSprop.alpha, alpha)
      .with(Adam.epsilon, epsilon).with(SGD.weightDecay, weightDecay).with(SGD.momentum, momentum)
      .with(RMSprop.centered, isCentered)
  }

  /// The mean of the square; with momentum the sum of the steps; centred, that and the mean of the gradient.
  public var stateCount: Int { isCentered ? 3 : momentum > 0 ? 2 : 1 }

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
    let (rate, keep, take) = (T(learningRate), T(alpha), T(1 - alpha))
    let (decay, momentum, epsilon) = (T(weightDecay), T(momentum), T(epsilon))
    let update = ParameterUpdate(parameter, gradient)
    var square = state.removeFirst()
    guard isCentered || momentum > 0 else {
      let result = try update.run(as: T.self, &square) { w, g, v in
        let derivative = g + decay * w
        v = keep * v + take * derivative * derivative
        return w - rate * derivative / (v.squareRoot() + epsilon)
      }
      state = [square]
      return result
    }
    var sum = state.removeFirst()
    guard isCentered else {
      let result = try update.run(as: T.self, &square, &sum) { w, g, v, s in
        let derivative = g + decay * w
        v = keep * v + take * derivative * derivative
        s = momentum * s + derivative / (v.squareRoot() + epsilon)
        return w - rate * s
      }
      state = [square, sum]
      return result
    }
    var mean = state.removeFirst()
    let result = try update.run(as: T.self, &square, &sum, &mean) { w, g, v, s, m in
      let derivative = g + decay * w
      v = keep * v + take * derivative * derivative
      m += take * (derivative - m)
      // Rounding may leave less than nothing of a square.
      s = momentum * s + derivative / (max(v - m * m, 0).squareRoot() + epsilon)
      return w - rate * s
    }
    state = [square, sum, mean]
    return result
  }
}
