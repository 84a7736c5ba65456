import Engine

/// The derivative of one number of an operation's result by one number of an operand, by central differences in float64.
struct NumericDerivatives {
  private let operation: any Engine.Operation
  private let operands: [Tensor]
  private let execution: Execution

  init(
    _ operation: any Engine.Operation, _ operands: [Tensor], _ execution: Execution
  ) throws(TensorError) {
    self.operation = operation
    self.execution = execution
    var doubles: [Tensor] = []
    for operand in operands {
      doubles.append(operand.dtype.isFloating ? try operand.converted(to: .float64) : operand)
    }
    self.operands = doubles
  }

  /// - Parameters: flat positions, counted from 0.
  func callAsFunction(
    of output: Int, by position: Int, operand: Int = 0
  ) throws(TensorError) -> NumericDerivative {
    try NumericDerivative(at: operands[operand].element(position)) { place throws(TensorError) in
      var moved = operands
      try moved[operand].setElement(position, to: place)
      return try operation.apply(moved, in: execution).element(output)
    }
  }

  /// As a cell of a table.
  func text(of output: Int, by position: Int, operand: Int = 0) throws(TensorError) -> String {
    Formatter.number(try self(of: output, by: position, operand: operand).shown, digits: 5)
  }
}
