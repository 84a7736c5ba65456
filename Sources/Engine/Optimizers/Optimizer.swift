/// A rule that changes parameters along their gradients: settings, without the state, which is kept for each parameter.
public protocol Optimizer: Sendable {
  /// The name of its class, PyTorch's, and what it was made with.
  var settings: Settings { get }

  /// The learning rate, before a schedule changes it.
  var learningRate: Double { get }

  /// How many tensors like the parameter it remembers; they begin at zero.
  var stateCount: Int { get }

  /// The parameter after a step. The gradient and what is remembered have its shape and type.
  /// - Parameters:
  ///   - parameter: before the step.
  ///   - gradient: of the loss by the parameter.
  ///   - state: what was remembered, as many tensors as `stateCount` says; it is changed.
  ///   - learningRate: that of this step.
  ///   - step: counted from 1.
  /// - Returns: the parameter after the step, of the same shape and type.
  /// - Throws: `TensorError.memory`.
  func updated(
    _ parameter: Tensor, by gradient: Tensor, _ state: inout [Tensor], learningRate: Double, step: Int
  ) throws(TensorError) -> Tensor
}

extension Optimizer {
  /// The call that makes one like it: `SGD(0.01, momentum=0.9)`.
  public var text: String { settings.text }
}

/// What an optimizer remembers of a network's parameters, and how many steps it has made.
public struct OptimizerState: Sendable {
  /// How many steps it has made.
  public internal(set) var step = 0
  /// For each parameter in the order of the layers; empty for one that has not been changed yet.
  public internal(set) var tensors: [[Tensor]] = []

  /// - Parameters:
  ///   - step: how many steps it has made.
  ///   - tensors: what is remembered for each parameter, in the order of the layers; empty before the first step.
  public init(step: Int = 0, tensors: [[Tensor]] = []) { (self.step, self.tensors) = (step, tensors) }

  /// One step.
  /// - Parameters:
  ///   - network: what is changed.
  ///   - gradient: a network like the one to change, with the gradients in the places of its parameters.
  ///   - optimizer: says how.
  ///   - learningRate: that of this step.
  /// - Throws: `TensorError.memory`.
  public mutating func update(
    _ network: inout Network, by gradient: Network, _ optimizer: any Optimizer, learningRate: Double
  ) throws(TensorError) {
    step += 1
    let gradients = gradient.parameters
    if tensors.isEmpty { tensors = gradients.map { _ in [] } }
    var index = 0
    var tensors = tensors
    self.tensors = []
    let step = step
    try network.visit { _, parameter throws(TensorError) in
      defer { index += 1 }
      let change = gradients[index].parameter
      guard parameter.role == .learned else {
        parameter.tensor = change.tensor
        return
      }
      guard parameter.isTrainable else { return }
      while tensors[index].count < optimizer.stateCount {
        tensors[index].append(try Tensor(zeros: parameter.tensor.shape, parameter.tensor.dtype))
      }
      parameter.tensor = try optimizer.updated(
        parameter.tensor, by: change.tensor, &tensors[index],
        learningRate: learningRate * parameter.learningRateMultiplier, step: step)
    }
    self.tensors = tensors
  }
}
