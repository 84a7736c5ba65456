/// A layer of neurons, each of which sees all features: `weight` is `[units, F]`, `bias` `[units]`.
/// PyTorch: `nn.Linear`, and as it begins: evenly spread within 1 / √F.
public struct DenseLayer: RectifiableLayer {
  public let units: Int
  /// How many features it takes, where that was said and is not left to the first batch.
  public let inputs: Int?
  public let hasBias: Bool
  public let seed: UInt64
  /// What the learning rate is multiplied by for its parameters.
  public let rateFactor: Double
  var weight: Parameter?
  var bias: Parameter?

  /// - Throws: `option` for numbers below 1.
  public init(_ units: Int, inputs: Int? = nil, hasBias: Bool = true, seed: UInt64, rateFactor: Double = 1)
    throws(TensorError)
  {
    guard units >= 1, units <= Pair.largest else {
      throw TensorError(.option, "Dense has at least one unit, not \(units)")
    }
    if let inputs, inputs < 1 {
      throw TensorError(.option, "Linear takes at least one feature, not \(inputs)")
    }
    self.units = units
    self.inputs = inputs
    self.hasBias = hasBias
    self.seed = seed
    self.rateFactor = rateFactor
  }

  public var name: String { inputs == nil ? "Dense" : "Linear" }
  public var inputKind: InputKind? { .row }
  public var isBuilt: Bool { weight != nil }

  public var text: String {
    let text = inputs.map { LayerText(name, "\($0)", "\(units)") } ?? LayerText(name, "\(units)")
    return text.option("bias", hasBias, unless: true)
      .option("rate", rateFactor, unless: 1).text
  }

  public mutating func build(_ input: Shape, _ weights: inout WeightSource) throws(TensorError) -> Shape {
    guard input.rank == 2 else {
      throw TensorError(
        .rank, "\(name) takes rows of features, and gets pictures \(PictureBatch.sample(input))",
        help: "Flatten() before it makes one row of each picture")
    }
    let features = input[1]
    if let wanted = weight?.tensor.shape[1] ?? inputs, wanted != features {
      throw TensorError(.shapes, "\(text) takes \(wanted) features, and gets \(features)")
    }
    if weight == nil {
      (weight, bias) = try weights.uniform(
        Shape(checking: units, features), inputs: features, hasBias: hasBias, seed: seed,
        rateFactor: rateFactor)
    }
    return try Shape(checking: input[0], units)
  }

  func forward(_ x: Tensor, rectified: Bool, _ execution: Execution) throws(TensorError) -> Tensor {
    guard let weight else { preconditionFailure("a layer is built before it is used") }
    let operands = [x, weight.tensor] + (bias.map { [$0.tensor] } ?? [])
    return try Linear(rectified: rectified).apply(operands, in: execution)
  }

  public mutating func visit(_ visitor: ParameterVisitor) throws(TensorError) {
    try weight.visit("weight", visitor)
    try bias.visit("bias", visitor)
  }
}
