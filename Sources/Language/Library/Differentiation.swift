import Engine

/// One differentiation of a function of the language at a point.
struct Differentiation {
  let interpreter: Interpreter
  let function: Value
  let points: [Value]
  let arguments: Arguments
  /// Where points are records or lists: `points` are what these hold, and `function` puts them together.
  private let structure: StructuredPoints?

  init(_ arguments: Arguments, _ function: Value) throws(Diagnostic) {
    self.arguments = arguments
    structure = StructuredPoints(arguments.rest)
    self.function = structure?.function(function) ?? function
    interpreter = arguments.interpreter
    points = try (structure?.leaves ?? arguments.rest).map { value throws(Diagnostic) in
      if case .range(let range) = value { .tensor(try arguments.tensor(of: range)) } else { value }
    }
    // Leaves have no places of their own.
    let spans = structure == nil ? arguments.restSpans : points.map { _ in arguments.restSpans.first ?? nil }
    for (point, span) in zip(points, spans) where !point.isPoint && point.network == nil {
      throw Diagnostic(
        .wrongType,
        "a gradient is taken with respect to a number, a tensor or a network"
          + (structure == nil ? "" : ", or records and lists of them") + ", not \(point.briefly)",
        labels: span.map { [.init(span: $0, text: "")] } ?? [])
    }
  }

  /// The gradients of the points as the arguments of the call were given: one for each.
  func gradients(_ found: [Value]) -> [Value] { structure?.assembled(found) ?? found }

  /// Through the tape: one gradient for each point, in its own type.
  func analytic() throws(Diagnostic) -> [Value] {
    try analytic(
      at: try points.map { point throws(Diagnostic) in
        point.network == nil ? .tensor(try tensor(point, .float64, keepingType: true)) : point
      })
  }

  /// What is watched of a point: a tensor, or the parameters of a network.
  private enum Watched {
    case tensor(Tensor)
    case network(WatchedNetwork, NetworkObject)

    var argument: Value {
      switch self {
      case .tensor(let tensor): return .tensor(tensor)
      case .network(let watched, let object):
        var live = object
        live.watched = WatchedPart(watched)
        return .object(live)
      }
    }

    var tensors: [Tensor] {
      switch self {
      case .tensor(let tensor): [tensor]
      case .network(let watched, _): watched.watched
      }
    }
  }

  private func watch(_ point: Value, on tape: Tape) throws(Diagnostic) -> Watched {
    try arguments.engine { () throws(TensorError) in
      if let object = point.network {
        // One that is on a tape already is refused there.
        return .network(try WatchedNetwork(object.current, on: tape), object)
      }
      guard case .tensor(let tensor) = point else { preconditionFailure("a point is a tensor or a network") }
      return .tensor(try tape.watch(tensor))
    }
  }

  func analytic(at points: [Value]) throws(Diagnostic) -> [Value] {
    let tape = Tape()
    defer { tape.close() }
    var watched: [Watched] = []
    for point in points { watched.append(try watch(point, on: tape)) }
    let result = try interpreter.call(function, watched.map(\.argument))
    let tensors = watched.flatMap(\.tensors)
    var gradients: [Tensor]
    if case .tensor(let output) = result {
      gradients = try arguments.engine { () throws(TensorError) in
        try tape.gradients(of: output, by: tensors, in: interpreter.execution)
      }
    } else {
      guard result.scalar != nil else { throw notANumber(result) }
      gradients = try arguments.engine { () throws(TensorError) in
        try tensors.map { tensor throws(TensorError) in try Tensor(zeros: tensor.shape, tensor.dtype) }
      }
    }
    return try watched.map { watched throws(Diagnostic) in
      let own = gradients.prefix(watched.tensors.count)
      gradients.removeFirst(own.count)
      guard case .network(let watched, var object) = watched else { return value(own[own.startIndex]) }
      object.network = try arguments.engine { () throws(TensorError) in try watched.gradient(own) }
      return .object(object)
    }
  }

  /// A gradient by a number is a number again.
  private func value(_ gradient: Tensor) -> Value {
    gradient.rank == 0 && gradient.dtype == .float64 ? .number(gradient.element(0)) : .tensor(gradient)
  }

  /// By central differences in float64; every evaluation sees the same random numbers.
  func numeric(step: Double?) throws(Diagnostic) -> [Value] {
    let places = try arguments.engine { () throws(TensorError) in try GradientPoints(points) }
    let flat = try numeric(places, step: step)
    try noteJump(in: flat, places, step)
    return places.replacing(flat, asGradient: true).map { gradient in
      if case .tensor(let tensor) = gradient { value(tensor) } else { gradient }
    }
  }

  func numeric(_ places: GradientPoints, step: Double?) throws(Diagnostic) -> [Tensor] {
    let tensors = places.tensors
    let generator = interpreter.generator
    var results: [Tensor] = []
    // The largest value that came in float32.
    var coarsest = 0.0
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
        let result = try interpreter.call(function, places.replacing(inputs))
        let value = try number(result)
        if case .tensor(let tensor) = result, tensor.dtype == .float32 {
          coarsest = max(coarsest, abs(value))
        }
        plan.record(value)
      }
      results.append(try arguments.engine { () throws(TensorError) in try plan.gradient() })
    }
    if coarsest > 0, results.contains(where: { $0.elements.contains { $0 != 0 } }) {
      noteRounding(of: coarsest, step)
    }
    interpreter.note("numgrad", note(tensors, step), orOfSeveral: "central differences in float64")
    return results
  }

  private func note(_ points: [Tensor], _ step: Double?) -> String {
    let evaluations = points.reduce(0) { $0 + 2 * $1.count }
    let size = step.map { "h = " + Formatter.number($0, digits: 3) } ?? "h = 6e-06·max(1, |x|)"
    return "central differences in float64, \(size), \(evaluations) evaluations"
  }

  /// A function that gives float32 rounds more coarsely than the differences can bear.
  private func noteRounding(of value: Double, _ step: Double?) {
    let h = step ?? CentralDifferences.defaultStep(at: 0)
    let error = RoundingNoise.unitRoundoff(.float32) * value / h
    interpreter.note(
      "numgrad-rounding",
      "the function gives float32, whose rounding may move each of these by \(Formatter.number(error, digits: 2)); "
        + "f64(x) in it, or a larger step=, reduces the error")
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
        .gradient,
        "a gradient needs a function that returns one number, and this one returns \(tensor.shape)",
        help: "sum it, or pick one element with [i, j]")
    }
    guard let number = result.scalar else { throw notANumber(result) }
    return number
  }

  private func notANumber(_ result: Value) -> Diagnostic {
    Diagnostic(
      .gradient, "a gradient needs a function that returns one number, and this one returns \(result.briefly)"
    )
  }

  func tensors(of gradient: Value) throws(Diagnostic) -> [Tensor] {
    if let object = gradient.network { return object.network.trainable }
    return [try tensor(gradient, .float64, keepingType: true)]
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

extension Value {
  /// Whether a gradient can be taken with respect to it: a number or a tensor.
  fileprivate var isPoint: Bool { if case .tensor = self { true } else { scalar != nil } }
}
