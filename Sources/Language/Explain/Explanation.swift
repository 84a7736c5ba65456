import Engine

/// How one operation's result comes about, for one element of it.
protocol Explanation: SendableMetatype {
  /// - Parameters:
  ///   - arguments: the operation's arguments, evaluated.
  ///   - output: the element's index, counted from 0; empty where the result is one number.
  static func explain(_ arguments: Arguments, output: [Int], as text: String) throws(Diagnostic) -> Markup
}

/// How operations are explained: all of them, and a test fails for one that is not.
enum Explanations {
  /// By the function's name.
  static let catalogue: [String: any Explanation.Type] = [
    "conv": ConvExplanation.self,
    "max_pool": MaxPoolExplanation.self,
    "avg_pool": AvgPoolExplanation.self,
    "adaptive_avg_pool": AdaptiveAvgPoolExplanation.self,
    "adaptive_max_pool": AdaptiveMaxPoolExplanation.self,
    "affine": AffineExplanation.self,
    "affine_grid": AffineGridExplanation.self,
    "grid_sample": GridSampleExplanation.self,
    "resize": ResizeExplanation.self,
    "softmax": SoftmaxExplanation.self,
    "log_softmax": LogSoftmaxExplanation.self,
    "cross_entropy": CrossEntropyExplanation.self,
    "batch_norm": BatchNormExplanation.self,
    "dropout": DropoutExplanation.self,
    "grad": GradientExplanation.self,
  ]

  /// By the name of the operation's type.
  static let operations: [String: any OperationExplanation] = {
    var all: [any OperationExplanation] = [
      OneHotExplanation(), EinsumExplanation(), KronExplanation(), TraceExplanation(), QuantileExplanation(),
      DiffExplanation(), ConvTransposeExplanation(),
    ]
    all += PickedExplanation.all
    all += RunningExplanation.all
    all += ElementwiseExplanation.unary
    all += ElementwiseExplanation.pairwise
    all += ReductionExplanation.all
    all += MovingExplanation.all
    all += ProductExplanation.all
    all += ThetaExplanation.all
    all += MatrixExplanation.all
    all += RowNormalizationExplanation.all
    all += ElementwiseLossExplanation.all
    return Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0) })
  }()

  /// Of a function that gives several results in a record, by the function's name.
  static let parts: [String: any PartExplanation] = ["svd": SVDExplanation()]
}

/// How an element of one of several results comes about.
protocol PartExplanation: Sendable {
  /// - Parameters:
  ///   - element: the element, with the operation that gives all results.
  ///   - part: the result's name in the record.
  func explain(_ element: ExplainedElement, part: String) throws(TensorError) -> Markup
}
