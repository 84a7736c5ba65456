import Engine

/// Lists that grow, and functions over their values.
enum ListFunctions {
  static let all: [BuiltIn] = [append, map, filter]

  private static let values = BuiltIn.Parameter.required(
    "values", "a list, a range, a tensor (its first dimension) or a data set")

  private static let append = BuiltIn(
    "append", .values, "The list with one value more at its end.",
    [.required("l", "a list"), .required("x", "a value of any kind")],
    details: """
      The list itself stays as it is: l = append(l, x) keeps the longer one. A loop of these takes time in proportion to its length.
      l + m joins two lists, l[2] = x changes a value, and stack(l) makes a tensor of numbers or of tensors of one shape.
      """,
    examples: [
      .init(code: "l = list(1, \"two\"); l = append(l, [3]); count(l)", result: "3"),
      .init(
        code: "squares = list(); for i in 1:3 { squares = append(squares, i^2) }; stack(squares)",
        result: "[1, 4, 9]"),
      .init(code: "append(list(1), list(2, 3))[2]", result: "list(2, 3)"),
      .init(code: "append([1, 2], 3)", fails: .wrongType),
    ], torch: "l.append(x), which changes the list"
  ) { arguments throws(Diagnostic) in
    guard case .list(let list) = arguments.value(0) else {
      if case .tensor(let tensor) = arguments.value(0) {
        throw arguments.failure(
          .wrongType, "append takes a list as `l`, not \(arguments.value(0).briefly)", at: 0,
          help: longer(tensor, arguments))
      }
      throw arguments.wrongType(0, "a list")
    }
    try arguments.interpreter.checkRoom(for: 16)
    return .list(list.appending([arguments.value(1)]))
  }

  /// What to write for a vector, and for the `[]` that is an empty list elsewhere.
  private static func longer(_ tensor: Tensor, _ arguments: Arguments) -> String {
    let (name, value) = (
      arguments.text(at: arguments.span(0)) ?? "v", arguments.text(at: arguments.span(1)) ?? "3"
    )
    if tensor.count == 0 {
      let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      return "an empty list is `\(isName ? "\(name) = " : "")list()`"
    }
    let part = arguments.value(1).rank == tensor.rank ? value : "[\(value)]"
    return "write `cat(\(name), \(part))` to make a vector longer"
  }

  private static let map = BuiltIn(
    "map", .values, "A function of each value, as a list; of a tensor, as a tensor.",
    [.required("f", "a function of one value"), values],
    details: """
      Of a tensor's elements, rows or pictures it makes a tensor again, where the results are numbers, booleans or tensors of one \
      shape; else a list. Of a list, a range or a data set it makes a list, and stack(map(f, l)) puts results of one shape together.
      Gradients flow through it. What works element by element needs no map: v^2 is map(x -> x^2, v).
      Of a network or a gradient it is the network whose weights and biases are f of these, each a tensor: map(f64, net) is in \
      float64. sqrt(net), abs(net), net^2, net * net and the like do the same.
      """,
    examples: [
      .init(code: "map(x -> x^2, list(1, 2, 3))", result: "list(1, 4, 9)"),
      .init(code: "map(sum, [1, 2; 3, 4])", result: "[3, 7]"),
      .init(code: "map(row -> row / sum(row), [1, 3; 2, 2])", result: "[0.25, 0.75; 0.5, 0.5]"),
      .init(code: "map(i -> \"w{i}\", 1:2)", result: "list(\"w1\", \"w2\")"),
      .init(code: "n = build(Dense(2), 3); norm(map(w -> 0 * w, n))", result: "0"),
      .init(code: "map(list(1, 2), x -> x)", fails: .wrongType),
      .init(code: "map(w -> sum(w), build(Dense(2), 3))", fails: .shapes),
    ], torch: "[f(x) for x in values]"
  ) { arguments throws(Diagnostic) in
    let function = try arguments.function(0)
    if let network = arguments.object(1, as: NetworkObject.self) {
      return try arguments.mapped(network) { parameter throws(Diagnostic) in
        try arguments.interpreter.call(function, [parameter])
      }
    }
    let sequence = try ValueSequence(arguments, 1)
    var results: [Value] = []
    results.reserveCapacity(sequence.count)
    for position in 0..<sequence.count {
      try arguments.interpreter.checkInterrupted()
      results.append(try arguments.interpreter.call(function, [try sequence.value(position)]))
    }
    return try gathered(results, sequence, arguments) ?? .list(results)
  }

