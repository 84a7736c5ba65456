import CKernels

/// x kept within `minimum` … `maximum`, element by element: min(max(x, minimum), maximum), so that `maximum` wins where
/// the two cross. NaN stays NaN, and an end that is NaN makes every element NaN. The gradient is 1 inside, 0 on the ends
/// and outside.
/// PyTorch: `torch.clamp(x, min, max)`; the gradient on the ends is that of its version 2.15.
public struct Clamp: UnaryElementwise {
  /// No result is less.
  public let minimum: Double?
  /// No result is larger.
  public let maximum: Double?

  /// The ends for int64, where they were given as such: the doubles beside them may be rounded.
  private var wholeEnds: (minimum: Int64?, maximum: Int64?) = (nil, nil)

  /// - Parameters:
  ///   - minimum: no result is less; nil for no such end.
  ///   - maximum: no result is larger; nil for no such end.
  public init(minimum: Double? = nil, maximum: Double? = nil) {
    (self.minimum, self.maximum) = (minimum, maximum)
    wholeEnds = (minimum.flatMap { Int64(exactly: $0) }, maximum.flatMap { Int64(exactly: $0) })
  }

  /// - Parameters:
  ///   - minimum: no result is less; nil for no such end.
  ///   - maximum: no result is larger; nil for no such end.
  ///   - whole: the ends that are numbers of int64, which a double does not always hold.
  public init(minimum: Double?, maximum: Double?, whole: (minimum: Int64?, maximum: Int64?)) {
    self.init(minimum: minimum, maximum: maximum)
    wholeEnds = (whole.minimum ?? wholeEnds.minimum, whole.maximum ?? wholeEnds.maximum)
  }

  public var name: String { "clamp" }
  public var integers: IntegerRule { .compute }
  public var masksGradient: Bool { true }
  public var kernel: ElementKernel? {
    isPlain ? ElementKernel(fovea_element_clamp, minimum ?? -.infinity, maximum ?? .infinity) : nil
  }
  public var gradientKernel: ElementKernel? {
    isPlain ? ElementKernel(fovea_element_clamp_gradient, minimum ?? -.infinity, maximum ?? .infinity) : nil
  }
  /// Whether the ends that are given are numbers; kernels take an infinite one for one that is not given.
  private var isPlain: Bool { minimum?.isFinite ?? true && maximum?.isFinite ?? true }

  /// int64 stays where the ends are whole too, as it does beside numbers in arithmetic.
  /// - Parameter given: the type of x.
  /// - Returns: int64 for int64 between ends that are whole; else a floating type.
  public func operandTypes(_ given: [DType]) -> [DType] {
    let isWhole = [(minimum, wholeEnds.minimum), (maximum, wholeEnds.maximum)].allSatisfy {
      $0 == nil || $1 != nil
    }
    return [commonType(isWhole || commonType(given).isFloating ? given : given + [.float32])]
  }

  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) {
    (min(max(x, wholeEnds.minimum ?? .min), wholeEnds.maximum ?? .max), false)
  }

  /// - Parameter operands: the shape of x.
  /// - Returns: the same shape.
  /// - Throws: `TensorError.option` when neither end is given.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    guard minimum != nil || maximum != nil else {
      throw TensorError(.option, "clamp needs min, max or both")
    }
    return operands[0]
  }

  public func value<T: FloatingScalar>(_ x: T) -> T {
    let (low, high) = ends(T.self)
    if low.isNaN || high.isNaN { return .nan }
    let raised = x < low ? low : x
    return raised > high ? high : raised
  }

  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T {
    let (low, high) = ends(T.self)
    // Nothing lies on an end that is not given.
    let isAbove = minimum == nil ? !x.isNaN : x > low
    let isBelow = maximum == nil ? !x.isNaN : x < high
    return isAbove && isBelow ? 1 : 0
  }

  private func ends<T: FloatingScalar>(_ type: T.Type) -> (low: T, high: T) {
    (T(minimum ?? -.infinity), T(maximum ?? .infinity))
  }
}
