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
      ObjectiveOptions.loss, ObjectiveOptions.metric, TrainingRun.optimizer, TrainingRun.schedule,
      .option(TrainingPlan.clip.option), TrainingRun.validation, .option(EarlyStopping.patience.option),
      TrainingRun.each, .option(TrainingRun.quiet.option), .option(TrainingRun.seed.option),
      TrainingRun.checkpoint, TrainingRun.watch,
    ],
    details: """
      \(ObjectiveOptions.details)
      A function as loss= gets the network's result for a batch and its targets (classes counted from 1), and gives one number, \
      the mean over the batch; so does one as metric=. Every epoch goes through all pictures in a different order.
      The network that comes back has a history: .loss of every step, .epoch_loss and .seconds of every epoch, and what \
      was measured by its name (.accuracy, .iou; .metric of a function without a name); with validation= .validation_loss and \
      .validation_accuracy too: plot(net.history.loss) draws the loss.
      clip= shortens a gradient whose norm, over all weights, is larger, as torch.nn.utils.clip_grad_norm_ does.
      With patience=3 the training ends after three epochs in a row without a lower validation loss, and its result, however \
      it ends, is the network of the epoch with the lowest. each=(epoch, net, record) -> … is called after each epoch, with \
      record.loss, .lr, .seconds and what was measured; an error in it ends the training, and the network is in `ans`.
      schedule=step -> 1 / step: steps count from 1 (those of PyTorch's LambdaLR from 0).
      With watch=x, net.history.theta[i] is theta for x after i − 1 epochs: how a transformer turns its box.
      The same network, data and seed give the same result, bit for bit, on any number of threads. A network that has seen \
      no picture yet draws its weights from the seeds that its layers drew when they were made: two made by the same call \
      differ, unless their layers have seed=, or seed(1) comes before each.
      With checkpoint= the training is written to a file before the first step, after each epoch and every ten seconds; the \
      same call goes on from there, with the same result as if it had never been interrupted; with more epochs= it goes on with \
      those. Functions are told apart by their text, and each= may be another one. load reads the network of such a \
      file. If it cannot be written later, the training continues, says so, and tries again.
      Ctrl-C ends it, and what was learned until then is its result: its statement is finished, but no further round of a \
      loop and no further training begins, the statements after it are skipped, and outside the prompt the exit status is 130. A \
      loss that is not finite, or explodes, is an error that names the picture of the data that is not finite, or the layer; the \
      last good network is then in `ans`. A loss has exploded when it is more than 1,000 times the first one, which counts as 1 \
      at least, and of classes as 1,000 at most.
      """,
    examples: [
      .init(
        code: "x = cat(zeros(20, 1, 4, 4), ones(20, 1, 4, 4), dim=1); y = cat(ones(20), full(2, 20), dim=1); "
          + "net = train(Chain(Flatten(), Dense(2)), dataset(x, y), epochs=40, batch_size=8, optimizer=SGD(0.1)); "
          + "evaluate(net, dataset(x, y)).accuracy", result: "1"),
      .init(
        code: "x = linspace(-1, 1, 64); net = train(Dense(1, seed=1), dataset(x, 3 * x + 0.5), epochs=60, "
          + "optimizer=Adam(0.3), loss=(p, t) -> mean(abs(p - t)), schedule=step -> 1 / step^0.5, quiet=true); "
          + "abs(net([1])[1] - 3.5) < 0.05", result: "true"),
      .init(
        code: "x = rand(40, 4); train(Dense(1), dataset(x, sum(x, dim=2)), epochs=9, quiet=true, "
          + "each=(epoch, net, record) -> if epoch == 2 { \"stop\" }).history.epoch_loss |> count",
        result: "2"),
      .init(
        code: "train(Chain(Flatten(), Dense(3)), dataset(ones(4, 2, 2), [1, 2, 1, 2]))", fails: .shapes),
      .init(code: "x = rand(4, 2); train(Dense(2), dataset(x, x), loss=\"hinge\")", fails: .option),
      .init(code: "x = rand(4, 2); train(Dense(2), dataset(x, x), patience=3)", fails: .missingArgument),
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
    "evaluate", .training, "How well a network does on a data set.",
    [network, data, ObjectiveOptions.loss, ObjectiveOptions.metric],
    details: """
      Of classes, .accuracy is the share classified right, .loss the mean cross-entropy, .confusion[i, j] how often class i was \
      taken for class j, .predictions the classes given, .wrong the indices of the pictures classified wrong:
      show data[evaluate(net, data).wrong] draws them, with what was said. show draws the table of confusions.
      Of targets that are numbers, .loss is the mean loss, and what metric= measures has its name: .iou.
      \(ObjectiveOptions.details)
      """,
    examples: [
      .init(
        code:
          "net = Chain(Flatten(), Dense(2, seed=1)); evaluate(net, dataset(ones(4, 2, 2), [1, 2, 1, 2])).accuracy",
        result: "0.5"),
      .init(
        code: "evaluate(Relu(), dataset([0.5; -1; 2], [0.5, 0, 1]), metric=\"mae\").mae", result: "0.33333333"
      ),
      .init(code: "evaluate(Dense(2), 3)", fails: .wrongType),
      .init(
        code: "evaluate(Chain(Flatten(), Dense(5)), dataset(ones(4, 2, 2), [1, 2, 1, 2]))", fails: .shapes),
    ]
  ) { arguments throws(Diagnostic) in
    let (network, data) = (try arguments.network(0).detached, try arguments.dataSet(1))
    let interpreter = arguments.interpreter
    let loss = try arguments.loss(for: data.targets)
    let result = try arguments.engine([0]) { () throws(TensorError) in
      try network.fitted(to: data, for: loss, in: interpreter.execution).resultShape(
        for: data, in: interpreter.execution)
    }
    let objective = try arguments.objective(loss, for: data.targets, result: result)
    var ticker = ProgressTicker("evaluate", total: data.count, interpreter)
    let evaluation = try arguments.engine([0]) { () throws(TensorError) in
      try Evaluation(network, on: data, objective: objective, in: interpreter.execution) { ticker.reach($0) }
    }
    interpreter.answers.keep(evaluation, of: data)
    return .object(EvaluationObject(evaluation, classes: data.classes, metric: objective.metric))
  }
}
