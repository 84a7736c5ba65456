import Engine

/// Functions that say how numbers are distributed.
enum StatisticsFunctions {
  static let all: [BuiltIn] = [median, quantile, histogram, bincount]

  private static let oneDimension = OptionKey<Dimensions>(
    "dim", default: .all, "the one dimension to go along, counted from 1; all elements without it")
  private static let reduced: [BuiltIn.Parameter] = [
    .option(oneDimension.option), .option(ReductionOptions.keepDimensions.option),
  ]

  private static let median = BuiltIn(
    "median", .reductions, "The middle element: as many are smaller as are larger.",
    [.required("x", "a tensor")] + reduced,
    details: """
      Of an even number of elements it is the lower of the two middle ones, as in PyTorch; quantile(x, 0.5) is their mean, as \
      NumPy's median is. If an element is nan, so is the median. Along a dimension the median gets the whole gradient; of all elements, equal ones \
      share it.
      """,
    examples: [
      .init(code: "median([7, 1, 3])", result: "3"),
      .init(code: "median([7, 1, 3; 2, 6, 4], dim=2)", result: "[3, 4]"),
      .init(code: "median([1, 2], dim=2)", fails: .option),
      .init(code: "median(zeros(0))", fails: .size),
    ], torch: "torch.median(x)"
  ) { arguments throws(Diagnostic) in
    let shape = try arguments.tensor(0).shape
    let axis = try arguments.oneAxis(oneDimension, rank: shape.rank)
    let count = axis.map { shape.rank == 0 ? 1 : shape[$0] } ?? shape.count
    if count > 0, count % 2 == 0 {
      arguments.interpreter.noteOnce(
        "median",
        "of \(count) elements median is the lower of the two in the middle, as in PyTorch; `quantile(x, 0.5)` is their mean"
      )
    }
    return try arguments.calling(
      Median(axis: axis, keepDimensions: try arguments[ReductionOptions.keepDimensions]), 0)
  }

  private static let shares = BuiltIn.Parameter.required(
    "q", "which share lies below, between 0 and 1: 0.5 for the middle; [0.25, 0.75] for several")

  private static let quantile = BuiltIn(
    "quantile", .reductions, "The number below which a share of the elements lies.",
    [.required("x", "a tensor"), shares] + reduced + [.option(Quantile.interpolation.option)],
    details: """
      It lies at q * (n - 1) in the sorted order, counted from 0, and between two elements as interpolation says.
      Several shares make a first dimension of the result. A row with nan gives nan.
      """,
    examples: [
      .init(code: "quantile([1, 2, 3, 4], 0.5)", result: "2.5"),
      .init(code: "quantile([1, 2, 3, 4], [0, 0.25, 1])", result: "[1, 1.75, 4]"),
      .init(code: "quantile([1, 2, 3, 4], 0.5, interpolation=\"lower\")", result: "2"),
      .init(code: "quantile([1, 2, 3], 50)", fails: .option),
    ], torch: "torch.quantile(x, 0.5)"
  ) { arguments throws(Diagnostic) in
    let axis = try arguments.oneAxis(oneDimension, rank: try arguments.tensor(0).rank)
    let keepsDimensions = try arguments[ReductionOptions.keepDimensions]
    let interpolation = try arguments[Quantile.interpolation]
    if arguments.value(shares).scalar != nil {
      let share = try arguments.number(shares)
      return try arguments.calling(
        Quantile(
          try checked(share, arguments), axis: axis, keepDimensions: keepsDimensions,
          interpolation: interpolation), 0)
    }
    var list: [Double] = []
    for share in try [Double].read(arguments, shares, .any) { list.append(try checked(share, arguments)) }
    return try arguments.calling(
      Quantile(list, axis: axis, keepDimensions: keepsDimensions, interpolation: interpolation), 0)
  }

  /// A share as it was written: in float32, 0.9 would be another number.
  private static func checked(_ share: Double, _ arguments: Arguments) throws(Diagnostic) -> Double {
    var written = share
    if case .tensor(let tensor) = arguments.value(shares), tensor.dtype == .float32 {
      written = Rounded.decimal(share)
    }
    guard (0...1).contains(written) else {
      throw arguments.failure(
        .option, "`q` must be between 0 and 1, not \(Formatter.number(written))", at: shares,
        help: (1...100).contains(written)
          ? "a percentage is a hundredth: quantile(x, \(Formatter.number(written / 100)))" : nil)
    }
    return written
  }

  private static let bins = BuiltIn.Parameter.optional(
    "bins", "how many bins of equal width, 10 without it; or their edges, in ascending order")
  private static let range = OptionKey<[Double]?>(
    "range", default: nil, "the ends of the bins, [0, 1]; without it, the least and the greatest element")
  private static let weight = BuiltIn.Parameter.named(
    "weight", "how much each element counts, of the shape of x")
  private static let density = OptionKey(
    "density", default: false, "true divides the counts so that their integral is 1")

