/// Layer normalisation: the numbers along the last dimensions are brought to mean 0 and variance 1, each case by itself; then each
/// place is scaled and moved (Ba, Kiros and Hinton 2016, equations 3 and 4).
///
/// Operands: x `[…, *]`, whose last dimensions are `normalizedShape`; then, if there are any, weight and bias of that shape.
/// The result has the shape of x. A single number becomes the bias alone.
/// PyTorch: `F.layer_norm(x, normalized_shape, weight, bias, eps)`.
public struct LayerNorm: RowNormalization {
  /// What is added to the variance, so that nothing is divided by 0.
  public static let epsilon = BatchNorm.epsilon

  /// The last dimensions of x, over which it normalises.
  public var normalizedShape: Shape
  public var epsilon: Double

  /// - Parameters:
  ///   - normalizedShape: the last dimensions of x, over which it normalises; at least one.
  ///   - epsilon: what is added to the variance; not negative.
  public init(_ normalizedShape: Shape, epsilon: Double = LayerNorm.epsilon.standard) {
    (self.normalizedShape, self.epsilon) = (normalizedShape, epsilon)
  }

  public var name: String { "layer_norm" }

  /// - Parameter operands: the shapes of x and, if there are any, of weight and bias.
  /// - Returns: the shape of x, and where its rows lie.
  /// - Throws: `option` for no dimensions to normalise or a negative ε, `shapes` where the last dimensions of x are others, and
  ///   for a weight or a bias of another shape.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> RowNormalizationPlan {
    let x = operands[0]
    try LayerNorm.epsilon.check(epsilon)
    guard normalizedShape.rank > 0 else {
      throw TensorError(
        .option, "layer_norm normalises over one dimension at least, and normalized_shape names none")
    }
    guard x.array.suffix(normalizedShape.rank) == normalizedShape.array[...] else {
      throw TensorError(
        .shapes, "normalized_shape is \(normalizedShape), but the last dimensions of x are not: x is \(x)",
        operands: [.init(0, "\(x)")],
        help: x.rank > 0 ? "normalized_shape=\(x[x.rank - 1]) normalises along the last dimension" : nil)
    }
    try RowNormalizationPlan.check(
      operands, weights: normalizedShape, "normalized_shape \(normalizedShape) needs")
    let length = normalizedShape.count
    return RowNormalizationPlan(
      result: x, rows: length == 0 ? 0 : x.count / length, segments: length, inner: 1, period: 1)
  }
}
