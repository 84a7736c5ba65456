import Engine

/// Functions that ask for a shape or rearrange elements.
enum ShapeFunctions {
  static let all: [BuiltIn] = [
    shape, count, reshape, flatten, permute, transpose, pad, flip, rot90, cat, stack, oneHot, dtype, f32, f64,
    i64,
  ]

  private static let shape = BuiltIn(
    "shape", .shapes, "How many elements a tensor has along each dimension.", [.required("x", "a tensor")],
    examples: [
      .init(code: "shape([1, 2, 3; 4, 5, 6])", result: "[2, 3]"),
      .init(code: "shape(\"text\")", fails: .wrongType),
    ], torch: "x.shape", extraArgumentHelp: "one extent is `shape($1)[$2]`"
  ) { arguments throws(Diagnostic) in
    let extents = try arguments.tensor(0).shape.array.map { Int64($0) }
    return try arguments.engine { () throws(TensorError) in .tensor(try Tensor(extents, [extents.count])) }
  }

  private static let count = BuiltIn(
    "count", .shapes, "How many elements a tensor, list, range or string has; pictures of a data set.",
    [.required("x", "a tensor, list, range, string or data set")],
    examples: [
      .init(code: "count([1, 2; 3, 4])", result: "4"), .init(code: "count(x -> x)", fails: .wrongType),
    ], torch: "x.numel()"
  ) { arguments throws(Diagnostic) in
    switch arguments.value(0) {
    case .tensor(let tensor):
      if tensor.dtype == .bool {
        arguments.interpreter.noteOnceInCell(
          "count", "count says how many elements there are; `sum(x > 0)` counts those for which it is true")
      }
      return .number(Double(tensor.count))
    case .list(let list): return .number(Double(list.values.count))
    case .range(let range): return .number(Double(range.count))
    case .string(let box): return .number(Double(box.text.count))
    case .record(let record): return .number(Double(record.names.count))
    case .number: return .number(1)
    case .object(let box) where box.content.count != nil: return .number(Double(box.content.count ?? 0))
    case .boolean:
      throw arguments.failure(
        .wrongType, "count takes a tensor, list, range or string as `x`, not \(arguments.value(0).briefly)",
        at: 0,
        help: "`sum(x > 0)` counts those elements of a tensor where it holds")
    default: throw arguments.wrongType(0, "a tensor, list, range or string")
    }
  }

  private static let reshape = BuiltIn(
    "reshape", .shapes, "The same elements under another shape.",
    [
      .required("x", "a tensor"),
      .variadic("shape", "the extents, one by one or as [h, w]; one may be -1 and is inferred"),
    ],
    details: "elements keep their order, with the last dimension varying fastest",
    examples: [
      .init(code: "reshape([1, 2, 3, 4], 2, 2)", result: "[1, 2; 3, 4]"),
      .init(code: "reshape([1, 2, 3, 4], 3, 2)", fails: .shapes),
    ], torch: "x.reshape(2, 2)"
  ) { arguments throws(Diagnostic) in
    let extents = try arguments.integers(arguments.rest, arguments.restSpans)
    if extents.count < arguments.rest.count { throw inferred(arguments) }
    return try arguments.calling(Reshape(extents), 0)
  }

  /// The error for MATLAB's `reshape(x, [], 2)`.
  private static func inferred(_ arguments: Arguments) -> Diagnostic {
    let texts = ([arguments.span(0)] + arguments.restSpans).map {
      arguments.text(at: $0).map { $0 == "[]" ? "-1" : $0 }
    }
    let help =
      "write `reshape(\(texts.compactMap(\.self).joined(separator: ", ")))`; elements keep their order, row after row"
    return arguments.failure(
      .option, "`[]` is no extent",
      help: texts.contains(nil) ? "-1 stands for the extent that is inferred" : help)
  }

  private static let firstJoined = OptionKey<Dimensions>(
    "start_dim", default: 1, "the first dimension to join; 2 keeps the pictures of a batch apart")
  private static let lastJoined = OptionKey<Dimensions>(
    "end_dim", default: -1, "the last dimension to join")

  private static let flatten = BuiltIn(
    "flatten", .shapes, "All elements in one row, or one row for each picture of a batch.",
    [
      .required("x", "a tensor"),
      .option(firstJoined.option), .option(lastJoined.option),
    ],
    examples: [
      .init(code: "flatten([1, 2; 3, 4])", result: "[1, 2, 3, 4]"),
      .init(code: "flatten([1, 2; 3, 4], start_dim=2, end_dim=1)", fails: .option),
    ],
    torch: "torch.flatten(x), whose dimensions count from 0"
  ) { arguments throws(Diagnostic) in
    let rank = try arguments.tensor(0).rank
    guard rank > 0 else { return try arguments.calling(Flatten(), 0) }
    let start = try arguments.axes(firstJoined, rank: rank).first ?? 0
    let end = try arguments.axes(lastJoined, rank: rank).first ?? rank - 1
    guard start <= end else {
      throw arguments.failure(
        .option, "start_dim is \(start + 1) and end_dim \(end + 1): the first comes before the last",
        at: firstJoined)
    }
    return try arguments.calling(Flatten(start: start, end: end), 0)
  }

