/// An operation that makes one number of all elements along some axes, counted from 0; no axes means all of them.
public protocol AxisReduction: Operation where Plan == ReductionPlan {
  /// Which axes are gone over; none for all.
  var axes: [Int] { get }
  /// Whether reduced axes stay with an extent of 1.
  var keepDimensions: Bool { get }
}

/// What a reduction works out of its operand's shape and its axes.
public struct ReductionPlan: OperationPlan {
  public let result: Shape
  let operand: Shape
  /// The result's shape with reduced axes as 1.
  let kept: Shape

  /// How many elements make one number.
  let reducedCount: Int
}

extension AxisReduction {
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x without the axes, or with 1 for each of them where `keepDimensions` says so.
  /// - Throws: `option` for an axis that is not there or is named twice.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ReductionPlan {
    try reductionPlan(operands[0])
  }

  /// What `plan` is, for those that look at the elements' number too.
  func reductionPlan(_ shape: Shape) throws(TensorError) -> ReductionPlan {
    if axes.isEmpty {
      let kept = Shape(ones: shape.rank)
      return ReductionPlan(
        result: keepDimensions ? kept : .single, operand: shape, kept: kept, reducedCount: shape.count)
    }
    let kept = try keptShape(of: shape)
    let result =
      keepDimensions
      ? kept : Shape(trusted: (0..<kept.rank).filter { !axes.contains($0) }.map { kept[$0] })
    let count = shape.rank == 0 ? 1 : axes.reduce(1) { $0 * shape[$1] }
    return ReductionPlan(result: result, operand: shape, kept: kept, reducedCount: count)
  }

  /// The shape with reduced axes as 1.
  private func keptShape(of shape: Shape) throws(TensorError) -> Shape {
    var extents = shape.array
    for (position, axis) in axes.enumerated() {
      guard shape.has(axis: axis) else {
        throw TensorError(
          .option, "dimension \(axis), counted from 0, is not among the \(shape.rank) of \(shape)",
          operands: [.init(0, "\(shape)")])
      }
      guard !axes[..<position].contains(axis) else {
        throw TensorError(.option, "\(name) cannot reduce the same dimension of \(shape) twice")
      }
      if shape.rank > 0 { extents[axis] = 1 }
    }
    return Shape(trusted: extents)
  }
}
