/// Samples a picture at given points: what `AffineGrid` makes, or any others.
///
/// Operands: the picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the points `[h, w, 2]` (for every picture), or
/// `[N, h, w, 2]` for N pictures, each (x, y) with −1…1 from one side of the picture to the other. The result has the
/// picture's dimensions with h rows and w columns.
///
/// - `.bilinear` as in `Affine`; `.nearest` takes halves to the even pixel, `.round` takes ⌊p + ½⌋. The gradient by the
///   points is zero for these two.
/// - Outside the picture: `.zeros`; `.border` moves the point to the nearest edge; `.reflection` mirrors it at the
///   borders (with `alignCorners` at the centres) of the outermost pixels. At a point moved to an edge the gradient by
///   it is 0.
/// - A coordinate that is not a number gives zero and no gradient.
///
/// PyTorch: `F.grid_sample(x, grid, mode, padding_mode, align_corners)`.
public struct GridSample: Operation {
  public enum Mode: String, Sendable, Hashable, CaseIterable { case bilinear, nearest, round }
  public enum PaddingMode: String, Sendable, Hashable, CaseIterable { case zeros, border, reflection }

  public var mode: Mode
  public var paddingMode: PaddingMode
  public var alignCorners: Bool

  public init(mode: Mode = .bilinear, paddingMode: PaddingMode = .zeros, alignCorners: Bool = false) {
    self.mode = mode
    self.paddingMode = paddingMode
    self.alignCorners = alignCorners
  }

  public var name: String { "grid_sample" }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    let picture = try PictureShape(operands[0])
    let grid = operands[1]
    let labels = [TensorError.Operand(0, picture.label), TensorError.Operand(1, "grid \(grid)")]
    guard grid.rank == 3 || grid.rank == 4, grid[grid.rank - 1] == 2 else {
      throw TensorError(
        .shapes, "a grid of points is [h, w, 2] or [N, h, w, 2], and this has shape \(grid)",
        operands: labels,
        help: "affine_grid(theta, shape(x)) makes one")
    }
    if grid.rank == 4 {
      guard picture.isBatched else {
        throw TensorError(
          .shapes, "a batch of grids needs a batch of pictures [N, C, H, W]", operands: labels,
          help: "one grid for one picture has the shape [h, w, 2]")
      }
      guard grid[0] == picture.batch else {
        throw TensorError(
          .shapes, "\(grid[0]) grids for \(picture.batch) pictures", operands: labels,
          help: "a grid of shape [h, w, 2] serves every picture")
      }
    }
    return try picture.resized(GridSample.output(grid))
  }

  private static func output(_ grid: Shape) -> Pair { Pair(grid[grid.rank - 3], grid[grid.rank - 2]) }

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
    defer { withExtendedLifetime(operands) {} }
    try loops(operands, gradient: nil, as: T.self, execution).forward(
      operands[0].pointer(as: T.self), into: result.pointer(as: T.self))
    return result
  }

  /// The sampling itself, the same for both passes and for explanations.
  func loops<T: FloatingScalar>(
    _ operands: [Tensor], gradient: Tensor?, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> SampleLoops<T, GridPoints<T>> {
    let picture = try PictureShape(operands[0].shape)
    let points = GridPoints<T>(operands[1], gradient: gradient, picture.size, alignCorners: alignCorners)
    return SampleLoops(
      picture, output: GridSample.output(operands[1].shape), outside: outside, interpolation, points,
      execution)
  }

  private var outside: OutsideRule {
    switch paddingMode {
    case .zeros: .zero
    case .border: .edge
    case .reflection: alignCorners ? .reflectAtCentres : .reflectAtBorders
    }
  }

  private var interpolation: Interpolation {
    switch mode {
    case .bilinear: .linear
    case .nearest: .halfEven
    case .round: .halfUp
    }
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
    defer { withExtendedLifetime((gradient, operands)) {} }
    var gradients: [Tensor?] = [nil, nil]
    if needs[0] {
      gradients[0] = try loops(operands, gradient: nil, as: T.self, execution).pictureGradient(gradient)
    }
    // Through rounding the gradient is zero everywhere, which nil says.
    if needs[1] && mode == .bilinear {
      let result = try Tensor(zeros: operands[1].shape, T.dtype)
      try loops(operands, gradient: result, as: T.self, execution).pointGradient(
        gradient.pointer(as: T.self), operands[0].pointer(as: T.self))
      gradients[1] = result
    }
    return gradients
  }
}

/// The points that a grid states; `grid` and `gradient` are tensors that outlive this.
struct GridPoints<T: FloatingScalar>: SamplePoints {
  private let grid: UnsafePointer<T>
  private let gradient: UnsafeMutablePointer<T>?
  /// From the points of one picture to those of the next; 0 where one grid serves them all.
  private let step: Int
  private let width: Int
  private let rowScale: T
  private let columnScale: T
  private let offset: T

  init(_ grid: Tensor, gradient: Tensor?, _ size: Pair, alignCorners: Bool) {
    self.grid = UnsafePointer(grid.pointer(as: T.self))
    self.gradient = gradient?.pointer(as: T.self)
    width = grid.shape[grid.rank - 2]
    step = grid.rank == 4 ? grid.shape[1] * width * 2 : 0
    rowScale = T(alignCorners ? size.rows - 1 : size.rows) / 2
    columnScale = T(alignCorners ? size.columns - 1 : size.columns) / 2
    offset = alignCorners ? 0 : 0.5
  }

  @inline(__always)
  private func place(_ batch: Int, _ row: Int, _ column: Int) -> Int {
    batch &* step &+ (row &* width &+ column) &* 2
  }

  /// Computed in the elements' own type, in PyTorch's order of steps, so that a point halfway between two pixels is
  /// the same point for both.
  @inline(__always)
  func point(_ batch: Int, _ row: Int, _ column: Int) -> (row: Double, column: Double) {
    let place = place(batch, row, column)
    let x = (grid[place] + 1) * columnScale - offset
    let y = (grid[place &+ 1] + 1) * rowScale - offset
    return (y.asDouble, x.asDouble)
  }

  @inline(__always)
  func add(_ byRow: Double, _ byColumn: Double, at batch: Int, _ row: Int, _ column: Int) {
    guard let gradient else { return }
    let place = place(batch, row, column)
    gradient[place] += T(nearest: byColumn * columnScale.asDouble)
    gradient[place &+ 1] += T(nearest: byRow * rowScale.asDouble)
  }
}
