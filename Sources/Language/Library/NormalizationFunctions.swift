import Engine

/// Normalisation and dropout.
enum NormalizationFunctions {
  static let all: [BuiltIn] = [batchNorm, groupNorm, layerNorm, dropout]

  private static let batchTraining = OptionKey(
    "training", default: false, "true uses the batch's own mean and variance")
  private static let momentum = OptionKey<Double?>(
    "momentum", default: nil, limits: .within(0...1),
    "with training: how far the running statistics follow; PyTorch uses 0.1")

  private static let batchNorm = BuiltIn(
    "batch_norm", .losses, "Normalises each channel to mean 0 and variance 1, then scales and shifts it.",
    [
      .required("x", "[N, C], one picture [C, H, W], or [N, C, H, W]"),
      .optional("running_mean", "the channels' means [C], used unless training"),
      .optional("running_var", "the channels' variances [C], used unless training"),
      .optional("weight", "what each channel is scaled by, [C]"),
      .optional("bias", "what is added to each channel, [C]"),
      .option(batchTraining.option), .option(momentum.option), .option(BatchNorm.epsilon.option),
    ],
    formulas: [
      "y[n, c] = (x[n, c] - m[c]) / sqrt(v[c] + eps) * weight[c] + bias[c], where m = mean(x, dim=1); "
        + "v = var(x, dim=1, correction=0)",
      "r[2] = (1 - momentum) * running_mean + momentum * mean(x, dim=1)",
      "r[3] = (1 - momentum) * running_var + momentum * var(x, dim=1)",
    ],
    details: """
      Without training=true m and v are running_mean and running_var.
      PyTorch changes running_mean and running_var in place. Nothing does that here: with training=true and momentum= the result \
      is a list r of y and of both as they are afterwards.
      """,
    examples: [
      .init(
        code: "batch_norm([1, 10; 3, 10], training=true, eps=0.5)", result: "[-0.81649658, 0; 0.81649658, 0]"),
      .init(code: "batch_norm([[5, 7]], [1, 1], [4, 9], eps=0)", result: "[[2, 2]]"),
      .init(code: "batch_norm([1, 2; 3, 4])", fails: .missingArgument),
      .init(code: "batch_norm([1, 2; 3, 4], [0, 0, 0], [1, 1, 1])", fails: .channels),
    ],
    torch: "F.batch_norm(x, running_mean, running_var, weight, bias, training=False, momentum=0.1, eps=1e-5)"
  ) { arguments throws(Diagnostic) in
    guard let momentum = try arguments[momentum] else { return try normalized(arguments, .batch()) }
    guard try arguments[batchTraining] else {
      throw arguments.failure(
        .option, "`momentum` needs training=true", at: NormalizationFunctions.momentum)
    }
    guard arguments.optional(1) != nil, arguments.optional(2) != nil else {
      throw arguments.failure(
        .missingArgument, "`momentum` updates running_mean and running_var, which are missing",
        at: NormalizationFunctions.momentum,
        help: "they start as zeros(C) and ones(C)")
    }
    let (x, mean, variance) = (try arguments.tensor(0), try arguments.tensor(1), try arguments.tensor(2))
    let statistics = try arguments.engine([0]) { () throws(TensorError) in
      try BatchStatistics(x.detached, in: arguments.interpreter.execution)
    }
    let result = try normalized(arguments, .batch(statistics))
    let (newMean, newVariance) = try arguments.engine { () throws(TensorError) in
      try statistics.updating(mean: mean.detached, variance: variance.detached, momentum: momentum)
    }
    return .list([result, .tensor(newMean), .tensor(newVariance)])
  }

  private static func normalized(
    _ arguments: Arguments, _ own: BatchNorm.Statistics
  ) throws(Diagnostic) -> Value {
    let (operation, positions) = try batchNormalization(arguments, own)
    var operands: [Value] = []
    for position in positions {
      // A weight that is not given beside a bias that is.
      operands.append(position < 0 ? .tensor(try ones(arguments)) : try arguments.numeric(position))
    }
    return try arguments.engine(positions.map { max($0, 0) }) { () throws(TensorError) in
      try arguments.interpreter.apply(operation, operands)
    }
  }

