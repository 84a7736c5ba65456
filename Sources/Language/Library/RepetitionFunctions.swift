import Engine

/// Functions that put dimensions in or take them away, and that repeat elements.
enum RepetitionFunctions {
  static let all: [BuiltIn] = [squeeze, unsqueeze, `repeat`, tile, meshgrid]

  private static let squeezed = OptionKey<Dimensions>(
    "dim", default: .all, style: .either,
    "the dimension, counted from 1, or [1, 3] for several; without it, all of one element")

  private static let squeeze = BuiltIn(
    "squeeze", .shapes, "Removes dimensions of one element.",
    [.required("x", "a tensor"), .option(squeezed.option)],
    details: "A dimension that is named and has more elements stays, as in PyTorch.",
    examples: [
      .init(code: "shape(squeeze(zeros(1, 3, 1)))", result: "[3]"),
      .init(code: "shape(squeeze(zeros(1, 3, 1), dim=1))", result: "[3, 1]"),
      .init(code: "squeeze([1, 2], dim=2)", fails: .option),
    ],
    torch: "torch.squeeze(x, 0), which counts from 0"
  ) { arguments throws(Diagnostic) in
    let shape = try arguments.tensor(0).shape
    let isNamed = arguments.optional(squeezed) != nil
    let axes = isNamed ? try arguments.axes(squeezed, rank: shape.rank) : Array(0..<shape.rank)
    let kept = (0..<shape.rank).filter { !axes.contains($0) || shape[$0] != 1 }
    return try arguments.calling(Reshape(kept.map { shape[$0] }), 0)
  }

  private static let added = OptionKey<Dimensions>.required(
    "dim", "where the new dimension is, counted from 1; -1: after all others")

  private static let unsqueeze = BuiltIn(
    "unsqueeze", .shapes, "Adds a dimension of one element.",
    [.required("x", "a tensor"), .option(added.option)],
    examples: [
      .init(code: "shape(unsqueeze([1, 2, 3], 1))", result: "[1, 3]"),
      .init(code: "unsqueeze([1, 2], 2)", result: "[1; 2]"),
      .init(code: "unsqueeze([1, 2], 0)", fails: .option),
    ],
    torch: "torch.unsqueeze(x, 0), which counts from 0"
  ) { arguments throws(Diagnostic) in
    var extents = try arguments.tensor(0).shape.array
    let axes = try arguments.axes(added, rank: extents.count + 1)
    guard let axis = axes.first, axes.count == 1 else {
      throw arguments.failure(.option, "unsqueeze adds one dimension at a time", at: added)
    }
    extents.insert(1, at: axis)
    return try arguments.calling(Reshape(extents), 0)
  }

  private static let `repeat` = BuiltIn(
    "repeat", .shapes, "A tensor several times side by side along each dimension.",
    [
      .required("x", "a tensor"),
      .variadic(
        "counts", "how many times along each dimension, one by one or as [2, 3]; new ones come first"),
    ],
    details: """
      tile(x, 2) is the same with fewer numbers than dimensions. To repeat each element, as NumPy's repeat does, take the \
      indices several times: x[[1, 1, 2, 2]].
      """,
    examples: [
      .init(code: "repeat([1, 2], 2)", result: "[1, 2, 1, 2]"),
      .init(code: "repeat([1, 2], 2, 1)", result: "[1, 2; 1, 2]"),
      .init(code: "repeat([1, 2; 3, 4], 2)", fails: .option),
    ],
    torch: "x.repeat(2, 1)"
  ) { arguments throws(Diagnostic) in
    try arguments.calling(Repeat(try counts(arguments)), 0)
  }

  private static let tile = BuiltIn(
    "tile", .shapes,
    "A tensor several times side by side; with fewer numbers than dimensions, along the last ones.",
    [
      .required("x", "a tensor"),
      .variadic("counts", "how many times along the last dimensions, one by one or as [2, 3]"),
    ],
    examples: [
      .init(code: "tile([1, 2; 3, 4], 2)", result: "[1, 2, 1, 2; 3, 4, 3, 4]"),
      .init(code: "tile([1, 2], 2, 2)", result: "[1, 2, 1, 2; 1, 2, 1, 2]"),
      .init(code: "tile([1, 2], -1)", fails: .option),
    ],
    torch: "torch.tile(x, (2, 2))"
  ) { arguments throws(Diagnostic) in
    let counts = try counts(arguments)
    let missing = max(try arguments.tensor(0).rank - counts.count, 0)
    return try arguments.calling(Repeat([Int](repeating: 1, count: missing) + counts), 0)
  }

  private static func counts(_ arguments: Arguments) throws(Diagnostic) -> [Int] {
    let counts = try arguments.integers(arguments.rest, arguments.restSpans)
    let rank = try arguments.tensor(0).rank
    guard !counts.isEmpty || rank == 0 else {
      throw arguments.failure(
        .missingArgument,
        "\(arguments.builtIn.name) needs to know how many times: \(arguments.builtIn.name)(x, 2, 1)")
    }
    return counts
  }

  /// Which of the first two vectors goes along the rows.
  enum GridOrder: String, ArgumentWord {
    /// The first down the rows, the second along the columns.
    case matrix = "ij"
    /// The first along the columns, as x in a picture.
    case picture = "xy"
  }

  private static let order = OptionKey<GridOrder>(
    "indexing", default: .matrix,
    "\"ij\": the first vector goes down the rows; \"xy\": along the columns, as in NumPy and MATLAB")

  private static let meshgrid = BuiltIn(
    "meshgrid", .shapes, "A list of the coordinates of a grid's points, a tensor for each vector.",
    [.variadic("vectors", "vectors, or one list of them"), .option(order.option)],
    examples: [
      .init(code: "meshgrid([1, 2], [5, 6, 7])[1]", result: "[1, 1, 1; 2, 2, 2]"),
      .init(code: "meshgrid([1, 2], [5, 6, 7])[2]", result: "[5, 6, 7; 5, 6, 7]"),
      .init(code: "meshgrid([1, 2], [5, 6, 7], indexing=\"xy\")[1]", result: "[1, 2; 1, 2; 1, 2]"),
      .init(code: "meshgrid([1, 2; 3, 4])", fails: .rank),
    ],
    torch: "torch.meshgrid(a, b, indexing=\"ij\")"
  ) { arguments throws(Diagnostic) in
    let vectors = try JoiningFunctions.tensors(arguments, hasDimension: false)
    let turns = try arguments[order] == .picture && vectors.count > 1
    var extents: [Int] = []
    for value in vectors {
      guard let extent = extent(of: value) else {
        throw arguments.failure(.rank, "meshgrid takes vectors, not \(value.briefly)")
      }
      extents.append(extent)
    }
    if turns { extents.swapAt(0, 1) }
    var grids: [Value] = []
    for (position, value) in vectors.enumerated() {
      let axis = turns && position < 2 ? 1 - position : position
      var own = [Int](repeating: 1, count: extents.count)
      var counts = extents
      (own[axis], counts[axis]) = (extents[axis], 1)
      grids.append(
        try arguments.engine { () throws(TensorError) in
          let along = try arguments.interpreter.apply(Reshape(own), [value])
          return try arguments.interpreter.apply(Repeat(counts), [along])
        })
    }
    return .list(grids)
  }

  /// How many elements a vector has; a number is one of one.
  private static func extent(of value: Value) -> Int? {
    switch value {
    case .tensor(let tensor) where tensor.rank == 1: tensor.count
    case .tensor(let tensor) where tensor.rank == 0: 1
    case .number: 1
    default: nil
    }
  }
}
