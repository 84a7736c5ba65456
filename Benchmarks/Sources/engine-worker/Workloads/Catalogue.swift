import Engine

/// What can be asked for, by name.
enum Catalogue {
  static func workload(_ kind: String, _ options: Options) throws -> any Workload {
    var random = RandomTensors()
    switch kind {
    case "conv": return try conv(options, &random)
    case "sum_conv": return try sumOfConv(options, &random)
    case "max_pool": return try pool(MaxPool(Pair(try options.number("k"))), options, &random)
    case "avg_pool": return try pool(AvgPool(Pair(try options.number("k"))), options, &random)
    case "relu": return try pool(Relu(), options, &random)
    case "affine": return try affine(options, &random)
    case "linear": return try linear(options, &random)
    case "matmul": return try pair(MatMul(), options, &random)
    case "add": return try pair(Add(), options, &random)
    case "central_differences": return try CentralDifferencesWorkload(options, &random)
    case "lenet5": return try training(LeNet5.network(), LeNet5.picture, options, &random)
    case "stcnn":
      let network = try SpatialTransformerNetwork.network(&random)
      return try training(network, SpatialTransformerNetwork.picture, options, &random)
    case "peak": return try Peak(options)
    case "copy": return try Copy(options)
    default: throw WorkerError("no such kind of case: \(kind)")
    }
  }

  private static func training(
    _ network: Network, _ picture: Shape, _ options: Options, _ random: inout RandomTensors
  ) throws -> TrainingSteps {
    try TrainingSteps(network, picture: picture, batch: try options.number("n"), &random)
  }

  private static func picture(_ options: Options, _ random: inout RandomTensors) throws -> Tensor {
    try random.normal(Shape(checking: ["n", "c", "h", "w"].map(options.number)))
  }

  private static func filters(_ options: Options, _ random: inout RandomTensors) throws -> Tensor {
    let (filters, size) = (try options.number("o"), try options.number("k"))
    return try random.normal(Shape(checking: [filters, try options.number("c"), size, size]))
  }

  /// conv(x, w, b); without b for `bias=0`.
  private static func conv(_ options: Options, _ random: inout RandomTensors) throws -> Expression {
    let conv = Conv(
      stride: Pair(try options.number("s")), padding: .size(Pair(try options.number("p"))))
    let (x, w) = (try picture(options, &random), try filters(options, &random))
    let wantsGradient = try options.wantsGradient()
    guard try options.number("bias") == 1 else {
      return try Expression([x, w], gradient: wantsGradient, &random) { operands throws(TensorError) in
        try conv(operands[0], operands[1])
      }
    }
    let b = try random.normal(Shape(checking: [w.shape[0]]))
    return try Expression([x, w, b], gradient: wantsGradient, &random) { operands throws(TensorError) in
      try conv(operands[0], operands[1], operands[2])
    }
  }

  private static func sumOfConv(_ options: Options, _ random: inout RandomTensors) throws -> Expression {
    let (conv, sum) = (Conv(), Sum())
    let (x, w) = (try picture(options, &random), try filters(options, &random))
    return try Expression([x, w], gradient: true, &random) { operands throws(TensorError) in
      try sum(conv(operands[0], operands[1]))
    }
  }

  /// An operation on one picture.
  private static func pool<Op: Operation>(
    _ operation: Op, _ options: Options, _ random: inout RandomTensors
  ) throws -> Expression {
    let x = try picture(options, &random)
    return try Expression([x], gradient: try options.wantsGradient(), &random) {
      operands throws(TensorError) in try operation(operands[0])
    }
  }

  private static func linear(_ options: Options, _ random: inout RandomTensors) throws -> Expression {
    let (rows, inputs, outputs) = (
      try options.number("n"), try options.number("in"), try options.number("out")
    )
    let operands = [
      try random.normal(Shape(checking: [rows, inputs])),
      try random.normal(Shape(checking: [outputs, inputs])),
      try random.normal(Shape(checking: [outputs])),
    ]
    let linear = Linear()
    return try Expression(operands, gradient: try options.wantsGradient(), &random) {
      operands throws(TensorError) in try linear(operands[0], operands[1], operands[2])
    }
  }

  /// An operation on two square matrices.
  private static func pair<Op: Operation>(
    _ operation: Op, _ options: Options, _ random: inout RandomTensors
  ) throws -> Expression {
    let size = try options.number("n")
    let shape = try Shape(checking: [size, size])
    let operands = [try random.normal(shape), try random.normal(shape)]
    return try Expression(operands, gradient: false, &random) { operands throws(TensorError) in
      try operation(operands[0], operands[1])
    }
  }

  /// The same turn, stretch and shift for every picture, sampled at `oh` × `ow` points.
  private static func affine(_ options: Options, _ random: inout RandomTensors) throws -> Expression {
    let x = try picture(options, &random)
    let batch = x.shape[0]
    let theta: [Float] = [0.9, -0.2, 0.05, 0.2, 0.9, -0.05]
    let thetas = try Tensor(
      [Float]((0..<batch).map { _ in theta }.joined()), Shape(checking: [batch, 2, 3]))
    guard let mode = GridSample.Mode(rawValue: try options.text("mode")) else {
      throw WorkerError("mode is bilinear, nearest or round")
    }
    let grid = AffineGrid(
      size: [batch, x.shape[1], try options.number("oh"), try options.number("ow")])
    let sample = GridSample(mode: mode)
    return try Expression([x, thetas], gradient: try options.wantsGradient(), &random) {
      operands throws(TensorError) in try sample(operands[0], grid(operands[1]))
    }
  }
}
