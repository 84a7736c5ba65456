/// Where the largest or smallest element along an axis stands, counted from 0, as int64; the first of equal elements,
/// and NaN before every number. Without an axis: its place among all elements in order. There is no gradient.
public protocol ExtremumPlace: Operation where Saved == Void {
  var axis: Int? { get }
  var keepDimensions: Bool { get }
  var largest: Bool { get }
}

extension ExtremumPlace {
  public var operandCount: ClosedRange<Int> { 1...1 }

  public var integers: IntegerRule { .keep }

  /// - Throws: `option` for an axis that is not there, `size` when there is nothing along it.
  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    let shape = operands[0]
    if let axis, !shape.has(axis: axis) {
      throw TensorError(
        .option, "dimension \(axis), counted from 0, is not among the \(shape.rank) of \(shape)",
        operands: [.init(0, "\(shape)")])
    }
    let scan = AxisScan(shape, axis)
    guard scan.extent > 0 else {
      throw TensorError(
        .size, "\(name) of nothing: the shape \(shape) has no elements there",
        operands: [.init(0, "\(shape)")])
    }
    guard !keepDimensions else { return scan.keptShape }
    guard let axis, shape.rank > 0 else { return [] }
    var extents = shape.array
    extents.remove(at: axis)
    return Shape(trusted: extents)
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let (_, places) = try Extremum.search(operands[0], axis: axis, largest: largest, execution)
    return (places.viewed(as: shape), ())
  }

  public func pullback(
    _ gradient: Tensor, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [nil]
  }
}
