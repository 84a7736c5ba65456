/// How badly predictions miss their targets: what a training makes small.
public protocol Loss: Sendable {
  /// What it is called: `mse`.
  var name: String { get }

  /// What tells it from all others: losses of one text are the same, so that a training can be resumed.
  var text: String { get }

  /// Above which number a prediction counts as yes where targets are 0 or 1: ½ of probabilities, 0 of scores.
  var threshold: Double { get }

  /// The shape that the result for one picture must have.
  /// - Parameter targets: those of the data set.
  /// - Returns: the shape; nil where the loss takes any.
  /// - Throws: `TensorError` where it cannot compare with such targets.
  func resultShape(for targets: Targets) throws(TensorError) -> Shape?

  /// The mean over a batch.
  /// - Parameters:
  ///   - prediction: what the network gives, `[N, …]`.
  ///   - target: class numbers `[N]`, int64, from 0; or numbers `[N, …]` of the prediction's type.
  ///   - pass: the pass that gave the prediction, with its random numbers.
  /// - Returns: one number, `[]`, through which the gradient flows back to the prediction.
  /// - Throws: `TensorError` where the two do not fit; `memory`, `cancelled`.
  func mean(_ prediction: Tensor, _ target: Tensor, _ pass: inout ForwardPass) throws(TensorError) -> Tensor
}

extension Loss {
  public var text: String { name }
  public var threshold: Double { 0.5 }
}

/// What is measured of predictions beside the loss, for people to read.
public protocol Metric: Sendable {
  /// What it is called: `accuracy`.
  var name: String { get }

  /// What tells it from all others.
  var text: String { get }

  /// Whether it is a share from 0 to 1, which is written in per cent.
  var isShare: Bool { get }

  /// - Parameter targets: those of the data set.
  /// - Throws: `TensorError` where it cannot compare with such targets.
  func check(_ targets: Targets) throws(TensorError)

  /// The sum over the pictures of a batch, so that the mean over many batches is that over all pictures.
  /// - Parameters:
  ///   - prediction: what the network gives, `[N, …]`.
  ///   - target: class numbers `[N]`, int64, from 0; or numbers `[N, …]` of the prediction's type.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the sum of one number for each picture.
  /// - Throws: `TensorError` where the two do not fit; `memory`, `cancelled`.
  func sum(
    _ prediction: Tensor, _ target: Tensor, in execution: Execution
  ) throws(TensorError) -> Double
}

extension Metric {
  public var text: String { name }
  public var isShare: Bool { false }
}
