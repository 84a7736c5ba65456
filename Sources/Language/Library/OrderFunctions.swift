import Engine

/// Functions that put elements in order.
enum OrderFunctions {
  static let all: [BuiltIn] = [sort, argsort, topk, takeAlong, unique]

  private static let last = OptionKey<Dimensions>(
    "dim", default: -1, "the dimension to sort along, counted from 1; the last by default")
  private static let stable = OptionKey(
    "stable", default: true, "whether equal elements keep their order; here they always do")
  private static let order: [BuiltIn.Parameter] = [
    .option(last.option), .option(Sort.descending.option), .option(stable.option),
  ]

  private static let sort = BuiltIn(
    "sort", .reductions, "The elements in ascending order, along a dimension.",
    [.required("x", "a tensor")] + order,
    details: """
      nan is larger than every number. The gradient goes back to where each element was.
      argsort gives the indices that PyTorch's sort gives besides; sort(flatten(x)) sorts all elements of a matrix.
      """,
    examples: [
      .init(code: "sort([3, 1, 2])", result: "[1, 2, 3]"),
      .init(code: "sort([3, 1; 2, 4], dim=1)", result: "[2, 1; 3, 4]"),
      .init(code: "sort([3, 1, 2], descending=true)", result: "[3, 2, 1]"),
      .init(code: "sort([1, 2], dim=2)", fails: .option),
    ], torch: "torch.sort(x, dim=-1).values"
  ) { arguments throws(Diagnostic) in
    _ = try arguments[stable]
    let axis = try arguments.oneAxis(last, rank: try arguments.tensor(0).rank) ?? 0
    return try arguments.calling(Sort(axis: axis, descending: try arguments[Sort.descending]), 0)
  }

  private static let argsort = BuiltIn(
    "argsort", .reductions, "The indices that put the elements in order, counted from 1.",
    [.required("x", "a tensor")] + order,
    details: "int64; equal elements keep their order; nan is larger than every number; there is no gradient",
    examples: [
      .init(code: "argsort([30, 10, 20])", result: "[2, 3, 1]"),
      .init(code: "x = [30, 10, 20]; x[argsort(x, descending=true)]", result: "[30, 20, 10]"),
      .init(code: "argsort([1, 2], dim=2)", fails: .option),
    ], torch: "torch.argsort(x, dim=-1), which counts from 0",
    operation: { arguments throws(Diagnostic) in try arguments.calling(try sorting(arguments), 0).erased }
  ) { arguments throws(Diagnostic) in
    let places = try arguments.apply(try sorting(arguments), 0)
    return try arguments.engine { () throws(TensorError) in .tensor(try countedFromOne(places)) }
  }

  private static func sorting(_ arguments: Arguments) throws(Diagnostic) -> ArgSort {
    _ = try arguments[stable]
    let axis = try arguments.oneAxis(last, rank: try arguments.tensor(0).rank) ?? 0
    return ArgSort(axis: axis, descending: try arguments[Sort.descending])
  }

  private static func countedFromOne(_ places: Value) throws(TensorError) -> Tensor {
    // The only place of a plain number.
    guard case .tensor(let tensor) = places else { return try Tensor(1, .int64) }
    return try Add()(tensor, try Tensor(1, .int64))
  }

  private static let most = OptionKey<Int>.required("k", limits: .from(0), "how many")
  private static let largest = OptionKey("largest", default: true, "false looks for the smallest")
  private static let sorted = OptionKey(
    "sorted", default: true, "whether they are in order; here they always are")

