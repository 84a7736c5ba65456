/// A loss of the engine: operations that compare a prediction with its target.
struct StandardLoss: Loss {
  let name: String
  var threshold = 0.5
  /// Whether targets may be classes.
  var takesClasses = false
  let formula: @Sendable (_ prediction: Tensor, _ target: Tensor, Execution) throws(TensorError) -> Tensor

  func resultShape(for targets: Targets) throws(TensorError) -> Shape? {
    guard case .classes(_, let names) = targets else { return targets.shape }
    guard takesClasses else {
      throw TensorError(
        .option, "the loss \"\(name)\" compares numbers, and the targets are classes",
        help:
          "loss=\"cross_entropy\" is for classes; numbers to be foretold are a tensor: dataset(x, y, targets=\"numbers\")"
      )
    }
    return [names.count]
  }

  func mean(
    _ prediction: Tensor, _ target: Tensor, _ pass: inout ForwardPass
  ) throws(TensorError) -> Tensor {
    try formula(prediction, target, pass.execution)
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
    StandardLoss(name: "cross_entropy", threshold: 0, takesClasses: true) {
      prediction, target, execution throws(TensorError) in
      try CrossEntropy().apply([prediction, target], in: execution)
    }, "scores against classes, or against their probabilities; softmax is included")

  /// PyTorch: `F.mse_loss`.
  public static let mse = LossDescription(
    StandardLoss(name: "mse") { prediction, target, execution throws(TensorError) in
      try MSELoss().apply([prediction, target], in: execution)
    }, "the mean of the squared differences")

  /// −t · log p − (1 − t) · log(1 − p). Of a probability at the end of its range the logarithm is cut off.
  /// PyTorch: `F.binary_cross_entropy`, which cuts off the logarithm at −100.
  static let bce = LossDescription(
    StandardLoss(name: "bce") { prediction, target, execution throws(TensorError) in
      let least = prediction.dtype == .float64 ? Double.leastNormalMagnitude : 1.2e-38
      let one = try Tensor(1, prediction.dtype)
      func logarithm(_ x: Tensor) throws(TensorError) -> Tensor {
        try Log().apply([try Clamp(minimum: least).apply([x], in: execution)], in: execution)
      }
      let rest = try Subtract().apply([one, prediction], in: execution)
      let yes = try Multiply().apply([target, try logarithm(prediction)], in: execution)
      let no = try Multiply().apply(
        [try Subtract().apply([one, target], in: execution), try logarithm(rest)], in: execution)
      return try Negate().apply(
        [try Mean().apply([try Add().apply([yes, no], in: execution)], in: execution)], in: execution)
    }, "probabilities, such as sigmoid gives, against 0 and 1")

  /// log(1 + eˣ) − x · t, which neither overflows nor loses what is small.
  /// PyTorch: `F.binary_cross_entropy_with_logits`.
  static let bceWithLogits = LossDescription(
    StandardLoss(name: "bce_with_logits", threshold: 0) {
      prediction, target, execution throws(TensorError) in
      let all = try Softplus(threshold: 100).apply([prediction], in: execution)
      let part = try Multiply().apply([prediction, target], in: execution)
      return try Mean().apply([try Subtract().apply([all, part], in: execution)], in: execution)
    }, "scores against 0 and 1; sigmoid is included")

  /// PyTorch: `F.l1_loss`.
  static let l1 = LossDescription(
    StandardLoss(name: "l1") { prediction, target, execution throws(TensorError) in
      let difference = try Subtract().apply([prediction, target], in: execution)
      return try Mean().apply([try Abs().apply([difference], in: execution)], in: execution)
    }, "the mean of the absolute differences")

  /// d² / 2 up to |d| = 1, |d| − ½ beyond: with c = d kept within −1 … 1, c · (d − c / 2).
  /// PyTorch: `F.huber_loss`, with delta 1.
  static let huber = LossDescription(
    StandardLoss(name: "huber") { prediction, target, execution throws(TensorError) in
      let difference = try Subtract().apply([prediction, target], in: execution)
      let near = try Clamp(minimum: -1, maximum: 1).apply([difference], in: execution)
      let half = try Multiply().apply([near, try Tensor(0.5, near.dtype)], in: execution)
      let lever = try Subtract().apply([difference, half], in: execution)
      return try Mean().apply([try Multiply().apply([near, lever], in: execution)], in: execution)
    }, "half the square of a difference up to 1, and linear beyond")
}
