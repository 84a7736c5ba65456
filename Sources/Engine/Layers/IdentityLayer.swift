/// Gives its input unchanged: a branch that goes around others. PyTorch: `nn.Identity`.
public struct IdentityLayer: Layer {
  /// The class `Identity`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Identity", function: .input,
    help: HelpText(
      "A layer that gives its input unchanged, for a branch that goes around others.",
      examples: [.gives("Identity()([1, 2])", "[1, 2]")], torch: "nn.Identity()")
  ) { _, _ in IdentityLayer() }

  public var givenName: String?
  /// The layer; it has no options.
  public init() {}

  public var window: LayerWindow? { .single }
  public var settings: Settings { Settings("Identity") }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    input
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor { x }
}
