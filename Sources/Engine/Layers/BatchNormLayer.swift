/// Batch normalisation with a weight and a bias for each channel, which begin at 1 and 0. In a pass that trains it takes
/// the batch's own statistics, and its running ones follow them; else it takes the running ones.
/// PyTorch: `nn.BatchNorm2d`, `nn.BatchNorm1d`.
public struct BatchNormLayer: Layer {
  public let epsilon: Double
  public let momentum: Double
  /// What the learning rate is multiplied by for its weight and bias.
  public let rateFactor: Double
  private var weight: Parameter?
  private var bias: Parameter?
  private var mean: Parameter?
  private var variance: Parameter?

  /// - Throws: `option` for a momentum outside 0…1 or a negative ε.
  public init(
    epsilon: Double = 1e-5, momentum: Double = 0.1, rateFactor: Double = 1
  ) throws(TensorError) {
    guard momentum >= 0, momentum <= 1 else {
      throw TensorError(
        .option, "momentum of BatchNorm lies between 0 and 1, and \(DoubleText.shortest(momentum)) does not")
    }
    guard epsilon >= 0, epsilon.isFinite else {
      throw TensorError(
        .option, "eps is a small number that is not negative, and \(DoubleText.shortest(epsilon)) is not")
    }
    (self.epsilon, self.momentum, self.rateFactor) = (epsilon, momentum, rateFactor)
  }

  public var name: String { "BatchNorm" }
  public var window: LayerWindow? { .single }
  public var isBuilt: Bool { weight != nil }

  public var text: String {
    LayerText(name).option("eps", epsilon, unless: 1e-5).option("momentum", momentum, unless: 0.1)
      .option("rate", rateFactor, unless: 1).text
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    let channels = input[1]
    if let weight, weight.tensor.count != channels {
      throw TensorError(.channels, "its channels are \(weight.tensor.count), and it gets \(channels)")
    }
    guard weight == nil else { return input }
    func filled(
      _ name: String, with value: Double, _ role: Parameter.Role
    ) throws(TensorError) -> Parameter {
      let shape = Shape(trusted: [channels])
      return try weights.parameter(name, shape, role: role, rateFactor: role == .learned ? rateFactor : 1) {
        () throws(TensorError) in try Tensor(filled: value, shape)
      }
    }
    weight = try filled("weight", with: 1, .learned)
    bias = try filled("bias", with: 0, .learned)
    mean = try filled("running_mean", with: 0, .statistic)
    variance = try filled("running_var", with: 1, .statistic)
    return input
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    guard let weight, let bias, let mean, let variance else {
      preconditionFailure("a layer is built before it is used")
    }
    guard pass.isTraining else {
      let operands = [x, mean.tensor, variance.tensor, weight.tensor, bias.tensor]
      return try BatchNorm(.running, epsilon: epsilon).apply(operands, in: pass.execution)
    }
    let own = try BatchStatistics(x.detached, in: pass.execution)
    let operation = BatchNorm(.batch(own), epsilon: epsilon)
    let result = try operation.apply([x, weight.tensor, bias.tensor], in: pass.execution)
    let running = try own.updating(mean: mean.tensor, variance: variance.tensor, momentum: momentum)
    self.mean?.follow(running.mean)
    self.variance?.follow(running.variance)
    return result
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try weight.visit("weight", visitor)
    try bias.visit("bias", visitor)
    try mean.visit("running_mean", visitor)
    try variance.visit("running_var", visitor)
  }
}
