extension PlainLayer where Op == Elu {
  /// The class `Elu`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Elu", [Elu.alpha.option], function: .call("elu"),
    help: HelpText(
      "A layer like Relu with an exponential curve below zero.",
      examples: [.gives("Elu()([-1, 2])", "elu([-1, 2])"), .gives("Elu(0.5)([-1, 2])", "elu([-1, 2], 0.5)")],
      torch: "nn.ELU(1.0)")
  ) { settings, _ throws(TensorError) in PlainLayer(Elu(alpha: try settings.value(Elu.alpha))) }

  /// PyTorch: `nn.ELU`.
  /// - Parameter elu: the operation, with its alpha.
  public init(_ elu: Elu) { self.init(Settings("Elu").with(Elu.alpha, elu.alpha), elu) }
}