  private static let permute = BuiltIn(
    "permute", .shapes, "Puts the dimensions in another order.",
    [.required("x", "a tensor"), .variadic("dims", "all dimensions in their new order, counted from 1")],
    examples: [
      .init(code: "shape(permute(zeros(2, 3, 4), 3, 1, 2))", result: "[4, 2, 3]"),
      .init(code: "permute([1, 2; 3, 4], 1, 1)", fails: .option),
    ],
    torch: "x.permute(2, 0, 1), which counts from 0"
  ) { arguments throws(Diagnostic) in
    let dims = try arguments.integers(arguments.rest, arguments.restSpans)
    let rank = try arguments.tensor(0).rank
    let axes = dims.map { $0 > 0 ? $0 - 1 : rank + $0 }
    guard Set(axes) == Set(0..<rank), axes.count == rank, !dims.contains(0) else {
      throw arguments.failure(
        .option,
        "the order [\(dims.map(String.init).joined(separator: ", "))] does not name each of the "
          + "\(rank) dimensions once", help: "dimensions count from 1: permute(x, 3, 1, 2)")
    }
    return try arguments.calling(Permute(axes), 0)
  }

  private static let sides = BuiltIn.Parameter.required(
    "sides", "one width for all four sides, or [left, right, top, bottom]; a negative one crops")

  private static let pad = BuiltIn(
    "pad", .shapes, "Pads a picture.",
    [
      .required("x", "a tensor"), sides, .option(Pad.value.option),
    ],
    details: """
      Sides go in pairs from the last dimension on, as in PyTorch: two for the columns alone, six for the dimension before \
      the rows too.
      """,
    examples: [
      .init(code: "pad([1, 2], [1, 1, 0, 0])", result: "[0, 1, 2, 0]"),
      .init(code: "pad([1, 2; 3, 4], [0, -1])", result: "[1; 3]"),
      .init(code: "shape(pad(ones(3, 4, 4), [1, 1, 1, 1, 0, 2]))", result: "[5, 6, 6]"),
      .init(code: "pad([1, 2; 3, 4], -2)", fails: .size),
    ],
    torch: "F.pad(x, (1, 1, 0, 0))"
  ) { arguments throws(Diagnostic) in
    var sides = try arguments.integers(sides)
    if sides.count == 1 {
      let dimensions = min(2, try arguments.tensor(0).rank)
      sides = [Int](repeating: sides[0], count: 2 * dimensions)
    }
    while sides.count > 2, sides.count / 2 > (try arguments.tensor(0).rank), sides.suffix(2) == [0, 0] {
      sides.removeLast(2)
    }
    return try arguments.calling(Pad(sides, value: try arguments[Pad.value]), 0)
  }

  private static let flipped = OptionKey<Dimensions>(
    "dim", default: .all, "the dimensions, counted from 1; all without it")

  private static let flip = BuiltIn(
    "flip", .shapes, "Reverses the order along a dimension.",
    [.required("x", "a tensor"), .option(flipped.option)],
    examples: [
      .init(code: "flip([1, 2, 3])", result: "[3, 2, 1]"),
      .init(code: "flip([1, 2; 3, 4], dim=3)", fails: .option),
    ], torch: "torch.flip(x, [0])"
  ) { arguments throws(Diagnostic) in
    let rank = try arguments.tensor(0).rank
    let axes = try arguments.axes(flipped, rank: rank)
    return try arguments.calling(Flip(axes.isEmpty ? Array(0..<rank) : axes), 0)
  }

  private static let exchanged = OptionKey<Dimensions>(
    "dim0", default: .all, style: .either, "one dimension, counted from 1")
  private static let exchangedWith = OptionKey<Dimensions>("dim1", default: .all, style: .either, "the other")

  private static let transpose = BuiltIn(
    "transpose", .shapes, "Swaps rows and columns, or two dimensions.",
    [
      .required("x", "a matrix, or several: the last two dimensions, where none are named"),
      .option(exchanged.option), .option(exchangedWith.option),
    ],
    details: "x' is the same for a matrix",
    examples: [
      .init(code: "transpose([1, 2; 3, 4])", result: "[1, 3; 2, 4]"),
      .init(code: "transpose([1, 2; 3, 4], 1, 3)", fails: .option),
    ],
    torch: "torch.transpose(x, 0, 1), which counts from 0"
  ) { arguments throws(Diagnostic) in
    let rank = try arguments.tensor(0).rank
    switch (
      try arguments.axes(exchanged, rank: rank).first, try arguments.axes(exchangedWith, rank: rank).first
    ) {
    case (let first?, let second?): return try arguments.calling(Transpose(first, second), 0)
    case (nil, nil): return try arguments.calling(Transpose(), 0)
    default:
      throw arguments.failure(
        .option, "transpose swaps two dimensions, but only one is named",
        at: arguments.optional(exchanged) == nil ? exchangedWith : exchanged,
        help: "transpose(x, 1, 2); x' for rows and columns")
    }
  }

