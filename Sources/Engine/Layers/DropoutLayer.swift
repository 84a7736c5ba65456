/// Drops elements in a pass that trains, and does nothing else. PyTorch: `nn.Dropout`.
public struct DropoutLayer: Layer {
  public let probability: Double

  /// - Throws: `option` unless the probability lies between 0 and 1.
  public init(_ probability: Double = 0.5) throws(TensorError) {
    self.probability = probability
    _ = try Dropout(probability: probability, seed: 0).resultShape([.single])
  }

  public var name: String { "Dropout" }
  public var window: LayerWindow? { .single }
  public var text: String { LayerText(name, DoubleText.shortest(probability)).text }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    input
  }

  public mutating func forward(_ x: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor {
    guard pass.isTraining else { return x }
    let operation = Dropout(probability: probability, drawingFrom: &pass.generator)
    return try operation.apply([x], in: pass.execution)
  }
}
