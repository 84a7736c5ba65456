import CKernels

/// a where the condition is true, or a number that is not 0, else b, element by element; all three broadcast. The gradient goes to the one that
/// was chosen; the condition has none. PyTorch: `torch.where(condition != 0, a, b)`.
///
/// Operands: condition, a, b. The condition keeps its own type; a and b meet in one, which is the result's.
public struct Where: Operation {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "where" }
  public var operandCount: ClosedRange<Int> { 3...3 }
  public var integers: IntegerRule { .keep }

  public func operandTypes(_ given: [DType]) -> [DType] {
    let common = commonType(Array(given.dropFirst()))
    return [given[0], common, common]
  }

  public func numberType(_ number: Double, among types: [DType?]) -> DType {
    let chosen = types.dropFirst().compactMap(\.self)
    guard chosen.isEmpty else { return commonType(chosen).type(of: number) }
    // Beside a condition alone.
    return types.first == .float64 ? .float64 : .float32
  }

  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let chosen = try Broadcast.shape(operands[1], operands[2], positions: (1, 2))
    return try Broadcast.shape(operands[0], chosen)
  }

  /// What the pullback needs: the condition, and the shapes of a and b.
  public struct Saved: Sendable {
    let condition: Tensor
    let shapes: [Shape]
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let result = try Where.choose(operands[0], operands[1], operands[2], into: shape, execution)
    return (result, Saved(condition: operands[0], shapes: [operands[1].shape, operands[2].shape]))
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let zero = try Tensor(0, gradient.dtype)
    var result: [Tensor?] = [nil, nil, nil]
    if needs[1] {
      let chosen = try Where.choose(saved.condition, gradient, zero, into: gradient.shape, execution)
      result[1] = try Broadcast.reduce(chosen, to: saved.shapes[0], execution)
    }
    if needs[2] {
      let chosen = try Where.choose(saved.condition, zero, gradient, into: gradient.shape, execution)
      result[2] = try Broadcast.reduce(chosen, to: saved.shapes[1], execution)
    }
    return result
  }

  private static func choose(
    _ condition: Tensor, _ a: Tensor, _ b: Tensor, into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if condition.dtype == .bool, a.dtype.isFloating, !execution.usesReference {
      return try ElementKernel(fovea_element_choose).map(
        condition, a, b, into: shape, as: a.dtype, of: a.dtype, execution)
    }
    return switch a.dtype {
    case .float32: try choose(condition, a, b, into: shape, as: Float.self, execution)
    case .float64: try choose(condition, a, b, into: shape, as: Double.self, execution)
    case .uint8: try choose(condition, a, b, into: shape, as: UInt8.self, execution)
    case .int64: try choose(condition, a, b, into: shape, as: Int64.self, execution)
    case .bool: try choose(condition, a.asBytes, b.asBytes, into: shape, as: UInt8.self, execution).asTruths
    }
  }

  private static func choose<T: Scalar>(
    _ condition: Tensor, _ a: Tensor, _ b: Tensor, into shape: Shape, as type: T.Type,
    _ execution: Execution
  ) throws(TensorError) -> Tensor {
    switch condition.dtype {
    case .float32:
      try Broadcast.map(condition, a, b, into: shape, Choice<Float, T>(), execution)
    case .float64:
      try Broadcast.map(condition, a, b, into: shape, Choice<Double, T>(), execution)
    case .uint8:
      try Broadcast.map(condition, a, b, into: shape, Choice<UInt8, T>(), execution)
    case .int64:
      try Broadcast.map(condition, a, b, into: shape, Choice<Int64, T>(), execution)
    case .bool:
      try Broadcast.map(condition.asBytes, a, b, into: shape, Choice<UInt8, T>(), execution)
    }
  }
}

private struct Choice<First: Scalar & Numeric, Element: Scalar>: TripleKernel {
  @inline(__always)
  func callAsFunction(_ condition: First, _ a: Element, _ b: Element) -> Element {
    condition != 0 ? a : b
  }
}
