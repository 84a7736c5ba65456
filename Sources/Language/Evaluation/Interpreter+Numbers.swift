import Engine

/// Ranges and booleans where numbers are wanted: a range is the tensor of its numbers, and true is 1.
extension Interpreter {
  /// Applies an operation to operands among which are booleans or ranges.
  func applyToTensors(_ operation: some Operation, _ operands: [Value]) throws(TensorError) -> Value {
    let types = operands.compactMap { if case .tensor(let tensor) = $0 { tensor.dtype } else { nil } }
    var isOfNumbers = types.isEmpty
    var tensors: [Value] = []
    for operand in operands {
      switch operand {
      case .boolean(let truth): tensors.append(.tensor(try Tensor(truth ? 1 : 0, .bool)))
      case .range(let range):
        tensors.append(.tensor(try tensor(of: range, beside: types)))
        isOfNumbers = false
      default: tensors.append(operand)
      }
    }
    guard isOfNumbers else { return try apply(operation, tensors) }
    for (position, operand) in tensors.enumerated() {
      if case .number(let number) = operand { tensors[position] = .tensor(try Tensor(number, .float64)) }
    }
    let result = try apply(operation, tensors)
    return result.scalar.map { .number($0) } ?? result
  }

  /// The numbers of a range, in the type of the tensors that they meet: float64 beside float64, int64 beside int64 alone
  /// where all are whole, else float32.
  func tensor(of range: RangeBox, beside types: [DType] = []) throws(TensorError) -> Tensor {
    let shape = try Shape(checking: [range.count])
    let isWhole = range.first == range.first.rounded() && range.step == range.step.rounded()
    if types.contains(.float64) || isWhole && !types.isEmpty && types.allSatisfy({ $0 == .int64 }) {
      let type: DType = types.contains(.float64) ? .float64 : .int64
      return try Tensor(generating: shape, type, in: execution) { range.number($0) }
    }
    let reach = max(abs(range.first), abs(range.number(max(range.count - 1, 0))))
    if isWhole, reach > 0x1p24 { noteRounding(to: .float32) }
    return try Tensor(generating: shape, in: execution) { range.number($0) }
  }

  /// A range as the tensor of its numbers, beside another operand; all else as it is.
  func expanded(_ value: Value, beside other: Value) throws(TensorError) -> Value {
    guard case .range(let range) = value else { return value }
    let types = if case .tensor(let tensor) = other { [tensor.dtype] } else { [DType]() }
    return .tensor(try tensor(of: range, beside: types))
  }
}
