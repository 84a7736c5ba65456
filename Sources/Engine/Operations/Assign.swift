/// `base` with `value` in place of a part: the functional form of x[i, :] = value. The value is repeated to fill the
/// part, and converted to the base's type. The gradient by the base is 0 where it was overwritten; that by the value is
/// the gradient of the part. Where a list names an index twice, the last value stands and alone has a gradient.
///
/// Operands: base, value. PyTorch: `x.clone().index_put_(…)`, `x[…] = value`.
public struct Assign: Operation {
  /// The part that is written.
  public let slice: Slice

  /// - Parameter slice: the part that is written.
  public init(to slice: Slice) { self.slice = slice }

  public var name: String { "assign" }
  public var operandCount: ClosedRange<Int> { 2...2 }
  public var integers: IntegerRule { .keep }

  public func operandTypes(_ given: [DType]) -> [DType] { [given[0], given[0]] }

  /// - Parameter operands: the shapes of the base and of the value.
  /// - Returns: the base's shape, and the part of it that is written.
  /// - Throws: as `Slice`; `shapes` when the value does not fill the part.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Plan {
    let selection = try Selection(slice.parts, of: operands[0])
    try Assign.check(operands[1], fills: selection.result)
    return Plan(result: operands[0], selection: selection, value: operands[1])
  }

  /// Which part of the base is written, and the shape of the value.
  public struct Plan: OperationPlan {
    public let result: Shape
    let selection: Selection
    let value: Shape
  }

  /// - Throws: `TensorError.shapes` unless a value of the shape can be repeated to fill the part.
  static func check(_ value: Shape, fills part: Shape) throws(TensorError) {
    let extra = max(value.rank - part.rank, 0)
    var fits = (0..<extra).allSatisfy { value[$0] == 1 }
    for axis in extra..<value.rank where fits {
      let extent = part[axis - value.rank + part.rank]
      fits = value[axis] == extent || value[axis] == 1
    }
    guard fits else {
      throw TensorError(
        .shapes, "a value of shape \(value) does not fill the part of shape \(part)",
        operands: [.init(1, "\(value)")])
    }
  }

  public func forward(
    _ operands: [Tensor], _ plan: Plan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let result = try operands[0].copied()
    try Assign.write(operands[1], into: result, plan.selection, execution)
    return (result, ())
  }

  /// Writes `value`, which fills the part, into a tensor that nobody else holds.
  static func write(
    _ value: Tensor, into target: Tensor, _ selection: Selection, _ execution: Execution
  ) throws(TensorError) {
    let repeated = Region(selection.aligned(value.shape), repeatedTo: selection.keptShape)
    try selection.forEachRegion(part: repeated) { whole, part throws(TensorError) in
      try Region.copy(value, part, into: target, whole, execution)
    }
  }

  public func pullback(
    _ gradient: Tensor, _ plan: Plan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let selection = plan.selection
    let rest = try gradient.copied()
    let taken = try Tensor(uninitialized: selection.keptShape, gradient.dtype)
    // Backwards, and taken away at once, so that of two values for one element only the last has a gradient.
    try selection.forEachRegion(backwards: true) { whole, part throws(TensorError) in
      try Region.copy(rest, whole, into: taken, part, execution)
      try Region.fill(0, into: rest, whole, execution)
    }
    guard needs[1] else { return [rest, nil] }
    let reduced = try Broadcast.reduce(taken, to: selection.aligned(plan.value), execution)
    return [needs[0] ? rest : nil, reduced.viewed(as: plan.value)]
  }
}

extension Tensor {
  /// Puts `value`, repeated to fill it and converted to this tensor's type, in place of a part: x[i, :] = value.
  ///
  /// Written in place where nobody else holds the elements, else into a copy. While a gradient is being recorded
  /// through either of the two, this is the operation `Assign`, so that the gradient flows on.
  /// - Parameters:
  ///   - value: of a shape that can be repeated to fill the part.
  ///   - slice: the part.
  ///   - execution: what may stop it.
  /// - Throws: as `Slice` and `Assign`; the tensor is unchanged then, unless the error is `cancelled`.
  public mutating func assign(
    _ value: Tensor, to slice: Slice, in execution: Execution = Execution()
  ) throws(TensorError) {
    let assign = Assign(to: slice)
    guard !isTaped, !value.isTaped else {
      self = try assign.apply([self, value], in: execution)
      return
    }
    do throws(TensorError) {
      let selection = try Selection(slice.parts, of: shape)
      try Assign.check(value.shape, fills: selection.result)
      if let position = selection.position, dtype != .int64 {
        return try setElement(position, to: value.element(0))
      }
      let converted = try value.converted(to: dtype)
      try makeUnique()
      try Assign.write(converted, into: self, selection, execution)
    } catch {
      var named = error
      if named.operation == nil { named.operation = assign.name }
      throw named
    }
  }
}
