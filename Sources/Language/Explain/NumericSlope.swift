import Engine

/// The derivative of one number of an operation's result by one number of an operand, by central differences in float64.
struct NumericSlope {
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
  ) throws(TensorError) -> Double {
    let step = CentralDifferences.defaultStep(at: operands[operand].element(position))
    var values: [Double] = []
    for h in [step, -step] {
      var moved = operands
      try moved[operand].setElement(position, to: moved[operand].element(position) + h)
      values.append(try operation.apply(moved, in: execution).element(output))
    }
    return (values[0] - values[1]) / (2 * step)
  }

  /// As a cell of a table: beyond six decimals there is only rounding.
  func text(of output: Int, by position: Int, operand: Int = 0) throws(TensorError) -> String {
    Formatter.number((try self(of: output, by: position, operand: operand) * 1e6).rounded() / 1e6, digits: 5)
  }
}