  /// The operation that a call of `batch_norm` asks for, and which parameters are its operands; −1 for a weight of ones.
  static func batchNormalization(
    _ arguments: Arguments, _ own: BatchNorm.Statistics = .batch()
  ) throws(Diagnostic) -> (operation: BatchNorm, positions: [Int]) {
    let trains = try arguments[batchTraining]
    var positions = [0]
    if !trains {
      guard arguments.optional(1) != nil, arguments.optional(2) != nil else {
        throw arguments.failure(
          .missingArgument, "batch_norm needs running_mean and running_var, or training=true",
          help: "training=true uses the batch's own mean and variance")
      }
      positions += [1, 2]
    }
    switch (arguments.optional(3), arguments.optional(4)) {
    case (nil, nil): break
    case (_, nil): positions.append(3)
    case (nil, _): positions += [-1, 4]
    default: positions += [3, 4]
    }
    return (BatchNorm(trains ? own : .running, epsilon: try arguments[BatchNorm.epsilon]), positions)
  }

  /// Weights of 1, as many as there are biases.
  private static func ones(_ arguments: Arguments) throws(Diagnostic) -> Tensor {
    let bias = try arguments.tensor(4)
    return try arguments.engine { () throws(TensorError) in try Tensor(filled: 1, bias.shape, bias.dtype) }
  }

  private static let dropoutTraining = OptionKey("training", default: true, "false leaves x as it is")

  private static let dropout = BuiltIn(
    "dropout", .losses, "Sets numbers to 0 at random, so that a network relies on none of them.",
    [
      .required("x", "a tensor"), .option(Dropout.probability.option), .option(dropoutTraining.option),
    ],
    formulas: ["y = where(y == 0, 0, x / (1 - p))"],
    details: """
      The remaining numbers are scaled up, so that the expected value is x.
      seed(n) makes the draws repeat; numgrad and gradcheck draw the same for each evaluation.
      """,
    examples: [
      .init(code: "dropout([1, 2, 3], 0.5, training=false)", result: "[1, 2, 3]"),
      .init(code: "dropout([1, 2, 3], 1)", result: "[0, 0, 0]"),
      .init(code: "seed(1); max(dropout(ones(100), 0.2))", result: "1.25"),
      .init(code: "dropout([1, 2], 1.5)", fails: .option),
    ],
    torch: "F.dropout(x, p=0.5, training=True)"
  ) { arguments throws(Diagnostic) in
    guard let operation = try dropping(arguments) else { return try arguments.numeric(0) }
    return try arguments.apply(operation, 0)
  }

  /// The operation that a call of `dropout` asks for, with its seed drawn; nil where nothing is dropped.
  static func dropping(_ arguments: Arguments) throws(Diagnostic) -> Dropout? {
    let probability = try arguments[Dropout.probability]
    guard try arguments[dropoutTraining] else { return nil }
    return Dropout(probability: probability, drawingFrom: &arguments.interpreter.generator)
  }

