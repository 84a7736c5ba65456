extension PlainLayer where Op == AvgPool {
  public static let description = LayerDescription(
    "AvgPool",
    [
      AvgPool.kernelSize.option, AvgPool.stride.option, AvgPool.padding.option, AvgPool.ceilMode.option,
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
        try settings.value(AvgPool.kernelSize), stride: try settings.value(AvgPool.stride),
        padding: try settings.value(AvgPool.padding), ceilMode: try settings.value(AvgPool.ceilMode),
        countIncludePad: try settings.value(AvgPool.countIncludePad)))
  }

  /// PyTorch: `nn.AvgPool2d`.
  public init(_ pool: AvgPool) {
    let stride = pool.stride == pool.kernelSize ? nil : pool.stride
    self.init(
      Settings("AvgPool").with(AvgPool.kernelSize, pool.kernelSize).with(AvgPool.stride, stride)
        .with(AvgPool.padding, pool.padding).with(AvgPool.ceilMode, pool.ceilMode)
        .with(AvgPool.countIncludePad, pool.countIncludePad),
      pool, window: LayerWindow(kernel: pool.kernelSize, stride: pool.stride ?? pool.kernelSize),
      needsPictures: true)
  }
}
