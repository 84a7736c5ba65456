/// A loss of the engine: the mean of what an operation makes of a prediction and its target.
struct StandardLoss: Loss {
  let name: String
  var threshold = 0.5
  /// Whether targets may be classes.
  var takesClasses = false
  let operation: any Operation

  func resultShape(for targets: Targets) throws(TensorError) -> Shape? {
    guard case .classes(_, let names) = targets else { return targets.shape }
    guard takesClasses else {
      throw TensorError(
        .option, "the loss \"\(name)\" compares numbers, and the targets are classes",
        help:
          "loss=\"cross_entropy\" is for classes; for regression pass a tensor of numbers: dataset(x, y, targets=\"numbers\")"
      )
    }
    return [names.count]
  }

  func mean(
    _ prediction: Tensor, _ target: Tensor, _ pass: inout ForwardPass
  ) throws(TensorError) -> Tensor {
    try operation.apply([prediction, target], in: pass.execution)
  }
}

/// A class of losses that a training knows by name.
public struct LossDescription: Sendable {
  /// What it is called.
  public let name: String
  /// What it is, in a line.
  public let help: String
  /// The loss.
  public let loss: any Loss

  /// - Parameters:
  ///   - loss: the loss, by whose name it is known.
  ///   - help: what it is, in a line.
  public init(_ loss: any Loss, _ help: String) { (name, self.loss, self.help) = (loss.name, loss, help) }

  /// All losses of the engine. One more has its line here.
  public static var standard: [LossDescription] { [crossEntropy, mse, bce, bceWithLogits, l1, huber] }

  /// For classes, or for probabilities of them. PyTorch: `F.cross_entropy`.
  public static let crossEntropy = LossDescription(
    StandardLoss(name: "cross_entropy", threshold: 0, takesClasses: true, operation: CrossEntropy()),
    "scores against classes, or against their probabilities; softmax is included")

  /// PyTorch: `F.mse_loss`.
  public static let mse = LossDescription(
    StandardLoss(name: "mse", operation: MSELoss()), "the mean of the squared differences")

  /// PyTorch: `F.binary_cross_entropy`.
  static let bce = LossDescription(
    StandardLoss(name: "bce", operation: BinaryCrossEntropy()),
    "probabilities, such as sigmoid gives, against 0 and 1")

  /// PyTorch: `F.binary_cross_entropy_with_logits`.
  static let bceWithLogits = LossDescription(
    StandardLoss(name: "bce_with_logits", threshold: 0, operation: BinaryCrossEntropyWithLogits()),
    "scores against 0 and 1; sigmoid is included")

  /// PyTorch: `F.l1_loss`.
  static let l1 = LossDescription(
    StandardLoss(name: "l1", operation: L1Loss()), "the mean of the absolute differences")

  /// PyTorch: `F.huber_loss`, with delta 1.
  static let huber = LossDescription(
    StandardLoss(name: "huber", operation: HuberLoss()),
    "half the square of a difference up to 1, and linear beyond")
}
