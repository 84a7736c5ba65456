import Engine

/// Steps of training on one batch: forward, mean cross entropy, backward, gradient descent with momentum.
struct TrainingSteps: Workload {
  private let x: Tensor
  private let labels: Tensor
  private let start: Network
  private var network: Network
  private let descent: SGD
  private var state = OptimizerState()

  init(
    _ network: Network, picture: Shape, batch: Int, _ random: inout RandomTensors
  ) throws(TensorError) {
    self.network = network
    start = network
    x = try random.normal(Shape(checking: [batch] + picture.array))
    labels = try random.labels(batch, classes: 10)
    descent = try SGD(0.01, momentum: 0.9)
  }

  var inputs: [Tensor] { [x, labels] + start.tensors.map(\.tensor) }

  /// Two losses and what the momentum has gathered by then: every gradient shows in it.
  mutating func results() throws(TensorError) -> [Tensor] {
    let losses = [try Tensor(train()), try Tensor(train())]
    return losses + state.tensors.flatMap(\.self)
  }

  mutating func step() throws(TensorError) { _ = try train() }

  private mutating func train() throws(TensorError) -> Double {
    let result = try LossGradient(network, x, labels, ForwardPass(isTraining: true))
    try state.update(&network, by: result.gradient, descent, learningRate: descent.learningRate)
    return result.loss
  }
}
