import Engine

/// What loops of one's own are made of: batches, and an optimizer's steps.
enum LoopFunctions {
  static let all: [BuiltIn] = [batches, start, step]

  private static let batchSize = OptionKey(
    "batch_size", default: TrainingPlan.batchSize.standard, limits: .from(1), style: .either,
    "how many pictures each has")
  private static let shuffle = OptionKey(
    "shuffle", default: false, "whether they come in a random order, another each time without seed=")
  private static let epoch = OptionKey<Int?>(
    "epoch", default: nil, limits: .from(1),
    "which epoch of a training with this seed; without it the first, or without seed= one that is drawn")

  private static let batches = BuiltIn(
    "batches", .data, "A data set in batches, for loops of your own: each is made when it comes.",
    [
      .required("data", "a data set"), .option(batchSize.option), .option(shuffle.option),
      .option(DataOptions.seed.option), .option(epoch.option),
    ],
    details: """
      Each batch is a record: b.x and b.y are the pictures and their targets, [n, …]; of a set with classes also b.pictures and \
      b.labels, which count from 1. The last has what is left; a single picture that is left over joins the batch before.
      batches(data, 32, shuffle=true, seed=s, epoch=e) are those of epoch e of train(net, data, batch_size=32, seed=s), \
      distorted as there.
      """,
    examples: [
      .init(code: "batches(digits(100, seed=1), 32).count", result: "4"),
      .init(
        code: "n = 0; for b in batches(digits(100, seed=1), 32, shuffle=true) { n = n + count(b.labels) }; n",
        result: "100"),
      .init(code: "x = [1, 2; 3, 4; 5, 6; 7, 8]; batches(dataset(x, x), 2)[2].y", result: "[5, 6; 7, 8]"),
      .init(code: "batches(digits(4), 0)", fails: .option),
      .init(code: "batches([1, 2, 3], 2)", fails: .wrongType),
    ],
    torch: "DataLoader(data, batch_size=32, shuffle=True)"
  ) { arguments throws(Diagnostic) in
    let data = try arguments.dataSet(0)
    let size = try arguments[batchSize]
    let isShuffled = try arguments[shuffle]
    let isSeeded = arguments.optional(DataOptions.seed) != nil
    guard isShuffled || !isSeeded else {
      throw arguments.failure(
        .option, "`seed` fixes a random order, and without shuffle=true there is none", at: DataOptions.seed,
        help: "shuffle=true")
    }
    // Both stay where they are where nothing is random.
    let isRandom = isShuffled || !data.distortions.isEmpty
    let seed = isRandom ? try arguments.seed(DataOptions.seed) : 0
    let epoch =
      try arguments[epoch]
      ?? (isSeeded || !isRandom ? 1 : Int(arguments.interpreter.generator.next() % (1 << 30)) + 1)
    return .object(BatchesObject(data, size: size, seed: isShuffled ? seed : nil, epoch: epoch))
  }

  private static let start = BuiltIn(
    "start", .training, "An optimizer before its first step on a network: its state is a value.",
    [.required("optimizer", "SGD(…), Adam(…), AdamW(…) or RMSprop(…)"), .required("net", "a network")],
    details: """
      state = step(state, gradient) is the state after one step; state.net is the network, state.steps how many steps were made, \
      and state.optimizer the optimizer.
      """,
    examples: [
      .init(
        code: "net = build(Dense(1, seed=1), 2); state = start(SGD(0.1), net); f(n) = sum(n([1, 2])); "
          + "state = step(state, grad(f, state.net)); allclose(state.net.weight, net.weight - 0.1 * [1, 2])",
        result: "true"),
      .init(code: "start(Adam(0.1), build(Dense(1), 2)).steps", result: "0"),
      .init(code: "start(0.1, Dense(2))", fails: .wrongType),
    ],
    torch: "torch.optim.Adam(net.parameters(), lr=0.001)"
  ) { arguments throws(Diagnostic) in
    guard let optimizer = arguments.object(0, as: OptimizerObject.self) else {
      throw arguments.wrongType(0, "an optimizer, such as Adam(0.001),")
    }
    let object = try arguments.network(1)
    guard object.watched == nil, !object.network.isTaped else {
      throw arguments.failure(.gradient, "no gradient flows through start", at: 1)
    }
    guard !object.network.isGradient else {
      throw arguments.failure(.wrongType, "a gradient cannot be trained", at: 1, help: "start(Adam(), net)")
    }
    return .object(
      OptimizerStateObject(optimizer: optimizer.optimizer, state: OptimizerState(), net: object))
  }

  private static let learningRate = OptionKey<Double?>(
    "lr", default: nil, limits: .from(0), "the learning rate of this step; that of the optimizer without it")

  private static let step = BuiltIn(
    "step", .training, "The state of an optimizer after one step along a gradient.",
    [
      .required("state", "what start or step gave"),
      .required("gradient", "the gradient of a loss with respect to state.net: grad(loss, state.net)"),
      .option(learningRate.option),
    ],
    details: """
      The state that it is given stays as it is. A frozen layer is not moved, and the lr_multiplier of a layer counts, as in train. lr= is for schedules of \
      your own.
      """,
    examples: [
      .init(
        code: "net = build(Dense(1, seed=1), 2); state = start(Adam(0.1), net); "
          + "for i in 1:3 { state = step(state, grad(n -> sum(n([1, 2])), state.net), lr=0.1 / i) }; state.steps",
        result: "3"),
      .init(
        code: "state = start(Adam(0.1), build(Dense(1), 2)); step(state, build(Dense(2), 2))", fails: .shapes),
      .init(code: "step(Adam(0.1), 3)", fails: .wrongType),
    ],
    torch: "loss.backward(); optimizer.step()"
  ) { arguments throws(Diagnostic) in
    guard let before = arguments.object(0, as: OptimizerStateObject.self) else {
      throw arguments.failure(
        .wrongType, "step takes the state of an optimizer as `state`, not \(arguments.value(0).briefly)",
        at: 0,
        help: "state = start(Adam(0.001), net)")
    }
    let gradient = try arguments.network(1)
    let rate = try arguments[learningRate]
    return .object(
      try arguments.engine([0, 1]) { () throws(TensorError) in try before.stepped(gradient.detached, rate) })
  }
}
