import Engine

/// A call as the engine sees it: an operation, and what it is applied to.
struct OperationCall<Op> {
  let operation: Op
  let operands: [Value]
  /// The arguments that the operands came from, and after them those that messages of the operation speak of too; the
  /// arguments of a variadic parameter count on behind all others. Empty where operands have no place of their own.
  let positions: [Int]
}

extension OperationCall where Op: Engine.Operation {
  var erased: OperationCall<any Engine.Operation> {
    .init(operation: operation, operands: operands, positions: positions)
  }
}

extension Arguments {
  /// The operation on the parameters at `positions`.
  func calling<Op: Engine.Operation>(
    _ operation: Op, _ positions: Int...
  ) throws(Diagnostic) -> OperationCall<Op> {
    var operands: [Value] = []
    for position in positions { operands.append(try numeric(position)) }
    return OperationCall(operation: operation, operands: operands, positions: positions)
  }

  func apply(_ call: OperationCall<some Engine.Operation>) throws(Diagnostic) -> Value {
    let result = try engine(call.positions) { () throws(TensorError) in
      try interpreter.apply(call.operation, call.operands)
    }
    if call.operands.count > 1, call.operation is any BinaryElementwise || call.operation is Where {
      interpreter.noteBroadcast(call.operands, result)
    }
    return result
  }
}
