extension PlainLayer where Op == AdaptiveMaxPool {
  /// The class `AdaptiveMaxPool`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "AdaptiveMaxPool", [AdaptiveAvgPool.size.option], function: .call("adaptive_max_pool"),
    help: HelpText(
      "A layer that keeps the largest number of each window, so that the result has a given size.",
      examples: [
        .gives("AdaptiveMaxPool([1, 2])([1, 2, 5, 0; 3, 4, 1, 2])", "[[[4, 5]]]"),
        .fails("AdaptiveMaxPool(0)", .option),
      ],
      torch: "nn.AdaptiveMaxPool2d(4)")
  ) { settings, _ throws(TensorError) in
    PlainLayer(AdaptiveMaxPool(try settings.value(AdaptiveAvgPool.size)))
  }

  /// PyTorch: `nn.AdaptiveMaxPool2d`.
  /// - Parameter pool: the operation that the layer is.
  public init(_ pool: AdaptiveMaxPool) {
    self.init(
      Settings("AdaptiveMaxPool").with(AdaptiveAvgPool.size, pool.size), pool, window: nil,
      needsPictures: true)
  }
}
