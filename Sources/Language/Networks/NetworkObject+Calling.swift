import Engine

/// How a network is called, on its tape where its gradient is being taken.
extension NetworkObject {
  private static let training = OptionKey<Bool?>(
    "training", default: nil,
    "true uses the batch's own statistics, and drops; without it, true where a gradient with respect to this network is taken"
  )

  package var call: BuiltIn? {
    BuiltIn(
      network.root.name, .networks, "The network's result for a picture or a batch.",
      [
        .required("x", "a picture [H, W] or [C, H, W], a row [F], or a batch of them"),
        .option(NetworkObject.training.option),
      ], examples: []
    ) { arguments throws(Diagnostic) in try run(arguments) }
  }

  private func run(_ arguments: Arguments) throws(Diagnostic) -> Value {
    if arguments.object(0, as: DataObject.self) != nil {
      throw arguments.failure(
        .wrongType, "a network takes pictures, not a data set", at: 0,
        help: "evaluate(net, data), classify(net, data), or net(data[1:10].pictures)")
    }
    let trains = try arguments[NetworkObject.training] ?? isTraining
    return .tensor(try forward(try arguments.tensor(0), arguments, 0, trains: trains).result)
  }

  /// Whether a call of it takes a batch's own statistics, and drops.
  var isTraining: Bool { watched != nil || trains || network.isTaped }

  /// One pass: through the tape, where a gradient is being taken.
  /// - Parameters:
  ///   - position: of the argument that the input is.
  ///   - keepsResults: whether what comes out of each layer is kept in the pass.
  func forward(
    _ x: Tensor, _ arguments: Arguments, _ position: Int, trains: Bool, keepsResults: Bool = false
  ) throws(Diagnostic) -> (result: Tensor, pass: ForwardPass) {
    let interpreter = arguments.interpreter
    noteGuess(x, interpreter)
    var pass = ForwardPass(
      isTraining: trains, generator: interpreter.generator, keepsResults: keepsResults,
      in: interpreter.execution)
    let result = try arguments.engine([position]) { () throws(TensorError) in
      if let watched { return try watched.forward(x, &pass) }
      var copy = network
      return try copy.forward(x, &pass)
    }
    interpreter.generator = pass.generator
    return (result, pass)
  }

  /// Says that a matrix was taken for rows, where nothing says what it is.
  func noteGuess(_ x: Tensor, _ interpreter: Interpreter) {
    guard current.guessesRows(x.shape) else { return }
    interpreter.note(
      "matrix",
      "\(network.root.name) takes rows or pictures, so \(x.shape) was taken as \(x.shape[0]) rows; one picture is "
        + "[1, \(x.shape[0]), \(x.shape[1])], which stack(x) makes of it")
  }

  /// As it is now, on its tape where there is one. A part was found once, when it was taken.
  var current: Network { (try? watched?.network()) ?? network }

  /// As it is now, off the tape: to be looked at, written and tried.
  var detached: Network { isTraining ? current.detached : network }
}
