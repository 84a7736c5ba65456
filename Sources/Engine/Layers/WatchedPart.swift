/// A network whose gradient is being taken, or a part of one, by the way that leads to it: so a part that was taken before
/// the first picture finds the weights that were drawn since.
public struct WatchedPart: Sendable {
  /// The network that it is a part of.
  public let whole: WatchedNetwork
  private var way: [Step] = []

  private enum Step {
    /// By their places, from 0.
    case layers([Int])
    /// One with a name of its own.
    case named(String)
  }

  /// All of a network.
  /// - Parameter whole: the network.
  public init(_ whole: WatchedNetwork) { self.whole = whole }

  /// Some of its layers, by their places from 0.
  /// - Parameter places: where the layers stand, from 0; each must be there.
  /// - Returns: the part of this part.
  public func layers(_ places: [Int]) -> WatchedPart { going(.layers(places)) }

  /// A part with a name of its own, such as the localisation network of a transformer.
  /// - Parameter name: one of `Network.partNames`.
  /// - Returns: the part of this part.
  public func part(named name: String) -> WatchedPart { going(.named(name)) }

  /// A layer inside of it, wherever it lies.
  /// - Parameter path: one that `Network.holds`.
  /// - Returns: the part of this part.
  public func part(at path: String) -> WatchedPart {
    path.split(separator: ".").reduce(self) { part, step in
      Int(step).map { part.layers([$0 - 1]) } ?? part.part(named: String(step))
    }
  }

  private func going(_ step: Step) -> WatchedPart {
    var longer = self
    longer.way.append(step)
    return longer
  }

  /// Whether it is all of the network.
  public var isWhole: Bool { way.isEmpty }

  /// As it is now.
  /// - Parameter execution: what may stop it, and how many threads work.
  /// - Returns: the part as a network, with the weights that it has by then.
  /// - Throws: what a layer cannot take, where layers are left out between.
  public func network(in execution: Execution = Execution()) throws(TensorError) -> Network {
    var network = whole.network
    for step in way {
      switch step {
      case .layers(let places): network = try network.part(places, in: execution)
      case .named(let name): network = network.part(named: name) ?? network
      }
    }
    return network
  }

  /// One pass, after which the whole network has new statistics.
  /// - Parameters:
  ///   - input: as `Network.forward` takes it, of the shape that this part sees.
  ///   - pass: whether it trains, what dropout draws from, and what may stop it.
  /// - Returns: what the last layer of the part gives, on the tape; `[N, …]` for a batch.
  /// - Throws: `size` for a part that sees no input of the whole, before the whole has its weights; as the network does.
  public func forward(_ input: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    if !whole.network.isBuilt, seesInputs { try whole.build(forInput: input, in: pass.execution) }
    guard whole.network.isBuilt else { throw WatchedPart.unbuilt }
    var network = try network(in: pass.execution)
    return try network.forward(input, &pass)
  }

  /// Whether what comes into this part comes into the whole.
  private var seesInputs: Bool {
    var network = whole.network
    for step in way {
      switch step {
      case .layers(let places):
        guard places.first == 0 || network.root is ParallelLayer,
          let part = try? network.part(places)
        else { return false }
        network = part
      case .named(let name): network = network.part(named: name) ?? network
      }
    }
    return true
  }

  /// A part of a network without weights cannot know for which shapes the others are to be drawn.
  public static let unbuilt = TensorError(
    .size, "the network has no weights yet, so there is no gradient with respect to a part of it",
    help: "build(net, [28, 28]) before grad gives it weights for pictures of that size")
}
