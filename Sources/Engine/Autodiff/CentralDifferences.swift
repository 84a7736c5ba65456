/// The numeric gradient of a function of one tensor, element by element: (f(x + h) − f(x − h)) / 2h, in float64.
///
/// The function stays with the caller, who evaluates it at each point that `next` gives and hands the value to
/// `record`; so an interpreter can stop, show progress or replay a random generator in between.
///
///     var differences = try CentralDifferences(at: x)
///     while let point = try differences.next() { differences.record(try f(point)) }
///     let gradient = try differences.gradient()
///
/// The error is about h²·f‴/6 + ε·|f|/h, smallest near h = ∛ε (Nocedal and Wright 2006, section 8.1).
public struct CentralDifferences: Sendable {
  /// How many values are asked for: two for each element.
  public let total: Int
  /// How many have been recorded.
  public private(set) var evaluations = 0
  /// The step that was asked for; nil for the default of each element.
  public let step: Double?

  private let point: Tensor
  private var moved: Tensor
  private var result: Tensor
  /// The values recorded for the element in hand, above and below; written to `result` by the next call that may throw.
  private var values = (above: 0.0, below: 0.0)
  private var isWaiting = false

  /// - Parameters:
  ///   - point: where the gradient is wanted; taken as float64 whatever its type.
  ///   - step: h for every element; by default `defaultStep` of each.
  /// - Throws: `TensorError.option` for a step that is not a positive number; `memory`.
  public init(at point: Tensor, step: Double? = nil) throws(TensorError) {
    if let step, !(step > 0 && step.isFinite) {
      throw TensorError(.option, "a step must be a positive number, not \(DoubleText.shortest(step))")
    }
    self.step = step
    self.point = try point.converted(to: .float64)
    moved = self.point
    result = try Tensor(zeros: point.shape, .float64)
    total = 2 * point.count
  }

  /// ∛ε · max(1, |x|): about 6·10⁻⁶ for an element near 1.
  /// - Parameter x: the element.
  /// - Returns: h, above 0.
  public static func defaultStep(at x: Double) -> Double { 6.0554544523933429e-06 * max(1, abs(x)) }

  /// The next point at which the function is wanted, or nil after the last. It holds one moved copy of the elements,
  /// written again by the next call unless the caller still keeps it.
  /// - Precondition: the value at the last point has been recorded.
  /// - Returns: the point, float64 and of the shape of the one where the gradient is wanted; nil after the last.
  /// - Throws: `TensorError.option` for a step too small to change the element; `memory`.
  public mutating func next() throws(TensorError) -> Tensor? {
    precondition(!isWaiting, "a value for the last point is recorded before the next one is asked for")
    if evaluations > 0 && evaluations % 2 == 0 {
      let done = evaluations / 2 - 1
      try result.setElement(done, to: quotient(done))
      try moved.setElement(done, to: point.element(done))
    }
    guard evaluations < total else { return nil }
    let position = evaluations / 2
    let (below, above) = try ends(position)
    try moved.setElement(position, to: evaluations % 2 == 0 ? above : below)
    isWaiting = true
    return moved
  }

  /// Takes the value of the function at the point that `next` gave last.
  /// - Parameter value: the function's at that point.
  /// - Precondition: `next` has given a point, whose value has not been recorded yet.
  public mutating func record(_ value: Double) {
    precondition(isWaiting, "a point is asked for before a value is recorded")
    isWaiting = false
    if evaluations % 2 == 0 { values.above = value } else { values.below = value }
    evaluations += 1
  }

  /// The gradient, float64 and of the point's shape; zero for elements not recorded yet.
  /// - Returns: the gradient.
  /// - Throws: `TensorError.memory`.
  public func gradient() throws(TensorError) -> Tensor {
    guard evaluations > 0, evaluations % 2 == 0 else { return result }
    var whole = result
    try whole.setElement(evaluations / 2 - 1, to: quotient(evaluations / 2 - 1))
    return whole
  }

  /// What was really moved, after rounding, is what is divided by.
  private func quotient(_ position: Int) -> Double {
    let x = point.element(position)
    let h = step ?? CentralDifferences.defaultStep(at: x)
    return (values.above - values.below) / ((x + h) - (x - h))
  }

  private func ends(_ position: Int) throws(TensorError) -> (below: Double, above: Double) {
    let x = point.element(position)
    let h = step ?? CentralDifferences.defaultStep(at: x)
    guard x + h != x - h || !x.isFinite else {
      throw TensorError(
        .option, "a step of \(h) is too small to change \(x)", help: "step=… sets a larger one")
    }
    return (x - h, x + h)
  }
}
