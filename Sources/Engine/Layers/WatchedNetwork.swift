/// A network whose gradient is being taken: its trainable parameters stand on a tape from the moment it is built, and all
/// copies of its layers share their statistics until the tape is closed. So it may be called as a whole or by its parts.
///
/// `@unchecked Sendable` is safe because only the thread that records on its tape uses it; it is needed because values of a
/// language refer to it.
public final class WatchedNetwork: @unchecked Sendable {
  /// As it is now: its tensors are on the tape, and its statistics follow the batches.
  public private(set) var network: Network
  private let tape: Tape
  /// The parameters on the tape, in the order of the layers.
  public private(set) var watched: [Tensor] = []

  /// - Parameters:
  ///   - network: the network whose gradient is to be taken.
  ///   - tape: what records what becomes of its parameters.
  /// - Throws: `gradient` when it is on another tape already.
  public init(_ network: Network, on tape: Tape) throws(TensorError) {
    (self.network, self.tape) = (network, tape)
    if network.isBuilt { try watch() }
  }

  private func watch() throws(TensorError) {
    var watched: [Tensor] = []
    try network.visit { _, parameter throws(TensorError) in
      if parameter.role == .statistic { parameter.share(on: tape) }
      guard parameter.isTrainable else { return }
      parameter.tensor = try tape.watch(parameter.tensor)
      watched.append(parameter.tensor)
    }
    self.watched = watched
  }

  /// Draws the weights, where there are none yet.
  /// - Parameters:
  ///   - sample: the shape of one input.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: as `Network.build` does.
  public func build(for sample: Shape, in execution: Execution = Execution()) throws(TensorError) {
    guard !network.isBuilt else { return }
    try network.build(for: sample, in: execution)
    try watch()
  }

  /// The same for a picture, a row or a batch of them.
  func build(forInput input: Tensor, in execution: Execution) throws(TensorError) {
    guard !network.isBuilt else { return }
    try build(for: InputLayout(input.shape, for: network).sample, in: execution)
  }

  /// One pass, after which the network has new statistics.
  /// - Parameters:
  ///   - input: as `Network.forward` takes it.
  ///   - pass: whether it trains, what dropout draws from, and what may stop it.
  /// - Returns: what the last layer gives, on the tape; `[N, …]` for a batch.
  /// - Throws: as `Network.build` and `Network.forward` do.
  public func forward(_ input: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try build(forInput: input, in: pass.execution)
    return try network.forward(input, &pass)
  }

  /// The network whose learned parameters are the gradients of those watched; zero for one that is frozen.
  /// - Parameter gradients: one for each tensor of `watched`, in that order.
  /// - Returns: a network like the watched one, which is a gradient and holds the statistics that the passes made.
  /// - Throws: `memory`.
  public func gradient(_ gradients: some Sequence<Tensor>) throws(TensorError) -> Network {
    var rest = gradients.makeIterator()
    var result = network
    try result.visit { _, parameter throws(TensorError) in
      guard parameter.role == .learned else { return parameter.unshare() }
      if parameter.isTrainable, let gradient = rest.next() {
        parameter.tensor = gradient
      } else {
        parameter.tensor = try Tensor(zeros: parameter.tensor.shape, parameter.tensor.dtype)
      }
    }
    result.isGradient = true
    return result
  }
}
