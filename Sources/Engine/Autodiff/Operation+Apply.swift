extension Operation {
  /// The operation applied to its operands.
  /// - Parameters:
  ///   - operands: as many as it takes, of any element types.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the result; on the tape of its operands, if a gradient is being recorded.
  /// - Throws: `TensorError` with the operation's name: `operands` for another number of them, what the operation says of
  ///   shapes and options, `memory`, `cancelled`.
  public func callAsFunction(
    _ operands: Tensor..., in execution: Execution = Execution()
  ) throws(TensorError) -> Tensor {
    try apply(operands, in: execution)
  }

  /// The same for operands in an array.
  /// - Parameters:
  ///   - operands: as many as it takes, of any element types.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the result; on the tape of its operands, if a gradient is being recorded.
  /// - Throws: `TensorError` with the operation's name: `operands` for another number of them, what the operation says of
  ///   shapes and options, `memory`, `cancelled`.
  public func apply(
    _ operands: [Tensor], in execution: Execution = Execution()
  ) throws(TensorError) -> Tensor {
    do throws(TensorError) {
      let plan = try checkedPlan(OperandShapes(of: operands))
      let operands = try promoted(operands, execution)
      let (result, saved) = try forward(operands, plan, execution)
      guard result.shape == plan.result else { throw OperationFault.result(result.shape, plan.result) }
      // Integers have no gradient, so what comes after them is not recorded.
      guard result.dtype.isFloating, let tape = try Tape.recording(operands) else { return result }
      return try tape.record(self, plan, saved, operands, result)
    } catch {
      var named = error
      if named.operation == nil { named.operation = name }
      throw named
    }
  }

  /// The shape of the result, worked out without computing it.
  /// - Parameter operands: the shapes of the operands.
  /// - Returns: the shape.
  /// - Throws: `operands` for another number of them than the operation takes; what it says of shapes and options.
  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    try checkedPlan(OperandShapes(operands)).result
  }

  /// The shape of the result for these tensors.
  /// - Parameter operands: what the operation would be applied to.
  /// - Returns: the shape.
  /// - Throws: `operands` for another number of them than the operation takes; what it says of shapes and options.
  public func resultShape(of operands: [Tensor]) throws(TensorError) -> Shape {
    try checkedPlan(OperandShapes(of: operands)).result
  }

  /// The plan for so many operands as the operation takes.
  private func checkedPlan(_ operands: OperandShapes) throws(TensorError) -> Plan {
    guard operandCount.contains(operands.count) else { throw wrongCount(operands.count) }
    return try plan(operands)
  }

  private func wrongCount(_ count: Int) -> TensorError {
    let (least, most) = (operandCount.lowerBound, operandCount.upperBound)
    let wanted =
      least == most ? "\(least)" : most == .max ? "at least \(least)" : "\(least) to \(most)"
    return TensorError(
      .operands, "\(name) takes \(wanted) operand\(most == 1 ? "" : "s"), not \(count)")
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

/// What an operation got wrong that was written outside of the engine: told before kernels would read what is not there.
enum OperationFault {
  static func result(_ shape: Shape, _ planned: Shape) -> TensorError {
    TensorError(.shapes, "the result has the shape \(shape), and the plan says \(planned)")
  }

  static func gradients(_ count: Int, of operands: Int, in operation: String?) -> TensorError {
    named(operation, "the pullback gives \(count) gradients for \(operands) operands")
  }

  static func gradient(
    _ gradient: Tensor, _ position: Int, _ shape: Shape, _ dtype: DType, in operation: String?
  ) -> TensorError {
    named(
      operation,
      "the gradient by operand \(position + 1) is \(gradient.dtype.name) \(gradient.shape), and the operand is "
        + "\(dtype.name) \(shape)")
  }

  private static func named(_ operation: String?, _ message: String) -> TensorError {
    var error = TensorError(.shapes, message)
    error.operation = operation
    return error
  }
}
