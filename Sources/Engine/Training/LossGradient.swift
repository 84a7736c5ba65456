/// The loss of a batch, and its gradient by a network.
public struct LossGradient: Sendable {
  /// The loss, which is the mean over the batch.
  public let loss: Double
  /// The sum of the metric over the batch; nil where nothing is measured.
  public let metric: Double?
  /// The gradient: a network like the one given, with the gradients in the places of its parameters.
  public let gradient: Network

  /// - Parameters:
  ///   - network: the network, which is built.
  ///   - pictures: a batch, as `Network.forward` takes it.
  ///   - targets: class numbers `[N]`, from 0; or numbers `[N, …]`.
  ///   - pass: how the network is gone through.
  ///   - objective: the loss, and what is measured beside it.
  /// - Throws: `TensorError` with the layer's name; what the loss throws.
  public init(
    _ network: Network, _ pictures: Tensor, _ targets: Tensor, _ pass: ForwardPass,
    _ objective: Objective = .classification
  ) throws(TensorError) {
    var pass = pass
    let tape = Tape()
    defer { tape.close() }
    let watched = try WatchedNetwork(network, on: tape)
    let prediction = try watched.forward(pictures, &pass)
    let loss = try objective.loss.mean(prediction, targets, &pass)
    let gradients = try tape.gradients(of: loss, by: watched.watched, in: pass.execution)
    self.loss = loss.element(0)
    metric = try objective.metric?.sum(prediction.detached, targets, in: pass.execution)
    gradient = try watched.gradient(gradients)
  }
}

extension Network {
  /// The root of the sum of the squares of all learned parameters: of a gradient its length.
  /// - Returns: the norm, summed in float64 in the order of the layers.
  public var norm: Double {
    var sum = 0.0
    for (_, parameter) in parameters where parameter.role == .learned {
      sum += parameter.tensor.sumOfSquares
    }
    return sum.squareRoot()
  }

  /// A gradient that is no longer than `limit`: one that is, becomes limit / (norm + 1e-6) times as long.
  /// PyTorch: `torch.nn.utils.clip_grad_norm_(parameters, limit)`.
  /// - Parameters:
  ///   - limit: the largest norm; above 0.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the gradient, which is the same where its norm is below the limit.
  /// - Throws: `memory`, `cancelled`.
  public func clipped(
    toNorm limit: Double, in execution: Execution = Execution()
  ) throws(TensorError) -> Network {
    let factor = limit / (norm + 1e-6)
    guard !(factor >= 1) else { return self }
    return try combined(with: Tensor(factor, .float64), by: .multiply, in: execution)
  }
}

extension Tensor {
  fileprivate var sumOfSquares: Double {
    dtype == .float64
      ? read(as: Double.self) { $0.reduce(0) { $0 + $1 * $1 } }
      : read(as: Float.self) { $0.reduce(0) { $0 + Double($1) * Double($1) } }
  }
}
