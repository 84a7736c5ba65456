import Engine

/// An optimizer as a value.
package struct OptimizerObject: ObjectContent {
  package let optimizer: any Optimizer
  package var kind: String { "optimizer" }
  package var briefly: String { "the optimizer \(optimizer.text)" }
  package var inline: String { optimizer.text }
  package var fieldNames: [String] { ["rate"] }
  package func field(_ name: String, _ execution: Execution) -> Value? {
    name == "rate" ? .number(optimizer.rate) : nil
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

  private static let decay = BuiltIn.Parameter.named(
    "weight_decay", "0", "how strongly weights are drawn to 0: this share of each joins its gradient")

  private static let sgd = BuiltIn(
    "SGD", .training, "Gradient descent: each weight goes against its gradient.",
    [
      .optional("rate", "0.01", "the learning rate"),
      .named("momentum", "0", "the share of the last step that goes on; 0.9 is usual"), decay,
      .named("nesterov", "false", "whether the momentum looks ahead"),
    ],
    formulas: [
      "g = g + weight_decay * w", "v = momentum * v + g", "w = w - rate * v",
    ],
    details:
      "g is the gradient by w, and v begins at 0; with nesterov=true the last is w = w - rate * (g + momentum * v).",
    examples: [
      .init(code: "\"{SGD(0.1, momentum=0.9)}\"", result: "\"SGD(0.1, momentum=0.9)\""),
      .init(code: "SGD(-1)", refused: .option),
    ],
    torch: "torch.optim.SGD(parameters, lr, momentum)"
  ) { arguments throws(Diagnostic) in
    let (rate, momentum) = (
      try arguments.number(0, default: 0.01), try arguments.number(1, default: 0)
    )
    let (decay, looksAhead) = (try arguments.number(2, default: 0), try arguments.boolean(3, default: false))
    return .object(
      OptimizerObject(
        optimizer: try arguments.engine { () throws(TensorError) in
          try SGD(rate, momentum: momentum, weightDecay: decay, isNesterov: looksAhead)
        }))
  }

  private static let adam = adaptive(
    "Adam", "Steps as long for steep weights as for flat ones.", decay, decays: "g = g + weight_decay * w",
    isDecoupled: false,
    torch: "torch.optim.Adam(parameters, lr)")

  private static let adamW = adaptive(
    "AdamW", "Adam whose weight decay stands by itself.",
    .named("weight_decay", "0.01", "the share that each weight loses, times the rate"),
    decays: "w = w - rate * weight_decay * w", isDecoupled: true,
    torch: "torch.optim.AdamW(parameters, lr)")

  private static func adaptive(
    _ name: String, _ summary: String, _ decay: BuiltIn.Parameter, decays: String, isDecoupled: Bool,
    torch: String
  ) -> BuiltIn {
    BuiltIn(
      name, .training, summary,
      [
        .optional("rate", "0.001", "the learning rate"),
        .named("betas", "[0.9, 0.999]", "how long the running means of gradient and square remember"),
        .named("eps", "1e-8", "a small number, so that nothing is divided by 0"), decay,
      ],
      formulas: [
        decays, "m = betas[1] * m + (1 - betas[1]) * g", "v = betas[2] * v + (1 - betas[2]) * g^2",
        "w = w - rate * (m / (1 - betas[1]^t)) / (sqrt(v / (1 - betas[2]^t)) + eps)",
      ],
      details: """
        g is the gradient by w; m and v, its running mean and that of its square, begin at 0, which the division makes up for; t \
        counts the steps from 1.
        """,
      examples: [
        .init(code: "\"{\(name)(0.01)}\"", result: "\"\(name)(0.01)\""),
        .init(code: "\(name)(0.01, betas=[2, 2])", refused: .option),
      ], torch: torch
    ) { arguments throws(Diagnostic) in
      let rate = try arguments.number(0, default: 0.001)
      var betas = (0.9, 0.999)
      if arguments.optional(1) != nil {
        let given = try arguments.tensor(1)
        guard given.shape == [2] else { throw arguments.wrongType(1, "two numbers") }
        // Numbers as they were written: float32 would make 0.9 another one.
        betas = (Rounded.decimal(given.element(0)), Rounded.decimal(given.element(1)))
      }
      let epsilon = try arguments.number(2, default: 1e-8)
      let decay = try arguments.number(3, default: isDecoupled ? 0.01 : 0)
      return .object(
        OptimizerObject(
          optimizer: try arguments.engine { () throws(TensorError) in
            try Adam(rate, betas: betas, epsilon: epsilon, weightDecay: decay, isDecoupled: isDecoupled)
          }))
    }
  }

  private static let stepSchedule = BuiltIn(
    "StepLR", .training, "Makes the learning rate smaller every few epochs.",
    [
      .required("step_size", "how many epochs, or steps, before it changes"),
      .named("gamma", "0.1", "what it is multiplied by"),
      .named("unit", "\"epoch\"", "what step_size counts", choices: ["epoch", "step"]),
    ],
    formulas: ["y = rate * gamma^floor(t / step_size)"],
    details: "t counts the epochs, or steps, that are over; a step is one batch",
    examples: [
      .init(code: "\"{StepLR(2, gamma=0.5)}\"", result: "\"StepLR(2, gamma=0.5)\""),
      .init(code: "StepLR(0)", refused: .option),
    ],
    torch: "lr_scheduler.StepLR(optimizer, step_size, gamma)"
  ) { arguments throws(Diagnostic) in
    let (size, gamma) = (
      try arguments.integer(0, 1...Int(Int32.max)), try arguments.number(1, default: 0.1)
    )
    let unit = StepSchedule.Unit(rawValue: try arguments.choice(2, default: "epoch")) ?? .epoch
    return .object(
      ScheduleObject(
        schedule: try arguments.engine { () throws(TensorError) in
          try StepSchedule(size, gamma: gamma, unit: unit)
        }))
  }

  private static let cosineSchedule = BuiltIn(
    "CosineLR", .training, "Lets the learning rate fall along half a cosine, over the whole training.",
    [.named("minimum", "0", "the factor that it ends at")],
    formulas: ["y = rate * (minimum + (1 - minimum) * (1 + cos(3.14159265358979 * t / T)) / 2)"],
    details: "t counts the steps, that is batches, that are over, of T in all",
    examples: [
      .init(code: "\"{CosineLR()}\"", result: "\"CosineLR()\""),
      .init(code: "CosineLR(minimum=2)", refused: .option),
    ],
    torch: "lr_scheduler.CosineAnnealingLR(optimizer, T_max)"
  ) { arguments throws(Diagnostic) in
    let minimum = try arguments.number(0, default: 0)
    return .object(
      ScheduleObject(
        schedule: try arguments.engine { () throws(TensorError) in try CosineSchedule(minimum: minimum) }))
  }
}

enum Rounded {
  /// The shortest decimal that is this float32.
  static func decimal(_ value: Double) -> Double { Double(Float(value).description) ?? value }
}
