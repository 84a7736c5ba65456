import Engine

/// Lists, records, printing and checking.
enum ValueFunctions {
  static let all: [BuiltIn] = [print, list, record, names, number, allclose, expect]

  private static let print = BuiltIn(
    "print", .values, "Writes values on one line.", [.variadic("values", "whatever is to be written")],
    details: "\"loss {l}\" puts a value into a string",
    examples: [
      .init(code: "print(\"sum\", 1 + 2)", result: "none"),
      .init(code: "print(missing)", fails: .undefinedName),
    ]
  ) { arguments throws(Diagnostic) in
    let parts = arguments.rest.map { value in
      if case .string(let box) = value { return box.text }
      if case .tensor(let tensor) = value, tensor.rank <= 1 || arguments.rest.count > 1 {
        return Formatter.inline(value)
      }
      return Formatter.display(value).joined(separator: "\n")
    }
    var markup = Markup()
    for line in parts.joined(separator: " ").split(separator: "\n", omittingEmptySubsequences: false) {
      markup.line(String(line))
    }
    arguments.interpreter.output(markup)
    return .none
  }

  private static let list = BuiltIn(
    "list", .values, "Several values of any kind together.", [.variadic("values", "the values")],
    details: "list(…)[2] is its second value; for i in list(…) iterates over them",
    examples: [
      .init(code: "count(list(1, \"two\", [3]))", result: "3"), .init(code: "list(1, 2)[3]", fails: .index),
    ]
  ) { arguments throws(Diagnostic) in .list(arguments.rest) }

  private static let record = BuiltIn(
    "record", .values, "Values with names, read as `r.name`.", [.fields("name", "a field; any name")],
    details:
      "r[\"name\"] reads a field too, with any name a file may have; r[\"name\"] = x changes it, or adds one",
    examples: [
      .init(code: "record(rows=2, columns=3).rows", result: "2"),
      .init(code: "r = record(a=1); r[\"conv1.bias\"] = 5; r[\"conv1.bias\"]", result: "5"),
      .init(code: "record(1, 2)", fails: .extraArgument),
    ]
  ) { arguments throws(Diagnostic) in
    .record(RecordBox(arguments.fieldNames, arguments.fieldValues))
  }

  private static let names = BuiltIn(
    "names", .values, "The names of a record's fields, as a list.", [.required("r", "a record")],
    details: "for name in names(r) { print(name, shape(r[name])) } iterates over them",
    examples: [
      .init(code: "names(record(rows=2, columns=3))[2]", result: "\"columns\""),
      .init(code: "names([1, 2])", fails: .wrongType),
    ], torch: "state_dict.keys()"
  ) { arguments throws(Diagnostic) in
    guard case .record(let record) = arguments.value(0) else { throw arguments.wrongType(0, "a record") }
    return .list(record.names.map { .string(StringBox($0)) })
  }

  private static let number = BuiltIn(
    "number", .values, "Converts text to a number.",
    [.required("text", "a string such as \"0.5\", or a number")],
    details: "for the strings in `args`",
    examples: [
      .init(code: "number(\"1e3\") + 1", result: "1001"), .init(code: "number(\"many\")", fails: .option),
    ], torch: "float(text)"
  ) { arguments throws(Diagnostic) in
    if let number = arguments.value(0).scalar {
      return .number(arguments.value(0).isRoundedAsDouble ? try arguments.number(0) : number)
    }
    let text = try arguments.string(0)
    switch WrittenNumber(text) {
    case .double(let number)?: return .number(number)
    case .whole(let whole)?:
      return try arguments.engine { () throws(TensorError) in .tensor(try Tensor([whole], [])) }
    case .unheld?: throw arguments.failure(.option, WrittenNumber.message(for: text), at: 0)
    case nil: throw arguments.failure(.option, "\(Formatter.quoted(text)) is not a number", at: 0)
    }
  }

