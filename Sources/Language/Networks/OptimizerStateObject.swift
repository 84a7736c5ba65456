import Engine

/// An optimizer on its way: what it remembers, and the network as its steps have made it.
struct OptimizerStateObject: ObjectContent {
  let optimizer: any Optimizer
  private(set) var state: OptimizerState
  private(set) var net: NetworkObject

  init(optimizer: any Optimizer, state: OptimizerState, net: NetworkObject) {
    (self.optimizer, self.state, self.net) = (optimizer, state, net)
  }

  var kind: String { "optimizer state" }
  var briefly: String { "the state of \(optimizer.text)" }
  var inline: String { "\(optimizer.text) after \(Formatter.count(state.step, "step"))" }

  func isSame(as other: any ObjectContent) -> Bool {
    guard let other = other as? OptimizerStateObject, inline == other.inline,
      state.tensors.map(\.count) == other.state.tensors.map(\.count)
    else { return false }
    return net.isSame(as: other.net)
      && zip(state.tensors.joined(), other.state.tensors.joined()).allSatisfy {
        Value.tensor($0).isSame(as: .tensor($1))
      }
  }

  var tensors: [Tensor] { net.tensors + state.tensors.joined() }
  var fieldNames: [String] { ["net", "steps", "optimizer"] }

  func field(_ name: String, _ execution: Execution) -> Value? {
    switch name {
    case "net": .object(net)
    case "steps": .number(Double(state.step))
    case "optimizer": .object(OptimizerObject(optimizer: optimizer))
    default: nil
    }
  }

  /// The state after a step along a gradient.
  /// - Parameter learningRate: of this step; the optimizer's own where nil.
  func stepped(_ gradient: Network, _ learningRate: Double?) throws(TensorError) -> OptimizerStateObject {
    var next = self
    let (network, along) = try net.network.matched(with: gradient)
    next.net.network = network
    try next.state.update(
      &next.net.network, by: along, optimizer, learningRate: learningRate ?? optimizer.learningRate)
    return next
  }
}
