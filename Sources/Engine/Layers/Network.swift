/// A network: a value. Its weights are a function of its layers' seeds and of the shape that it first sees, so that every
/// copy that has seen none yet comes to the same.
public struct Network: Sendable {
  /// The layer that it is: a `Chain`, where it has several.
  public internal(set) var root: any Layer
  /// The shape of one input, `[C, H, W]` or `[F]`, once the network has been built for it.
  public internal(set) var inputShape: Shape?
  /// Whether its tensors are those of a gradient: what is to be taken away from a network like it.
  public var isGradient = false

  /// How deep layers lie in one another at most; each takes a piece of the stack when it runs.
  public static let maxDepth = 200

  /// A network that has seen no shape yet; weights that its layers have stay.
  /// - Parameter root: the layer that it is: a `Chain`, where it has several.
  public init(_ root: any Layer) { self.root = root }

  /// The call that makes one like it: `Chain(Flatten(), Dense(10))`.
  public var text: String { root.text }

  /// Whether it has seen a shape, and so has its weights.
  public var isBuilt: Bool { inputShape != nil }

  /// Draws the weights for inputs of this shape; one that has them stays as it is.
  /// - Parameters:
  ///   - sample: the shape of one input, `[C, H, W]`, `[H, W]` or `[F]`.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: `TensorError` with the layer's name when a layer cannot take what the one before it gives.
  public mutating func build(for sample: Shape, in execution: Execution = Execution()) throws(TensorError) {
    guard inputShape == nil else { return }
    var weights = WeightSource(in: execution)
    try build(for: sample, &weights)
  }

  /// The same with weights from elsewhere; those that it has stay.
  mutating func build(for sample: Shape, _ weights: inout WeightSource) throws(TensorError) {
    let full = sample.rank == 2 ? Shape(trusted: [1] + sample.array) : sample
    guard full.rank == 1 || full.rank == 3 else {
      throw TensorError(
        .rank, "a network takes pictures [C, H, W] or rows [F], not \(sample)",
        operands: [.init(0, "\(sample)")])
    }
    try root.checkNames()
    _ = try root.build(Shape(checking: [1] + full.array), &weights)
    inputShape = full
  }

  /// Makes it a network for inputs of this shape: it keeps the weights that it has, and draws those that are missing.
  /// - Parameters:
  ///   - sample: as in `build`.
  ///   - execution: what may stop it, and how many threads work.
  /// - Throws: `TensorError` with the layer's name when a layer cannot take what it gets with the weights that it has.
  public mutating func adapt(to sample: Shape, in execution: Execution = Execution()) throws(TensorError) {
    var weights = WeightSource(in: execution)
    do throws(TensorError) { try build(for: sample, &weights) } catch {
      guard let inputShape, inputShape != sample else { throw error }
      throw error.saying(
        error.message, operands: error.operands,
        help: "it already has weights for inputs \(inputShape); make the layers again for another size")
    }
  }

  /// Whether an input is a matrix, and neither the network's layers nor an earlier input say what it is: it is taken for
  /// rows.
  /// - Parameter input: the shape of the input.
  /// - Returns: whether it is such a matrix.
  public func guessesRows(_ input: Shape) -> Bool { InputLayout(input, for: self).isGuess }

  /// Whether an input of this shape is read as a batch.
  /// - Parameter input: the shape of the input.
  /// - Returns: whether its first dimension counts samples.
  public func readsAsBatch(_ input: Shape) -> Bool { InputLayout(input, for: self).isBatch }

  /// What the network says of a picture `[H, W]` or `[C, H, W]`, a row `[F]`, or a batch of them; of uint8 pictures 255
  /// is 1. Of one that is no batch, the result has no dimension for it either.
  /// - Parameters:
  ///   - input: `[H, W]`, `[C, H, W]`, `[F]`, or a batch: `[N, H, W]`, `[N, C, H, W]`, `[N, F]`.
  ///   - pass: whether it trains, what dropout draws from, and what may stop it.
  /// - Returns: what the last layer gives; `[N, …]` for a batch.
  /// - Throws: `rank` for an input of other dimensions; `TensorError` with the layer's name where a layer cannot take
  ///   what it gets; `memory`, `cancelled`.
  public mutating func forward(_ input: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    guard (1...4).contains(input.rank) else {
      throw TensorError(
        .rank,
        "a network takes pictures [C, H, W] or rows [F], alone or in a batch, and not "
          + (input.rank == 0 ? "a number" : "\(input.shape)"),
        operands: [.init(0, "\(input.shape)")])
    }
    let layout = InputLayout(input.shape, for: self)
    if let inputShape, inputShape.rank != layout.sample.rank {
      throw TensorError(
        .rank, "the network takes inputs \(inputShape), one or a batch, not \(input.shape)",
        operands: [.init(0, "\(input.shape)")])
    }
    try build(for: layout.sample, in: pass.execution)
    var batch = input
    if layout.batched != input.shape {
      batch = try Reshape(layout.batched.array).apply([input], in: pass.execution)
    }
    if batch.dtype == .uint8 { batch = try batch.unitPixels(pass.execution) }
    let result = try forward(batch: batch, &pass)
    guard !layout.isBatch else { return result }
    return try Reshape(Array(result.shape.array.dropFirst())).apply([result], in: pass.execution)
  }