  private static let groupNorm = BuiltIn(
    "group_norm", .losses,
    "Normalises the channels of each group together, case by case, then scales and shifts each channel.",
    [
      .required("x", "[C], [N, C], one picture [C, H, W], or [N, C, H, W]"),
      .option(GroupNorm.groups.option),
      .optional("weight", "what each channel is scaled by, [C]"),
      .optional("bias", "what is added to each channel, [C]"), .option(GroupNorm.epsilon.option),
    ],
    formulas: [
      "y[n, c] = (x[n, c] - mean(g)) / sqrt(var(g, correction=0) + eps) * weight[c] + bias[c], where k = shape(x)[2] / num_groups; "
        + "first = floor((c - 1) / k) * k; g = x[n, first + 1 : first + k]"
    ],
    details: """
      Unlike batch_norm it does not look at other cases, so that a batch may be small, and it is the same in training.
      One group takes all channels together; as many groups as channels make it an instance normalisation.
      """,
    examples: [
      .init(code: "group_norm([1, 3, 10, 30], 2, eps=0)", result: "[-1, 1, -1, 1]"),
      .init(
        code: "group_norm([[1, 3, 10, 30]], 2, [1, 1, 2, 2], [0, 0, 5, 5], eps=0)", result: "[[-1, 1, 3, 7]]"),
      .init(code: "group_norm(ones(6, 2, 2), 4)", fails: .channels),
      .init(code: "group_norm(ones(4, 2, 2), 2, [1, 1])", fails: .shapes),
    ],
    torch: "F.group_norm(x, num_groups, weight, bias, eps=1e-5)"
  ) { arguments throws(Diagnostic) in
    let operation = GroupNorm(
      try arguments[GroupNorm.groups], epsilon: try arguments[GroupNorm.epsilon])
    return try normalizing(operation, arguments)
  }

  private static let normalizedShape = BuiltIn.Parameter.required(
    "normalized_shape", "the last dimensions of x, over which it normalises: a number, or a shape")

  private static let layerNorm = BuiltIn(
    "layer_norm", .losses,
    "Normalises along the last dimensions, each case by itself, then scales and shifts each place.",
    [
      .required("x", "a tensor"), normalizedShape,
      .optional("weight", "what each place is scaled by, of the normalized shape"),
      .optional("bias", "what is added at each place, of the normalized shape"),
      .option(LayerNorm.epsilon.option),
    ],
    formulas: [
      "y[n, c] = (x[n, c] - mean(x[n, :])) / sqrt(var(x[n, :], correction=0) + eps) * weight[c] + bias[c]"
    ],
    details:
      "This is for a normalized_shape of one dimension; of several, mean and variance are those of all of them together.",
    examples: [
      .init(code: "layer_norm([1, 3; 10, 30], 2, eps=0)", result: "[-1, 1; -1, 1]"),
      .init(code: "layer_norm([1, 3; 10, 30], 2, [1, 2], [0, 5], eps=0)", result: "[-1, 7; -1, 7]"),
      .init(code: "shape(layer_norm(ones(5, 3, 4, 4), [3, 4, 4]))", result: "[5, 3, 4, 4]"),
      .init(code: "layer_norm([1, 2; 3, 4], 3)", fails: .shapes),
    ],
    torch: "F.layer_norm(x, normalized_shape, weight, bias, eps=1e-5)"
  ) { arguments throws(Diagnostic) in
    let extents = try arguments.integers(normalizedShape)
    let shape = try arguments.engine { () throws(TensorError) in try Shape(checking: extents) }
    return try normalizing(LayerNorm(shape, epsilon: try arguments[LayerNorm.epsilon]), arguments)
  }

  /// The call of an operation on x, weight and bias; a weight of ones goes before a bias that comes alone.
  private static func normalizing<Op: RowNormalization>(
    _ operation: Op, _ arguments: Arguments
  ) throws(Diagnostic) -> OperationCall<Op> {
    let (weight, bias) = (2, 3)
    switch (arguments.optional(weight), arguments.optional(bias)) {
    case (nil, nil): return try arguments.calling(operation, 0)
    case (_, nil): return try arguments.calling(operation, 0, weight)
    case (nil, _):
      let values = try arguments.tensor(bias)
      let ones = try arguments.engine { () throws(TensorError) in
        try Tensor(filled: 1, values.shape, values.dtype.isFloating ? values.dtype : .float32)
      }
      return OperationCall(
        operation: operation,
        operands: [try arguments.numeric(0), .tensor(ones), try arguments.numeric(bias)],
        positions: [0, bias, bias])
    default: return try arguments.calling(operation, 0, weight, bias)
    }
  }
}
