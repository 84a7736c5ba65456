/// A part of x: for each axis one index (which drops the axis), a range with a step, a list of indices, or all of it;
/// axes that are not named are taken whole. Lists on several axes are taken crosswise: rows 0 and 2 of columns 1 and 3
/// are four elements. The gradient goes back to where the elements came from, added up where one was taken twice.
///
/// PyTorch: `x[i]`, `x[start:stop:step]`, `torch.index_select(x, dim, list)`. Everything here counts from 0.
public struct Slice: Operation, Hashable {
  /// What is taken along one axis.
  public enum Part: Sendable, Hashable {
    /// All of it.
    case all
    /// One index; the axis is dropped.
    case index(Int)
    /// `count` indices from `start` on; the step may be negative, but not 0.
    case range(start: Int, step: Int = 1, count: Int)
    /// These indices, in this order.
    case list([Int])
  }

  /// What is taken along each axis, from the first on.
  public let parts: [Part]

  /// - Parameter parts: what is taken along each axis, from the first on.
  public init(_ parts: [Part]) { self.parts = parts }

  public var name: String { "slice" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of the part, and which elements it is made of.
  /// - Throws: `rank` for more parts than axes, `index` for one outside, `size` for a range that is none, `memory` for
  ///   lists that pick more elements than any memory holds.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Selection {
    try Selection(parts, of: operands[0])
  }

  public func forward(
    _ operands: [Tensor], _ selection: Selection, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let x = operands[0]
    let result = try Tensor(uninitialized: selection.result, x.dtype)
    if let position = selection.position {
      // One element: programs do this in loops.
      let size = x.dtype.size
      withExtendedLifetime((x, result)) {
        result.storage.bytes.copyMemory(from: x.storage.bytes + position * size, byteCount: size)
      }
      return (result, x.shape)
    }
    try selection.forEachRegion { whole, part throws(TensorError) in
      try Region.copy(x, whole, into: result, part, execution)
    }
    return (result, x.shape)
  }

  public func pullback(
    _ gradient: Tensor, _ selection: Selection, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let result = try Tensor(zeros: shape, gradient.dtype)
    try selection.forEachRegion { whole, part throws(TensorError) in
      try Region.add(gradient, part, into: result, whole, execution)
    }
    return [result]
  }
}
