import Engine

/// Functions that sum up a tensor, or one dimension of it.
enum ReductionFunctions {
  static let all: [BuiltIn] = [
    reduction(
      "sum", "The sum of all elements, or along dimensions.", "an empty sum is 0; of int64 it is int64",
      "sum([1, 2; 3, 4], dim=1)", "[4, 6]", "torch.sum(x, dim=0)"
    ) { Sum(axes: $0, keepDimensions: $1) },
    reduction(
      "mean", "The mean of all elements, or along dimensions.", formula: "y = sum(x) / count(x)",
      "of int64 and uint8 it is float32",
      "mean([1, 2; 3, 6])", "3", "torch.mean(x)"
    ) { Mean(axes: $0, keepDimensions: $1) },
    reduction(
      "prod", "The product of all elements, or along dimensions.",
      "an empty product is 1; of int64 it is int64; the derivative with respect to an element is the product of the others",
      "prod([1, 2; 3, 4], dim=1)", "[3, 8]", "torch.prod(x, dim=0)"
    ) { Prod(axes: $0, keepDimensions: $1) },
    extreme(
      "max", "The largest element, along a dimension, or of two tensors.", "max([3, 1, 2])", "3",
      MaxReduce.init, Maximum()),
    extreme(
      "min", "The smallest element, along a dimension, or of two tensors.", "min([3, 1, 2])", "1",
      MinReduce.init, Minimum()),
    position("argmax", "The index of the largest element, counted from 1.", "argmax([3, 9, 2])", "2") {
      ArgMax(axis: $0, keepDimensions: $1)
    },
    position("argmin", "The index of the smallest element, counted from 1.", "argmin([3, 9, 2])", "3") {
      ArgMin(axis: $0, keepDimensions: $1)
    },
    spread(
      "var", "The variance of all elements, or along dimensions.",
      formula: "y = sum((x - mean(x))^2) / maximum(count(x) - correction, 0)",
      "of too few elements it is nan or inf, as in PyTorch; of int64 and uint8 it is float32",
      "var([1, 2, 3])",
      "1", "torch.var(x)"
    ) { Variance(axes: $0, correction: $1, keepDimensions: $2) },
    spread(
      "std", "The standard deviation of all elements, or along dimensions.",
      formula: "y = sqrt(var(x, correction=correction))", "where it is 0, so is its gradient",
      "std([1, 2, 3])", "1", "torch.std(x)"
    ) { StandardDeviation(axes: $0, correction: $1, keepDimensions: $2) },
  ]

  private static let dimensions = OptionKey<Dimensions>(
    "dim", default: .all, "the dimension to reduce, counted from 1, or [1, 2] for several; all without it")
  private static let oneDimension = OptionKey<Dimensions>(
    "dim", default: .all,
    "the one dimension to go along, counted from 1; without it, the whole tensor as one row")
  private static let options: [BuiltIn.Parameter] = [
    .option(dimensions.option), .option(ReductionOptions.keepDimensions.option),
  ]

