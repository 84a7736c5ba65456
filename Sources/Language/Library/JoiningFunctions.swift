import Engine

/// Functions that put tensors together: along a dimension that they have, or along a new one.
enum JoiningFunctions {
  static let all: [BuiltIn] = [cat, stack]

  private static let joined = OptionKey<Dimensions>("dim", default: 1, "the dimension, counted from 1")
  private static let added = OptionKey<Dimensions>("dim", default: 1, "the new dimension, counted from 1")

  private static let cat = BuiltIn(
    "cat", .shapes, "Concatenates tensors along an existing dimension, or lists.",
    [
      .variadic("tensors", "tensors or lists, or one list of them"), .option(joined.option),
    ],
    examples: [
      .init(code: "cat([1, 2], [3])", result: "[1, 2, 3]"),
      .init(code: "cat(list([1, 2], [3]))", result: "[1, 2, 3]"),
      .init(code: "cat(list(list(1, 2), list(\"three\")))", result: "list(1, 2, \"three\")"),
      .init(code: "cat([1, 2; 3, 4], [1, 2, 3; 4, 5, 6])", fails: .shapes),
    ], torch: "torch.cat([a, b], dim=0)",
    operation: { arguments throws(Diagnostic) in try concatenation(arguments).erased }
  ) { arguments throws(Diagnostic) in
    if let lists = try joinedLists(arguments) { return lists }
    if arguments.rest.count == 1, case .tensor = arguments.rest[0] {
      arguments.interpreter.note(
        "cat: one", "cat of one tensor changes nothing: several are written without brackets, `cat(a, b)`")
    }
    return try arguments.apply(try concatenation(arguments))
  }

  private static func concatenation(_ arguments: Arguments) throws(Diagnostic) -> OperationCall<Concatenate> {
    let operands = try tensors(arguments)
    let axis = try arguments.axes(joined, rank: rank(of: operands)).first ?? 0
    return OperationCall(
      operation: Concatenate(axis: axis), operands: operands, positions: restPositions(arguments))
  }

  /// Several lists, or a list of lists, as one; nil for anything else.
  private static func joinedLists(_ arguments: Arguments) throws(Diagnostic) -> Value? {
    var values = arguments.rest
    if values.count == 1, case .list(let list) = values[0] { values = list.values }
    let lists = values.compactMap { if case .list(let list) = $0 { list } else { nil } }
    guard !lists.isEmpty, lists.count == values.count else { return nil }
    try arguments.interpreter.checkRoom(for: 16 * lists.reduce(0) { $0 + $1.count })
    return .list(lists.flatMap(\.values))
  }

  private static let stack = BuiltIn(
    "stack", .shapes, "Stacks tensors of the same shape along a new dimension.",
    [
      .variadic("tensors", "tensors, or one list of them"), .option(added.option),
    ],
    details: "one tensor alone counts as the list of the parts of its first dimension",
    examples: [
      .init(code: "stack([1, 2], [3, 4])", result: "[1, 2; 3, 4]"),
      .init(code: "shape(stack([1, 2; 3, 4]))", result: "[2, 2]"),
      .init(code: "stack([1, 2], [1, 2, 3])", fails: .shapes),
    ],
    torch: "torch.stack([a, b], dim=0)"
  ) { arguments throws(Diagnostic) in
    let operands = try rows(of: tensors(arguments), arguments)
    let axis = try arguments.axes(added, rank: rank(of: operands) + 1).first ?? 0
    return OperationCall(
      operation: Stack(axis: axis), operands: operands, positions: restPositions(arguments))
  }

  /// A tensor alone counts as the list of its first dimension's parts, as in PyTorch.
  private static func rows(of operands: [Value], _ arguments: Arguments) throws(Diagnostic) -> [Value] {
    guard operands.count == 1, case .tensor(let tensor) = operands[0], tensor.rank > 0, tensor.count > 0,
      case .tensor? = arguments.rest.first
    else { return operands }
    var rows: [Value] = []
    for row in 0..<tensor.shape[0] {
      rows.append(
        .tensor(
          try arguments.engine { () throws(TensorError) in
            try Slice([.index(row)]).apply([tensor], in: arguments.interpreter.execution)
          }))
    }
    return rows
  }

  private static func rank(of operands: [Value]) -> Int {
    if case .tensor(let tensor)? = operands.first { tensor.rank } else { 0 }
  }

  static func restPositions(_ arguments: Arguments) -> [Int] {
    arguments.rest.count == 1 ? [] : arguments.rest.indices.map { $0 + arguments.spans.count }
  }

  /// The operands of `cat` and the like: several tensors, or one list.
  /// - Parameter hasDimension: whether a number behind tensors is meant for a dimension.
  static func tensors(_ arguments: Arguments, hasDimension: Bool = true) throws(Diagnostic) -> [Value] {
    var values = arguments.rest
    if values.count == 1, case .list(let list) = values[0] { values = list.values }
    guard !values.isEmpty else {
      throw Diagnostic(.missingArgument, "\(arguments.builtIn.name) needs at least one tensor")
    }
    for (position, value) in values.enumerated() {
      if case .range(let range) = value { values[position] = .tensor(try arguments.tensor(of: range)) }
      guard !value.isNumeric else { continue }
      throw Diagnostic(
        .wrongType, "\(arguments.builtIn.name) takes tensors, not \(value.briefly)",
        help: longerList(arguments))
    }
    if hasDimension, rank(of: values) > 0, case .number? = values.last {
      throw Diagnostic(
        .wrongType, "\(arguments.builtIn.name) takes tensors, but the last argument is a number",
        help: longerVector(arguments, values)
          ?? "the dimension goes by name: \(arguments.builtIn.name)(a, b, dim=2)")
    }
    return values
  }

  /// `append(l, 3)` for `cat(l, 3)`; nil for anything else.
  private static func longerList(_ arguments: Arguments) -> String? {
    guard arguments.rest.count == 2, case .list = arguments.rest[0],
      let list = arguments.text(at: arguments.restSpans[0]),
      let value = arguments.text(at: arguments.restSpans[1])
    else { return nil }
    return "write `append(\(list), \(value))`, or `\(list) + list(\(value))`"
  }

  /// `cat(v, [4])` for `cat(v, 4)`; nil where the number may be a dimension.
  private static func longerVector(_ arguments: Arguments, _ values: [Value]) -> String? {
    guard values.count == 2, arguments.rest.count == 2, rank(of: values) == 1,
      let vector = arguments.text(at: arguments.restSpans[0]),
      let number = arguments.text(at: arguments.restSpans[1])
    else { return nil }
    return "write `cat(\(vector), [\(number)])` for one more element"
  }
}
