import Engine

/// Functions that go along a dimension from element to element.
enum RunningFunctions {
  static let all: [BuiltIn] = [
    running(
      "cumsum", "The sums of the elements up to each one.", "y[i] = sum(x[1:i])", "cumsum([1, 2, 3])",
      "[1, 3, 6]",
      "torch.cumsum(x, dim=0)"
    ) { CumSum(axis: $0) },
    running(
      "cumprod", "The products of the elements up to each one.", "y[i] = prod(x[1:i])", "cumprod([1, 2, 3])",
      "[1, 2, 6]", "torch.cumprod(x, dim=0)"
    ) { CumProd(axis: $0) },
    diff, roll,
  ]

  private static let along = OptionKey<Dimensions>(
    "dim", default: .all, "the dimension to go along, counted from 1; a vector has only one")

  private static func running(
    _ name: String, _ summary: String, _ formula: String, _ code: String, _ result: String, _ torch: String,
    _ make: @escaping @Sendable (Int) -> some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .reductions, summary, [.required("x", "a tensor"), .option(along.option)], formulas: [formula],
      details: "of int64 it is int64",
      examples: [
        .init(code: code, result: result),
        .init(
          code: "\(name)([1, 2; 3, 4], dim=2)", result: name == "cumsum" ? "[1, 3; 3, 7]" : "[1, 2; 3, 12]"),
        .init(code: "\(name)([1, 2; 3, 4])", fails: .option),
      ], torch: torch
    ) { arguments throws(Diagnostic) in try arguments.calling(make(try arguments.namedAxis(along)), 0) }
  }

  private static let last = OptionKey<Dimensions>(
    "dim", default: -1, "the dimension to go along, counted from 1; the last by default")
  private static let before = BuiltIn.Parameter.named("prepend", "what is put before the first elements")
  private static let behind = BuiltIn.Parameter.named("append", "what is put after the last elements")

  private static let diff = BuiltIn(
    "diff", .reductions, "The differences of neighbours: each element less the one before it.",
    [.required("x", "a tensor"), .option(Diff.order.option), .option(last.option), before, behind],
    formulas: ["y[i] = x[i + 1] - x[i]"], details: "one fewer than elements; of int64 it is int64",
    examples: [
      .init(code: "diff([1, 4, 9, 16])", result: "[3, 5, 7]"),
      .init(code: "diff([1, 4, 9, 16], 2)", result: "[2, 2]"),
      .init(code: "diff([1, 3; 6, 10], dim=1)", result: "[[5, 7]]"),
      .init(code: "diff([1, 3], prepend=0)", result: "[1, 2]"),
      .init(code: "diff(5)", fails: .rank),
    ], torch: "torch.diff(x, n=1, dim=-1)"
  ) { arguments throws(Diagnostic) in
    let shape = try arguments.tensor(0).shape
    let axis = try arguments.oneAxis(last, rank: shape.rank) ?? 0
    var x = try arguments.numeric(0)
    if arguments.optional(before) != nil || arguments.optional(behind) != nil, shape.rank > 0 {
      let parts = [try end(arguments, before, axis), x, try end(arguments, behind, axis)].compactMap(\.self)
      x = try arguments.engine([0]) { () throws(TensorError) in
        try arguments.interpreter.apply(Concatenate(axis: axis), parts)
      }
    }
    // What was put together has no name in the program.
    let isWhole = arguments.optional(before) == nil && arguments.optional(behind) == nil
    return OperationCall(
      operation: Diff(axis: axis, order: try arguments[Diff.order]), operands: [x],
      positions: isWhole ? [0] : [])
  }

  /// What is put before or behind; a number stands for one on each row.
  private static func end(
    _ arguments: Arguments, _ parameter: BuiltIn.Parameter, _ axis: Int
  ) throws(Diagnostic) -> Value? {
    guard arguments.optional(parameter) != nil else { return nil }
    let x = try arguments.tensor(0)
    let given = try arguments.tensor(parameter, numbersAs: x.dtype)
    guard given.rank == 0, x.rank > 0 else { return .tensor(given) }
    var extents = x.shape.array
    extents[axis] = 1
    return try arguments.engine { () throws(TensorError) in
      let shape = try Shape(checking: extents)
      return try arguments.interpreter.apply(
        Add(), [.tensor(try Tensor(zeros: shape, given.dtype)), .tensor(given)])
    }
  }

  private static let moved = OptionKey<Dimensions>(
    "dim", default: .all,
    "the dimension to move along, counted from 1, or several; without it, all elements in order")
  private static let shifts = BuiltIn.Parameter.required(
    "shifts", "by how many places, negative towards the start; [1, 2] for two dimensions")

  private static let roll = BuiltIn(
    "roll", .shapes, "Moves elements along; what leaves at the end comes in again at the start.",
    [.required("x", "a tensor"), shifts, .option(moved.option)],
    examples: [
      .init(code: "roll([1, 2, 3, 4], 1)", result: "[4, 1, 2, 3]"),
      .init(code: "roll([1, 2; 3, 4], -1, dim=1)", result: "[3, 4; 1, 2]"),
      .init(code: "roll([1, 2; 3, 4], [1, 1], dim=[1, 2])", result: "[4, 3; 2, 1]"),
      .init(code: "roll([1, 2, 3], [1, 2])", fails: .option),
    ], torch: "torch.roll(x, 1, 0), whose dimensions count from 0"
  ) { arguments throws(Diagnostic) in
    let steps = try arguments.integers(shifts)
    let axes = try arguments.axes(moved, rank: try arguments.tensor(0).rank)
    let ways = axes.isEmpty ? [nil] : axes.map(Optional.some)
    guard steps.count == ways.count, let last = steps.last else {
      throw arguments.failure(
        .option,
        "\(Formatter.count(steps.count, "shift")) for \(axes.isEmpty ? "the whole tensor" : Formatter.count(axes.count, "dimension"))",
        at: shifts, help: "each dimension has its shift: roll(x, [1, 2], dim=[1, 2])")
    }
    var x = try arguments.numeric(0)
    for (step, axis) in zip(steps.dropLast(), ways) {
      let value = x
      x = try arguments.engine([0]) { () throws(TensorError) in
        try arguments.interpreter.apply(Roll(step, axis: axis), [value])
      }
    }
    return OperationCall(
      operation: Roll(last, axis: ways[ways.count - 1]), operands: [x], positions: steps.count == 1 ? [0] : []
    )
  }
}