  private static func reduction(
    _ name: String, _ summary: String, formula: String? = nil, _ details: String, _ code: String,
    _ result: String, _ torch: String,
    _ make: @escaping @Sendable ([Int], Bool) -> some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .reductions, summary, [.required("x", "a tensor")] + options,
      formulas: formula.map { [$0] } ?? [],
      details: details,
      examples: [.init(code: code, result: result), .init(code: "\(name)([1, 2], dim=2)", fails: .option)],
      torch: torch
    ) { arguments throws(Diagnostic) in
      let rank = try arguments.tensor(0).rank
      return try arguments.calling(
        make(
          try arguments.axes(dimensions, rank: rank), try arguments[ReductionOptions.keepDimensions]), 0)
    }
  }

  private static func spread(
    _ name: String, _ summary: String, formula: String, _ details: String, _ code: String, _ result: String,
    _ torch: String, _ make: @escaping @Sendable ([Int], Int, Bool) -> some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .reductions, summary,
      [.required("x", "a tensor")] + options + [.option(ReductionOptions.correction.option)],
      formulas: [formula],
      details: details,
      examples: [.init(code: code, result: result), .init(code: "\(name)([1, 2], dim=2)", fails: .option)],
      torch: torch
    ) { arguments throws(Diagnostic) in
      let rank = try arguments.tensor(0).rank
      return try arguments.calling(
        make(
          try arguments.axes(dimensions, rank: rank), try arguments[ReductionOptions.correction],
          try arguments[ReductionOptions.keepDimensions]), 0)
    }
  }

  /// `max(x)`, `max(x, dim=1)`, and `max(a, b)` of two tensors.
  private static func extreme(
    _ name: String, _ summary: String, _ code: String, _ result: String,
    _ reduce: @escaping @Sendable ([Int], Bool) -> some Engine.Operation,
    _ pairwise: some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .reductions, summary,
      [.required("x", "a tensor"), .optional("other", "a second tensor: then element by element")]
        + options,
      details: "without dim= equal maxima share the gradient; along a dimension the first gets it",
      examples: [.init(code: code, result: result), .init(code: "\(name)([1, 2], dim=2)", fails: .option)],
      torch: "torch.\(name)(x)",
      operation: { arguments throws(Diagnostic) in
        guard arguments.optional(1) == nil else {
          try refuseNumber(arguments)
          return try arguments.calling(pairwise, 0, 1).erased
        }
        return try arguments.calling(try reducing(arguments, reduce), 0).erased
      }
    ) { arguments throws(Diagnostic) in
      guard arguments.optional(1) == nil else {
        if let option = options.first(where: { arguments.optional($0) != nil }) {
          throw arguments.failure(
            .option, "\(name) of two tensors works element by element, without `\(option.name)`", at: option,
            help: "\(name)(x, dim=1) reduces a dimension of one tensor")
        }
        try refuseNumber(arguments)
        return try arguments.apply(try arguments.calling(pairwise, 0, 1))
      }
      return try arguments.apply(try reducing(arguments, reduce), 0)
    }
  }

  /// In `max(x, 1)` the 1 is a dimension to some and a number to compare with to others.
  private static func refuseNumber(_ arguments: Arguments) throws(Diagnostic) {
    let name = arguments.builtIn.name
    let (isFirst, isSecond) = (arguments.value(0).scalar != nil, arguments.value(1).scalar != nil)
    guard isFirst != isSecond else { return }
    throw arguments.failure(
      .extraArgument, "\(name) takes one tensor, two tensors or two numbers, not a tensor and a number",
      at: isFirst ? 0 : 1,
      help: "`\(name)(x, dim=1)` goes along a dimension; `\(name)imum(x, 1)` compares each element with 1")
  }

  private static func reducing<Op: Engine.Operation>(
    _ arguments: Arguments, _ reduce: ([Int], Bool) -> Op
  ) throws(Diagnostic) -> Op {
    let rank = try arguments.tensor(0).rank
    return reduce(
      try arguments.axes(dimensions, rank: rank), try arguments[ReductionOptions.keepDimensions])
  }

  private static func position(
    _ name: String, _ summary: String, _ code: String, _ result: String,
    _ make: @escaping @Sendable (Int?, Bool) -> some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .reductions, summary,
      [
        .required("x", "a tensor"), .option(oneDimension.option),
        .option(ReductionOptions.keepDimensions.option),
      ],
      details: "int64; the first of equal elements; nan comes before every number; there is no gradient",
      examples: [.init(code: code, result: result), .init(code: "\(name)([1, 2], dim=2)", fails: .option)],
      torch: "torch.\(name)(x), which counts from 0",
      operation: { arguments throws(Diagnostic) in
        try arguments.calling(try searching(arguments, make), 0).erased
      }
    ) { arguments throws(Diagnostic) in
      let positions = try arguments.apply(try searching(arguments, make), 0)
      return try arguments.engine { () throws(TensorError) in
        // The only place of a plain number.
        guard case .tensor(let tensor) = positions else { return .tensor(try Tensor(1, .int64)) }
        return .tensor(try Add()(tensor, try Tensor(1, .int64)))
      }
    }
  }

  private static func searching<Op: Engine.Operation>(
    _ arguments: Arguments, _ make: (Int?, Bool) -> Op
  ) throws(Diagnostic) -> Op {
    let axes = try arguments.axes(oneDimension, rank: try arguments.tensor(0).rank)
    guard axes.count <= 1 else {
      throw arguments.failure(
        .option, "\(arguments.builtIn.name) works along one dimension", at: oneDimension)
    }
    return make(axes.first, try arguments[ReductionOptions.keepDimensions])
  }
}
