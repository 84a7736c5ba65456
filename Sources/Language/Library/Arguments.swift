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
  /// Where the call is written; nil where the program does not write it.
  var source: SourceText?

  /// The value of a parameter; nil when it was not given, or given as `none`.
  func optional(_ parameter: some ParameterReference) -> Value? {
    switch value(parameter) {
    case .unset, .none: nil
    case let value: value
    }
  }

  func value(_ parameter: some ParameterReference) -> Value { values[parameter.position(in: builtIn)] }

  func span(_ parameter: some ParameterReference) -> Span? { spans[parameter.position(in: builtIn)] }

  /// An argument as it was typed, where that is short; nil for one that was not typed.
  func text(at span: Span?) -> String? {
    guard let source, let span, span.range.count <= 40 else { return nil }
    return source.bareText(span)
  }

  func name(_ parameter: some ParameterReference) -> String {
    builtIn.parameters[parameter.position(in: builtIn)].name
  }

  // MARK: Errors

  /// An error of the call as a whole.
  func failure(_ code: ErrorCode, _ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(code, message, labels: [], help: help)
  }

  /// An error of one argument.
  func failure(
    _ code: ErrorCode, _ message: String, at parameter: some ParameterReference, help: String? = nil
  ) -> Diagnostic {
    let span = span(parameter)
    return Diagnostic(
      code, message, labels: span.map { [.init(span: $0, text: "")] } ?? [], help: help)
  }

  /// - Parameter help: what to write; what the parameter is where nil.
  func wrongType(_ parameter: some ParameterReference, _ expected: String, help: String? = nil) -> Diagnostic
  {
    failure(
      .wrongType,
      "\(builtIn.name) takes \(expected) as `\(name(parameter))`, not \(value(parameter).briefly)",
      at: parameter, help: help ?? builtIn.parameters[parameter.position(in: builtIn)].help)
  }

  /// What makes a tensor of a list of numbers; nil for anything else.
  private func stacked(_ parameter: some ParameterReference) -> String? {
    guard case .list(let list) = value(parameter), list.values.allSatisfy({ $0.scalar != nil }), let source,
      let span = span(parameter), span.range.count <= 40
    else { return nil }
    return "`stack(\(source.bareText(span)))` makes a tensor of a list"
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
  func file<R>(at parameter: some ParameterReference = 0, _ body: () throws(FileError) -> R)
    throws(Diagnostic) -> R
  {
    do throws(FileError) { return try body() } catch {
      throw Diagnostic(error, labels: span(parameter).map { [.init(span: $0, text: "")] } ?? [])
    }
  }

  /// The same for code that reads, with a note for what it left out.
  func reading<R>(
    at parameter: some ParameterReference = 0, _ body: (FileRemarks) throws(FileError) -> R
  ) throws(Diagnostic) -> R {
    let remarks = FileRemarks()
    let result = try file(at: parameter) { () throws(FileError) in try body(remarks) }
    for sentence in remarks.sentences { interpreter.note("file: \(sentence)", sentence) }
    return result
  }

  /// The path of a file that an argument names.
  func path(_ parameter: some ParameterReference) throws(Diagnostic) -> String {
    interpreter.path(try string(parameter))
  }

  /// The path of a file that an argument names and that is to be read: beside the program's own file, as for `use`, where
  /// there is one, else where relative paths start.
  func pathToRead(_ parameter: some ParameterReference) throws(Diagnostic) -> String {
    let name = try string(parameter)
    if let own = source?.path, !name.hasPrefix("/"), !name.hasPrefix("~") {
      let beside = FilePath.folder(of: own) + "/" + name
      if FilePath.exists(beside) { return beside }
    }
    return interpreter.path(name)
  }

  // MARK: Reading

  func numeric(_ parameter: some ParameterReference) throws(Diagnostic) -> Value {
    switch value(parameter) {
    case .number, .tensor, .boolean: return value(parameter)
    case .range(let range): return .tensor(try tensor(of: range))
    default: throw wrongType(parameter, "a tensor", help: stacked(parameter))
    }
  }

  func tensor(_ parameter: some ParameterReference, numbersAs dtype: DType = .float32) throws(Diagnostic)
    -> Tensor
  {
    switch try numeric(parameter) {
    case .tensor(let tensor): return tensor
    case .number(let number): return try engine { () throws(TensorError) in try Tensor(number, dtype) }
    case .boolean(let truth): return try engine { () throws(TensorError) in try Tensor(truth ? 1 : 0, .bool) }
    default: throw wrongType(parameter, "a tensor", help: stacked(parameter))
    }
  }

  func tensor(of range: RangeBox) throws(Diagnostic) -> Tensor {
    try engine { () throws(TensorError) in try interpreter.tensor(of: range) }
  }

  /// - Throws: also for an int64 that is no double.
  func number(_ parameter: some ParameterReference) throws(Diagnostic) -> Double {
    let number = try nearestNumber(parameter)
    guard !value(parameter).isRoundedAsDouble else {
      throw failure(
        .dtype,
        "`\(name(parameter))` of \(builtIn.name) is a float64, which cannot represent \(Formatter.inline(value(parameter)))",
        at: parameter, help: "f64(x) rounds it to the nearest")
    }
    return number
  }

  /// The number of an int64 tensor without dimensions.
  func whole(_ parameter: some ParameterReference) -> Int64? {
    if case .tensor(let tensor) = value(parameter), tensor.rank == 0 { tensor.wholeElement(0) } else { nil }
  }

  /// A number, an int64 rounded to the nearest double: for what reads `whole` besides.
  func nearestNumber(_ parameter: some ParameterReference) throws(Diagnostic) -> Double {
    guard let number = value(parameter).scalar else { throw wrongType(parameter, "a number") }
    if case .tensor(let tensor) = value(parameter), tensor.isTaped {
      throw failure(
        .gradient, "no gradient flows through `\(name(parameter))` of \(builtIn.name)", at: parameter,
        help: "write the same as arithmetic, or use numgrad")
    }
    return number
  }

  /// The name of the function of the program that this call was given to call; of several, any of which may have been
  /// called, that of the built-in.
  var calledFunction: String? {
    var names: [String] = []
    for case .function(let function) in values { names.append(function.name ?? "a function") }
    return names.count > 1 ? builtIn.name : names.first
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

  /// A whole number within bounds.
  func integer(_ parameter: some ParameterReference, _ range: ClosedRange<Int> = 0...Int(Int32.max))
    throws(Diagnostic) -> Int
  {
    try integer(try number(parameter), parameter, range)
  }

  private func integer(
    _ value: Double, _ parameter: some ParameterReference, _ range: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    guard value == value.rounded(), value.isFinite else {
      throw failure(
        .option, "`\(name(parameter))` must be a whole number, not \(Formatter.number(value))", at: parameter)
    }
    guard let whole = Int(exactly: value), range.contains(whole) else {
      let limit =
        range.upperBound < Int(Int32.max)
        ? "between \(range.lowerBound) and \(range.upperBound)"
        : value > Double(range.upperBound) ? "at most \(range.upperBound)" : "at least \(range.lowerBound)"
      throw failure(
        .option, "`\(name(parameter))` must be \(limit), not \(Formatter.number(value))", at: parameter)
    }
    return whole
  }

  /// A number for both directions, or `[rows, columns]`.
  func pair(
    _ parameter: some ParameterReference, _ range: ClosedRange<Int>
  ) throws(Diagnostic) -> (Int, Int) {
    if let both = value(parameter).scalar {
      let whole = try integer(both, parameter, range)
      return (whole, whole)
    }
    guard case .tensor(let tensor) = value(parameter), tensor.shape == [2] else {
      throw wrongType(parameter, "a number or [rows, columns]")
    }
    return (
      try integer(tensor.element(0), parameter, range), try integer(tensor.element(1), parameter, range)
    )
  }

  /// The whole numbers of one argument: a number, a range or a vector.
  func integers(_ parameter: some ParameterReference) throws(Diagnostic) -> [Int] {
    try integers([value(parameter)], [span(parameter)])
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
            .memory, "\(Formatter.number(number)) elements are too many for any memory",
            labels: span.map { [.init(span: $0, text: "")] } ?? [])
        }
        result.append(whole)
      }
    }
    return result
  }

  /// A seed for random numbers; drawn where none is given.
  func seed(_ key: OptionKey<Int?>) throws(Diagnostic) -> UInt64 {
    try seed(key.position(in: builtIn))
  }

  func seed(_ position: Int) throws(Diagnostic) -> UInt64 {
    optional(position) == nil ? interpreter.generator.next() : UInt64(try integer(position))
  }

  func boolean(_ parameter: some ParameterReference) throws(Diagnostic) -> Bool {
    let value = value(parameter)
    if case .boolean(let truth) = value { return truth }
    let isOne = value.scalar == 1
    guard isOne || value.scalar == 0 else { throw wrongType(parameter, "true or false") }
    throw failure(
      .wrongType, "`\(name(parameter))` must be true or false, not the number \(isOne ? 1 : 0)",
      at: parameter,
      help: "write \(name(parameter))=\(isOne)")
  }

  func string(_ parameter: some ParameterReference) throws(Diagnostic) -> String {
    guard case .string(let box) = value(parameter) else { throw wrongType(parameter, "a string") }
    return box.text
  }

  /// One of the parameter's choices.
  func choice(_ parameter: some ParameterReference) throws(Diagnostic) -> String {
    let text = try string(parameter)
    let choices = builtIn.parameters[parameter.position(in: builtIn)].choices
    guard choices.contains(text) else {
      let list = choices.map { "\"\($0)\"" }.joined(separator: ", ")
      let foreign = ForeignHabits.choice(text, among: choices)
      let close = Suggestion.closest(to: text, among: choices)
      throw failure(
        .option, "`\(name(parameter))` must be one of \(list), not \"\(text)\"", at: parameter,
        help: foreign.map { "write \(name(parameter))=\"\($0.ours)\"\($0.remark)" }
          ?? close.map { "did you mean \"\($0)\"?" })
    }
    return text
  }

  func function(_ parameter: some ParameterReference) throws(Diagnostic) -> Value {
    switch value(parameter) {
    case .function, .builtIn: return value(parameter)
    case .object(let box) where box.content.call != nil: return value(parameter)
    default: throw wrongType(parameter, "a function")
    }
  }

  /// Axes counted from 0, from `dim=` counted from 1 (or from the last as −1); none for all of them. A number counts as a
  /// vector of one, as in PyTorch.
  func axes(_ key: OptionKey<Dimensions>, rank: Int) throws(Diagnostic) -> [Int] {
    guard let given = optional(key) else {
      return key.standard.numbers.map { $0 > 0 ? $0 - 1 : max(rank, 1) + $0 }
    }
    if case .tensor(let tensor) = given, tensor.count == 0 {
      throw failure(
        .option, "`\(name(key))` is empty", at: key, help: "leave it out for all of them")
    }
    if let dim = given.scalar, abs(dim) > Double(Int32.max) {
      throw failure(
        .option, "there is no dimension \(Formatter.number(dim)) in a tensor with \(rank)", at: key)
    }
    var axes: [Int] = []
    for dim in try integers(key) {
      axes.append(try axis(dim, key, rank: rank, besides: axes))
    }
    return axes
  }

  private func axis(
    _ dim: Int, _ key: OptionKey<Dimensions>, rank: Int, besides axes: [Int]
  ) throws(Diagnostic) -> Int {
    guard dim != 0 else {
      throw failure(
        .option, "dimensions count from 1, so there is no dimension 0", at: key,
        help: "the first is dim=1; PyTorch would write 0")
    }
    let extent = max(rank, 1)
    let axis = dim > 0 ? dim - 1 : extent + dim
    guard axis >= 0, axis < extent else {
      throw failure(.option, "there is no dimension \(dim) in a tensor with \(rank)", at: key)
    }
    if dim > 0 { interpreter.noteOnce("dim", "dimensions count from 1; PyTorch would write \(dim - 1)") }
    guard !axes.contains(axis) else {
      throw failure(.option, "dimension \(dim) is named twice", at: key)
    }
    return axis
  }
}
