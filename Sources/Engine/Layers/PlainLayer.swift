/// A layer without parameters: one operation on the batch.
public struct PlainLayer<Op: Operation>: Layer {
  public var givenName: String?
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

enum PictureBatch {
  /// - Throws: `rank` for a batch of anything but pictures.
  static func check(_ input: Shape, _ layer: String) throws(TensorError) {
    guard input.rank != 4 else { return }
    throw TensorError(
      .rank, "\(layer) takes pictures [C, H, W], but its input is \(PictureBatch.sample(input))",
      help: input.rank == 2 ? "put it before Flatten and Dense" : nil)
  }

  /// The shape of one of a batch, as messages name it.
  static func sample(_ input: Shape) -> Shape { Shape(trusted: Array(input.array.dropFirst())) }
}
