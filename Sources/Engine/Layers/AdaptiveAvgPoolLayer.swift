extension PlainLayer where Op == AdaptiveAvgPool {
  /// The class `AdaptiveAvgPool`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "AdaptiveAvgPool", [AdaptiveAvgPool.size.option], function: .call("adaptive_avg_pool"),
    help: HelpText(
      "A layer that takes the mean of each window, so that the result has a given size.",
      details:
        "The windows cover the picture as evenly as they can; a Dense after it gets the same number of values from pictures of any size.",
      examples: [
        .gives("AdaptiveAvgPool([1, 2])([1, 2, 5, 0; 3, 4, 1, 2])", "[[[2.5, 2]]]"),
        .gives("shape(AdaptiveAvgPool(4)(ones(3, 9, 7)))", "[3, 4, 4]"),
        .fails("AdaptiveAvgPool(0)", .option),
      ],
      torch: "nn.AdaptiveAvgPool2d(4)")
  ) { settings, _ throws(TensorError) in
    PlainLayer(AdaptiveAvgPool(try settings.value(AdaptiveAvgPool.size)))
  }

  /// PyTorch: `nn.AdaptiveAvgPool2d`.
  /// - Parameter pool: the operation that the layer is.
  public init(_ pool: AdaptiveAvgPool) {
    self.init(
      Settings("AdaptiveAvgPool").with(AdaptiveAvgPool.size, pool.size), pool, window: nil,
      needsPictures: true)
  }
}
