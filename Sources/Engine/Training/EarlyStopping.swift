/// When to stop a training: after `patience` epochs in a row without a lower validation loss.
public struct EarlyStopping: Sendable {
  /// After how many epochs without a better one the training ends.
  public static let patience = OptionKey<Int?>(
    "patience", default: nil, limits: .from(1),
    "after how many epochs without a lower validation loss it ends, and gives the best network")

  /// After how many epochs without a better one the training ends; at least 1.
  public let patience: Int
  /// The epoch with the lowest validation loss, from 1; the first of equal ones, and nil before there is one.
  public private(set) var bestEpoch: Int?
  /// How many epochs there were.
  public private(set) var epochs = 0
  private var best = Double.infinity

  /// - Parameter patience: after how many epochs without a better one the training ends.
  /// - Throws: `option` for less than 1.
  public init(patience: Int) throws(TensorError) {
    try EarlyStopping.patience.check(patience)
    self.patience = patience
  }

  /// - Parameter loss: the validation loss of the next epoch.
  /// - Returns: whether it is the lowest so far; one that is no number is not.
  public mutating func isBest(_ loss: Double) -> Bool {
    epochs += 1
    guard loss < best else { return false }
    (best, bestEpoch) = (loss, epochs)
    return true
  }

  /// Whether `patience` epochs have passed without a lower loss.
  public var isOver: Bool { epochs - (bestEpoch ?? 0) >= patience }
}
