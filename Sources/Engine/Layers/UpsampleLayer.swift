/// Makes pictures larger or smaller, without anything to learn. PyTorch: `nn.Upsample`.
public struct UpsampleLayer: Layer {
  /// How many times larger the result is.
  public static let scale = OptionKey<Double?>(
    "scale", default: nil, limits: .above(0), style: .either, "how many times as many rows and columns")
  /// The rows and columns of the result.
  public static let size = OptionKey<Pair?>(
    "size", default: nil, limits: .from(1),
    "in place of scale, the result's size: a number or [rows, columns]")

  /// The class `Upsample`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Upsample", [scale.option, size.option, Resize.mode.option, Resize.alignCorners.option],
    function: .call("resize"),
    help: HelpText(
      "A layer that makes pictures larger, by a factor or to a size.",
      details: "ConvTranspose enlarges too, by weights that are learned.",
      examples: [
        .gives("Upsample(2)([[1, 2]])", "[[[1, 1, 2, 2], [1, 1, 2, 2]]]"),
        .gives("shape(Upsample(size=[4, 6], mode=\"bilinear\")(ones(3, 5, 5)))", "[3, 4, 6]"),
        .fails("Upsample()", .option), .fails("Upsample(2, size=4)", .option),
      ],
      torch: "nn.Upsample(scale_factor=2, mode=\"bilinear\")")
  ) { settings, _ throws(TensorError) in
    let resize: (Resize.Target) throws(TensorError) -> Resize = { target throws(TensorError) in
      Resize(
        target, mode: try settings.value(Resize.mode), alignCorners: try settings.value(Resize.alignCorners))
    }
    switch (try settings.value(scale), try settings.value(size)) {
    case (let scale?, nil): return UpsampleLayer(try resize(.scale(scale)))
    case (nil, let size?): return UpsampleLayer(try resize(.size(size)))
    case (nil, nil):
      throw TensorError(
        .option, "Upsample needs a scale or a size", help: "Upsample(2) doubles pictures"
      )
    default:
      throw TensorError(
        .option, "Upsample takes a scale or a size, not both", help: "Upsample(2) doubles pictures")
    }
  }

  /// The operation that the layer is.
  public let operation: Resize
  public var givenName: String?
  /// How many rows and columns it makes of one; nil before it has seen a shape, and where that is not a whole number.
  private var enlargement: Pair?

  /// - Parameter operation: the operation that the layer is. A scale is the same along rows and columns.
  public init(_ operation: Resize) { self.operation = operation }

  public var inputKind: InputKind? { .picture }

  public var settings: Settings {
    let (scale, size): (Double?, Pair?) =
      switch operation.target {
      case .scale(let rows, _): (rows, nil)
      case .size(let size): (nil, size)
      }
    return Settings("Upsample").with(UpsampleLayer.scale, scale).with(UpsampleLayer.size, size)
      .with(Resize.mode, operation.mode).with(Resize.alignCorners, operation.alignCorners)
  }

  public var window: LayerWindow? {
    guard let enlargement else { return nil }
    return LayerWindow(kernel: operation.mode == .bilinear ? 2 : 1, stride: 1, enlargement: enlargement)
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    try PictureBatch.check(input, name)
    let result = try operation.resultShape([input])
    let isWhole = result[2] % input[2] == 0 && result[3] % input[3] == 0
    enlargement = isWhole ? Pair(result[2] / input[2], result[3] / input[3]) : nil
    return result
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    try operation.apply([x], in: pass.execution)
  }
}