  private static let histogram = BuiltIn(
    "histogram", .reductions, "How many elements lie in each of several bins.",
    [.required("x", "a tensor of any shape"), bins, .option(range.option), weight, .option(density.option)],
    details: """
      A record with `counts`, and `edges`, of which there is one more; plot(histogram(x)) draws it. Each bin includes its lower edge, and \
      the last one its upper edge, too. Elements outside the edges, and nan, are in no bin. There is no gradient.
      """,
    examples: [
      .init(code: "histogram([1, 2, 1, 4], 3).counts", result: "[2, 1, 1]"),
      .init(code: "histogram([1, 2, 1, 4], 3).edges", result: "[1, 2, 3, 4]"),
      .init(code: "histogram([0.2, 0.9, 3], [0, 0.5, 1]).counts", result: "[1, 1]"),
      .init(
        code: "histogram([0.1, 0.2, 0.9], 2, range=[0, 1], density=true).counts",
        result: "[1.333333, 0.666667]"),
      .init(code: "histogram([1, nan])", fails: .option),
      .init(code: "histogram([1, 2], [2, 1])", fails: .option),
    ], torch: "torch.histogram(x, 10)"
  ) { arguments throws(Diagnostic) in
    try arguments.refuseGradient(0, weight.position(in: arguments.builtIn))
    let given = try arguments.tensor(0, numbersAs: .float64)
    let x = try arguments.engine { () throws(TensorError) in
      given.dtype.isFloating ? given : try given.converted(to: .float32)
    }
    let weights = arguments.optional(weight) == nil ? nil : try arguments.tensor(weight)
    let (bins, isDensity) = (try bins(arguments, x.dtype), try arguments[density])
    return try arguments.engine([0, weight.position(in: arguments.builtIn)]) { () throws(TensorError) in
      let histogram = try Histogram(
        x, bins, weight: try weights?.converted(to: x.dtype), density: isDensity,
        in: arguments.interpreter.execution)
      return .record(RecordBox(["counts", "edges"], [.tensor(histogram.counts), .tensor(histogram.edges)]))
    }
  }

  private static func bins(_ arguments: Arguments, _ dtype: DType) throws(Diagnostic) -> Histogram.Bins {
    let ends = try ends(arguments)
    guard arguments.optional(bins) != nil else { return .count(10, range: ends) }
    guard arguments.value(bins).scalar == nil else {
      return .count(try arguments.integer(bins, 1...Int(Int32.max)), range: ends)
    }
    let edges = try arguments.tensor(bins)
    let numbers = try arguments.engine { () throws(TensorError) in try edges.allElements() }
    guard edges.rank == 1, edges.count >= 2, numbers.allSatisfy(\.isFinite),
      zip(numbers, numbers.dropFirst()).allSatisfy(<)
    else {
      throw arguments.failure(
        .option, "the edges of bins are at least two numbers in ascending order", at: bins,
        help: "histogram(x, [0, 0.5, 1]) has two bins")
    }
    guard ends == nil else {
      throw arguments.failure(.option, "edges take no `range`: they are the range", at: range)
    }
    return .edges(try arguments.engine { () throws(TensorError) in try edges.detached.converted(to: dtype) })
  }

  private static func ends(_ arguments: Arguments) throws(Diagnostic) -> ClosedRange<Double>? {
    guard let ends = try arguments[range] else { return nil }
    guard ends.count == 2, ends.allSatisfy(\.isFinite), ends[0] <= ends[1], (ends[1] - ends[0]).isFinite
    else {
      throw arguments.failure(
        .option, "`range` is the lower and the upper end of the bins, two finite numbers in ascending order",
        at: range, help: "range=[0, 1]")
    }
    return ends[0] < ends[1] ? ends[0]...ends[1] : ends[0] - 0.5...ends[0] + 0.5
  }

  private static let weights = BuiltIn.Parameter.optional(
    "weights", "how much each number counts, of the shape of x")
  private static let least = OptionKey(
    "minlength", default: 0, limits: .from(0), style: .either, "how many counts there are at least")

  private static let bincount = BuiltIn(
    "bincount", .reductions, "How often each of the numbers 1, 2, 3, … is there.",
    [.required("x", "whole numbers from 1 on, such as class numbers"), weights, .option(least.option)],
    details: "int64, or sums of the weights; bincount(x)[k] counts the number k; there is no gradient",
    examples: [
      .init(code: "bincount([1, 3, 3])", result: "[1, 0, 2]"),
      .init(code: "bincount([1, 2, 2], [0.5, 1, 1])", result: "[0.5, 2]"),
      .init(code: "bincount([1], minlength=3)", result: "[1, 0, 0]"),
      .init(code: "bincount([0, 1])", fails: .index),
    ], torch: "torch.bincount(x), which counts from 0"
  ) { arguments throws(Diagnostic) in
    try arguments.refuseGradient(0, 1)
    let (x, minimum) = (try arguments.tensor(0, numbersAs: .float64), try arguments[least])
    let given = arguments.optional(weights) == nil ? nil : try arguments.tensor(weights)
    return try arguments.engine([0, 1]) { () throws(TensorError) in
      let floating = try given.map { weights throws(TensorError) in
        weights.dtype.isFloating ? weights : try weights.converted(to: .float64)
      }
      return .tensor(
        try x.binCounts(weights: floating, atLeast: minimum, in: arguments.interpreter.execution))
    }
  }
}
