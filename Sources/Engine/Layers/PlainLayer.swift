/// A layer without parameters: one operation on the batch.
public struct PlainLayer<Op: Operation>: Layer {
  public let settings: Settings
  public let window: LayerWindow?
  public let inputKind: InputKind?
  let operation: Op
  /// Whether the operation goes over rows and columns, which a row of features has none of.
  private let needsPictures: Bool

  init(
    _ settings: Settings, _ operation: Op, window: LayerWindow? = .single, inputKind: InputKind? = nil,
    needsPictures: Bool = false
  ) {
    self.settings = settings
    self.operation = operation
    self.window = window
    self.inputKind = needsPictures ? .picture : inputKind
    self.needsPictures = needsPictures
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    if needsPictures { try PictureBatch.check(input, name) }
    return try operation.resultShape([input])
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try operation.apply([x], in: pass.execution)
  }
}

extension PlainLayer where Op == MaxPool {
  public static let description = LayerDescription(
    "MaxPool", [MaxPool.kernelSize, MaxPool.stride, MaxPool.padding, MaxPool.dilation, MaxPool.ceilMode],
    function: .call("max_pool")
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

extension PlainLayer where Op == AvgPool {
  public static let description = LayerDescription(
    "AvgPool",
    [AvgPool.kernelSize, AvgPool.stride, AvgPool.padding, AvgPool.ceilMode, AvgPool.countIncludePad],
    function: .call("avg_pool")
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

extension PlainLayer where Op == LeakyRelu {
  public static let description = LayerDescription(
    "LeakyRelu", [LeakyRelu.negativeSlope], function: .call("leaky_relu")
  ) {
    settings, _ throws(TensorError) in
    PlainLayer(LeakyRelu(negativeSlope: try settings.value(LeakyRelu.negativeSlope)))
  }

  /// PyTorch: `nn.LeakyReLU`.
  public init(_ relu: LeakyRelu) {
    self.init(Settings("LeakyRelu").with(LeakyRelu.negativeSlope, relu.negativeSlope), relu)
  }
}

extension PlainLayer where Op == Flatten {
  public static let description = LayerDescription("Flatten", [], function: .call("flatten")) { _, _ in
    PlainLayer()
  }

  /// All but the batch made one dimension. PyTorch: `nn.Flatten`.
  public init() { self.init(Settings("Flatten"), Flatten(start: 1), window: nil, inputKind: .picture) }
}

extension PlainLayer where Op == Relu {
  public static let description = LayerDescription("Relu", [], function: .call("relu")) { _, _ in PlainLayer()
  }

  /// PyTorch: `nn.ReLU`.
  public init() { self.init(Settings("Relu"), Relu()) }
}

extension PlainLayer where Op == Sigmoid {
  public static let description = LayerDescription("Sigmoid", [], function: .call("sigmoid")) { _, _ in
    PlainLayer()
  }

  /// PyTorch: `nn.Sigmoid`.
  public init() { self.init(Settings("Sigmoid"), Sigmoid()) }
}

extension PlainLayer where Op == Tanh {
  public static let description = LayerDescription("Tanh", [], function: .call("tanh")) { _, _ in PlainLayer()
  }

  /// PyTorch: `nn.Tanh`.
  public init() { self.init(Settings("Tanh"), Tanh()) }
}

extension PlainLayer where Op == Softmax {
  public static let description = LayerDescription("Softmax", [], function: .call("softmax")) { _, _ in
    PlainLayer()
  }

  /// Along the classes (the channels of pictures). PyTorch: `nn.Softmax(1)`.
  public init() { self.init(Settings("Softmax"), Softmax(axis: 1), window: nil) }
}

enum PictureBatch {
  /// - Throws: `rank` for a batch of anything but pictures.
  static func check(_ input: Shape, _ layer: String) throws(TensorError) {
    guard input.rank != 4 else { return }
    throw TensorError(
      .rank, "\(layer) takes pictures [C, H, W], and gets \(PictureBatch.sample(input))",
      help: input.rank == 2 ? "it stands before Flatten and Dense" : nil)
  }

  /// The shape of one of a batch, as messages name it.
  static func sample(_ input: Shape) -> Shape { Shape(trusted: Array(input.array.dropFirst())) }
}
