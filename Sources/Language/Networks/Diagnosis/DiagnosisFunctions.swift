import Engine

/// Finding what keeps a network from learning.
enum DiagnosisFunctions {
  static let all: [BuiltIn] = [diagnose]

  private static let pictureCount = OptionKey(
    "count", default: 256, limits: .from(1), "how many pictures are looked at, spread over the data")

  private static let diagnose = BuiltIn(
    "diagnose", .training, "Looks for what keeps a network from learning, and says what to do.",
    [
      .required("net", "a network"), .required("data", "the data set that it learns from"),
      .option(pictureCount.option),
    ],
    details: """
      It looks for transformers whose box has left the picture, whose theta is not finite, very large or the same for all \
      pictures, that round (so that theta has no gradient), or that pad with zeros around pictures whose mean is far from 0; for \
      Relu layers most of whose units give 0 for all pictures; and, in the history of a network that train has trained, for a \
      loss that has not changed and an accuracy that guessing gives. What is frozen is not looked at.
      Where it is in doubt it says nothing: with fewer than 16 pictures, and of units, with fewer than 64 of a larger set.
      .findings is a list of records, each with .code, .layer (as show net numbers it), its numbers, .message and .help; d[1] is \
      the first of them, .pictures how many pictures were looked at.
      train says the same while it trains, each once, unless quiet=true.
      """,
    examples: [
      .init(
        code:
          "d = diagnose(Chain(Affine(Chain(Flatten(), Dense(8)), mode=\"round\"), Flatten(), Dense(10)), digits(20)); d[1].code",
        result: "\"rounding\""),
      .init(
        code:
          "x = 1 - digits(20, seed=1).pictures; d = diagnose(Affine(Chain(Flatten(), Dense(8))), dataset(x, x)); d[1].code",
        result: "\"mean_far_from_zero\""),
      .init(
        code: "count(diagnose(Chain(Flatten(), Dense(32), Relu(), Dense(10)), digits(100)).findings)",
        result: "0"),
      .init(code: "diagnose(Chain(Flatten(), Dense(2)), ones(8, 4, 4))", fails: .wrongType),
      .init(code: "diagnose(build(Dense(2), 5), digits(20))", fails: .rank),
    ]
  ) { arguments throws(Diagnostic) in
    let object = try arguments.network(0)
    let (data, execution) = (try arguments.dataSet(1), arguments.interpreter.execution)
    let count = min(try arguments[pictureCount], data.count)
    let history = object.history
    var network = object.detached
    let examination = try arguments.engine([0]) { () throws(TensorError) in
      try network.build(for: data.pictureShape, in: execution)
      _ = try network.resultShape(for: data, in: execution)
      return try Examination(
        network, on: data, (0..<count).map { $0 * data.count / count }, curve: history?.curve,
        in: execution)
    }
    return .object(DiagnosisObject(examination, of: data, epochs: history?.epochs.count ?? 0))
  }
}

extension TrainingHistory {
  /// What tells whether anything was learned.
  var curve: LearningCurve { curve(steps: losses) }

  /// - Parameters:
  ///   - steps: the loss of each step.
  ///   - continues: whether the network had been trained before; nil where that is not known.
  func curve(steps: [Float], continues: Bool? = nil) -> LearningCurve {
    LearningCurve(
      losses: epochs.map(\.loss),
      accuracies: metric == NetworkHistory.standardMetric ? epochs.compactMap(\.metric) : [], steps: steps,
      continues: continues)
  }
}
