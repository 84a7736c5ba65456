/// For each class number, counted from 0, a row with 1 at that place and 0 elsewhere: [*] becomes [*, classes], int64.
/// There is no gradient. PyTorch: `F.one_hot(x, num_classes)`.
public struct OneHot: Operation {
  /// How many there are.
  public let classes: Int

  /// - Parameter classes: how many there are.
  public init(classes: Int) { self.classes = classes }

  public var name: String { "one_hot" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of the class numbers, `[*]`.
  /// - Returns: `[*, classes]`.
  /// - Throws: `option` unless there is at least one class, `rank` for a result of more than six dimensions, `memory`
  ///   for one larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    guard classes > 0 else { throw TensorError(.option, "one_hot needs at least one class, not \(classes)") }
    return try Shape(checking: operands[0].array + [classes])
  }

  /// - Parameters:
  ///   - operands: the class numbers, whole numbers from 0.
  ///   - shape: `[*, classes]`.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the rows, int64.
  /// - Throws: `index` for a number that is no class; `memory`, `cancelled`.
  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let labels = operands[0]
    var meter = CancelMeter(execution)
    let result = try Tensor(zeros: shape, .int64)
    try result.write(as: Int64.self) { result throws(TensorError) in
      for position in 0..<labels.count {
        try meter.spend(1)
        let label = labels.element(position)
        guard label >= 0, label < Double(classes), label == label.rounded(.down) else {
          throw TensorError(
            .index, "\(DoubleText.shortest(label)) is not one of the \(classes) classes, which count from 0",
            operands: [.init(0, "\(labels.shape)")])
        }
        result[position * classes + Int(clamping: label)] = 1
      }
    }
    return (result, ())
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [nil]
  }
}
