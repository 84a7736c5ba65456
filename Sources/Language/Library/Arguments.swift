import Engine

/// The arguments of one call of a built-in, matched with its parameters; reads them with the errors a user can follow.
struct Arguments {
  let builtIn: BuiltIn
  let interpreter: Interpreter
  let values: [Value]
  let spans: [Span?]
  /// What a variadic parameter took.
  let rest: [Value]
  let restSpans: [Span?]
  /// The names and values that a `fields` parameter took.
  let fieldNames: [String]
  let fieldValues: [Value]

  /// The value of a parameter; nil when it was not given, or given as `none`.
  func optional(_ position: Int) -> Value? {
    switch values[position] {
    case .unset, .none: nil
    case let value: value
    }
  }

  func value(_ position: Int) -> Value { values[position] }

  func name(_ position: Int) -> String { builtIn.parameters[position].name }

  // MARK: Errors

  func failure(
    _ code: ErrorCode, _ message: String, at position: Int?, help: String? = nil
  ) -> Diagnostic {
    let span = position.flatMap { spans[$0] }
    return Diagnostic(
      code, message, labels: span.map { [.init(span: $0, text: "")] } ?? [], help: help)
  }

  func wrongType(_ position: Int, _ expected: String) -> Diagnostic {
    failure(
      .wrongType, "\(builtIn.name) takes \(expected) as `\(name(position))`, not \(values[position].briefly)",
      at: position, help: builtIn.parameters[position].help)
  }

  /// The engine's error, its operands tied to these arguments: operand n is the n-th of `operands`.
  func located(_ error: TensorError, _ operands: [Int]) -> Diagnostic {
    let labels = error.operands.compactMap { operand -> Diagnostic.Label? in
      guard operand.position < operands.count else { return nil }
      let position = operands[operand.position]
      let span = position < spans.count ? spans[position] : restSpans[position - spans.count]
      return span.map { Diagnostic.Label(span: $0, text: operand.label) }
    }
    return Diagnostic(error, labels: labels)
  }

  // MARK: Operations

  /// Applies an operation to the parameters at `positions`.
  func apply(_ operation: some Operation, _ positions: Int...) throws(Diagnostic) -> Value {
    var operands: [Value] = []
    for position in positions { operands.append(try numeric(position)) }
    return try engine(positions) { () throws(TensorError) in try interpreter.apply(operation, operands) }
  }

  /// Runs engine code and gives its errors a place.
  func engine<R>(_ operands: [Int] = [], _ body: () throws(TensorError) -> R) throws(Diagnostic) -> R {
    do throws(TensorError) { return try body() } catch { throw located(error, operands) }
  }

  /// Runs code that reads or writes files, and gives its errors the place of the argument that names them.
  func file<R>(at position: Int = 0, _ body: () throws(FileError) -> R) throws(Diagnostic) -> R {
    do throws(FileError) { return try body() } catch {
      throw Diagnostic(error, labels: spans[position].map { [.init(span: $0, text: "")] } ?? [])
    }
  }

  /// The same for code that reads, with a note for what it left out.
  func reading<R>(
    at position: Int = 0, _ body: (FileRemarks) throws(FileError) -> R
  ) throws(Diagnostic) -> R {
    let remarks = FileRemarks()
    let result = try file(at: position) { () throws(FileError) in try body(remarks) }
    for sentence in remarks.sentences { interpreter.note("file: \(sentence)", sentence) }
    return result
  }

  /// The path of a file that an argument names.
  func path(_ position: Int) throws(Diagnostic) -> String { interpreter.path(try string(position)) }

  // MARK: Reading

  func numeric(_ position: Int) throws(Diagnostic) -> Value {
    switch values[position] {
    case .number, .tensor: return values[position]
    case .boolean(let truth): return .number(truth ? 1 : 0)
    case .range(let range): return .tensor(try tensor(of: range))
    default: throw wrongType(position, "a tensor")
    }
  }

  func tensor(_ position: Int, numbersAs dtype: DType = .float32) throws(Diagnostic) -> Tensor {
    switch try numeric(position) {
    case .tensor(let tensor): return tensor
    case .number(let number): return try engine { () throws(TensorError) in try Tensor(number, dtype) }
    default: throw wrongType(position, "a tensor")
    }
  }

  func tensor(of range: RangeBox) throws(Diagnostic) -> Tensor {
    try engine { () throws(TensorError) in try interpreter.tensor(of: range) }
  }