  private static let relativeTolerance = OptionKey(
    "rtol", default: 1e-5, limits: .within(0 ... .infinity), "the relative tolerance, as a fraction of b")
  private static let absoluteTolerance = OptionKey(
    "atol", default: 1e-8, limits: .within(0 ... .infinity), "the difference allowed, absolutely")

  private static let allclose = BuiltIn(
    "allclose", .values, "Whether two tensors agree up to rounding.",
    [
      .required("a", "a tensor or number"), .required("b", "one that fits it"),
      .option(relativeTolerance.option),
      .option(absoluteTolerance.option),
    ],
    formulas: ["y = all(abs(a - b) <= atol + rtol * abs(b))"],
    details: "Infinity agrees only with itself, and nan with nothing.",
    examples: [
      .init(code: "allclose(0.1 + 0.2, 0.3)", result: "true"),
      .init(code: "allclose([1, 2], [1, 2, 3])", fails: .shapes),
    ], torch: "torch.allclose(a, b)"
  ) { arguments throws(Diagnostic) in
    let (a, b) = (try arguments.numeric(0), try arguments.numeric(1))
    let (relative, absolute) = (try arguments[relativeTolerance], try arguments[absoluteTolerance])
    let agrees = try arguments.engine([0, 1]) { () throws(TensorError) in
      let interpreter = arguments.interpreter
      let distance = try distance(a, b, interpreter)
      interpreter.noteBroadcast([a, b], distance)
      let size = try interpreter.apply(Abs(), [try widened(b, interpreter)])
      let scale = try interpreter.apply(Multiply(), [size, .number(relative)])
      let limit = try interpreter.apply(Add(), [scale, .number(absolute)])
      let isClose = try interpreter.apply(Compare(.lessOrEqual), [distance, limit])
      // What is infinite is close to its equal alone, and their difference is no number.
      let isFinite = try interpreter.apply(Compare(.less), [size, .number(.infinity)])
      let isNear = try interpreter.apply(LogicalAnd(), [isClose, isFinite])
      let isEqual = try interpreter.apply(Compare(.equal), [a, b])
      return try interpreter.apply(AllTrue(), [try interpreter.apply(LogicalOr(), [isNear, isEqual])])
    }
    return agrees
  }

  /// |a − b|. The difference of int64 is exact, and rounded to float64 only where it is beyond int64.
  private static func distance(
    _ a: Value, _ b: Value, _ interpreter: Interpreter
  ) throws(TensorError) -> Value {
    do throws(TensorError) {
      return try interpreter.apply(Abs(), [try interpreter.apply(Subtract(), [a, b])])
    } catch {
      guard error.code == .overflow else { throw error }
      let (a, b) = (try widened(a, interpreter), try widened(b, interpreter))
      return try interpreter.apply(Abs(), [try interpreter.apply(Subtract(), [a, b])])
    }
  }

  /// int64 as float64, in which no magnitude is too large.
  private static func widened(_ value: Value, _ interpreter: Interpreter) throws(TensorError) -> Value {
    value.isWhole ? try interpreter.apply(Convert(to: .float64), [value]) : value
  }

  private static let expect = BuiltIn(
    "expect", .values, "Fails unless a value is the expected one.",
    [
      .required("value", "what was computed"), .required("expected", "what it should be"),
      .option(Comparison.relativeTolerance.option), .option(Comparison.absoluteTolerance.option),
    ],
    details: """
      of the same kind and shape, and equal up to rounding; nothing is broadcast.
      Whole numbers of int64 are not rounded, and must be equal unless a tolerance is given.
      """,
    examples: [
      .init(code: "expect(1 + 1, 2)", result: "none"),
      .init(code: "expect([1, 2], [1, 3])", fails: .expectation),
    ]
  ) { arguments throws(Diagnostic) in
    let comparison = Comparison(
      relative: try arguments[Comparison.relativeTolerance],
      absolute: try arguments[Comparison.absoluteTolerance])
    let (value, expected) = (arguments.value(0), arguments.value(1))
    if let difference = comparison.difference(value, expected) {
      throw Diagnostic(.expectation, difference)
    }
    return .none
  }
}
