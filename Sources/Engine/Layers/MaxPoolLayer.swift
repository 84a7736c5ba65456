extension PlainLayer where Op == MaxPool {
  public static let description = LayerDescription(
    "MaxPool",
    [
      MaxPool.kernelSize.option, MaxPool.stride.option, MaxPool.padding.option, MaxPool.dilation.option,
      MaxPool.ceilMode.option,
    ],
    function: .call("max_pool"),
    help: HelpText(
      "A layer that keeps the largest number of each window.",
      examples: [
        .gives("MaxPool(2)([1, 2, 5, 0; 3, 4, 1, 1])", "[[[4, 5]]]"),
        .fails("MaxPool(3)(ones(2, 2))", .shapes),
      ],
      torch: "nn.MaxPool2d(2)")
  ) { settings, _ throws(TensorError) in
    PlainLayer(
      MaxPool(
        try settings.value(MaxPool.kernelSize), stride: try settings.value(MaxPool.stride),
        padding: try settings.value(MaxPool.padding), dilation: try settings.value(MaxPool.dilation),
        ceilMode: try settings.value(MaxPool.ceilMode)))
  }

  /// PyTorch: `nn.MaxPool2d`.
  public init(_ pool: MaxPool) {
    let stride = pool.stride == pool.kernelSize ? nil : pool.stride
    self.init(
      Settings("MaxPool").with(MaxPool.kernelSize, pool.kernelSize).with(MaxPool.stride, stride)
        .with(MaxPool.padding, pool.padding).with(MaxPool.dilation, pool.dilation)
        .with(MaxPool.ceilMode, pool.ceilMode),
      pool,
      window: LayerWindow(
        kernel: pool.kernelSize, stride: pool.stride ?? pool.kernelSize, dilation: pool.dilation),
      needsPictures: true)
  }
}
