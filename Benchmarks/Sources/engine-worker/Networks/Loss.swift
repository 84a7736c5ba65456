import Engine

enum Loss {
  /// The mean over rows of log Σ exp(logits) − the logit of the right class. Labels count from 0.
  /// PyTorch: `F.cross_entropy(logits, labels)`.
  static func crossEntropy(
    _ logits: Tensor, _ labels: Tensor, classes: Int
  ) throws(TensorError) -> Tensor {
    let rows = Sum(axes: [1])
    let largest = try MaxReduce(axes: [1], keepDimensions: true)(logits.detached)
    let shifted = try Subtract()(logits, largest)
    let right = try rows(Multiply()(shifted, OneHot(classes: classes)(labels)))
    return try Mean()(Subtract()(Log()(rows(Exp()(shifted))), right))
  }
}
