import Glibc

/// How the learning rate changes while a network trains: a factor of the optimizer's own.
public protocol Schedule: Sendable {
  /// The name of its class, PyTorch's, and what it was made with.
  var settings: Settings { get }

  /// - Parameters:
  ///   - step: how many steps were made.
  ///   - total: how many there will be.
  ///   - perEpoch: how many make an epoch.
  func factor(step: Int, of total: Int, perEpoch: Int) -> Double
}

extension Schedule {
  /// The call that makes one like it: `StepLR(2, gamma=0.1)`.
  public var text: String { settings.text }
}

/// A class of schedules: its name, its options, and how one is made of what they are set to.
public struct ScheduleDescription: Sendable {
  public let name: String
  public let options: [any OptionDescription]
  package let make: @Sendable (Settings) throws(TensorError) -> any Schedule

  public init(
    _ name: String, _ options: [any OptionDescription],
    make: @escaping @Sendable (Settings) throws(TensorError) -> any Schedule
  ) {
    (self.name, self.options, self.make) = (name, options, make)
  }

  /// All schedules of the engine. One more has its line here.
  public static let standard: [ScheduleDescription] = [StepSchedule.description, CosineSchedule.description]
}

/// gamma^⌊t / size⌋, where t counts epochs or steps. PyTorch: `lr_scheduler.StepLR(optimizer, step_size, gamma)`.
public struct StepSchedule: Schedule {
  public enum Unit: String, Sendable, OptionWord { case epoch, step }

  public static let size = OptionKey<Int>.required(
    "step_size", limits: .from(1), "how many epochs, or steps, before it changes")
  public static let gamma = OptionKey("gamma", default: 0.1, limits: .above(0), "what it is multiplied by")
  public static let unit = OptionKey<Unit>("unit", default: .epoch, "what step_size counts")

  public static let description = ScheduleDescription("StepLR", [size, gamma, unit]) {
    settings throws(TensorError) in
    try StepSchedule(settings.value(size), gamma: settings.value(gamma), unit: settings.value(unit))
  }

  public let size: Int
  public let gamma: Double
  public let unit: Unit

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

/// From 1 down to `minimum` along half a cosine, step by step over the whole training: minimum + (1 − minimum) ·
/// (1 + cos(π · t / T)) / 2 (Loshchilov and Hutter 2017, equation 5, without restarts).
/// PyTorch: `lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)`, stepped after each batch.
public struct CosineSchedule: Schedule {
  public static let minimum = OptionKey(
    "minimum", default: 0.0, limits: .within(0...1), "the factor that it ends at")

  public static let description = ScheduleDescription("CosineLR", [minimum]) { settings throws(TensorError) in
    try CosineSchedule(minimum: settings.value(minimum))
  }

  public let minimum: Double

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
