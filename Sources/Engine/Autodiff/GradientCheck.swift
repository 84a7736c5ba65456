/// The verdict on an analytic gradient that is held against a numeric one.
public struct GradientCheck: Sendable, Equatable {
  /// One element of one argument, with both derivatives.
  public struct Element: Sendable, Equatable {
    /// Which argument, counted from 0.
    public let argument: Int
    /// One number for each dimension, counted from 0.
    public let index: [Int]
    public let analytic: Double
    public let numeric: Double
    /// |analytic − numeric| divided by the largest derivative of this argument, or by `GradientCheck.smallestScale`
    /// where all are smaller; ∞ where one of the two is not a number.
    public let relativeError: Double
  }

  /// The element where the two differ most; nil for arguments without elements.
  public let worst: Element?
  /// The largest relative error that passes.
  public let tolerance: Double

  public var passes: Bool { (worst?.relativeError ?? 0) <= tolerance }

  /// Below this a gradient counts as zero: rounding in the function itself leaves traces of 10⁻¹¹ and more.
  public static let smallestScale = 1e-3

  /// 10⁻⁶ where the analytic gradient is float64, 10⁻⁴ where it is float32.
  public static func defaultTolerance(_ dtype: DType) -> Double { dtype == .float64 ? 1e-6 : 1e-4 }

  /// Compares the gradients by each argument of a function.
  /// - Throws: `TensorError.shapes` when the shapes differ.
  public init(analytic: [Tensor], numeric: [Tensor], tolerance: Double? = nil) throws(TensorError) {
    guard analytic.map(\.shape) == numeric.map(\.shape) else {
      throw TensorError(
        .shapes,
        "gradients of \(analytic.map(\.shape)) and of \(numeric.map(\.shape)) cannot be compared")
    }
    self.tolerance =
      tolerance ?? analytic.map { GradientCheck.defaultTolerance($0.dtype) }.max()
      ?? GradientCheck.defaultTolerance(.float64)
    var worst: Element?
    for (argument, (analytic, numeric)) in zip(analytic, numeric).enumerated() {
      guard let element = GradientCheck.worst(argument, analytic, numeric) else { continue }
      if worst.map({ element.relativeError > $0.relativeError }) ?? true { worst = element }
    }
    self.worst = worst
  }

  private static func worst(_ argument: Int, _ analytic: Tensor, _ numeric: Tensor) -> Element? {
    guard analytic.count > 0 else { return nil }
    var scale = smallestScale
    for position in 0..<analytic.count {
      for size in [abs(analytic.element(position)), abs(numeric.element(position))] where size.isFinite {
        scale = max(scale, size)
      }
    }
    var (place, error) = (0, -1.0)
    for position in 0..<analytic.count {
      let (a, n) = (analytic.element(position), numeric.element(position))
      let difference = a == n ? 0 : abs(a - n) / scale
      let next = difference.isNaN ? .infinity : difference
      if next > error { (place, error) = (position, next) }
    }
    var rest = place
    let index = analytic.shape.strides.map { step in
      let (place, remainder) = rest.quotientAndRemainder(dividingBy: max(step, 1))
      rest = remainder
      return place
    }
    return Element(
      argument: argument, index: index, analytic: analytic.element(place), numeric: numeric.element(place),
      relativeError: error)
  }
}

extension GradientCheck {
  /// Takes both gradients of `function` at `points`, as float64, and compares them. A result of several elements is
  /// summed.
  /// - Throws: what the function throws; `memory`, `cancelled`.
  public static func run(
    at points: [Tensor], step: Double? = nil, tolerance: Double? = nil, in execution: Execution = Execution(),
    _ function: ([Tensor]) throws(TensorError) -> Tensor
  ) throws(TensorError) -> GradientCheck {
    var doubles: [Tensor] = []
    for point in points { doubles.append(try point.converted(to: .float64)) }
    let analytic = try analyticGradients(doubles, execution, function)
    var numeric: [Tensor] = []
    for (argument, point) in doubles.enumerated() {
      var differences = try CentralDifferences(at: point, step: step)
      while let moved = try differences.next() {
        try execution.checkCancelled()
        var arguments = doubles
        arguments[argument] = moved
        let value = try function(arguments)
        differences.record((0..<value.count).reduce(0) { $0 + value.element($1) })
      }
      numeric.append(try differences.gradient())
    }
    return try GradientCheck(analytic: analytic, numeric: numeric, tolerance: tolerance)
  }

  private static func analyticGradients(
    _ points: [Tensor], _ execution: Execution, _ function: ([Tensor]) throws(TensorError) -> Tensor
  ) throws(TensorError) -> [Tensor] {
    let tape = Tape()
    defer { tape.close() }
    var watched: [Tensor] = []
    for point in points { watched.append(try tape.watch(point)) }
    let result = try function(watched)
    let seed = try Tensor(filled: 1, result.shape, result.dtype)
    return try tape.gradients(of: result, seed: seed, by: watched, in: execution)
  }
}
