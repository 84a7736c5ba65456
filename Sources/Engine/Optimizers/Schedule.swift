/// How the learning rate changes while a network trains: a factor of the optimizer's own.
public protocol Schedule: Sendable {
  /// The name of its class, PyTorch's, and what it was made with.
  var settings: Settings { get }

  /// The call that makes one like it: `StepLR(2, gamma=0.1)`.
  var text: String { get }

  /// - Parameters:
  ///   - step: how many steps were made.
  ///   - total: how many there will be.
  ///   - perEpoch: how many make an epoch.
  /// - Returns: what the optimizer's learning rate is multiplied by in the next step.
  /// - Throws: `TensorError` where that cannot be told.
  func factor(step: Int, of total: Int, perEpoch: Int) throws(TensorError) -> Double
}

extension Schedule {
  public var text: String { settings.text }
}
