/// Compares a and b, element by element with broadcasting: 1 where it holds, else 0, in the operands' own floating
/// type (float32 for integers). NaN is unequal to everything. There is no gradient.
/// PyTorch: `torch.eq(a, b)`, `ne`, `lt`, `le`, `gt`, `ge`.
public struct Compare: Operation {
  public enum Kind: String, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  public let kind: Kind

  public init(_ kind: Kind) { self.kind = kind }

  public var name: String { kind.rawValue }
  /// Integers are compared as they are: as float32, 16777216 and 16777217 would be equal.
  public var keepsIntegers: Bool { true }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    try Broadcast.shape(operands[0], operands[1])
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let (a, b) = (operands[0], operands[1])
    let result: Tensor =
      switch a.dtype {
      case .float32: try compare(a, b, shape, Float.self, Float.self, execution)
      case .float64: try compare(a, b, shape, Double.self, Double.self, execution)
      case .uint8: try compare(a, b, shape, UInt8.self, Float.self, execution)
      case .int64: try compare(a, b, shape, Int64.self, Float.self, execution)
      }
    result.storage.isMask = true
    return (result, ())
  }

  private func compare<T: Scalar, Value: FloatingScalar>(
    _ a: Tensor, _ b: Tensor, _ shape: Shape, _ type: T.Type, _ result: Value.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    switch kind {
    case .equal: try map(a, b, shape, type, result, execution, ==)
    case .notEqual: try map(a, b, shape, type, result, execution, !=)
    case .less: try map(a, b, shape, type, result, execution, <)
    case .lessOrEqual: try map(a, b, shape, type, result, execution, <=)
    case .greater: try map(a, b, shape, type, result, execution, >)
    case .greaterOrEqual: try map(a, b, shape, type, result, execution, >=)
    }
  }

  @inline(__always)
  private func map<T: Scalar, Value: FloatingScalar>(
    _ a: Tensor, _ b: Tensor, _ shape: Shape, _ type: T.Type, _ result: Value.Type,
    _ execution: Execution, _ holds: (T, T) -> Bool
  ) throws(TensorError) -> Tensor {
    try Broadcast.map(a, b, into: shape, as: type, execution) { holds($0, $1) ? Value(1) : Value(0) }
  }

  public func pullback(
    _ gradient: Tensor, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [nil, nil]
  }
}