  /// The same for a batch `[N, C, H, W]` or `[N, F]` of floating-point numbers; the network is built.
  mutating func forward(batch: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    do throws(TensorError) { return try root.forward(batch, &pass) } catch {
      guard let inputShape, [.shapes, .channels, .rank].contains(error.code) else { throw error }
      let sample = PictureBatch.sample(batch.shape)
      guard sample != inputShape else { throw error }
      throw error.saying(
        error.message,
        help: "the network was built for inputs \(inputShape), not \(sample)")
    }
  }

  /// The result for an input, as `forward` gives it, in a pass that does not train.
  /// - Parameters:
  ///   - input: `[H, W]`, `[C, H, W]`, `[F]`, or a batch: `[N, H, W]`, `[N, C, H, W]`, `[N, F]`.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: what the last layer gives; `[N, …]` for a batch.
  /// - Throws: as `forward` does.
  public func callAsFunction(_ input: Tensor, in execution: Execution = Execution()) throws(TensorError)
    -> Tensor
  {
    var copy = self
    var pass = ForwardPass(in: execution)
    return try copy.forward(input, &pass)
  }

  /// Shows each parameter with its path, `1.weight`, to be read or changed.
  /// - Parameter visitor: gets each parameter and its path.
  /// - Throws: what the visitor throws.
  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) { try root.visit(visitor) }

  /// All parameters with their paths, in the order of the layers.
  public var parameters: [(path: String, parameter: Parameter)] {
    var all: [(path: String, parameter: Parameter)] = []
    var copy = root
    try? copy.visit { path, parameter throws(TensorError) in all.append((path, parameter)) }
    return all
  }

  /// How many numbers are learned.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + ($1.parameter.role == .learned ? $1.parameter.tensor.count : 0) }
  }

  /// The same network with other parameters, in the order of the layers.
  func replacing(_ parameters: [Parameter]) -> Network {
    var copy = self
    var index = 0
    try? copy.visit { _, parameter throws(TensorError) in
      parameter = parameters[index]
      index += 1
    }
    return copy
  }
}

/// How the dimensions of an input are to be read: one sample or a batch.
struct InputLayout {
  let isBatch: Bool
  let batched: Shape

  /// Whether nothing says what a matrix is, and rows are supposed.
  private(set) var isGuess = false

  /// A network that has seen inputs knows; else four dimensions are a batch of pictures, three a picture, and one a row of
  /// features. Two are a picture where the first layer that takes only one kind takes pictures, else rows.
  init(_ shape: Shape, for network: Network) {
    let extents = shape.array
    if let known = network.inputShape?.array {
      let gray = known.count == 3 && known[0] == 1 ? Array(known.dropFirst()) : known
      if Array(extents.dropFirst()) == known || extents == known {
        self.init(isBatch: extents.count > known.count, extents)
        return
      }
      if Array(extents.dropFirst()) == gray, extents.count == 3 {
        self.init(isBatch: true, [extents[0], 1] + extents.dropFirst())
        return
      }
    }
    let kind = network.inputShape.map { $0.rank == 1 ? InputKind.row : .picture } ?? network.root.inputKind
    switch shape.rank {
    case 2 where kind == .picture: self.init(isBatch: false, [1] + extents)
    case 2:
      self.init(isBatch: true, extents)
      isGuess = kind == nil
    case 1, 3: self.init(isBatch: false, extents)
    default: self.init(isBatch: true, extents)
    }
  }

  private init(isBatch: Bool, _ extents: [Int]) {
    self.isBatch = isBatch
    batched = Shape(trusted: isBatch || extents.count >= Shape.maximumRank ? extents : [1] + extents)
  }

  var sample: Shape { Shape(trusted: Array(batched.array.dropFirst())) }
}
