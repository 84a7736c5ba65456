/// The verdict on an analytic gradient that is held against a numeric one.
///
/// Central differences with one step are a first look. Where they differ from the analytic gradient, `refine` looks
/// again, with many steps and a bound of the error: what that explains is not the gradient's fault.
public struct GradientCheck: Sendable {
  /// One element of one argument, with both derivatives.
  public struct Element: Sendable, Equatable {
    /// Which argument, counted from 0.
    public let argument: Int
    /// One number for each dimension, counted from 0.
    public let index: [Int]
    /// The derivative by the gradient that is checked.
    public let analytic: Double
    /// The derivative by differences.
    public let numeric: Double
    /// What step and rounding may leave of the numeric derivative, where that was looked into; else 0.
    public let error: Double
    /// |analytic − numeric| divided by the largest derivative of this argument; 0 where the numeric one's own error
    /// explains it, ∞ where one of the two is not a number.
    public let relativeError: Double
    /// The largest derivative of this argument, by either gradient.
    public let scale: Double
  }

  /// The element where the two differ most; nil for arguments without elements.
  public private(set) var worst: Element?
  /// The largest relative error that passes.
  public let tolerance: Double
  private let analytic: [Tensor]
  private let numeric: [Tensor]
  /// For each argument the derivatives that were looked into, by their flat positions.
  private var refined: [[Int: RefinedDerivative]]

  /// Whether the two gradients agree.
  public var passes: Bool { (worst?.relativeError ?? 0) <= tolerance }

  /// The largest relative error that passes by default: 10⁻⁶ where the analytic gradient is float64, 10⁻⁴ where it is float32.
  /// - Parameter dtype: the type of the analytic gradient.
  /// - Returns: the largest relative error that passes.
  public static func defaultTolerance(_ dtype: DType) -> Double { dtype == .float64 ? 1e-6 : 1e-4 }

