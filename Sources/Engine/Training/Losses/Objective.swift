/// What a training makes small, and what it reports beside it.
public struct Objective: Sendable {
  /// What is made small.
  public let loss: any Loss
  /// What is reported beside it; nil for nothing.
  public let metric: (any Metric)?

  /// - Parameters:
  ///   - loss: what is made small.
  ///   - metric: what is reported beside it; nil for nothing.
  public init(_ loss: any Loss, metric: (any Metric)? = nil) { (self.loss, self.metric) = (loss, metric) }

  /// Cross-entropy and accuracy.
  public static let classification = Objective(
    LossDescription.crossEntropy.loss,
    metric: MetricDescription.accuracy.metric(LossDescription.crossEntropy.loss))

  /// The mean squared difference.
  public static let regression = Objective(LossDescription.mse.loss)

  /// What targets are learned by where nothing else is asked for: classes by cross-entropy, numbers by the mean squared
  /// difference.
  /// - Parameter targets: those of the data set.
  /// - Returns: the loss and the metric.
  public static func standard(for targets: Targets) -> Objective {
    switch targets {
    case .classes: .classification
    case .numbers: .regression
    }
  }
}
