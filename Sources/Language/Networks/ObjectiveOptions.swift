import Engine

/// What is made small and what is measured, as `train` and `evaluate` take them.
enum ObjectiveOptions {
  private static let lossNames = LossDescription.standard.map(\.name)
  private static let metricNames = MetricDescription.standard.map(\.name)

  static let loss = named(
    "loss",
    "what is made small: a name, or a function (prediction, target) -> number; without it "
      + "cross_entropy for classes, mse for numbers", lossNames)
  static let metric = named(
    "metric",
    "what is measured beside it: a name, or a function (prediction, target) -> number; without it "
      + "accuracy for classes", metricNames)

  private static func named(_ name: String, _ help: String, _ choices: [String]) -> BuiltIn.Parameter {
    BuiltIn.Parameter(name: name, kind: .optional("none"), isNamedOnly: true, help: help, choices: choices)
  }

  /// A line for each, for help.
  static let details: String = {
    let losses = LossDescription.standard.map { "\"\($0.name)\" (\($0.help))" }.joined(separator: ", ")
    let metrics = MetricDescription.standard.map { "\"\($0.name)\" (\($0.help))" }.joined(separator: ", ")
    return "Losses are \(losses); metrics are \(metrics)."
  }()
}

extension Arguments {
  /// The loss; that of the targets where none is given.
  func loss(for targets: Targets) throws(Diagnostic) -> any Loss {
    let parameter = ObjectiveOptions.loss
    guard let given = optional(parameter) else { return Objective.standard(for: targets).loss }
    guard case .string = given else {
      return OwnLoss(function: try engineFunction(parameter, "(prediction, target)", count: 2))
    }
    let name = try choice(parameter)
    guard let loss = LossDescription.standard.first(where: { $0.name == name })?.loss else {
      throw wrongType(parameter, "a loss")
    }
    do throws(TensorError) { _ = try loss.resultShape(for: targets) } catch {
      throw failure(.option, error.message, at: parameter, help: error.help)
    }
    return loss
  }

  /// The loss and the metric; without one accuracy, where the results are scores of the classes.
  /// - Parameter result: the shape of what the network gives for a picture.
  func objective(_ loss: any Loss, for targets: Targets, result: Shape) throws(Diagnostic) -> Objective {
    let parameter = ObjectiveOptions.metric
    guard let given = optional(parameter) else {
      guard case .classes(_, let names) = targets, result == [names.count] else { return Objective(loss) }
      return Objective(loss, metric: MetricDescription.accuracy.metric(loss))
    }
    guard case .string = given else {
      let metric = OwnMetric(function: try engineFunction(parameter, "(prediction, target)", count: 2))
      metric.noteName(interpreter)
      return Objective(loss, metric: metric)
    }
    let name = try choice(parameter)
    guard let metric = MetricDescription.standard.first(where: { $0.name == name })?.metric(loss) else {
      throw wrongType(parameter, "a metric")
    }
    do throws(TensorError) { try metric.check(targets) } catch {
      throw failure(.option, error.message, at: parameter, help: error.help)
    }
    return Objective(loss, metric: metric)
  }
}

/// A loss and a metric as people read them: `loss 0.0123  accuracy 98.2 %`.
enum Measured {
  static func metric(_ value: Double, _ name: String, isShare: Bool) -> String {
    "\(name) \(isShare ? Formatter.percent(value) : Formatter.general(value, 4))"
  }
}
