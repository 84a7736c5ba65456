extension PlainLayer where Op == Mean {
  /// The class `GlobalAvgPool`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "GlobalAvgPool", function: .call("global_avg_pool"),
    help: HelpText(
      "A layer that takes the mean of each channel: a picture becomes a row, whatever its size.",
      details: "A Dense can follow at once; AdaptiveAvgPool(1) keeps rows and columns of one.",
      examples: [
        .gives("GlobalAvgPool()([[1, 2; 3, 6], [0, 0; 0, 4]])", "[3, 1]"),
        .gives("shape(GlobalAvgPool()(ones(5, 3, 7, 7)))", "[5, 3]"),
      ],
      torch: "nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())")
  ) { _, _ in PlainLayer.globalAvgPool }

  /// The mean over the rows and columns of pictures `[N, C, H, W]`, which gives `[N, C]`.
  public static var globalAvgPool: PlainLayer {
    PlainLayer(Settings("GlobalAvgPool"), Mean(axes: [2, 3]), window: nil, needsPictures: true)
  }
}
