import Glibc

/// Steps as long for steep parameters as for flat ones: m and v are running means of the gradient and of its square, and
/// w ← w − rate · m̂ / (√v̂ + ε), both made unbiased for the first steps (Kingma and Ba 2015, algorithm 1).
///
/// Weight decay joins the gradient, or, decoupled, shrinks the parameter by itself (Loshchilov and Hutter 2019).
/// PyTorch: `torch.optim.Adam`, and decoupled `torch.optim.AdamW`.
public struct Adam: Optimizer {
  /// The learning rate.
  public static let learningRate = OptionKey(
    "lr", default: 0.001, limits: .from(0), style: .positional, formerName: "rate", "the learning rate")
  /// The decay of the running means of the gradient and of its square.
  public static let betas = OptionKey(
    "betas", default: [0.9, 0.999], limits: .half(0..<1),
    "the decay of the running means of the gradient and of its square")
  /// What is added to the root of the squares' mean.
  public static let epsilon = OptionKey(
    "eps", default: 1e-8, limits: .from(0), "a small number, so that nothing is divided by 0")
  /// Adam's own weight decay joins the gradient, as SGD's does.
  public static let decoupledDecay = OptionKey(
    "weight_decay", default: 0.01, limits: .from(0),
    "the fraction that each weight loses, times the learning rate")

  /// The class `Adam`, whose weight decay joins the gradient.
  public static let coupled = description(
    "Adam", SGD.weightDecay, isDecoupled: false,
    "Steps of similar size for all weights, however steep the loss is in them.",
    decay: "g = g + weight_decay * w")
  /// The class `AdamW`, whose weight decay shrinks the parameter by itself.
  public static let decoupled = description(
    "AdamW", decoupledDecay, isDecoupled: true, "Adam with decoupled weight decay.",
    decay: "w = w - lr * weight_decay * w")

  private static func description(
    _ name: String, _ decay: OptionKey<Double>, isDecoupled: Bool, _ summary: String, decay formula: String
  ) -> OptimizerDescription {
    OptimizerDescription(
      name, [learningRate.option, betas.option, epsilon.option, decay.option],
      help: HelpText(
        summary,
        formulas: [
          formula, "m = betas[1] * m + (1 - betas[1]) * g", "v = betas[2] * v + (1 - betas[2]) * g^2",
          "w = w - lr * (m / (1 - betas[1]^t)) / (sqrt(v / (1 - betas[2]^t)) + eps)",
        ],
        details: """
          g is the gradient with respect to w; m and v, its running mean and that of its square, begin at 0, which the division makes up for; t \
          counts the steps from 1.
          """,
        examples: [
          .gives("\"{\(name)(0.01)}\"", "\"\(name)(0.01)\""), .fails("\(name)(0.01, betas=[2, 2])", .option),
        ],
        torch: "torch.optim.\(name)(parameters, lr)")
    ) { settings throws(TensorError) in
      let betas = try settings.value(betas)
      guard betas.count == 2 else {
        throw TensorError(
          .option, "`betas` must be two numbers, not \(betas.count)", help: "betas=[0.9, 0.999]")
      }
      return try Adam(
        settings.value(learningRate), betas: (betas[0], betas[1]), epsilon: settings.value(epsilon),
        weightDecay: settings.value(decay), isDecoupled: isDecoupled)
    }
  }

  /// The learning rate, before a schedule changes it.
  public let learningRate: Double
  /// The decay of the running means of the gradient and of its square, each in 0..<1.
  public let betas: (Double, Double)
  /// What is added to the root of the squares' mean; not negative.
  public let epsilon: Double
  /// The share of each parameter that joins its gradient; decoupled, that it loses, times the learning rate.
  public let weightDecay: Double
  /// Whether weight decay shrinks the parameter by itself, as in `AdamW`.
  public let isDecoupled: Bool

  /// - Parameters:
  ///   - learningRate: before a schedule changes it; not negative.
  ///   - betas: the decay of the running means of the gradient and of its square, each in 0..<1.
  ///   - epsilon: what is added to the root of the squares' mean; not negative.
  ///   - weightDecay: the share of each parameter that joins its gradient; decoupled, that it loses, times the learning
  ///     rate.
  ///   - isDecoupled: whether weight decay shrinks the parameter by itself.
  /// - Throws: `option` for a number that is negative or not finite, or betas outside 0..<1.
  public init(
    _ learningRate: Double = Adam.learningRate.standard,
    betas: (Double, Double) = (Adam.betas.standard[0], Adam.betas.standard[1]),
    epsilon: Double = Adam.epsilon.standard, weightDecay: Double = SGD.weightDecay.standard,
    isDecoupled: Bool = false
  ) throws(TensorError) {
    try Adam.learningRate.check(learningRate)
    try Adam.betas.check([betas.0, betas.1])
    try Adam.epsilon.check(epsilon)
    try SGD.weightDecay.check(weightDecay)
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isDecoupled = isDecoupled
  }

  public var settings: Settings {
    Settings(isDecoupled ? "AdamW" : "Adam").with(Adam.learningRate, learningRate).with(
      Adam.betas, [betas.0, betas.1]
    )
    .with(Adam.epsilon, epsilon).with(isDecoupled ? Adam.decoupledDecay : SGD.weightDecay, weightDecay)
  }

  public var stateCount: Int { 2 }

  public func updated(
    _ parameter: Tensor, by gradient: Tensor, _ state: inout [Tensor], learningRate: Double, step: Int
  ) throws(TensorError) -> Tensor {
    parameter.dtype == .float32
      ? try updated(parameter, gradient, &state, learningRate, step, as: Float.self)
      : try updated(parameter, gradient, &state, learningRate, step, as: Double.self)
  }

  @inline(__always)
  private func updated<T: FloatingScalar>(
    _ parameter: Tensor, _ gradient: Tensor, _ state: inout [Tensor], _ learningRate: Double, _ step: Int,
    as type: T.Type
  ) throws(TensorError) -> Tensor {
    let (beta1, beta2) = (T(betas.0), T(betas.1))
    let (keep1, keep2) = (T(1 - betas.0), T(1 - betas.1))
    // The running means begin at zero, which these two make up for.
    let length = T(learningRate / (1 - pow(betas.0, Double(step))))
    let scale = T(1 / (1 - pow(betas.1, Double(step))).squareRoot())
    let epsilon = T(epsilon)
    let decay = T(isDecoupled ? 0 : weightDecay)
    let shrink = T(isDecoupled ? 1 - learningRate * weightDecay : 1)
    var first = state.removeFirst()
    var second = state.removeFirst()
    let result = try ParameterUpdate(parameter, gradient).run(as: T.self, &first, &second) { w, g, m, v in
      let derivative = g + decay * w
      m = beta1 * m + keep1 * derivative
      v = beta2 * v + keep2 * derivative * derivative
      return w * shrink - length * m / (v.squareRoot() * scale + epsilon)
    }
    state = [first, second]
    return result
  }
}
