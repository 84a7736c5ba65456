import Engine

/// Functions that sum up a tensor, or one dimension of it.
enum ReductionFunctions {
  static let all: [BuiltIn] = [
    reduction(
      "sum", "The sum of all elements, or along dimensions.", "an empty sum is 0",
      "sum([1, 2; 3, 4], dim=1)", "[4, 6]", "torch.sum(x, dim=0)"
    ) { Sum(axes: $0, keepDimensions: $1) },
    reduction(
      "mean", "The mean of all elements, or along dimensions.", "the sum over the count",
      "mean([1, 2; 3, 6])", "3", "torch.mean(x)"
    ) { Mean(axes: $0, keepDimensions: $1) },
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
    reduction(
      "var", "The variance of all elements, or along dimensions.", "Σ(x − mean)² / (n − 1), as PyTorch",
      "var([1, 2, 3])", "1", "torch.var(x)"
    ) { Variance(axes: $0, keepDimensions: $1) },
    reduction(
      "std", "The standard deviation of all elements, or along dimensions.", "the root of var",
      "std([1, 2, 3])", "1", "torch.std(x)"
    ) { StandardDeviation(axes: $0, keepDimensions: $1) },
  ]

  private static let options: [BuiltIn.Parameter] = [
    .named("dim", "none", "the dimension to go along, counted from 1, or [1, 2] for several; all without it"),
    .named("keepdim", "false", "true keeps the dimension with one element"),
  ]

  private static func reduction(
    _ name: String, _ summary: String, _ details: String, _ code: String, _ result: String, _ torch: String,
    _ make: @escaping @Sendable ([Int], Bool) -> some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .reductions, summary, [.required("x", "a tensor")] + options, details: details,
      examples: [.init(code: code, result: result)], torch: torch
    ) { arguments throws(Diagnostic) in
      let rank = try arguments.tensor(0).rank
      return try arguments.apply(
        make(try arguments.axes(1, rank: rank), try arguments.boolean(2, default: false)), 0)
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
      [.required("x", "a tensor"), .optional("other", "none", "a second tensor: then element by element")]
        + options,
      details: "without dim= the gradient is shared by all that tie; along a dimension the first takes it",
      examples: [.init(code: code, result: result)], torch: "torch.\(name)(x)"
    ) { arguments throws(Diagnostic) in
      guard arguments.optional(1) == nil else { return try arguments.apply(pairwise, 0, 1) }
      let rank = try arguments.tensor(0).rank
      return try arguments.apply(
        reduce(try arguments.axes(2, rank: rank), try arguments.boolean(3, default: false)), 0)
    }
  }

  private static func position(
    _ name: String, _ summary: String, _ code: String, _ result: String,
    _ make: @escaping @Sendable (Int?, Bool) -> some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .reductions, summary, [.required("x", "a tensor")] + options,
      details: "without dim= the tensor is taken as one long row; there is no gradient",
      examples: [.init(code: code, result: result)], torch: "torch.\(name)(x), which counts from 0"
    ) { arguments throws(Diagnostic) in
      let axes = try arguments.axes(1, rank: try arguments.tensor(0).rank)
      guard axes.count <= 1 else {
        throw arguments.failure(.option, "\(name) goes along one dimension", at: 1)
      }
      let positions = try arguments.apply(make(axes.first, try arguments.boolean(2, default: false)), 0)
      if let number = positions.scalar { return .number(number + 1) }
      guard case .tensor(let tensor) = positions else { return positions }
      return try arguments.engine { () throws(TensorError) in
        .tensor(try Add()(tensor, try Tensor(1)).converted(to: .int64))
      }
    }
  }
}
