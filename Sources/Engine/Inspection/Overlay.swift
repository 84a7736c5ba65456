/// A picture with a part of it tinted: what a neuron sees, what a decision hangs on.
public struct Overlay: Sendable {
  private let picture: Tensor
  private let mask: Tensor

  /// - Parameters:
  ///   - picture: `[H, W]` or `[C, H, W]`.
  ///   - mask: `[H, W]`; a pixel is tinted the more, the larger the magnitude there, against the largest finite one. Where
  ///     it is not finite the result is NaN.
  /// - Throws: `rank` for several pictures, `shapes` for a mask of another size.
  public init(_ picture: Tensor, mask: Tensor) throws(TensorError) {
    let shape = try PictureShape(picture.shape)
    guard !shape.isBatched else {
      throw TensorError(
        .rank, "an overlay takes one picture, not \(shape.label)", operands: [.init(0, shape.label)],
        help: "take one: x[1]")
    }
    guard mask.shape.array == [shape.size.rows, shape.size.columns] else {
      throw TensorError(
        .shapes, "the mask must have a number for each pixel: [\(shape.size.rows), \(shape.size.columns)]",
        operands: [.init(0, shape.label), .init(1, "mask \(mask.shape)")])
    }
    self.picture = try Reshape([1, shape.channels, shape.size.rows, shape.size.columns])(picture)
    self.mask = mask
  }

  /// The picture in colour: `[3, H, W]`, from 0 to 1.
  /// - Returns: the picture with the tint.
  /// - Throws: `TensorError.memory`.
  public func drawn() throws(TensorError) -> Tensor {
    var canvas = try ColorCanvas(picture, scale: 1)
    let strength = try mask.allElements().map { abs($0) }
    let largest = strength.lazy.filter(\.isFinite).max() ?? 0
    let columns = mask.shape[1]
    canvas.tint(
      0,
      by: { row, column in
        let strength = strength[row * columns + column]
        return strength.isFinite ? largest > 0 ? Float(0.7 * (strength / largest)) : 0 : .nan
      }, ColorCanvas.red)
    let drawn = try canvas.tensor()
    return try Reshape(Array(drawn.shape.array.dropFirst()))(drawn)
  }
}
