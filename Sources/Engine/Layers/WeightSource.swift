/// Where the parameters of a network come from while it is built: each layer draws its own, or they are given by their
/// paths, as a file has them. What is given is compared by shape before anything is drawn or allocated.
public struct WeightSource: Sendable {
  /// What may stop it, and how many threads work.
  public let execution: Execution
  /// The tensors that no layer has taken yet; nil where layers draw.
  private var given: [String: Tensor]?
  private var prefix = ""

  /// Layers draw.
  /// - Parameter execution: what may stop it, and how many threads work.
  public init(in execution: Execution = Execution()) { self.execution = execution }

  /// - Parameter given: all parameters of the network by their paths, `1.weight`.
  init(_ given: [String: Tensor], in execution: Execution) {
    (self.given, self.execution) = (given, execution)
  }

  /// A parameter of the layer that is being built.
  /// - Parameters:
  ///   - name: as `visit` shows it.
  ///   - shape: of the parameter.
  ///   - role: whether it is learned or follows the data.
  ///   - learningRateMultiplier: what the learning rate is multiplied by for the parameters.
  ///   - draw: gives one that is not given, of this shape.
  /// - Returns: the parameter with the tensor that was drawn or given.
  /// - Throws: `shapes` when parameters are given and this one is missing or of another shape; what `draw` throws.
  public mutating func parameter(
    _ name: String, _ shape: Shape, role: Parameter.Role = .learned,
    learningRateMultiplier: Double = LayerOptions.learningRateMultiplier.standard,
    draw: () throws(TensorError) -> Tensor
  ) throws(TensorError) -> Parameter {
    let tensor =
      if given == nil { try draw() } else { try take(prefix + name, shape) }
    return Parameter(tensor, role: role, learningRateMultiplier: learningRateMultiplier)
  }

  /// Builds a part of the layer, whose parameters have longer paths.
  /// - Parameters:
  ///   - part: the name of the part, which goes before those of its parameters.
  ///   - body: builds the part from the same source.
  /// - Returns: what the body gives.
  /// - Throws: what the body throws.
  public mutating func inside<R>(
    _ part: @autoclosure () -> String, _ body: (inout WeightSource) throws(TensorError) -> R
  ) throws(TensorError) -> R {
    guard given != nil else { return try body(&self) }
    let outer = prefix
    prefix += part() + "."
    defer { prefix = outer }
    return try body(&self)
  }

  /// The tensor given for a path, which nobody else gets.
  mutating func take(_ path: String, _ shape: Shape) throws(TensorError) -> Tensor {
    guard let tensor = given?.removeValue(forKey: path) else {
      throw TensorError(.shapes, "there are no weights for \(path)")
    }
    guard tensor.shape == shape, tensor.dtype.isFloating else {
      throw TensorError(
        .shapes, "\(path) has the shape \(shape) in this network, but the weights have \(tensor.shape)")
    }
    return tensor
  }

  /// Whether a path is given that no layer has taken.
  func holds(_ path: String) -> Bool { given?[path] != nil }

  /// The first of the paths that no layer has taken.
  var firstLeft: String? { given?.keys.min() }
}
