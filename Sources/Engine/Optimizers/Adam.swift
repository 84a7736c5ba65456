import Glibc

/// Steps as long for steep parameters as for flat ones: m and v are running means of the gradient and of its square, and
/// w ← w − rate · m̂ / (√v̂ + ε), both made unbiased for the first steps (Kingma and Ba 2015, algorithm 1).
///
/// Weight decay joins the gradient, or, decoupled, shrinks the parameter by itself (Loshchilov and Hutter 2019).
/// PyTorch: `torch.optim.Adam`, and decoupled `torch.optim.AdamW`.
public struct Adam: Optimizer {
  public let rate: Double
  public let betas: (Double, Double)
  public let epsilon: Double
  public let weightDecay: Double
  public let isDecoupled: Bool

  /// - Throws: `option` for a negative number, or betas outside 0…1.
  public init(
    _ rate: Double = 0.001, betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8,
    weightDecay: Double = 0, isDecoupled: Bool = false
  ) throws(TensorError) {
    try OptimizerOption.check("the learning rate", rate)
    try OptimizerOption.check("eps", epsilon)
    try OptimizerOption.check("weight_decay", weightDecay)
    for beta in [betas.0, betas.1] {
      guard beta >= 0, beta < 1 else {
        throw TensorError(
          .option, "betas are numbers from 0 to below 1, and \(DoubleText.shortest(beta)) is not")
      }
    }
    self.rate = rate
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isDecoupled = isDecoupled
  }

  public var text: String {
    let betas = "[\(DoubleText.shortest(betas.0)), \(DoubleText.shortest(betas.1))]"
    let text = LayerText(isDecoupled ? "AdamW" : "Adam", DoubleText.shortest(rate))
    return (betas == "[0.9, 0.999]" ? text : text.literal("betas", betas))
      .option("eps", epsilon, unless: 1e-8)
      .option("weight_decay", weightDecay, unless: isDecoupled ? 0.01 : 0).text
  }

  public var memories: Int { 2 }

  public func updated(
    _ parameter: Tensor, by gradient: Tensor, _ memory: inout [Tensor], rate: Double, step: Int
  ) throws(TensorError) -> Tensor {
    parameter.dtype == .float32
      ? try updated(parameter, gradient, &memory, rate, step, as: Float.self)
      : try updated(parameter, gradient, &memory, rate, step, as: Double.self)
  }

  @inline(__always)
  private func updated<T: FloatingScalar>(
    _ parameter: Tensor, _ gradient: Tensor, _ memory: inout [Tensor], _ rate: Double, _ step: Int,
    as type: T.Type
  ) throws(TensorError) -> Tensor {
    let (beta1, beta2) = (T(betas.0), T(betas.1))
    let (keep1, keep2) = (T(1 - betas.0), T(1 - betas.1))
    // The running means begin at zero, which these two make up for.
    let length = T(rate / (1 - pow(betas.0, Double(step))))
    let scale = T(1 / (1 - pow(betas.1, Double(step))).squareRoot())
    let epsilon = T(epsilon)
    let decay = T(isDecoupled ? 0 : weightDecay)
    let shrink = T(isDecoupled ? 1 - rate * weightDecay : 1)
    var first = memory.removeFirst()
    var second = memory.removeFirst()
    let result = try ParameterUpdate(parameter, gradient).run(as: T.self, &first, &second) { w, g, m, v in
      let slope = g + decay * w
      m = beta1 * m + keep1 * slope
      v = beta2 * v + keep2 * slope * slope
      return w * shrink - length * m / (v.squareRoot() * scale + epsilon)
    }
    memory = [first, second]
    return result
  }
}