  /// - Throws: also for an int64 that is no double.
  func number(_ position: Int) throws(Diagnostic) -> Double {
    let number = try nearestNumber(position)
    guard !values[position].isRoundedAsDouble else {
      throw failure(
        .dtype,
        "`\(name(position))` of \(builtIn.name) is a float64, which does not hold \(Formatter.inline(values[position]))",
        at: position, help: "f64(x) rounds it to the nearest")
    }
    return number
  }

  /// The number of an int64 tensor without dimensions.
  func whole(_ position: Int) -> Int64? {
    if case .tensor(let tensor) = values[position], tensor.rank == 0 { tensor.wholeElement(0) } else { nil }
  }

  /// A number, an int64 rounded to the nearest double: for what reads `whole` besides.
  func nearestNumber(_ position: Int) throws(Diagnostic) -> Double {
    guard let number = values[position].scalar else { throw wrongType(position, "a number") }
    if case .tensor(let tensor) = values[position], tensor.isTaped {
      throw failure(
        .gradient, "no gradient flows through `\(name(position))` of \(builtIn.name)", at: position,
        help: "build the same from arithmetic, or use numgrad")
    }
    return number
  }

  /// The name of the function of the program that this call was given to call.
  var calledFunction: String? {
    for case .function(let function) in values { return function.name ?? "a function" }
    return nil
  }

  /// Whether a gradient is being recorded through one of the parameters.
  func isTaped(_ positions: Int...) -> Bool {
    positions.contains { position in
      if case .tensor(let tensor) = values[position] { tensor.isTaped } else { false }
    }
  }

  /// The type in which a result is made that depends on numbers alone: float64 once one of them is.
  func resultType(_ positions: Int...) -> DType {
    for position in positions {
      if case .tensor(let tensor) = values[position], tensor.dtype == .float64 { return .float64 }
    }
    return .float32
  }

  func number(_ position: Int, default initial: Double) throws(Diagnostic) -> Double {
    optional(position) == nil ? initial : try number(position)
  }

  /// A number from 0 on, such as a difference that is allowed.
  func tolerance(_ position: Int, default initial: Double) throws(Diagnostic) -> Double {
    let number = try number(position, default: initial)
    guard number >= 0 else {
      throw failure(
        .option, "`\(name(position))` is 0 or more, not \(Formatter.number(number))", at: position)
    }
    return number
  }

  /// A whole number within bounds.
  func integer(_ position: Int, _ range: ClosedRange<Int> = 0...Int(Int32.max)) throws(Diagnostic) -> Int {
    try integer(try number(position), position, range)
  }

  func integer(
    _ position: Int, default initial: Int, _ range: ClosedRange<Int> = 0...Int(Int32.max)
  ) throws(Diagnostic) -> Int {
    optional(position) == nil ? initial : try integer(position, range)
  }

  private func integer(
    _ value: Double, _ position: Int, _ range: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    guard value == value.rounded(), value.isFinite else {
      throw failure(
        .option, "`\(name(position))` is a whole number, not \(Formatter.number(value))", at: position)
    }
    guard let whole = Int(exactly: value), range.contains(whole) else {
      let limit =
        range.upperBound < Int(Int32.max)
        ? "between \(range.lowerBound) and \(range.upperBound)"
        : value > Double(range.upperBound) ? "at most \(range.upperBound)" : "at least \(range.lowerBound)"
      throw failure(.option, "`\(name(position))` is \(limit), not \(Formatter.number(value))", at: position)
    }
    return whole
  }

  /// A number for both directions, or `[rows, columns]`.
  func pair(
    _ position: Int, default initial: (Int, Int)? = nil, _ range: ClosedRange<Int> = 0...Int(Int32.max)
  ) throws(Diagnostic) -> (Int, Int) {
    guard optional(position) != nil else {
      if let initial { return initial }
      throw wrongType(position, "a number or [rows, columns]")
    }
    if let both = values[position].scalar {
      let whole = try integer(both, position, range)
      return (whole, whole)
    }
    guard case .tensor(let tensor) = values[position], tensor.shape == [2] else {
      throw wrongType(position, "a number or [rows, columns]")
    }
    return (
      try integer(tensor.element(0), position, range), try integer(tensor.element(1), position, range)
    )
  }

