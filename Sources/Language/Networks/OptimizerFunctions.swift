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

/// How weights are moved along their gradients.
enum OptimizerFunctions {
  static let all: [BuiltIn] = [sgd, adam, adamW, stepSchedule, cosineSchedule]

  private static let sgd = BuiltIn(
    SGD.description, "Gradient descent: each weight goes against its gradient.",
    formulas: [
      "g = g + weight_decay * w", "v = momentum * v + g", "w = w - lr * v",
    ],
    details:
      "g is the gradient by w, and v begins at 0; with nesterov=true the last is w = w - lr * (g + momentum * v).",
    examples: [
      .init(code: "\"{SGD(0.1, momentum=0.9)}\"", result: "\"SGD(0.1, momentum=0.9)\""),
      .init(code: "SGD(-1)", refused: .option),
    ],
    torch: "torch.optim.SGD(parameters, lr, momentum)")

  private static let adam = adaptive(
    Adam.coupled, "Steps as long for steep weights as for flat ones.", decays: "g = g + weight_decay * w",
    torch: "torch.optim.Adam(parameters, lr)")

  private static let adamW = adaptive(
    Adam.decoupled, "Adam whose weight decay stands by itself.", decays: "w = w - lr * weight_decay * w",
    torch: "torch.optim.AdamW(parameters, lr)")

  private static func adaptive(
    _ optimizer: OptimizerDescription, _ summary: String, decays: String, torch: String
  ) -> BuiltIn {
    BuiltIn(
      optimizer, summary,
      formulas: [
        decays, "m = betas[1] * m + (1 - betas[1]) * g", "v = betas[2] * v + (1 - betas[2]) * g^2",
        "w = w - lr * (m / (1 - betas[1]^t)) / (sqrt(v / (1 - betas[2]^t)) + eps)",
      ],
      details: """
        g is the gradient by w; m and v, its running mean and that of its square, begin at 0, which the division makes up for; t \
        counts the steps from 1.
        """,
      examples: [
        .init(code: "\"{\(optimizer.name)(0.01)}\"", result: "\"\(optimizer.name)(0.01)\""),
        .init(code: "\(optimizer.name)(0.01, betas=[2, 2])", refused: .option),
      ], torch: torch)
  }

  private static let stepSchedule = BuiltIn(
    StepSchedule.description, "Makes the learning rate smaller every few epochs.",
    formulas: ["y = lr * gamma^floor(t / step_size)"],
    details: "t counts the epochs, or steps, that are over; a step is one batch",
    examples: [
      .init(code: "\"{StepLR(2, gamma=0.5)}\"", result: "\"StepLR(2, gamma=0.5)\""),
      .init(code: "StepLR(0)", refused: .option),
    ],
    torch: "lr_scheduler.StepLR(optimizer, step_size, gamma)")

  private static let cosineSchedule = BuiltIn(
    CosineSchedule.description, "Lets the learning rate fall along half a cosine, over the whole training.",
    formulas: ["y = lr * (minimum + (1 - minimum) * (1 + cos(3.14159265358979 * t / T)) / 2)"],
    details: "t counts the steps, that is batches, that are over, of T in all",
    examples: [
      .init(code: "\"{CosineLR()}\"", result: "\"CosineLR()\""),
      .init(code: "CosineLR(minimum=2)", refused: .option),
    ],
    torch: "lr_scheduler.CosineAnnealingLR(optimizer, T_max)")
}

extension BuiltIn {
  /// An optimizer, as its description says.
  init(
    _ optimizer: OptimizerDescription, _ summary: String, formulas: [String], details: String,
    examples: [Example], torch: String
  ) {
    self.init(
      optimizer.name, .training, summary, optimizer.options.map { Parameter.option($0) }, formulas: formulas,
      details: details, examples: examples, torch: torch
    ) { arguments throws(Diagnostic) in
      let settings = try arguments.settings(optimizer.name, optimizer.options)
      return .object(
        OptimizerObject(
          optimizer: try arguments.engine { () throws(TensorError) in try optimizer.make(settings) }))
    }
  }

  /// A schedule, as its description says.
  init(
    _ schedule: ScheduleDescription, _ summary: String, formulas: [String], details: String,
    examples: [Example], torch: String
  ) {
    self.init(
      schedule.name, .training, summary, schedule.options.map { Parameter.option($0) }, formulas: formulas,
      details: details, examples: examples, torch: torch
    ) { arguments throws(Diagnostic) in
      let settings = try arguments.settings(schedule.name, schedule.options)
      return .object(
        ScheduleObject(
          schedule: try arguments.engine { () throws(TensorError) in try schedule.make(settings) }))
    }
  }
}
