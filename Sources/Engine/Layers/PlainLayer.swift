/// A layer without parameters: one operation on the batch.
public struct PlainLayer<Op: Operation>: Layer {
  public let name: String
  public let text: String
  public let window: LayerWindow?
  public let inputKind: InputKind?
  let operation: Op
  /// Whether the operation goes over rows and columns, which a row of features has none of.
  private let needsPictures: Bool

  init(
    _ text: LayerText, _ operation: Op, window: LayerWindow? = .single, inputKind: InputKind? = nil,
    needsPictures: Bool = false
  ) {
    self.text = text.text
    name = String(text.text.prefix { $0 != "(" })
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
  /// PyTorch: `nn.MaxPool2d`.
  public init(_ pool: MaxPool) {
    let stride = pool.stride ?? pool.kernelSize
    self.init(
      LayerText("MaxPool", "\(pool.kernelSize)").option("stride", stride, unless: pool.kernelSize)
        .option("padding", pool.padding, unless: 0).option("dilation", pool.dilation, unless: 1)
        .option("ceil_mode", pool.ceilMode, unless: false),
      pool, window: LayerWindow(kernel: pool.kernelSize, stride: stride, dilation: pool.dilation),
      needsPictures: true)
  }
}

extension PlainLayer where Op == AvgPool {
  /// PyTorch: `nn.AvgPool2d`.
  public init(_ pool: AvgPool) {
    let stride = pool.stride ?? pool.kernelSize
    self.init(
      LayerText("AvgPool", "\(pool.kernelSize)").option("stride", stride, unless: pool.kernelSize)
        .option("padding", pool.padding, unless: 0).option("ceil_mode", pool.ceilMode, unless: false)
        .option("count_include_pad", pool.countIncludePad, unless: true),
      pool, window: LayerWindow(kernel: pool.kernelSize, stride: stride), needsPictures: true)
  }
}

extension PlainLayer where Op == Flatten {
  /// All but the batch made one dimension. PyTorch: `nn.Flatten`.
  public init() { self.init(LayerText("Flatten"), Flatten(start: 1), window: nil, inputKind: .picture) }
}

extension PlainLayer where Op == Relu {
  /// PyTorch: `nn.ReLU`.
  public init() { self.init(LayerText("Relu"), Relu()) }
}

extension PlainLayer where Op == LeakyRelu {
  /// PyTorch: `nn.LeakyReLU`.
  public init(_ relu: LeakyRelu) {
    self.init(LayerText("LeakyRelu").option("negative_slope", relu.negativeSlope, unless: 0.01), relu)
  }
}

extension PlainLayer where Op == Sigmoid {
  /// PyTorch: `nn.Sigmoid`.
  public init() { self.init(LayerText("Sigmoid"), Sigmoid()) }
}

extension PlainLayer where Op == Tanh {
  /// PyTorch: `nn.Tanh`.
  public init() { self.init(LayerText("Tanh"), Tanh()) }
}

extension PlainLayer where Op == Softmax {
  /// Along the classes (the channels of pictures). PyTorch: `nn.Softmax(1)`.
  public init() { self.init(LayerText("Softmax"), Softmax(axis: 1), window: nil) }
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
