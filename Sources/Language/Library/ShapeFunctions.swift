import Engine

/// Functions that ask for a shape or rearrange elements.
enum ShapeFunctions {
  static let all: [BuiltIn] =
    [
      shape, count, reshape, flatten, permute, transpose, pad, flip, rot90,
    ] + JoiningFunctions.all + [oneHot] + TypeFunctions.all

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
}
