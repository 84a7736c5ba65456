/// A class of optimizers or schedules: its name, its options, and how one is made of what they are set to.
public struct Description<Product: Sendable>: Sendable {
  /// The name of the class, PyTorch's.
  public let name: String
  /// What can be set.
  public let options: [OptionDescription]
  /// What else there is to say of it.
  public let help: HelpText
  package let make: @Sendable (Settings) throws(TensorError) -> Product

  /// - Parameters:
  ///   - name: PyTorch's.
  ///   - options: what can be set.
  ///   - help: what else there is to say.
  ///   - make: gets the settings.
  public init(
    _ name: String, _ options: [OptionDescription], help: HelpText,
    make: @escaping @Sendable (Settings) throws(TensorError) -> Product
  ) {
    (self.name, self.options, self.help, self.make) = (name, options, help, make)
  }
}

/// A class of optimizers.
public typealias OptimizerDescription = Description<any Optimizer>
/// A class of schedules.
public typealias ScheduleDescription = Description<any Schedule>

extension OptimizerDescription {
  /// All optimizers of the engine. One more has its line here.
  public static var standard: [OptimizerDescription] {
    [SGD.description, Adam.coupled, Adam.decoupled, RMSprop.description]
  }
}

extension ScheduleDescription {
  /// All schedules of the engine. One more has its line here.
  public static var standard: [ScheduleDescription] {
    [StepSchedule.description, CosineSchedule.description, ExponentialSchedule.description]
  }
}