  /// Whole numbers given one by one, as a range, or as a vector.
  func integers(_ values: [Value], _ spans: [Span?]) throws(Diagnostic) -> [Int] {
    var result: [Int] = []
    for (value, span) in zip(values, spans) {
      let numbers: [Double]
      switch value {
      case .number(let number): numbers = [number]
      case .tensor(let tensor) where tensor.rank <= 1: numbers = tensor.elements
      case .range(let range) where range.count <= 64: numbers = (0..<range.count).map(range.number)
      default:
        throw Diagnostic(
          .wrongType, "\(builtIn.name) takes whole numbers here, not \(value.briefly)",
          labels: span.map { [.init(span: $0, text: "")] } ?? [])
      }
      for number in numbers {
        guard number == number.rounded(), number.isFinite else {
          throw Diagnostic(
            .option, "\(builtIn.name) takes whole numbers here, not \(Formatter.number(number))",
            labels: span.map { [.init(span: $0, text: "")] } ?? [])
        }
        guard let whole = Int(exactly: number) else {
          throw Diagnostic(
            .memory, "\(Formatter.number(number)) elements are more than any memory holds",
            labels: span.map { [.init(span: $0, text: "")] } ?? [])
        }
        result.append(whole)
      }
    }
    return result
  }

  /// A seed for random numbers; drawn where none is given.
  func seed(_ position: Int) throws(Diagnostic) -> UInt64 {
    optional(position) == nil ? interpreter.generator.next() : UInt64(try integer(position))
  }

  func boolean(_ position: Int, default initial: Bool) throws(Diagnostic) -> Bool {
    guard let value = optional(position) else { return initial }
    if case .boolean(let truth) = value { return truth }
    let isOne = value.scalar == 1
    guard isOne || value.scalar == 0 else { throw wrongType(position, "true or false") }
    throw failure(
      .wrongType, "`\(name(position))` is true or false, and \(isOne ? 1 : 0) is a number", at: position,
      help: "write \(name(position))=\(isOne)")
  }

  func string(_ position: Int) throws(Diagnostic) -> String {
    guard case .string(let box) = values[position] else { throw wrongType(position, "a string") }
    return box.text
  }

  /// One of the parameter's choices.
  func choice(_ position: Int, default initial: String) throws(Diagnostic) -> String {
    guard optional(position) != nil else { return initial }
    let text = try string(position)
    let choices = builtIn.parameters[position].choices
    guard choices.contains(text) else {
      let list = choices.map { "\"\($0)\"" }.joined(separator: ", ")
      let foreign = ForeignHabits.choice(text, among: choices)
      let close = Suggestion.closest(to: text, among: choices)
      throw failure(
        .option, "`\(name(position))` is one of \(list), not \"\(text)\"", at: position,
        help: foreign.map { "write \(name(position))=\"\($0.ours)\"\($0.remark)" }
          ?? close.map { "did you mean \"\($0)\"?" })
    }
    return text
  }

  func function(_ position: Int) throws(Diagnostic) -> Value {
    switch values[position] {
    case .function, .builtIn: return values[position]
    case .object(let box) where box.content.call != nil: return values[position]
    default: throw wrongType(position, "a function")
    }
  }

  /// Axes counted from 0, from `dim=` counted from 1 (or from the last as −1); empty when it was not given. A number counts
  /// as a vector of one, as in PyTorch.
  func axes(_ position: Int, rank: Int) throws(Diagnostic) -> [Int] {
    guard let value = optional(position) else { return [] }
    if case .tensor(let tensor) = value, tensor.count == 0 {
      throw failure(
        .option, "`\(name(position))` names no dimension", at: position, help: "leave it out for all of them")
    }
    var axes: [Int] = []
    if let dim = value.scalar, abs(dim) > Double(Int32.max) {
      throw failure(
        .option, "there is no dimension \(Formatter.number(dim)) in a tensor with \(rank)", at: position)
    }
    for dim in try integers([value], [spans[position]]) {
      guard dim != 0 else {
        throw failure(
          .option, "dimensions count from 1, so there is no dimension 0", at: position,
          help: "the first is dim=1; PyTorch would write 0")
      }
      let extent = max(rank, 1)
      let axis = dim > 0 ? dim - 1 : extent + dim
      guard axis >= 0, axis < extent else {
        throw failure(.option, "there is no dimension \(dim) in a tensor with \(rank)", at: position)
      }
      if dim > 0 {
        interpreter.noteOnce("dim", "dimensions count from 1; PyTorch would write \(dim - 1)")
      }
      guard !axes.contains(axis) else {
        throw failure(.option, "dimension \(dim) is named twice", at: position)
      }
      axes.append(axis)
    }
    return axes
  }
}