  private static let rot90 = BuiltIn(
    "rot90", .shapes, "Turns a picture by quarter turns, counter-clockwise as seen.",
    [
      .required("x", "a picture, or several: the last two dimensions are turned"),
      .option(Rot90.turns.option),
    ],
    examples: [
      .init(code: "rot90([1, 2; 3, 4])", result: "[2, 4; 1, 3]"),
      .init(code: "rot90([1, 2])", fails: .rank),
    ],
    torch: "torch.rot90(x, 1, [-2, -1])"
  ) { arguments throws(Diagnostic) in
    let rank = try arguments.tensor(0).rank
    let turns = try arguments[Rot90.turns]
    guard rank >= 2 else {
      throw arguments.failure(
        .rank, "a picture has rows and columns, but this is \(arguments.value(0).briefly)", at: 0)
    }
    return try arguments.calling(Rot90(turns: turns, rank - 2, rank - 1), 0)
  }

  private static let classCount = OptionKey<Int>.required(
    "count", limits: .from(1), "how many classes there are")

  private static let oneHot = BuiltIn(
    "one_hot", .shapes, "Class numbers as rows with a single 1.",
    [
      .required("classes", "class numbers, counted from 1, in a tensor of any shape"),
      .option(classCount.option),
    ],
    details: "the result has one dimension more; there is no gradient",
    examples: [
      .init(code: "one_hot([1, 3], 3)", result: "[1, 0, 0; 0, 0, 1]"),
      .init(code: "one_hot([1, 5], 3)", fails: .index),
    ],
    torch: "F.one_hot(classes - 1, 3)"
  ) { arguments throws(Diagnostic) in
    let count = try arguments[classCount]
    let classes = try arguments.tensor(0)
    for label in (0..<classes.count).lazy.map(classes.element)
    where !(label >= 1 && label <= Double(count) && label == label.rounded()) {
      throw arguments.failure(
        .index, "there is no class \(Formatter.number(label)): the \(count) classes are 1 to \(count)", at: 0)
    }
    let fromZero = try arguments.engine([0]) { () throws(TensorError) in
      try Subtract()(try classes.converted(to: .int64), try Tensor(1, .int64))
    }
    return OperationCall(operation: OneHot(classes: count), operands: [.tensor(fromZero)], positions: [0])
  }

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

  private static let dtype = BuiltIn(
    "dtype", .shapes, "The type of a tensor's elements.", [.required("x", "a tensor or a number")],
    examples: [
      .init(code: "dtype([1, 2])", result: "\"float32\""),
      .init(code: "dtype(\"text\")", fails: .wrongType),
    ], torch: "x.dtype"
  ) { arguments throws(Diagnostic) in
    if case .number = arguments.value(0) { return .string(DType.float64.name) }
    return .string(try arguments.tensor(0).dtype.name)
  }

  private static let f32 = converter("f32", .float32, "single precision: about 7 digits")
  private static let f64 = converter("f64", .float64, "double precision: about 16 digits")

  private static let i64 = BuiltIn(
    "i64", .shapes, "The elements as whole numbers (int64), without their decimals.",
    [.required("x", "a tensor or a number")],
    details: """
      Arithmetic on int64 stays int64, and a result beyond it is an error; only / gives floating-point numbers. round(x) \
      before it takes the nearest whole number. There is no gradient.
      """,
    examples: [
      .init(code: "i64([1.9, -1.9])", result: "[1, -1]"),
      .init(code: "dtype(i64([1, 2]) * 2)", result: "\"int64\""),
      .init(code: "i64([1, 2]) / 2", result: "[0.5, 1]"), .init(code: "i64(nan)", fails: .overflow),
    ], torch: "x.to(torch.int64)"
  ) { arguments throws(Diagnostic) in
    let operand = try arguments.tensor(0, numbersAs: .float64)
    return OperationCall(operation: Convert(to: .int64), operands: [.tensor(operand)], positions: [0])
  }

  private static func converter(_ name: String, _ dtype: DType, _ precision: String) -> BuiltIn {
    BuiltIn(
      name, .shapes, "The elements in \(precision).", [.required("x", "a tensor")],
      details: """
        float32 with float64 gives float64; plain numbers take the tensor's type. Numbers in brackets are float32, unless they \
        are the argument itself: f64([0.1]) has all digits of 0.1, x = [0.1]; f64(x) those of float32.
        """,
      examples: [
        .init(code: "dtype(\(name)([1, 2]))", result: "\"\(dtype.name)\""),
        .init(code: "\(name)(\"text\")", fails: .wrongType),
      ],
      torch: "x.to(torch.\(dtype.name))", literalType: dtype
    ) { arguments throws(Diagnostic) in
      let operand = try arguments.tensor(0, numbersAs: .float64)
      return OperationCall(operation: Convert(to: dtype), operands: [.tensor(operand)], positions: [0])
    }
  }
}
