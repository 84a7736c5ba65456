/// x with a border of one value. Sides come in pairs from the last axis on: left, right, then top, bottom, and so on; a
/// negative number cuts off. PyTorch: `F.pad(x, sides, mode="constant", value)`.
public struct Pad: Operation {
  public static let value = OptionKey(
    "value", default: 0.0, style: .either, "what the padding is filled with")

  /// How many elements go on each side, in pairs from the last axis on: left, right, top, bottom, and so on; negative
  /// ones cut off.
  public let sides: [Int]
  public let value: Double

  /// - Parameters:
  ///   - sides: how many elements go on each side, in pairs from the last axis on: left, right, top, bottom, and so on;
  ///     a negative number cuts off.
  ///   - value: what the border is filled with; for integers a number that their type holds.
  public init(_ sides: [Int], value: Double = Pad.value.standard) {
    (self.sides, self.value) = (sides, value)
  }

  public var name: String { "pad" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x, with its sides added to each extent.
  /// - Throws: `option` for an odd number of sides, `rank` for more pairs than axes, `size` when more is cut off than
  ///   is there, `memory` for sides beyond any.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    guard sides.count.isMultiple(of: 2) else {
      throw TensorError(
        .option, "padding comes in pairs (left, right, top, bottom, …), and \(Shape.text(sides)) is odd")
    }
    guard sides.count <= 2 * shape.rank else {
      throw TensorError(
        .rank, "\(sides.count) sides for a tensor of shape \(shape), which has \(2 * shape.rank)",
        operands: [.init(0, "\(shape)")])
    }
    if let side = sides.first(where: { $0.magnitude > 1 << 48 }) {
      throw TensorError(.memory, "padding of \(side) is too large for any memory")
    }
    var extents = shape.array
    for pair in 0..<(sides.count / 2) {
      let axis = shape.rank - 1 - pair
      let (before, after) = (sides[2 * pair], sides[2 * pair + 1])
      guard extents[axis] + before + after >= 0 else {
        throw TensorError(
          .size, "padding of \(before) and \(after) removes more than all of \(extents[axis])",
          operands: [.init(0, "\(shape)")])
      }
      extents[axis] += before + after
    }
    return try Shape(checking: extents)
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let x = operands[0]
    guard x.dtype.holds(value) else {
      throw TensorError(
        .dtype, "elements of \(x.dtype.name) are whole numbers in its range, and the padding \(value) is not",
        help: "convert it first: f32(x)")
    }
    let result = try Tensor(filled: value, shape, x.dtype, in: execution)
    let (inner, outer) = common(x.shape, shape)
    try Region.copy(x, inner, into: result, outer, execution)
    return (result, x.shape)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let result = try Tensor(zeros: shape, gradient.dtype)
    let (inner, outer) = common(shape, gradient.shape)
    try Region.copy(gradient, outer, into: result, inner, execution)
    return [result]
  }

  /// The elements that x and the padded tensor have in common, in each of the two.
  private func common(_ small: Shape, _ large: Shape) -> (inner: Region, outer: Region) {
    var (inner, outer) = (Region(small), Region(large))
    for pair in 0..<(sides.count / 2) {
      let axis = small.rank - 1 - pair
      let (before, after) = (sides[2 * pair], sides[2 * pair + 1])
      let count = max(small[axis] + min(before, 0) + min(after, 0), 0)
      inner.narrow(axis, start: max(-before, 0), count: count)
      outer.narrow(axis, start: max(before, 0), count: count)
    }
    return (inner, outer)
  }
}
