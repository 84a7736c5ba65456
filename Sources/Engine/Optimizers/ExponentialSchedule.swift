import Glibc

/// gamma^t, where t is the number of epochs done so far. PyTorch: `lr_scheduler.ExponentialLR(optimizer, gamma)`.
public struct ExponentialSchedule: Schedule {
  /// What the learning rate is multiplied by after each epoch.
  public static let gamma = OptionKey<Double>.required(
    "gamma", limits: .above(0), "what the learning rate is multiplied by after each epoch")

  /// The class `ExponentialLR`: its options, its help, and how one is made.
  public static let description = ScheduleDescription(
    "ExponentialLR", [gamma.option],
    help: HelpText(
      "Multiplies the learning rate by the same factor after each epoch.",
      formulas: ["y = lr * gamma^floor(t)"],
      details: "t is the number of epochs done so far",
      examples: [
        .gives("\"{ExponentialLR(0.9)}\"", "\"ExponentialLR(0.9)\""), .fails("ExponentialLR(0)", .option),
      ],
      torch: "lr_scheduler.ExponentialLR(optimizer, gamma)")
  ) { settings throws(TensorError) in try ExponentialSchedule(settings.value(gamma)) }

  /// What the learning rate is multiplied by after each epoch; above 0.
  public let gamma: Double

  /// - Parameter gamma: what the learning rate is multiplied by after each epoch.
  /// - Throws: `option` unless it is above 0.
  public init(_ gamma: Double) throws(TensorError) {
    try ExponentialSchedule.gamma.check(gamma)
    self.gamma = gamma
  }

  public var settings: Settings { Settings("ExponentialLR").with(ExponentialSchedule.gamma, gamma) }

  public func factor(step: Int, of total: Int, perEpoch: Int) -> Double {
    pow(gamma, Double(step / perEpoch))
  }
}