  /// Results for the parts of a tensor as a tensor; nil where they are of other kinds or of several shapes.
  private static func gathered(
    _ results: [Value], _ sequence: ValueSequence, _ arguments: Arguments
  ) throws(Diagnostic) -> Value? {
    guard sequence.isTensor, let first = results.first, first.isNumeric else { return nil }
    let isAlike = results.allSatisfy {
      $0.isNumeric && $0.extents == first.extents && $0.isTruth == first.isTruth
    }
    guard isAlike else { return nil }
    if case .range = first { return nil }
    let (numbers, isTruth) = (results.compactMap(\.plainNumber), first.isTruth)
    return try arguments.engine { () throws(TensorError) in
      guard numbers.count < results.count else {
        return .tensor(try Tensor(numbers, [numbers.count]).converted(to: isTruth ? .bool : .float32))
      }
      return try arguments.interpreter.apply(Stack(axis: 0), results)
    }
  }

  private static let filter = BuiltIn(
    "filter", .values, "The values for which a condition is true, as a list.",
    [.required("f", "a function of one value that gives true or false"), values],
    details: "of a tensor's elements a mask makes a tensor: v[v > 2]",
    examples: [
      .init(code: "filter(x -> x > 1, list(1, 2, 3))", result: "list(2, 3)"),
      .init(code: "filter(i -> i % 2 == 0, 1:5)", result: "list(2, 4)"),
      .init(code: "filter(x -> x, list(1, 2))", fails: .condition),
    ], torch: "[x for x in values if f(x)]"
  ) { arguments throws(Diagnostic) in
    let function = try arguments.function(0)
    let sequence = try ValueSequence(arguments, 1)
    var results: [Value] = []
    for position in 0..<sequence.count {
      try arguments.interpreter.checkInterrupted()
      let value = try sequence.value(position)
      let answer = try arguments.interpreter.call(function, [value])
      guard case .boolean(let isWanted) = answer else {
        throw arguments.failure(
          .condition, "the function of filter must give true or false, not \(answer.briefly)", at: 0,
          help: answer.isNumeric ? "compare it: `filter(x -> x != 0, values)`" : nil)
      }
      if isWanted { results.append(value) }
    }
    return .list(results)
  }
}

/// What a function can be applied to value by value.
struct ValueSequence {
  let count: Int
  private let sequence: Value
  private let arguments: Arguments
  private let parameter: Int

  /// - Throws: `wrongType` for a value that has no values in it.
  init(_ arguments: Arguments, _ parameter: Int) throws(Diagnostic) {
    (self.arguments, self.parameter) = (arguments, parameter)
    sequence = arguments.value(parameter)
    switch sequence {
    case .list(let list): count = list.count
    case .range(let range): count = range.count
    case .tensor(let tensor) where tensor.rank > 0: count = tensor.shape[0]
    case .object(let box) where box.content.count != nil: count = box.content.count ?? 0
    default:
      let isSwapped: Bool =
        switch sequence {
        case .function, .builtIn: true
        default: false
        }
      throw arguments.failure(
        .wrongType,
        "\(arguments.builtIn.name) takes a list, a range or a tensor as `values`, not \(sequence.briefly)",
        at: parameter, help: isSwapped ? "the function comes first: \(arguments.builtIn.signature)" : nil)
    }
    try arguments.interpreter.checkRoom(for: 16 * count)
  }

  var isTensor: Bool { if case .tensor = sequence { true } else { false } }

  /// The value at a place, counted from 0.
  func value(_ position: Int) throws(Diagnostic) -> Value {
    switch sequence {
    case .list(let list): return list.values[position]
    case .range(let range): return .number(range.number(position))
    default: break
    }
    return try arguments.engine([parameter]) { () throws(TensorError) in
      let execution = arguments.interpreter.execution
      if case .object(let box) = sequence { return try box.content.element(position, execution) }
      guard case .tensor(let tensor) = sequence else { return .none }
      return .tensor(try Slice([.index(position)]).apply([tensor], in: execution))
    }
  }
}

extension Value {
  /// The shape of a tensor; a number has none.
  fileprivate var extents: [Int] { if case .tensor(let tensor) = self { tensor.shape.array } else { [] } }

  /// A number or a truth that is no tensor.
  fileprivate var plainNumber: Double? {
    switch self {
    case .number(let number): number
    case .boolean(let truth): truth ? 1 : 0
    default: nil
    }
  }
}
