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
    /// |analytic − numeric| divided by the largest derivative of this argument; 0 where that and the difference are both
    /// no more than rounding, ∞ where one of the two is not a number.
    public let relativeError: Double
    /// The largest derivative of this argument, by either gradient.
    public let scale: Double
  }

  /// The element where the two differ most; nil for arguments without elements.
  public let worst: Element?
  /// The largest relative error that passes.
  public let tolerance: Double
  /// What rounding in the function may leave of a numeric derivative.
  public let rounding: Double

  public var passes: Bool { (worst?.relativeError ?? 0) <= tolerance }

  /// Whether the two differ by more than is allowed, but by no more than rounding: then nothing is shown.
  public var isHiddenByRounding: Bool {
    guard !passes, let worst else { return false }
    return abs(worst.analytic - worst.numeric) <= rounding
  }

  /// 10⁻⁶ where the analytic gradient is float64, 10⁻⁴ where it is float32.
  public static func defaultTolerance(_ dtype: DType) -> Double { dtype == .float64 ? 1e-6 : 1e-4 }

  /// Compares the gradients by each argument of a function.
  /// - Parameter rounding: what rounding in the function may leave of a numeric derivative.
  /// - Throws: `TensorError.shapes` when the shapes differ.
  public init(
    analytic: [Tensor], numeric: [Tensor], tolerance: Double? = nil, rounding: Double = 0
  ) throws(TensorError) {
    guard analytic.map(\.shape) == numeric.map(\.shape) else {
      throw TensorError(
        .shapes,
        "gradients of \(analytic.map(\.shape)) and of \(numeric.map(\.shape)) cannot be compared")
    }
    self.tolerance =
      tolerance ?? analytic.map { GradientCheck.defaultTolerance($0.dtype) }.max()
      ?? GradientCheck.defaultTolerance(.float64)
    self.rounding = rounding
    var worst: Element?
    for (argument, (analytic, numeric)) in zip(analytic, numeric).enumerated() {
      guard let element = GradientCheck.worst(argument, analytic, numeric, rounding) else { continue }
      if worst.map({ element.relativeError > $0.relativeError }) ?? true { worst = element }
    }
    self.worst = worst
  }

  private static func worst(
    _ argument: Int, _ analytic: Tensor, _ numeric: Tensor, _ rounding: Double
  ) -> Element? {
    guard analytic.count > 0 else { return nil }
    var scale = 0.0
    for position in 0..<analytic.count {
      for size in [abs(analytic.element(position)), abs(numeric.element(position))] where size.isFinite {
        scale = max(scale, size)
      }
    }
    var (place, error) = (0, -1.0)
    for position in 0..<analytic.count {
      let (a, n) = (analytic.element(position), numeric.element(position))
      let isZero = scale <= rounding && abs(a - n) <= rounding
      let difference = a == n || isZero ? 0 : abs(a - n) / scale
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
      relativeError: error, scale: scale)
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
    let check = try GradientCheck(analytic: analytic, numeric: numeric, tolerance: tolerance)
    guard !check.passes, let worst = check.worst else { return check }
    let position = zip(worst.index, doubles[worst.argument].shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
    let single = try GradientCheck.roundingError(doubles, execution, function)
    let rounding = try GradientCheck.rounding(at: doubles[worst.argument].element(position), single: single) {
      place throws(TensorError) in
      var arguments = doubles
      try arguments[worst.argument].setElement(position, to: place)
      let value = try function(arguments)
      return (0..<value.count).reduce(0) { $0 + value.element($1) }
    }
    return try GradientCheck(
      analytic: analytic, numeric: numeric, tolerance: tolerance, rounding: rounding)
  }

  private static func roundingError(
    _ points: [Tensor], _ execution: Execution, _ function: ([Tensor]) throws(TensorError) -> Tensor
  ) throws(TensorError) -> Double {
    let tape = Tape(keepingResults: true)
    defer { tape.close() }
    var watched: [Tensor] = []
    for point in points { watched.append(try tape.watch(point)) }
    return try tape.roundingError(of: try function(watched), in: execution)
  }

  /// What rounding in a function of one number leaves of central differences, as values beside `x` show it: on one side
  /// at a time, since a kink or a jump at x is no rounding.
  /// - Parameter single: how far roundings inside the function move its value, where values alone do not show it.
  package static func rounding<Failure: Error>(
    at x: Double, single: Double, _ function: (Double) throws(Failure) -> Double
  ) throws(Failure) -> Double {
    let step = CentralDifferences.defaultStep(at: x)
    var least = Double.infinity
    for sign in [1.0, -1] {
      var values: [Double] = []
      for place in 0..<RoundingNoise.count {
        values.append(try function(x + sign * step * (1 + Double(place) / 4)))
      }
      if values.allSatisfy(\.isFinite) { least = min(least, RoundingNoise.estimate(values).deviation) }
    }
    return 8 * max(least.isFinite ? least : 0, single) / step
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
