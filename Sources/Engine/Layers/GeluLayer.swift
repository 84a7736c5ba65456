extension PlainLayer where Op == Gelu {
  public static let description = LayerDescription(
    "Gelu", [Gelu.approximate.option], function: .call("gelu"),
    help: HelpText(
      "A layer of x times the probability that a standard normal number is below x.",
      examples: [.gives("Gelu()([-1, 2])", "gelu([-1, 2])")], torch: "nn.GELU()")
  ) { settings, _ throws(TensorError) in PlainLayer(Gelu(try settings.value(Gelu.approximate))) }

  /// PyTorch: `nn.GELU`.
  public init(_ gelu: Gelu) { self.init(Settings("Gelu").with(Gelu.approximate, gelu.approximation), gelu) }
}
