import Engine

/// A network as a function of a batch and of its parameters.
protocol Network {
  /// The shape of one picture.
  var picture: [Int] { get }

  /// The parameters at the start, weights before bias, layer by layer.
  func parameters(_ random: inout RandomTensors) throws(TensorError) -> [Tensor]

  /// What it says of each picture and class: `[N, 10]`.
  func logits(_ x: Tensor, _ parameters: [Tensor]) throws(TensorError) -> Tensor
}

/// Steps of training on one batch: forward, mean cross entropy, backward, gradient descent with momentum.
struct Training<Net: Network>: Workload {
  private let network: Net
  private let x: Tensor
  private let labels: Tensor
  private let start: [Tensor]
  private var parameters: [Tensor]
  private var descent: Momentum

  init(_ network: Net, batch: Int, _ random: inout RandomTensors) throws(TensorError) {
    self.network = network
    x = try random.normal(Shape(checking: [batch] + network.picture))
    labels = try random.labels(batch, classes: 10)
    start = try network.parameters(&random)
    parameters = start
    descent = try Momentum(rate: 0.01, momentum: 0.9, start)
  }

  var inputs: [Tensor] { [x, labels] + start }

  /// Two losses and what the momentum has gathered by then: every gradient shows in it.
  mutating func results() throws(TensorError) -> [Tensor] {
    let losses = [try train(), try train()]
    return losses + descent.velocities
  }

  mutating func step() throws(TensorError) { _ = try train() }

  private mutating func train() throws(TensorError) -> Tensor {
    let tape = Tape()
    let watched = try parameters.map { parameter throws(TensorError) in try tape.watch(parameter) }
    let loss = try CrossEntropy()(network.logits(x, watched), labels)
    let gradients = try tape.gradients(of: loss, by: watched)
    try descent.update(&parameters, by: gradients)
    return loss.detached
  }
}
