extension PlainLayer where Op == MaxPool {
  /// The class `MaxPool`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "MaxPool",
    [
      PoolOptions.kernelSize.option, PoolOptions.stride.option, PoolOptions.padding.option,
      MaxPool.dilation.option,
      PoolOptions.ceilMode.option,
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
        try settings.value(PoolOptions.kernelSize), stride: try settings.value(PoolOptions.stride),
        padding: try settings.value(PoolOptions.padding), dilation: try settings.value(MaxPool.dilation),
        ceilMode: try settings.value(PoolOptions.ceilMode)))
  }

  /// PyTorch: `nn.MaxPool2d`.
  /// - Parameter pool: the operation that the layer is.
  public init(_ pool: MaxPool) {
    let stride = pool.stride == pool.kernelSize ? nil : pool.stride
    self.init(
      Settings("MaxPool").with(PoolOptions.kernelSize, pool.kernelSize).with(PoolOptions.stride, stride)
        .with(PoolOptions.padding, pool.padding).with(MaxPool.dilation, pool.dilation)
        .with(PoolOptions.ceilMode, pool.ceilMode),
      pool,
      window: LayerWindow(
        kernel: pool.kernelSize, stride: pool.stride ?? pool.kernelSize, dilation: pool.dilation),
      needsPictures: true)
  }
}
