import Engine

/// softplus(x) times a factor for each feature, which begins at 1 and is learned.
public struct SoftplusLayer: Layer {
  public var givenName: String?
  private var factor: Parameter?

  public init() {}

  /// For files: what the layer is called, and how one is made of its settings.
  public static let description = LayerDescription(
    "ScaledSoftplus", help: HelpText("A smooth relu with a factor for each feature.")
  ) { _, _ in SoftplusLayer() }

  public var settings: Settings { Settings("ScaledSoftplus") }
  public var inputKind: InputKind? { .row }
  public var isBuilt: Bool { factor != nil }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    let shape = try Shape(checking: [input[input.rank - 1]])
    if factor == nil {
      factor = try weights.parameter("factor", shape) { () throws(TensorError) in
        try Tensor(filled: 1, shape)
      }
    }
    return input
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    guard let factor else { throw TensorError(.option, "ScaledSoftplus() is built before it is used") }
    let curve = try Softplus()(x, in: pass.execution)
    return try Multiply()(curve, factor.tensor, in: pass.execution)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    guard var own = factor else { return }
    try visitor("factor", &own)
    factor = own
  }
}