  private static let topk = BuiltIn(
    "topk", .reductions, "The largest elements along a dimension, and their indices.",
    [
      .required("x", "a tensor"), .option(most.option), .option(last.option), .option(largest.option),
      .option(sorted.option),
    ],
    details: """
      A record with `values`, the largest first, and `indices`, counted from 1. nan is larger than every number.
      The gradient goes from the values to the elements that they are.
      """,
    examples: [
      .init(code: "topk([3, 9, 2, 7], 2).values", result: "[9, 7]"),
      .init(code: "topk([3, 9, 2, 7], 2).indices", result: "[2, 4]"),
      .init(code: "topk([3, 9; 7, 2], 1, dim=1, largest=false).values", result: "[[3, 2]]"),
      .init(code: "topk([1, 2], 3)", fails: .option),
    ], torch: "torch.topk(x, 2), whose indices count from 0"
  ) { arguments throws(Diagnostic) in
    _ = try arguments[sorted]
    let (x, count) = (try arguments.tensor(0), try arguments[most])
    let axis = try arguments.oneAxis(last, rank: x.rank) ?? 0
    let extent = x.rank == 0 ? 1 : x.shape[axis]
    guard count <= extent else {
      throw arguments.failure(
        .option, "there are \(Formatter.count(extent, "element")) along that dimension, and `k` is \(count)",
        at: most)
    }
    let descending = try arguments[largest]
    return try arguments.engine([0]) { () throws(TensorError) in
      let execution = arguments.interpreter.execution
      let row = x.rank == 0 ? try Reshape([1]).apply([x], in: execution) : x
      let all = try ArgSort(axis: axis, descending: descending).apply([row.detached], in: execution)
      var parts = [Slice.Part](repeating: .all, count: row.rank)
      parts[axis] = .range(start: 0, count: count)
      let places = try Slice(parts).apply([all], in: execution)
      let values = try TakeAlong(axis: axis).apply([row, places], in: execution)
      return .record(
        RecordBox(
          ["values", "indices"], [.tensor(values), .tensor(try countedFromOne(.tensor(places)))]))
    }
  }

  private static let taken = OptionKey<Dimensions>(
    "dim", default: .all, "the dimension that the indices count along, from 1; a vector has only one")

  private static let takeAlong = BuiltIn(
    "take_along_dim", .shapes, "From each row along a dimension the elements that indices name.",
    [
      .required("x", "a tensor"),
      .required(
        "indices",
        "counted from 1, as argsort and argmax(keepdim=true) give them; otherwise of the shape of x"),
      .option(taken.option),
    ],
    examples: [
      .init(code: "x = [3, 1; 2, 4]; take_along_dim(x, argsort(x, dim=2), dim=2)", result: "[1, 3; 2, 4]"),
      .init(code: "take_along_dim([3, 1; 2, 4], [2; 1], dim=2)", result: "[1; 2]"),
      .init(code: "take_along_dim([5, 6], [3])", fails: .index),
    ], torch: "torch.take_along_dim(x, indices, dim=1), which counts from 0"
  ) { arguments throws(Diagnostic) in
    let axis = try arguments.namedAxis(taken)
    return try arguments.calling(TakeAlong(axis: axis, firstIndex: 1), 0, 1)
  }

  private static let inverse = OptionKey(
    "return_inverse", default: false, "true adds which of them each element of x is, counted from 1")
  private static let counts = OptionKey("return_counts", default: false, "true adds how often each is there")

  private static let unique = BuiltIn(
    "unique", .reductions, "The different elements, in ascending order.",
    [
      .required("x", "a tensor of any shape"), .option(sorted.option), .option(inverse.option),
      .option(counts.option),
    ],
    details: """
      With return_inverse or return_counts, a record with `values` and, as asked for, `inverse_indices` and `counts`.
      nan is unequal to everything, so each stands for itself. The gradient goes to the first of equal elements.
      """,
    examples: [
      .init(code: "unique([3, 1, 2, 3, 1])", result: "[1, 2, 3]"),
      .init(code: "unique([5, 7, 5], return_counts=true).counts", result: "[2, 1]"),
      .init(code: "unique([5, 7, 5], return_inverse=true).inverse_indices", result: "[1, 2, 1]"),
      .init(code: "unique(\"text\")", fails: .wrongType),
    ], torch: "torch.unique(x)"
  ) { arguments throws(Diagnostic) in
    _ = try arguments[sorted]
    let x = try arguments.tensor(0, numbersAs: .float64)
    let (hasInverse, hasCounts) = (try arguments[inverse], try arguments[counts])
    return try arguments.engine([0]) { () throws(TensorError) in
      let execution = arguments.interpreter.execution
      let distinct = try Distinct(x.detached, withPlaces: hasInverse || x.isTaped, in: execution)
      var values = distinct.values
      if x.isTaped, let first = distinct.first {
        values = try Slice([.list(first)]).apply([try Reshape([-1]).apply([x], in: execution)], in: execution)
      }
      var (names, fields): ([String], [Value]) = (["values"], [.tensor(values)])
      if hasInverse, let inverse = distinct.inverse {
        names.append("inverse_indices")
        fields.append(.tensor(inverse))
      }
      if hasCounts {
        names.append("counts")
        fields.append(.tensor(distinct.counts))
      }
      return names.count == 1 ? fields[0] : .record(RecordBox(names, fields))
    }
  }
}
