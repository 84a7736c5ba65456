import CKernels

/// Compares a and b, element by element with broadcasting: bool, true where it holds. NaN is unequal to everything. There
/// is no gradient.
/// PyTorch: `torch.eq(a, b)`, `ne`, `lt`, `le`, `gt`, `ge`.
public struct Compare: Operation {
  /// What is asked of each pair; the raw value is its sign.
  public enum Kind: String, Sendable, CaseIterable {
    /// a = b.
    case equal = "=="
    /// a ≠ b, also where one of them is NaN.
    case notEqual = "!="
    /// a < b.
    case less = "<"
    /// a ≤ b.
    case lessOrEqual = "<="
    /// a > b.
    case greater = ">"
    /// a ≥ b.
    case greaterOrEqual = ">="
  }

  /// What is asked of each pair.
  public let kind: Kind

  /// - Parameter kind: what is asked of each pair.
  public init(_ kind: Kind) { self.kind = kind }

  public var name: String { kind.rawValue }
  public var operandCount: ClosedRange<Int> { 2...2 }
  /// Integers are compared as they are: as float32, 16777216 and 16777217 would be equal.
  public var integers: IntegerRule { .keep }

  /// int64 stays what it is beside floating-point numbers, which float64 holds: neither holds all numbers of the other.
  /// - Parameter given: the types of the two operands.
  /// - Returns: int64 and float64 for such a pair; else one common type for both.
  public func operandTypes(_ given: [DType]) -> [DType] {
    if given.contains(.int64), given.contains(where: \.isFloating) {
      return given.map { $0 == .int64 ? .int64 : .float64 }
    }
    return [DType](repeating: commonType(given), count: given.count)
  }

  /// A number that is not whole is compared as it is.
  /// - Parameters:
  ///   - number: its value.
  ///   - types: those of all operands; nil for one that has none.
  /// - Returns: the common type of the others where it holds the number; else float64.
  public func numberType(_ number: Double, among types: [DType?]) -> DType {
    let common = commonType(types.compactMap(\.self))
    return common.isFloating || common.type(of: number) == common ? common : .float64
  }

  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    try Broadcast.shape(operands[0], operands[1])
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let (a, b) = (operands[0], operands[1])
    if a.dtype == b.dtype, a.dtype.isFloating, !execution.usesReference {
      return (try ElementKernel(kind.function).map(a, b, into: shape, as: .bool, execution), ())
    }
    let result: Tensor =
      switch a.dtype {
      case _ where a.dtype != b.dtype: try compareMixed(a, b, shape, execution)
      case .float32: try compare(a, b, shape, Float.self, execution)
      case .float64: try compare(a, b, shape, Double.self, execution)
      case .uint8: try compare(a, b, shape, UInt8.self, execution)
      case .int64: try compare(a, b, shape, Int64.self, execution)
      case .bool: try compare(a.asBytes, b.asBytes, shape, UInt8.self, execution)
      }
    return (result, ())
  }

  /// One of the operands is of int64, the other of float64.
  private func compareMixed(
    _ a: Tensor, _ b: Tensor, _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    // 0 where the two are equal, −1 or 1 where the whole number is less or greater, and NaN beside NaN.
    let order =
      a.dtype == .int64
      ? try Broadcast.map(a, b, b, into: shape, MixedOrder(), execution)
      : try Broadcast.map(b, a, a, into: shape, MixedOrder(), execution)
    let zero = try Tensor(0, .float64)
    return a.dtype == .int64
      ? try compare(order, zero, shape, Double.self, execution)
      : try compare(zero, order, shape, Double.self, execution)
  }

  private func compare<T: NumberScalar>(
    _ a: Tensor, _ b: Tensor, _ shape: Shape, _ type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    switch kind {
    case .equal: try Broadcast.map(a, b, into: shape, as: type, execution) { $0 == $1 }
    case .notEqual: try Broadcast.map(a, b, into: shape, as: type, execution) { $0 != $1 }
    case .less: try Broadcast.map(a, b, into: shape, as: type, execution) { $0 < $1 }
    case .lessOrEqual: try Broadcast.map(a, b, into: shape, as: type, execution) { $0 <= $1 }
    case .greater: try Broadcast.map(a, b, into: shape, as: type, execution) { $0 > $1 }
    case .greaterOrEqual: try Broadcast.map(a, b, into: shape, as: type, execution) { $0 >= $1 }
    }
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [nil, nil]
  }
}

/// On which side of a number a whole number stands, without rounding either of them.
private struct MixedOrder: TripleKernel {
  func callAsFunction(_ whole: Int64, _ number: Double, _: Double) -> Double {
    if number.isNaN { return .nan }
    if number >= 0x1p63 { return -1 }
    if number < -0x1p63 { return 1 }
    // It fits now.
    let below = Int64(clamping: number.rounded(.down))
    if whole != below { return whole < below ? -1 : 1 }
    return Double(below) == number ? 0 : -1
  }
}

extension Compare.Kind {
  /// The comparison as kernels name it.
  fileprivate var function: fovea_element_function {
    switch self {
    case .equal: fovea_element_equal
    case .notEqual: fovea_element_not_equal
    case .less: fovea_element_less
    case .lessOrEqual: fovea_element_less_or_equal
    case .greater: fovea_element_greater
    case .greaterOrEqual: fovea_element_greater_or_equal
    }
  }
}
