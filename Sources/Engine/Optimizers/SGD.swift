/// Stochastic gradient descent: w ← w − rate · d, where d is the gradient g + weight decay · w, or with momentum μ the
/// velocity v ← μ · v + g, and with Nesterov's look ahead g + μ · v (Sutskever et al. 2013).
/// PyTorch: `torch.optim.SGD(parameters, lr, momentum, weight_decay=…, nesterov=…)`.
public struct SGD: Optimizer {
  public let rate: Double
  public let momentum: Double
  public let weightDecay: Double
  public let isNesterov: Bool

  /// - Throws: `option` for a negative number, or for Nesterov without momentum.
  public init(
    _ rate: Double = 0.01, momentum: Double = 0, weightDecay: Double = 0, isNesterov: Bool = false
  ) throws(TensorError) {
    try OptimizerOption.check("the learning rate", rate)
    try OptimizerOption.check("momentum", momentum)
    try OptimizerOption.check("weight_decay", weightDecay)
    guard !isNesterov || momentum > 0 else {
      throw TensorError(
        .option, "nesterov looks ahead along the momentum, and there is none", help: "momentum=0.9")
    }
    self.rate = rate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.isNesterov = isNesterov
  }

  public var text: String {
    LayerText("SGD", DoubleText.shortest(rate)).option("momentum", momentum, unless: 0)
      .option("weight_decay", weightDecay, unless: 0).option("nesterov", isNesterov, unless: false).text
  }

  public var memories: Int { momentum > 0 ? 1 : 0 }

  public func updated(
    _ parameter: Tensor, by gradient: Tensor, _ memory: inout [Tensor], rate: Double, step: Int
  ) throws(TensorError) -> Tensor {
    parameter.dtype == .float32
      ? try updated(parameter, gradient, &memory, rate, as: Float.self)
      : try updated(parameter, gradient, &memory, rate, as: Double.self)
  }

  @inline(__always)
  private func updated<T: FloatingScalar>(
    _ parameter: Tensor, _ gradient: Tensor, _ memory: inout [Tensor], _ rate: Double, as type: T.Type
  ) throws(TensorError) -> Tensor {
    let (rate, momentum, decay) = (T(rate), T(momentum), T(weightDecay))
    guard momentum > 0 else {
      return try ParameterUpdate(parameter, gradient).run(as: T.self) { w, g in w - rate * (g + decay * w) }
    }
    let isNesterov = isNesterov
    return try ParameterUpdate(parameter, gradient).run(as: T.self, &memory[0]) { w, g, v in
      let slope = g + decay * w
      v = momentum * v + slope
      return w - rate * (isNesterov ? slope + momentum * v : v)
    }
  }
}

enum OptimizerOption {
  /// - Throws: `option` for a number below 0 or none.
  static func check(_ name: String, _ value: Double) throws(TensorError) {
    guard value >= 0, value.isFinite else {
      throw TensorError(
        .option, "\(name) is a number that is not negative, and \(DoubleText.shortest(value)) is not")
    }
  }
}
