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

  /// The result's shape.
  /// - Throws: what is wrong with the operands' shapes or the options, before anything is allocated.
  func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape

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
      let operands = try promoted(operands, execution)
      let shape = try resultShape(operands.map(\.shape))
      let (result, saved) = try forward(operands, into: shape, execution)
      guard let tape = try Tape.recording(operands) else { return result }
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
    var common = operands.dropFirst().reduce(first) { $0 == $1.dtype ? $0 : $0.promoted(with: $1.dtype) }
    if !keepsIntegers, !common.isFloating { common = .float32 }
    var result: [Tensor] = []
    for operand in operands {
      result.append(
        operand.dtype == common ? operand : try Convert(to: common).apply([operand], in: execution))
    }
    return result
  }
}
