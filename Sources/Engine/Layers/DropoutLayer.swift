/// Drops elements in a pass that trains, and does nothing else. PyTorch: `nn.Dropout`.
public struct DropoutLayer: Layer {
  public static let description = LayerDescription("Dropout", [Dropout.probability], function: .input) {
    settings, _ throws(TensorError) in
    try DropoutLayer(settings.value(Dropout.probability))
  }

  public let probability: Double

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
