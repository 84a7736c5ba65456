import Engine

/// One differentiation of a function of the language at a point.
struct Differentiation {
  private let interpreter: Interpreter
  private let function: Value
  private let points: [Value]
  private let arguments: Arguments

  init(_ arguments: Arguments, _ function: Value) throws(Diagnostic) {
    self.arguments = arguments
    self.function = function
    interpreter = arguments.interpreter
    points = arguments.rest
    for (point, span) in zip(points, arguments.restSpans) where !point.isNumeric {
      throw Diagnostic(
        .wrongType, "a gradient is taken by a number or a tensor, not by \(point.briefly)",
        labels: span.map { [.init(span: $0, text: "")] } ?? [])
    }
  }

  /// Through the tape: one gradient for each point, in its own type.
  func analytic() throws(Diagnostic) -> [Value] {
    try analytic(
      at: try points.map { point throws(Diagnostic) in try tensor(point, .float64, keepingType: true) })
  }

  private func analytic(at tensors: [Tensor]) throws(Diagnostic) -> [Value] {
    let tape = Tape()
    defer { tape.close() }
    var watched: [Tensor] = []
    for tensor in tensors {
      watched.append(try arguments.engine { () throws(TensorError) in try tape.watch(tensor) })
    }
    let result = try interpreter.call(function, watched.map { .tensor($0) })
    guard case .tensor(let output) = result else {
      guard result.isNumeric else { throw notANumber(result) }
      return try tensors.map { tensor throws(Diagnostic) in
        value(
          try arguments.engine { () throws(TensorError) in try Tensor(zeros: tensor.shape, tensor.dtype) })
      }
    }
    let gradients = try arguments.engine { () throws(TensorError) in
      try tape.gradients(of: output, by: watched, in: interpreter.execution)
    }
    return gradients.map(value)
  }

  /// A gradient by a number is a number again.
  private func value(_ gradient: Tensor) -> Value {
    gradient.rank == 0 && gradient.dtype == .float64 ? .number(gradient.element(0)) : .tensor(gradient)
  }

  /// By central differences in float64; every evaluation sees the same random numbers.
  func numeric(step: Double?) throws(Diagnostic) -> [Value] {
    let tensors = try doubles(points)
    let generator = interpreter.generator
    var results: [Value] = []
    var ticker = ProgressTicker("numgrad", total: tensors.reduce(0) { $0 + 2 * $1.count }, interpreter)
    for (position, point) in tensors.enumerated() {
      var plan = try arguments.engine { () throws(TensorError) in
        try CentralDifferences(at: point, step: step)
      }
      while let probe = try arguments.engine([], { () throws(TensorError) -> Tensor? in try plan.next() }) {
        interpreter.generator = generator
        ticker.advance()
        var inputs = tensors
        inputs[position] = probe
        plan.record(try number(try interpreter.call(function, inputs.map { .tensor($0) })))
      }
      results.append(value(try arguments.engine { () throws(TensorError) in try plan.gradient() }))
    }
    interpreter.note("numgrad", note(tensors, step), orOfSeveral: "central differences in float64")
    return results
  }

  private func note(_ points: [Tensor], _ step: Double?) -> String {
    let evaluations = points.reduce(0) { $0 + 2 * $1.count }
    let size = step.map { "h = " + Formatter.number($0, digits: 3) } ?? "h = 6e-06·max(1, |x|)"
    return "central differences in float64, \(size), \(evaluations) evaluations"
  }

  private func number(_ result: Value) throws(Diagnostic) -> Double {
    if case .tensor(let tensor) = result {
      guard !tensor.isTaped else {
        throw Diagnostic(
          .gradient, "the gradient of a numeric gradient is not available",
          help: "numgrad(x -> sum(numgrad(f, x)), x) differentiates twice numerically")
      }
      if tensor.count == 1 { return tensor.element(0) }
      throw Diagnostic(
        .gradient, "a gradient is taken of one number, and this function gives \(tensor.shape)",
        help: "sum it, or pick one element with [i, j]")
    }
    guard let number = result.scalar else { throw notANumber(result) }
    return number
  }

  private func notANumber(_ result: Value) -> Diagnostic {
    Diagnostic(.gradient, "a gradient is taken of one number, and this function gives \(result.briefly)")
  }

  func check(tolerance: Double) throws(Diagnostic) -> Bool {
    // Both see the same random numbers.
    let generator = interpreter.generator
    let analytic = try analytic(at: try doubles(points))
    interpreter.generator = generator
    let numeric = try numeric(step: nil)
    let pairs = (try doubles(analytic), try doubles(numeric))
    let check = try arguments.engine { () throws(TensorError) in
      try GradientCheck(analytic: pairs.0, numeric: pairs.1, tolerance: tolerance)
    }
    guard !check.passes, let worst = check.worst else { return true }
    let element =
      worst.index.isEmpty ? "" : " at element [\(worst.index.map { String($0 + 1) }.joined(separator: ", "))]"
    let argument = points.count > 1 ? " of argument \(worst.argument + 1)" : ""
    throw Diagnostic(
      .gradientCheck,
      "the gradients differ\(element)\(argument): analytic "
        + "\(Formatter.number(worst.analytic, digits: 9)), numeric \(Formatter.number(worst.numeric, digits: 9))",
      help: "at a kink, or where the function jumps, central differences mislead; move the point a little")
  }

  private func doubles(_ values: [Value]) throws(Diagnostic) -> [Tensor] {
    try values.map { value throws(Diagnostic) in try tensor(value, .float64, keepingType: false) }
  }

  private func tensor(
    _ value: Value, _ dtype: DType, keepingType: Bool
  ) throws(Diagnostic) -> Tensor {
    switch value {
    case .tensor(let tensor) where keepingType && tensor.dtype.isFloating: return tensor
    case .tensor(let tensor):
      return try arguments.engine { () throws(TensorError) in
        try converted(tensor, keepingType ? .float32 : dtype)
      }
    default:
      let number = value.scalar ?? .nan
      return try arguments.engine { () throws(TensorError) in try Tensor(number, dtype) }
    }
  }

  private func converted(_ tensor: Tensor, _ dtype: DType) throws(TensorError) -> Tensor {
    guard !tensor.isTaped else {
      throw TensorError(.gradient, "the gradient of a numeric gradient is not available")
    }
    return try tensor.converted(to: dtype)
  }
}
