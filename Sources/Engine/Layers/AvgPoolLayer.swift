extension PlainLayer where Op == AvgPool {
  /// The class `AvgPool`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "AvgPool",
    [
      PoolOptions.kernelSize.option, PoolOptions.stride.option, PoolOptions.padding.option,
      PoolOptions.ceilMode.option,
      AvgPool.countIncludePad.option,
    ],
    function: .call("avg_pool"),
    help: HelpText(
      "A layer that takes the mean of each window.",
      examples: [
        .gives("AvgPool(2)([1, 2, 5, 0; 3, 4, 1, 2])", "[[[2.5, 2]]]"),
        .fails("AvgPool(3)(ones(2, 2))", .shapes),
      ],
      torch: "nn.AvgPool2d(2)")
  ) { settings, _ throws(TensorError) in
    PlainLayer(
      AvgPool(
        try settings.value(PoolOptions.kernelSize), stride: try settings.value(PoolOptions.stride),
        padding: try settings.value(PoolOptions.padding), ceilMode: try settings.value(PoolOptions.ceilMode),
        countIncludePad: try settings.value(AvgPool.countIncludePad)))
  }

  /// PyTorch: `nn.AvgPool2d`.
  /// - Parameter pool: the operation that the layer is.
  public init(_ pool: AvgPool) {
    let stride = pool.stride == pool.kernelSize ? nil : pool.stride
    self.init(
      Settings("AvgPool").with(PoolOptions.kernelSize, pool.kernelSize).with(PoolOptions.stride, stride)
        .with(PoolOptions.padding, pool.padding).with(PoolOptions.ceilMode, pool.ceilMode)
        .with(AvgPool.countIncludePad, pool.countIncludePad),
      pool, window: LayerWindow(kernel: pool.kernelSize, stride: pool.stride ?? pool.kernelSize),
      needsPictures: true)
  }
}
