import Glibc

/// From 1 down to `minimum` along half a cosine, step by step over the whole training: minimum + (1 − minimum) ·
/// (1 + cos(π · t / T)) / 2 (Loshchilov and Hutter 2017, equation 5, without restarts).
/// PyTorch: `lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)`, stepped after each batch.
public struct CosineSchedule: Schedule {
  /// The factor that it ends at.
  public static let minimum = OptionKey(
    "minimum", default: 0.0, limits: .within(0...1), "the factor that it ends at")

  /// The class `CosineLR`: its options, its help, and how one is made.
  public static let description = ScheduleDescription(
    "CosineLR", [minimum.option],
    help: HelpText(
      "Lowers the learning rate along half a cosine, over the whole training.",
      formulas: ["y = lr * (minimum + (1 - minimum) * (1 + cos(3.14159265358979 * t / T)) / 2)"],
      details: "t is the number of steps, that is batches, done so far, of T in all",
      examples: [
        .gives("\"{CosineLR()}\"", "\"CosineLR()\""), .fails("CosineLR(minimum=2)", .option),
      ],
      torch: "lr_scheduler.CosineAnnealingLR(optimizer, T_max)")
  ) { settings throws(TensorError) in
    try CosineSchedule(minimum: settings.value(minimum))
  }

  /// The factor that it ends at, between 0 and 1.
  public let minimum: Double

  /// - Parameter minimum: the factor that it ends at, between 0 and 1.
  /// - Throws: `option` unless the minimum lies between 0 and 1.
  public init(minimum: Double = CosineSchedule.minimum.standard) throws(TensorError) {
    try CosineSchedule.minimum.check(minimum)
    self.minimum = minimum
  }

  public var settings: Settings { Settings("CosineLR").with(CosineSchedule.minimum, minimum) }

  public func factor(step: Int, of total: Int, perEpoch: Int) -> Double {
    minimum + (1 - minimum) * (1 + cos(.pi * Double(step) / Double(max(total, 1)))) / 2
  }
}
