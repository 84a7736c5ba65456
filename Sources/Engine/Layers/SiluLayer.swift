extension PlainLayer where Op == Silu {
  public static let description = LayerDescription(
    "Silu", [], function: .call("silu"),
    help: HelpText(
      "A layer of x times the sigmoid of x.", examples: [.gives("Silu()([-1, 2])", "silu([-1, 2])")],
      torch: "nn.SiLU()")
  ) { _, _ in PlainLayer() }

  /// PyTorch: `nn.SiLU`.
  public init() { self.init(Settings("Silu"), Silu()) }
}
