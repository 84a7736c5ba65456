/// Where an affine map looks: the points of a picture that the output's pixels ask for, and the box around them.
public struct SamplingGrid: Sendable {
  private let picture: Tensor
  private let box: [ColorCanvas.Place]
  private let points: [ColorCanvas.Place]

  /// At most so many points are drawn along each side; of a larger output every second, third … is left out.
  public static let maxSide = 16

  /// - Parameters:
  ///   - picture: `[H, W]` or `[C, H, W]`.
  ///   - theta: `[2, 3]`, from an output index to a place of the input, both counted from 1, as `Affine` takes it.
  ///   - size: rows and columns of the output; the picture's where nil.
  /// - Throws: `shapes` or `rank` for operands that `Affine` does not take, or for several pictures.
  public init(_ picture: Tensor, theta: Tensor, size: Pair? = nil) throws(TensorError) {
    _ = try Affine(size: size).resultShape([picture.shape, theta.shape])
    let shape = try PictureShape(picture.shape)
    guard !shape.isBatched, theta.rank == 2 else {
      throw TensorError(
        .rank, "a sampling grid is drawn on one picture, not on \(shape.label)",
        operands: [.init(0, shape.label)], help: "take one: x[1]")
    }
    let t = theta.elements
    let map = AffineMap(t[0], t[1], t[2], t[3], t[4], t[5])
    let output = size ?? shape.size
    func place(_ row: Double, _ column: Double) -> ColorCanvas.Place { map.point(row: row, column: column) }
    let (bottom, right) = (Double(output.rows) + 0.5, Double(output.columns) + 0.5)
    self.picture = try Reshape([1, shape.channels, shape.size.rows, shape.size.columns])(picture)
    box = [place(0.5, 0.5), place(0.5, right), place(bottom, right), place(bottom, 0.5)]
    let columns = SamplingGrid.shown(output.columns)
    points = SamplingGrid.shown(output.rows).flatMap { row in columns.map { place(row, $0) } }
  }

  /// The picture in colour, enlarged to about 76 pixels: `[3, s·H, s·W]`, from 0 to 1.
  /// - Returns: the picture with the box and the points.
  /// - Throws: `TensorError.memory`.
  public func drawn() throws(TensorError) -> Tensor {
    let scale = max(76 / max(picture.shape[2], picture.shape[3]), 1)
    var canvas = try ColorCanvas(picture, scale: scale)
    canvas.box(0, box)
    for point in points { canvas.dot(0, at: point, width: scale >= 8 ? 2 : 1, ColorCanvas.cyan) }
    let drawn = try canvas.tensor()
    return try Reshape(Array(drawn.shape.array.dropFirst()))(drawn)
  }

  private static func shown(_ extent: Int) -> [Double] {
    let step = (extent + maxSide - 1) / maxSide
    return stride(from: 1, through: extent, by: step).map { Double($0) }
  }
}
