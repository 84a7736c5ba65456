/// One differentiable operation: its shape rule, its forward pass and its pullback, with its options as stored
/// properties.
///
/// `apply` is the one way in: it brings the operands to one element type, checks shapes before anything is allocated,
/// and puts the operation on the tape when a gradient is being recorded.
public protocol Operation: Sendable {
  /// What the forward pass keeps for the pullback.
  associatedtype Saved: Sendable

  /// The PyTorch functional name without `2d`.
  var name: String { get }

  /// Whether integer operands stay as they are (moving elements about) or become float32 (arithmetic).
  var keepsIntegers: Bool { get }

  /// Whether the result is a mask where all operands are.
  var keepsMasks: Bool { get }

  /// The element types in which operands of the types `given` are handed to `forward`: one common type, unless an
  /// operation has an operand that keeps its own (the condition of a choice) or gives the type (the base of a part).
  func operandTypes(_ given: [DType]) -> [DType]

  /// The result's shape.
  /// - Throws: what is wrong with the operands' shapes or the options, before anything is allocated.
  func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape

  /// The same for tensors: what `apply` asks. An operation often applied to small tensors answers without making an array
  /// of their shapes.
  func resultShape(of operands: [Tensor]) throws(TensorError) -> Shape

  /// The result, and what the pullback will need. Operands are of one element type; their shapes have been checked.
  /// - Throws: only `memory`, `cancelled`, and what depends on the elements' values.
  func forward(_ operands: [Tensor], into shape: Shape, _ execution: Execution) throws(TensorError) -> (
    result: Tensor, saved: Saved
  )

  /// From the gradient of the result to the gradients of those operands that `needs` names; nil for the others and
  /// for a gradient that is zero everywhere.
  func pullback(
    _ gradient: Tensor, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?]
}

extension Operation {
  public var keepsIntegers: Bool { false }
  public var keepsMasks: Bool { false }

  public func resultShape(of operands: [Tensor]) throws(TensorError) -> Shape {
    try resultShape(operands.map(\.shape))
  }

  public func operandTypes(_ given: [DType]) -> [DType] {
    [DType](repeating: commonType(given), count: given.count)
  }

  /// One type for all: that of the widest, float32 where there is arithmetic to do on integers.
  func commonType(_ given: [DType]) -> DType {
    if let first = given.first, given.allSatisfy({ $0 == first }) {
      return first.isFloating || keepsIntegers ? first : .float32
    }
    if given.allSatisfy({ !$0.isFloating }) { return keepsIntegers ? .int64 : .float32 }
    return given.contains(.float64) ? .float64 : .float32
  }

  public func callAsFunction(
    _ operands: Tensor..., in execution: Execution = Execution()
  ) throws(TensorError) -> Tensor {
    try apply(operands, in: execution)
  }

  /// - Throws: `TensorError` with the operation's name.
  public func apply(
    _ operands: [Tensor], in execution: Execution = Execution()
  ) throws(TensorError) -> Tensor {
    do throws(TensorError) {
      let shape = try resultShape(of: operands)
      let operands = try promoted(operands, execution)
      let (result, saved) = try forward(operands, into: shape, execution)
      if keepsMasks, operands.allSatisfy(\.isMask) { result.storage.isMask = true }
      // Integers have no gradient, so what comes after them is not recorded.
      guard result.dtype.isFloating, let tape = try Tape.recording(operands) else { return result }
      return try tape.record(self, saved, operands, result)
    } catch {
      var named = error
      if named.operation == nil { named.operation = name }
      throw named
    }
  }

  private func promoted(
    _ operands: [Tensor], _ execution: Execution
  ) throws(TensorError) -> [Tensor] {
    guard let first = operands.first?.dtype else { return operands }
    if operands.allSatisfy({ $0.dtype == first }), first.isFloating || keepsIntegers { return operands }
    let types = operandTypes(operands.map(\.dtype))
    var result: [Tensor] = []
    for (operand, type) in zip(operands, types) {
      result.append(
        operand.dtype == type ? operand : try Convert(to: type).apply([operand], in: execution))
    }
    return result
  }
}
