import Engine

/// Training, and how well it went.
enum TrainingFunctions {
  static let all: [BuiltIn] = [train, evaluate]

  private static let network = BuiltIn.Parameter.required("net", "a network")
  private static let data = BuiltIn.Parameter.required("data", "a data set, such as digits(1000)")

  private static let train = BuiltIn(
    "train", .training, "Trains a network on a data set, and gives the trained one.",
    [
      network, data, .option(TrainingPlan.epochs.option), .option(TrainingPlan.batchSize.option),
      TrainingRun.optimizer,
      TrainingRun.schedule, TrainingRun.validation, .option(TrainingRun.seed.option), TrainingRun.checkpoint,
      TrainingRun.watch,
    ],
    details: """
      The loss is the cross_entropy of the network's output. Every epoch goes through all pictures in a different order.
      The network that comes back has a history: .loss of every step, .epoch_loss, .accuracy and .seconds of every epoch, with \
      validation= .validation_loss and .validation_accuracy too: plot(net.history.loss) draws the loss.
      With watch=x, net.history.theta[i] is theta for x after i − 1 epochs: how a transformer turns its box.
      The same network, data and seed give the same result, bit for bit, on any number of threads. A network that has seen \
      no picture yet draws its weights from the seeds that its layers drew when they were made: two made by the same call \
      differ, unless their layers have seed=, or seed(1) comes before each.
      With checkpoint= the training is written to a file before the first step, after each epoch and every ten seconds; the \
      same call goes on from there, with the same result as if it had never been interrupted. load reads the network of such a \
      file. If it cannot be written later, the training continues, says so, and tries again.
      Ctrl-C ends it, and what was learned until then is its result: its statement is finished, but no further round of a \
      loop and no further training begins, the statements after it are skipped, and outside the prompt the exit status is 130. A \
      loss that is not finite, or explodes, is an error that names the picture of the data that is not finite, or the layer; the \
      last good network is then in `ans`. A loss has exploded when it is more than 1,000 times the first one, which counts as 1 \
      at least and 1,000 at most.
      """,
    examples: [
      .init(
        code: "x = cat(zeros(20, 1, 4, 4), ones(20, 1, 4, 4), dim=1); y = cat(ones(20), full(2, 20), dim=1); "
          + "net = train(Chain(Flatten(), Dense(2)), dataset(x, y), epochs=40, batch_size=8, optimizer=SGD(0.1)); "
          + "evaluate(net, dataset(x, y)).accuracy", result: "1"),
      .init(
        code: "train(Chain(Flatten(), Dense(3)), dataset(ones(4, 2, 2), [1, 2, 1, 2]))", fails: .shapes),
      .init(
        code: "train(Chain(Flatten(), Dense(2)), dataset(ones(4, 2, 2), [1, 2, 1, 2]), batch_size=9)",
        fails: .option),
      .init(code: "train(Dense(2), [1, 2])", fails: .wrongType),
      .init(
        code:
          "train(Chain(Flatten(), Dense(2)), dataset(ones(4, 2, 2), [1, 2, 1, 2]), checkpoint=\"net.txt\")",
        fails: .file),
    ]
  ) { arguments throws(Diagnostic) in .object(try TrainingRun(arguments).run()) }

  private static let evaluate = BuiltIn(
    "evaluate", .training, "How well a network classifies a data set.", [network, data],
    details: """
      .accuracy is the share classified right, .loss the mean cross-entropy, .confusion[i, j] how often class i was \
      taken for class j, .predictions the classes given, .wrong the indices of the pictures classified wrong:
      show data[evaluate(net, data).wrong] draws them, with what was said. show draws the table of confusions.
      """,
    examples: [
      .init(
        code:
          "net = Chain(Flatten(), Dense(2, seed=1)); evaluate(net, dataset(ones(4, 2, 2), [1, 2, 1, 2])).accuracy",
        result: "0.5"),
      .init(code: "evaluate(Dense(2), 3)", fails: .wrongType),
      .init(
        code: "evaluate(Chain(Flatten(), Dense(5)), dataset(ones(4, 2, 2), [1, 2, 1, 2]))", fails: .shapes),
    ]
  ) { arguments throws(Diagnostic) in
    let (network, data) = (try arguments.network(0).detached, try arguments.dataSet(1))
    let interpreter = arguments.interpreter
    var ticker = ProgressTicker("evaluate", total: data.count, interpreter)
    let evaluation = try arguments.engine([0]) { () throws(TensorError) in
      try Evaluation(network, on: data, in: interpreter.execution) { ticker.reach($0) }
    }
    interpreter.answers.keep(evaluation, of: data)
    return .object(EvaluationObject(evaluation, classes: data.classes))
  }
}
