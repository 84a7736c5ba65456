import Glibc

/// gamma^⌊t / size⌋, where t counts epochs or steps. PyTorch: `lr_scheduler.StepLR(optimizer, step_size, gamma)`.
public struct StepSchedule: Schedule {
  /// What the size of a step counts: epochs or steps, a step being one batch.
  public enum Unit: String, Sendable, OptionWord { case epoch, step }

  /// How many epochs or steps pass before the learning rate changes.
  public static let size = OptionKey<Int>.required(
    "step_size", limits: .from(1), "how many epochs, or steps, before it changes")
  /// What the learning rate is multiplied by.
  public static let gamma = OptionKey("gamma", default: 0.1, limits: .above(0), "what it is multiplied by")
  /// What the size counts.
  public static let unit = OptionKey<Unit>("unit", default: .epoch, "what step_size counts")

  /// The class `StepLR`: its options, its help, and how one is made.
  public static let description = ScheduleDescription(
    "StepLR", [size.option, gamma.option, unit.option],
    help: HelpText(
      "Lowers the learning rate every few epochs.",
      formulas: ["y = lr * gamma^floor(t / step_size)"],
      details: "t is the number of epochs, or steps, done so far; a step is one batch",
      examples: [
        .gives("\"{StepLR(2, gamma=0.5)}\"", "\"StepLR(2, gamma=0.5)\""), .fails("StepLR(0)", .option),
      ],
      torch: "lr_scheduler.StepLR(optimizer, step_size, gamma)")
  ) {
    settings throws(TensorError) in
    try StepSchedule(settings.value(size), gamma: settings.value(gamma), unit: settings.value(unit))
  }

  /// How many epochs or steps pass before the learning rate changes; at least 1.
  public let size: Int
  /// What the learning rate is multiplied by then; above 0.
  public let gamma: Double
  /// What the size counts.
  public let unit: Unit

  /// - Parameters:
  ///   - size: how many epochs or steps pass before the learning rate changes; at least 1.
  ///   - gamma: what the learning rate is multiplied by then; above 0.
  ///   - unit: what the size counts.
  /// - Throws: `option` for a size below 1 or a gamma that is not positive.
  public init(
    _ size: Int, gamma: Double = StepSchedule.gamma.standard, unit: Unit = StepSchedule.unit.standard
  ) throws(TensorError) {
    try StepSchedule.size.check(size)
    try StepSchedule.gamma.check(gamma)
    (self.size, self.gamma, self.unit) = (size, gamma, unit)
  }

  public var settings: Settings {
    Settings("StepLR").with(StepSchedule.size, size).with(StepSchedule.gamma, gamma)
      .with(StepSchedule.unit, unit)
  }

  public func factor(step: Int, of total: Int, perEpoch: Int) -> Double {
    let time = unit == .epoch ? step / max(perEpoch, 1) : step
    return pow(gamma, Double(time / size))
  }
}
