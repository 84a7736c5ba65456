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

  /// How many operands it takes; `apply` refuses any other number of them.
  var operandCount: ClosedRange<Int> { get }

  /// What becomes of integer operands.
  var integers: IntegerRule { get }

  /// Whether the result says of each place if something holds, as the operands do.
  func givesMask(_ operands: [Tensor]) -> Bool

  /// The element types in which operands of the types `given` are handed to `forward`: one common type, unless an
  /// operation has an operand that keeps its own (the condition of a choice) or gives the type (the base of a part).
  func operandTypes(_ given: [DType]) -> [DType]

  /// The type that a number takes which was given without one, among operands of which some have one.
  func numberType(_ number: Double, among types: [DType?]) -> DType

  /// The result's shape. There are as many operands as `operandCount` allows.
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

/// What becomes of integer operands of an operation.
public enum IntegerRule: Sendable {
  /// They become float32.
  case convert
  /// The result of int64 is int64, and an error where it is beyond that. uint8 alone, as pictures have it, becomes float32.
  case compute
  /// They stay what they are: elements are moved about, picked or compared.
  case keep
}

extension Operation {
  public var integers: IntegerRule { .convert }

  public func givesMask(_ operands: [Tensor]) -> Bool { false }

  public func resultShape(of operands: [Tensor]) throws(TensorError) -> Shape {
    try resultShape(operands.map(\.shape))
  }

  public func operandTypes(_ given: [DType]) -> [DType] {
    [DType](repeating: commonType(given), count: given.count)
  }

  /// One type for all: that of the widest, for integers what the rule says.
  func commonType(_ given: [DType]) -> DType {
    if given.contains(.float64) { return .float64 }
    if given.contains(.float32) { return .float32 }
    switch integers {
    case .convert: return .float32
    case .compute: return given.contains(.int64) ? .int64 : .float32
    case .keep: return given.contains(.int64) ? .int64 : given.isEmpty ? .float32 : .uint8
    }
  }

  public func numberType(_ number: Double, among types: [DType?]) -> DType {
    commonType(types.compactMap(\.self)).type(of: number)
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
      guard operandCount.contains(operands.count) else { throw wrongCount(operands.count) }
      let shape = try resultShape(of: operands)
      let operands = try promoted(operands, execution)
      let (result, saved) = try forward(operands, into: shape, execution)
      if givesMask(operands) { result.storage.isMask = true }
      // Integers have no gradient, so what comes after them is not recorded.
      guard result.dtype.isFloating, let tape = try Tape.recording(operands) else { return result }
      return try tape.record(self, saved, operands, result)
    } catch {
      var named = error
      if named.operation == nil { named.operation = name }
      throw named
    }
  }

  private func wrongCount(_ count: Int) -> TensorError {
    let (least, most) = (operandCount.lowerBound, operandCount.upperBound)
    let wanted =
      least == most ? "\(least)" : most == .max ? "at least \(least)" : "\(least) to \(most)"
    return TensorError(
      .operands, "\(name) takes \(wanted) operand\(most == 1 ? "" : "s"), and \(count) are given")
  }

  private func promoted(
    _ operands: [Tensor], _ execution: Execution
  ) throws(TensorError) -> [Tensor] {
    guard let first = operands.first?.dtype else { return operands }
    if first.isFloating || integers == .keep, operands.allSatisfy({ $0.dtype == first }) { return operands }
    let types = operandTypes(operands.map(\.dtype))
    var result: [Tensor] = []
    for (operand, type) in zip(operands, types) {
      result.append(
        operand.dtype == type ? operand : try Convert(to: type).apply([operand], in: execution))
    }
    return result
  }
}
