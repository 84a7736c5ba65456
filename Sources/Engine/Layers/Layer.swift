/// A part of a network: a value that holds its settings and, once it has seen a shape, its parameters.
///
/// Layers see batches: pictures `[N, C, H, W]` or rows of features `[N, F]`.
public protocol Layer: Sendable {
  /// The name of its class, PyTorch's without `2d`, and what it was made with, but for `givenName`.
  var settings: Settings { get }

  /// The name by which it is found in a network, such as `stem`; nil for a layer that has none.
  var givenName: String? { get set }

  /// What it does to the window that a number of its result goes back to; nil where there is no such window.
  var window: LayerWindow? { get }

  /// How many layers hold one another in it; 0 for one that holds none.
  var depth: Int { get }

  /// The ways through the layers inside of it: each begins with its own input and leads through some of them, one after the
  /// other; one without layers gives the input itself. None for a layer that holds no others.
  var paths: [[LayerMember]] { get }

  /// How the results of its paths become its own, for a layer that is nothing but them; nil for a layer without paths, and
  /// for one that asks the layers inside for something of its own.
  var pathsJoin: PathsJoin? { get }

  /// What one input is, for a layer that takes only one kind: it decides how a matrix is read. Nil for one that takes both.
  var inputKind: InputKind? { get }

  /// Whether it has all its parameters; so has a layer with none.
  var isBuilt: Bool { get }

  /// Whether its settings and parameters are all that it needs to be made again, as a file has to.
  /// - Throws: `option` where they are not.
  func checkWritable() throws(TensorError)

  /// Gets the parameters that are still missing, for batches of this shape.
  /// - Parameters:
  ///   - input: the shape of a batch, `[N, C, H, W]` or `[N, F]`.
  ///   - weights: gives each parameter; a layer that holds others builds them `inside` a part of it, by the name that
  ///     `visit` puts before theirs.
  /// - Returns: the shape of its result.
  /// - Throws: `TensorError` when it cannot take such batches.
  mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape

  /// The result for a batch. The layer has been built. Only statistics change, and only in a pass that trains.
  /// - Parameters:
  ///   - x: the batch, `[N, C, H, W]` or `[N, F]`, of floating-point numbers.
  ///   - pass: whether it trains, what dropout draws from, and what may stop it.
  /// - Returns: the result, whose first dimension is N too.
  /// - Throws: `TensorError` where the layer cannot take the batch; `memory`, `cancelled`.
  mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor

  /// Shows each parameter, with its name, to be read or changed: for counting, updating, saving, freezing, printing.
  /// - Parameter visitor: gets each parameter and its name: `weight`, or `1.weight` for one of a layer inside.
  /// - Throws: what the visitor throws.
  mutating func visit(_ visitor: ParameterVisitor) throws(TensorError)
}

/// How the results of several paths become one; that of a single path stays what it is.
public enum PathsJoin: Sendable {
  /// Added, element by element.
  case sum
  /// One after the other along the channels, or along the features of a row.
  case channels
}

/// What a network takes one by one or in batches: a row of features `[F]`, or a picture `[C, H, W]`.
public enum InputKind: Sendable { case row, picture }

/// Looks at a parameter, or changes it.
public typealias ParameterVisitor = (_ name: String, inout Parameter) throws(TensorError) -> Void

extension Layer {
  /// The name of its class, PyTorch's without `2d`.
  public var name: String { settings.name }
  /// The call that makes one like it: `Conv(8, 3, padding=1)`.
  public var text: String { namedSettings.text }
  public var window: LayerWindow? { nil }
  public var depth: Int { 0 }
  public var paths: [[LayerMember]] { [] }
  public var pathsJoin: PathsJoin? { nil }
  public var inputKind: InputKind? { nil }
  public var isBuilt: Bool { true }
  public func checkWritable() throws(TensorError) {}
  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {}
}

/// A layer whose negative results can become zero in the same pass, which saves one over its result.
protocol RectifiableLayer: Layer {
  func forward(_ x: Tensor, rectified: Bool, _ execution: Execution) throws(TensorError) -> Tensor
}

extension RectifiableLayer {
  public func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try forward(x, rectified: false, pass.execution)
  }
}

/// One way through a network.
public struct ForwardPass: Sendable {
  /// Whether batch normalisation takes the batch's own statistics, and dropout drops.
  public let isTraining: Bool
  /// Draws for dropout.
  public var generator: RandomGenerator
  /// What may stop it, and how many threads work.
  public let execution: Execution
  /// What came out of each layer, by its path, where somebody wants to look.
  public private(set) var results: [(path: String, result: Tensor)] = []
  let keepsResults: Bool
  private var path = ""

  /// - Parameters:
  ///   - isTraining: whether batch normalisation takes the batch's own statistics, and dropout drops.
  ///   - generator: what dropout draws from.
  ///   - keepsResults: whether what comes out of each layer is kept in `results`.
  ///   - execution: what may stop it, and how many threads work.
  public init(
    isTraining: Bool = false, generator: RandomGenerator = RandomGenerator(seed: 0),
    keepsResults: Bool = false, in execution: Execution = Execution()
  ) {
    self.isTraining = isTraining
    self.generator = generator
    self.keepsResults = keepsResults
    self.execution = execution
  }

  mutating func keep(_ result: Tensor) {
    if keepsResults { results.append((path, result)) }
  }

  /// Runs what belongs to a part of the network, whose results are kept under its name.
  mutating func inside<R>(
    _ name: @autoclosure () -> String, _ body: (inout ForwardPass) throws(TensorError) -> R
  ) throws(TensorError) -> R {
    guard keepsResults else { return try body(&self) }
    let outer = path
    path = path.isEmpty ? name() : path + "." + name()
    defer { path = outer }
    return try body(&self)
  }
}

/// How the window that a result sees grows through a layer: window ← window + (kernel − 1) · dilation · jump,
/// jump ← jump · stride / enlargement (Dumoulin and Visin 2016).
public struct LayerWindow: Sendable, Equatable {
  /// From the first to behind the last element that one result sees.
  public let extent: Pair
  /// How far apart the windows of neighbouring results lie.
  public let stride: Pair
  /// How many results share such a step: more than 1 for a layer that enlarges.
  public let enlargement: Pair

  init(kernel: Pair, stride: Pair, dilation: Pair = 1, enlargement: Pair = 1) {
    extent = Pair((kernel.rows - 1) * dilation.rows + 1, (kernel.columns - 1) * dilation.columns + 1)
    self.stride = stride
    self.enlargement = enlargement
  }

  /// Element by element.
  static let single = LayerWindow(kernel: 1, stride: 1)
}
