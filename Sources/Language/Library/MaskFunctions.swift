import Engine

/// Functions of masks: tensors of true and false.
enum MaskFunctions {
  static let all: [BuiltIn] = [
    truth(
      "any", "Whether a condition is true for at least one element, or along dimensions.",
      "of no elements it is false", "any([1, 2] > 1)", "true", "any([1, 2; 0, 0] > 1, dim=2)", "[true, false]"
    ) { AnyTrue(axes: $0, keepDimensions: $1) },
    truth(
      "all", "Whether a condition is true for every element, or along dimensions.",
      "of no elements it is true", "all([1, 2] > 1)", "false", "all([1, 2; 2, 3] > 1, dim=2)", "[false, true]"
    ) { AllTrue(axes: $0, keepDimensions: $1) },
    nonzero,
  ]

  private static let dimensions = OptionKey<Dimensions>(
    "dim", default: .all, "the dimension to go along, counted from 1, or [1, 2] for several; all without it")

  private static func truth(
    _ name: String, _ summary: String, _ details: String, _ code: String, _ result: String, _ rows: String,
    _ resultOfRows: String, _ make: @escaping @Sendable ([Int], Bool) -> some Engine.Operation
  ) -> BuiltIn {
    BuiltIn(
      name, .reductions, summary,
      [
        .required(
          "condition", "a mask, such as a comparison; of numbers, those count as true that are not 0"),
        .option(dimensions.option), .option(ReductionOptions.keepDimensions.option),
      ], details: details,
      examples: [
        .init(code: code, result: result), .init(code: rows, result: resultOfRows),
        .init(code: "\(name)(\"text\")", fails: .wrongType),
      ],
      torch: "torch.\(name)(x > 1)"
    ) { arguments throws(Diagnostic) in
      let axes = try arguments.axes(dimensions, rank: try arguments.tensor(0).rank)
      return try arguments.calling(make(axes, try arguments[ReductionOptions.keepDimensions]), 0)
    }
  }

  private static let nonzero = BuiltIn(
    "nonzero", .shapes, "The indices of the elements that are true, or not 0.",
    [.required("x", "a mask or a tensor")],
    details: """
      int64, with a row for each element that is found and a column for each dimension of x, as in PyTorch; indices \
      count from 1. Of a vector, flatten(nonzero(x)) are the indices. x[mask] selects the elements without their indices.
      """,
    examples: [
      .init(code: "nonzero([5, 0; 7, 8])", result: "[1, 1; 2, 1; 2, 2]"),
      .init(code: "flatten(nonzero([3, 9, 4, 8] > 5))", result: "[2, 4]"),
      .init(code: "nonzero(\"text\")", fails: .wrongType),
    ], torch: "torch.nonzero(x), which counts from 0"
  ) { arguments throws(Diagnostic) in
    let x = try arguments.tensor(0)
    let execution = arguments.interpreter.execution
    return .tensor(
      try arguments.engine([0]) { () throws(TensorError) in
        try x.nonzero(countingFrom: 1, in: execution)
      })
  }
}
