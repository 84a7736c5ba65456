/// An operation that makes one number of all elements along some axes, counted from 0; no axes means all of them.
public protocol AxisReduction: Operation {
  var axes: [Int] { get }
  /// Whether reduced axes stay with an extent of 1.
  var keepDimensions: Bool { get }
}

extension AxisReduction {
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Throws: `option` for an axis that is not there or is named twice.
  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    try reducedShape(of: operands[0])
  }

  /// The shape of what remains of a tensor.
  func reducedShape(of shape: Shape) throws(TensorError) -> Shape {
    let kept = try keptShape(of: shape)
    guard !keepDimensions else { return kept }
    guard !axes.isEmpty else { return [] }
    return Shape(trusted: (0..<kept.rank).filter { !axes.contains($0) }.map { kept[$0] })
  }

  /// The same with reduced axes as 1.
  func keptShape(of shape: Shape) throws(TensorError) -> Shape {
    var extents = shape.array
    for (position, axis) in axes.enumerated() {
      guard shape.has(axis: axis) else {
        throw TensorError(
          .option, "dimension \(axis), counted from 0, is not among the \(shape.rank) of \(shape)",
          operands: [.init(0, "\(shape)")])
      }
      guard !axes[..<position].contains(axis) else {
        throw TensorError(.option, "\(name) is asked to reduce a dimension of \(shape) twice")
      }
      if shape.rank > 0 { extents[axis] = 1 }
    }
    return Shape(trusted: axes.isEmpty ? extents.map { _ in 1 } : extents)
  }

  /// How many elements make one number.
  func reducedCount(of shape: Shape) -> Int {
    axes.isEmpty || shape.rank == 0 ? shape.count : axes.reduce(1) { $0 * shape[$1] }
  }

  /// - Throws: `size` when there is nothing along the reduced axes, which exist.
  func checkNotEmpty(_ shape: Shape) throws(TensorError) {
    guard reducedCount(of: shape) > 0 else {
      throw TensorError(
        .size, "\(name) of nothing: the shape \(shape) has no elements there",
        operands: [.init(0, "\(shape)")])
    }
  }
}
