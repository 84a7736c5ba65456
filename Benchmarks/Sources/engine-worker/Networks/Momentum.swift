import Engine

/// Gradient descent with momentum: v ← momentum · v + g, w ← w − rate · v, with v = 0 at the start.
/// PyTorch: `torch.optim.SGD(parameters, lr, momentum)`.
struct Momentum {
  private let rate: Tensor
  private let momentum: Tensor
  private(set) var velocities: [Tensor]

  init(rate: Double, momentum: Double, _ parameters: [Tensor]) throws(TensorError) {
    self.rate = try Tensor(rate)
    self.momentum = try Tensor(momentum)
    velocities = try parameters.map { parameter throws(TensorError) in try Tensor(zeros: parameter.shape) }
  }

  mutating func update(_ parameters: inout [Tensor], by gradients: [Tensor]) throws(TensorError) {
    let (add, subtract, multiply) = (Add(), Subtract(), Multiply())
    for index in parameters.indices {
      velocities[index] = try add(multiply(velocities[index], momentum), gradients[index])
      parameters[index] = try subtract(parameters[index], multiply(velocities[index], rate))
    }
  }
}
