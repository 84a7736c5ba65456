/// Drops elements in a pass that trains, and does nothing else. PyTorch: `nn.Dropout`.
public struct DropoutLayer: Layer {
  /// The class `Dropout`: its options, its help, and how one is made.
  public static let description = LayerDescription(
    "Dropout", [Dropout.probability.option], function: .input,
    help: HelpText(
      "A layer that sets numbers to 0 at random while the network trains.",
      details: """
        The remaining numbers are multiplied by 1 / (1 − p). When the network evaluates, nothing happens.
        It trains in `train`, and where a gradient with respect to the network itself is taken: grad(n -> loss(n(x)), net). In a \
        gradient with respect to the picture it is in evaluation mode; net(x, training=true) trains anywhere, and training=false nowhere.
        """,
      examples: [
        .gives("Dropout(0.5)([1, 2])", "[1, 2]"), .gives("Dropout(1)([1, 2], training=true)", "[0, 0]"),
        .gives("d = Dropout(1); grad(x -> sum(d(x)), [1, 2])", "[1, 1]"),
        .gives("d = Dropout(1); grad(x -> sum(d(x, training=true)), [1, 2])", "[0, 0]"),
        .fails("Dropout(2)", .option),
      ],
      torch: "nn.Dropout(0.5)")
  ) {
    settings, _ throws(TensorError) in
    try DropoutLayer(settings.value(Dropout.probability))
  }

  public var givenName: String?
  /// The probability that an element is dropped, between 0 and 1.
  public let probability: Double

  /// - Parameter probability: the probability that an element is dropped, between 0 and 1.
  /// - Throws: `option` unless the probability lies between 0 and 1.
  public init(_ probability: Double = Dropout.probability.standard) throws(TensorError) {
    self.probability = probability
    try Dropout.probability.check(probability)
  }

  public var window: LayerWindow? { .single }
  public var settings: Settings { Settings("Dropout").with(Dropout.probability, probability) }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    input
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    guard pass.isTraining else { return x }
    let operation = Dropout(probability: probability, drawingFrom: &pass.generator)
    return try operation.apply([x], in: pass.execution)
  }
}
