/// Moves a picture by the lecture's affine map: each output element asks for a point of the input, by
/// theta = `[a, b, e; c, d, f]` from its own index (row, column), counted from 1 (see `AffineMap`).
///
/// Operands: the picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; theta `[2, 3]`, or `[N, 2, 3]` for N pictures. The
/// result has the picture's dimensions with `size` rows and columns (the picture's own where nil). Coordinates are
/// computed in double for any element type.
///
/// - `.round` takes the pixel at (⌊row + ½⌋, ⌊column + ½⌋). Its gradient by theta is exactly zero.
/// - `.bilinear` weighs the four neighbours by nearness (Jaderberg et al. 2015, equation 5; what
///   `F.grid_sample(…, align_corners=True)` does at that point). At a whole coordinate the value is the pixel, bit for
///   bit, and the derivative is the one-sided one towards the next pixel (⌊p⌋ is the left neighbour), as in PyTorch.
/// - Outside `.zero`: neighbours beyond the picture count as zero. `.edge`: the point moves to the nearest edge, with
///   derivative 0 there and beyond (PyTorch's `padding_mode="border"`).
/// - A coordinate that is not a number gives zero and no gradient.
public struct Affine: Operation {
  public enum Mode: String, Sendable, Hashable, CaseIterable { case bilinear, round }
  public enum Outside: String, Sendable, Hashable, CaseIterable { case zero, edge }

  public var size: Pair?
  public var mode: Mode
  public var outside: Outside

  public init(size: Pair? = nil, mode: Mode = .bilinear, outside: Outside = .zero) {
    self.size = size
    self.mode = mode
    self.outside = outside
  }

  public var name: String { "affine" }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    let picture = try PictureShape(operands[0])
    _ = try ThetaShape.batch(operands[1], for: picture)
    guard let size else { return operands[0] }
    try size.check("size", atLeast: 1)
    return try picture.resized(size)
  }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: [Tensor]) {
    let result =
      operands[0].dtype == .float32
      ? try forward(operands, into: shape, as: Float.self, execution)
      : try forward(operands, into: shape, as: Double.self, execution)
    return (result, operands)
  }

  private func forward<T: FloatingScalar>(
    _ operands: [Tensor], into shape: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, T.dtype)
    let theta = try operands[1].converted(to: .float64)
    defer { withExtendedLifetime((operands, theta)) {} }
    let points = AffinePoints(theta, sums: nil)
    try loops(operands[0].shape, points, as: T.self, execution).forward(
      operands[0].pointer(as: T.self), into: result.pointer(as: T.self))
    return result
  }

  /// The sampling itself, the same for both passes and for explanations.
  private func loops<T: FloatingScalar>(
    _ shape: Shape, _ points: AffinePoints, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> SampleLoops<T, AffinePoints> {
    let picture = try PictureShape(shape)
    return SampleLoops(
      picture, output: size ?? picture.size, outside: outside == .zero ? .zero : .edge,
      mode == .bilinear ? .linear : .halfUp, points, execution)
  }

  public func pullback(
    _ gradient: Tensor, _ operands: [Tensor], needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    gradient.dtype == .float32
      ? try pullback(gradient, operands, needs, as: Float.self, execution)
      : try pullback(gradient, operands, needs, as: Double.self, execution)
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ operands: [Tensor], _ needs: [Bool], as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let theta = try operands[1].converted(to: .float64)
    let sums = try Tensor(zeros: theta.shape, .float64)
    defer { withExtendedLifetime((gradient, operands, theta, sums)) {} }
    let points = AffinePoints(theta, sums: sums)
    let loops = try loops(operands[0].shape, points, as: T.self, execution)
    var gradients: [Tensor?] = [nil, nil]
    if needs[0] { gradients[0] = try loops.pictureGradient(gradient) }
    // Through rounding the gradient is zero everywhere, which nil says.
    if needs[1] && mode == .bilinear {
      try loops.pointGradient(gradient.pointer(as: T.self), operands[0].pointer(as: T.self))
      gradients[1] = try sums.converted(to: T.dtype)
    }
    return gradients
  }

  /// Where the output element (row, column) of a picture, counted from 0, falls; for explanations.
  func neighbourhood(
    _ shape: Shape, _ theta: Tensor, batch: Int, row: Int, column: Int
  ) throws(TensorError) -> Neighbourhood? {
    let theta = try theta.converted(to: .float64)
    defer { withExtendedLifetime(theta) {} }
    let points = AffinePoints(theta, sums: nil)
    return try loops(shape, points, as: Double.self, Execution()).neighbourhood(batch, row, column)
  }
}

/// The points that thetas ask for; `theta` and `sums` are float64 tensors that outlive this.
struct AffinePoints: SamplePoints {
  private let theta: UnsafePointer<Double>
  private let sums: UnsafeMutablePointer<Double>?
  /// From the numbers of one picture to those of the next; 0 where one theta serves them all.
  private let step: Int

  init(_ theta: Tensor, sums: Tensor?) {
    self.theta = UnsafePointer(theta.pointer(as: Double.self))
    self.sums = sums?.pointer(as: Double.self)
    step = theta.rank == 3 ? 6 : 0
  }

  /// The map of one picture.
  @inline(__always)
  func map(_ batch: Int) -> AffineMap {
    let t = theta + batch &* step
    return AffineMap(t[0], t[1], t[2], t[3], t[4], t[5])
  }

  @inline(__always)
  func point(_ batch: Int, _ row: Int, _ column: Int) -> (row: Double, column: Double) {
    let point = map(batch).point(row: Double(row &+ 1), column: Double(column &+ 1))
    return (point.row - 1, point.column - 1)
  }

  @inline(__always)
  func add(_ byRow: Double, _ byColumn: Double, at batch: Int, _ row: Int, _ column: Int) {
    guard let sums else { return }
    let s = sums + batch &* step
    let (row, column) = (Double(row &+ 1), Double(column &+ 1))
    s[0] += byRow * row
    s[1] += byRow * column
    s[2] += byRow
    s[3] += byColumn * row
    s[4] += byColumn * column
    s[5] += byColumn
  }
}
