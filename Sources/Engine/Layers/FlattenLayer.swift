extension PlainLayer where Op == Flatten {
  /// The class `Flatten`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Flatten", [], function: .call("flatten"),
    help: HelpText(
      "A layer that turns each picture into one row.",
      examples: [
        .gives("Flatten()([1, 2; 3, 4])", "[1, 2, 3, 4]"),
        .gives("shape(Flatten()(ones(5, 3, 2, 2)))", "[5, 12]"),
      ],
      torch: "nn.Flatten()")
  ) { _, _ in
    PlainLayer()
  }

  /// All but the batch made one dimension. PyTorch: `nn.Flatten`.
  public init() { self.init(Settings("Flatten"), Flatten(start: 1), window: nil, inputKind: .picture) }
}
