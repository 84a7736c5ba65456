/// x turned by quarter turns in the plane of two axes, counted from 0: from the first towards the second, which for
/// rows and columns is counter-clockwise as seen. PyTorch: `torch.rot90(x, k, dims)`.
public struct Rot90: Operation {
  /// How many quarter turns; negative ones turn clockwise.
  public static let turns = OptionKey(
    "k", default: 1, style: .either, "how many quarter turns; negative ones turn clockwise")

  /// How many quarter turns from the first axis towards the second, from 0 to 3.
  public let turns: Int
  /// The two axes of the plane, counted from 0.
  public let axes: [Int]

  /// - Parameters:
  ///   - turns: how many quarter turns from the first axis towards the second; negative ones go back, for rows and
  ///     columns clockwise.
  ///   - first: an axis, counted from 0.
  ///   - second: another one.
  public init(turns: Int = Rot90.turns.standard, _ first: Int = 0, _ second: Int = 1) {
    self.turns = ((turns % 4) + 4) % 4
    axes = [first, second]
  }

  public var name: String { "rot90" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  /// - Parameter operands: the shape of x.
  /// - Returns: the shape of x, with the two extents exchanged by an odd number of turns.
  /// - Throws: `option` for an axis that is not there or is named twice.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let shape = operands[0]
    guard axes.allSatisfy({ $0 >= 0 && $0 < shape.rank }), axes[0] != axes[1] else {
      throw TensorError(
        .option,
        "dimensions \(axes[0]) and \(axes[1]), counted from 0, are not two dimensions of a tensor of shape \(shape)",
        operands: [.init(0, "\(shape)")])
    }
    var extents = shape.array
    if !turns.isMultiple(of: 2) { extents.swapAt(axes[0], axes[1]) }
    return Shape(trusted: extents)
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    (try turned(operands[0], by: turns, into: shape, execution), operands[0].shape)
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ shape: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try turned(gradient, by: (4 - turns) % 4, into: shape, execution)]
  }

  private func turned(
    _ x: Tensor, by turns: Int, into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    var region = Region(x.shape)
    switch turns {
    case 1:
      region.swapAxes(axes[0], axes[1])
      region.reverse(axes[0])
    case 2:
      region.reverse(axes[0])
      region.reverse(axes[1])
    case 3:
      region.swapAxes(axes[0], axes[1])
      region.reverse(axes[1])
    default: break
    }
    return try region.gathered(from: x, as: shape, execution)
  }
}
