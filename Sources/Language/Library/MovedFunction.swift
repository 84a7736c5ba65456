import Engine

/// A function of the language in which one number of one tensor moves, and all else stays.
struct MovedFunction {
  let interpreter: Interpreter
  /// The function's value for a point.
  let call: (Tensor) throws(Diagnostic) -> Value
  /// In float64.
  let point: Tensor
  /// The number that moves, counted from 0.
  let position: Int
  /// Every evaluation begins with the same random numbers.
  private let generator: RandomGenerator

  init(
    _ interpreter: Interpreter, at point: Tensor, position: Int,
    _ call: @escaping (Tensor) throws(Diagnostic) -> Value
  ) {
    (self.interpreter, self.point, self.position, self.call) = (interpreter, point, position, call)
    generator = interpreter.generator
  }

  var place: Double { point.element(position) }

  private func engine<R>(_ body: () throws(TensorError) -> R) throws(Diagnostic) -> R {
    do throws(TensorError) { return try body() } catch { throw Diagnostic(error, labels: []) }
  }

  private func moved(to number: Double) throws(Diagnostic) -> Tensor {
    try engine { () throws(TensorError) in
      var moved = point
      try moved.setElement(position, to: number)
      return moved
    }
  }

  private func evaluate(_ point: Tensor) throws(Diagnostic) -> Value {
    interpreter.generator = generator
    return try call(point)
  }

  func value(at number: Double) throws(Diagnostic) -> Double {
    try MovedFunction.number(try evaluate(try moved(to: number)))
  }

  /// The value, and the analytic derivative by the number that moves.
  func sample(at number: Double) throws(Diagnostic) -> FunctionSample {
    let tape = Tape()
    defer { tape.close() }
    let point = try moved(to: number)
    let watched = try engine { () throws(TensorError) in try tape.watch(point) }
    let result = try evaluate(watched)
    let value = try MovedFunction.number(result)
    guard case .tensor(let output) = result, output.isTaped else {
      return FunctionSample(x: number, value: value, derivative: 0)
    }
    let derivative = try engine { () throws(TensorError) in
      try tape.gradients(of: output, by: [watched], in: interpreter.execution)[0].element(position)
    }
    return FunctionSample(x: number, value: value, derivative: derivative)
  }

  /// The coarsest type that the function computes in on the way from the number to the result.
  func coarsestType() throws(Diagnostic) -> DType {
    try withTape { tape, result throws(Diagnostic) in
      if case .tensor(let output) = result, output.dtype == .float32 { .float32 } else { tape.coarsestType }
    }
  }

  /// How far roundings on the way move the value.
  func roundingError() throws(Diagnostic) -> Double {
    try withTape { tape, result throws(Diagnostic) in
      guard case .tensor(let output) = result, output.isTaped else {
        let dtype: DType =
          if case .tensor(let output) = result, output.dtype == .float32 { .float32 } else { .float64 }
        return RoundingNoise.unitRoundoff(dtype) * abs(try MovedFunction.number(result))
      }
      return try engine { () throws(TensorError) in
        try tape.roundingError(of: output, in: interpreter.execution)
      }
    }
  }

  /// The function at the point, with everything that was computed on the way.
  private func withTape<R>(_ body: (Tape, Value) throws(Diagnostic) -> R) throws(Diagnostic) -> R {
    let tape = Tape(keepingResults: true)
    defer { tape.close() }
    let point = point
    let watched = try engine { () throws(TensorError) in try tape.watch(point) }
    return try body(tape, try evaluate(watched))
  }

  private static func number(_ result: Value) throws(Diagnostic) -> Double {
    if let number = result.scalar { return number }
    if case .tensor(let tensor) = result, tensor.count == 1 { return tensor.element(0) }
    let what = if case .tensor(let tensor) = result { "\(tensor.shape)" } else { result.briefly }
    throw Diagnostic(
      .gradient, "a gradient needs a function that returns one number, and this one returns \(what)",
      help: "sum it, or pick one element with [i, j]")
  }
}
