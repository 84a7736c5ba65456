/// How a training went so far, from its first epoch on.
public struct LearningCurve: Sendable {
  /// The mean loss of each epoch.
  public let losses: [Double]
  /// The share of the pictures that were classified right in each epoch; empty where that was not measured.
  public let accuracies: [Double]
  /// The loss of each step.
  public let steps: [Float]
  /// Whether the network had been trained before; nil where that is not known.
  public let continues: Bool?

  /// - Parameters:
  ///   - losses: the mean loss of each epoch.
  ///   - accuracies: the share that was classified right in each epoch, from 0 to 1; empty where that was not measured.
  ///   - steps: the loss of each step.
  ///   - continues: whether the network had been trained before; nil where that is not known.
  public init(losses: [Double], accuracies: [Double], steps: [Float], continues: Bool? = nil) {
    (self.losses, self.accuracies, self.steps, self.continues) = (losses, accuracies, steps, continues)
  }
}
