import Engine

/// An optimizer as a value.
package struct OptimizerObject: ObjectContent {
  package let optimizer: any Optimizer
  package var kind: String { "optimizer" }
  package var briefly: String { "the optimizer \(optimizer.text)" }
  package var inline: String { optimizer.text }
  package var fieldNames: [String] { ["lr"] }
  package func field(_ name: String, _ execution: Execution) -> Value? {
    name == "lr" ? .number(optimizer.learningRate) : nil
  }
}

/// A schedule as a value.
package struct ScheduleObject: ObjectContent {
  package let schedule: any Schedule
  package var kind: String { "schedule" }
  package var briefly: String { "the schedule \(schedule.text)" }
  package var inline: String { schedule.text }
}

/// How weights are moved along their gradients, each from its description in the engine.
enum OptimizerFunctions {
  static let all = OptimizerDescription.standard.map(optimizer) + ScheduleDescription.standard.map(schedule)

  private static func optimizer(_ description: OptimizerDescription) -> BuiltIn {
    made(description) { .object(OptimizerObject(optimizer: $0)) }
  }

  private static func schedule(_ description: ScheduleDescription) -> BuiltIn {
    made(description) { .object(ScheduleObject(schedule: $0)) }
  }

  private static func made<Product>(
    _ description: Description<Product>, _ value: @escaping @Sendable (Product) -> Value
  ) -> BuiltIn {
    BuiltIn(description.name, .training, description.options, description.help) {
      arguments throws(Diagnostic) in
      let settings = try arguments.settings(description.name, description.options)
      return value(try arguments.engine { () throws(TensorError) in try description.make(settings) })
    }
  }
}