  /// Compares the gradients by each argument of a function.
  /// - Parameters:
  ///   - analytic: those that are checked, one for each argument.
  ///   - numeric: those by differences, of the same shapes.
  ///   - tolerance: the largest relative error that passes; by default what the type of the analytic ones allows.
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
    (self.analytic, self.numeric) = (analytic, numeric)
    refined = analytic.map { _ in [:] }
    worst = (0..<analytic.count).compactMap(worst(of:)).reduce(nil, GradientCheck.worse)
  }

  private static func worse(_ first: Element?, _ second: Element) -> Element {
    guard let first, first.relativeError >= second.relativeError else { return second }
    return first
  }

  // MARK: Elements

  /// By central differences with one step, or with many where that was looked into and came to a number.
  private func numeric(_ argument: Int, _ position: Int) -> Double {
    let refined = refined[argument][position]?.value ?? .nan
    return refined.isNaN ? numeric[argument].element(position) : refined
  }

  private func scale(of argument: Int) -> Double {
    var scale = 0.0
    for position in 0..<analytic[argument].count {
      for size in [analytic[argument].element(position), numeric(argument, position)] where size.isFinite {
        scale = max(scale, abs(size))
      }
    }
    return scale
  }

  private func relativeError(_ argument: Int, _ position: Int, scale: Double) -> Double {
    let (a, n) = (analytic[argument].element(position), numeric(argument, position))
    if a == n || refined[argument][position]?.agrees == true { return 0 }
    let error = abs(a - n) / scale
    return error.isNaN ? .infinity : error
  }

  private func worst(of argument: Int) -> Element? {
    let scale = scale(of: argument)
    var (place, error) = (0, -1.0)
    for position in 0..<analytic[argument].count {
      let next = relativeError(argument, position, scale: scale)
      if next > error { (place, error) = (position, next) }
    }
    return error < 0 ? nil : element(argument, place, error, scale)
  }

  private func element(_ argument: Int, _ position: Int, _ error: Double, _ scale: Double) -> Element {
    var rest = position
    let index = analytic[argument].shape.strides.map { step in
      let (place, remainder) = rest.quotientAndRemainder(dividingBy: max(step, 1))
      rest = remainder
      return place
    }
    return Element(
      argument: argument, index: index,
      analytic: analytic[argument].element(position), numeric: numeric(argument, position),
      error: refined[argument][position]?.error ?? 0, relativeError: error, scale: scale)
  }

  // MARK: A closer look

  /// Looks closer at all elements that differ, the worst one first, up to one that is wrong.
  /// - Parameter look: the derivative at an element, which is held against the analytic one with an allowance.
  /// - Throws: what `look` throws.
  package mutating func refine<Failure: Error>(
    _ look: (_ element: Element, _ allowance: Double) throws(Failure) -> RefinedDerivative
  ) throws(Failure) {
    // What was found may make an argument's largest derivative a smaller one, by which others differ too.
    while !passes {
      var suspects: [(element: Element, position: Int)] = []
      for argument in analytic.indices {
        let scale = scale(of: argument)
        for position in 0..<analytic[argument].count where refined[argument][position] == nil {
          let error = relativeError(argument, position, scale: scale)
          if error > tolerance { suspects.append((element(argument, position, error, scale), position)) }
        }
      }
      if suspects.isEmpty { return }
      suspects.sort { $0.element.relativeError > $1.element.relativeError }
      for (element, position) in suspects {
        let found = try look(element, tolerance * allowedScale(element))
        refined[element.argument][position] = found
        if !found.agrees { break }
      }
      worst = (0..<analytic.count).compactMap(worst(of:)).reduce(nil, GradientCheck.worse)
      if let worst, !passes, refined[worst.argument][position(worst)] != nil { return }
    }
  }

  private func position(_ element: Element) -> Int {
    zip(element.index, analytic[element.argument].shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// An element that is looked into is not measured by central differences that may be nothing but error.
  private func allowedScale(_ element: Element) -> Double {
    var scale = 0.0
    let (analytic, refined) = (analytic[element.argument], refined[element.argument])
    for position in 0..<analytic.count {
      for size in [analytic.element(position), refined[position]?.value ?? 0] where size.isFinite {
        scale = max(scale, abs(size))
      }
    }
    return scale
  }

  /// Of the elements that pass, the one whose numeric derivative tells least: it may be off by more than a thousandth of
  /// it, and is not told from 0 or is.
  public var coarsest: Element? {
    var found: Element?
    for argument in analytic.indices {
      let scale = scale(of: argument)
      for (position, derivative) in refined[argument] where derivative.agrees {
        let share = derivative.error / abs(analytic[argument].element(position))
        guard share > 1e-3, share.isFinite, derivative.error > tolerance * scale else { continue }
        let element = element(argument, position, 0, scale)
        if element.error > found?.error ?? 0 { found = element }
      }
    }
    return found
  }
}

extension GradientCheck {
  /// Takes both gradients of a function, in float64, and compares them. A result of several elements is summed.
  /// - Parameters:
  ///   - points: the arguments at which it is looked at.
  ///   - step: that of the differences; by default `CentralDifferences.defaultStep` of each element.
  ///   - tolerance: the largest relative error that passes, 10⁻⁶ by default.
  ///   - execution: what may stop it, and how many threads work.
  ///   - function: of as many arguments, by operations of the engine.
  /// - Returns: the verdict.
  /// - Throws: what the function throws; `memory`, `cancelled`.
  public static func run(
    at points: [Tensor], step: Double? = nil, tolerance: Double? = nil, in execution: Execution = Execution(),
    _ function: ([Tensor]) throws(TensorError) -> Tensor
  ) throws(TensorError) -> GradientCheck {
    var doubles: [Tensor] = []
    for point in points { doubles.append(try point.converted(to: .float64)) }
    let analytic = try analyticGradients(doubles, execution, function)
    func sum(_ arguments: [Tensor]) throws(TensorError) -> Double {
      try execution.checkCancelled()
      let value = try function(arguments)
      return (0..<value.count).reduce(0) { $0 + value.element($1) }
    }
    var numeric: [Tensor] = []
    for (argument, point) in doubles.enumerated() {
      var differences = try CentralDifferences(at: point, step: step)
      while let moved = try differences.next() {
        var arguments = doubles
        arguments[argument] = moved
        differences.record(try sum(arguments))
      }
      numeric.append(try differences.gradient())
    }
    var check = try GradientCheck(analytic: analytic, numeric: numeric, tolerance: tolerance)
    guard !check.passes else { return check }
    let single = try GradientCheck.roundingError(doubles, execution, function)
    try check.refine { element, allowance throws(TensorError) in
      let argument = element.argument
      let position = zip(element.index, doubles[argument].shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
      return try RefinedDerivative(
        at: doubles[argument].element(position), analytic: element.analytic, allowance: allowance,
        reach: doubles[argument].largest, single: single
      ) { place throws(TensorError) in
        var arguments = doubles
        try arguments[argument].setElement(position, to: place)
        return try sum(arguments)
      }
    }
    return check
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

extension Tensor {
  /// The largest absolute value of its finite elements.
  package var largest: Double {
    (0..<count).reduce(0) { largest, position in
      let size = abs(element(position))
      return size.isFinite ? max(largest, size) : largest
    }
  }
}
