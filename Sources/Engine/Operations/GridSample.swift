import CKernels

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
/// - Where a coordinate is not a number, neither is the value, nor the gradients by the point and by the picture (through
///   rounding that by the point is zero as everywhere). An infinite coordinate is outside; mirrored it never comes to
///   lie within, so it counts as no number then. (In PyTorch 2.15 what becomes of these depends on mode and padding.)
///
/// PyTorch: `F.grid_sample(x, grid, mode, padding_mode, align_corners)`.
public struct GridSample: Operation {
  /// How a value between the pixels is found: from the four neighbours, or from the nearest pixel, with halves to the
  /// even one or rounded up.
  public enum Mode: String, Sendable, Hashable, OptionWord { case bilinear, nearest, round }
  /// What lies outside the picture: zeros, the nearest edge's pixels, or the picture mirrored.
  public enum PaddingMode: String, Sendable, Hashable, OptionWord { case zeros, border, reflection }

  /// How a value between the pixels is found.
  public static let mode = OptionKey<Mode>("mode", default: .bilinear, "between the pixels")
  /// What lies outside the picture.
  public static let paddingMode = OptionKey<PaddingMode>("padding_mode", default: .zeros, "what lies outside")
  /// Whether −1 and 1 are the centres of the outermost pixels.
  public static let alignCorners = OptionKey(
    "align_corners", default: false, "whether −1 and 1 are the corner pixels' centres")

  /// How a value between the pixels is found.
  public var mode: Mode
  /// What lies outside the picture.
  public var paddingMode: PaddingMode
  /// Whether −1 and 1 are the centres of the outermost pixels, and not their outer borders.
  public var alignCorners: Bool

  /// - Parameters:
  ///   - mode: how a value between the pixels is found.
  ///   - paddingMode: what lies outside the picture.
  ///   - alignCorners: whether −1 and 1 are the centres of the outermost pixels, and not their outer borders.
  public init(
    mode: Mode = GridSample.mode.standard, paddingMode: PaddingMode = GridSample.paddingMode.standard,
    alignCorners: Bool = GridSample.alignCorners.standard
  ) {
    self.mode = mode
    self.paddingMode = paddingMode
    self.alignCorners = alignCorners
  }

  public var name: String { "grid_sample" }
  public var operandCount: ClosedRange<Int> { 2...2 }

  /// - Parameter operands: the shapes of the picture, `[H, W]`, `[C, H, W]` or `[N, C, H, W]`, and of the points, `[h,
  ///   w, 2]` or `[N, h, w, 2]`.
  /// - Returns: the picture's dimensions with h rows and w columns, and how they are sampled.
  /// - Throws: `rank` and `size` for what is not a picture, `shapes` for anything but one grid or one for each picture,
  ///   `memory` for a result larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> SampleLayout {
    let (picture, grid) = (try PictureShape(operands[0]), operands[1])
    guard grid.rank == 3 || grid.rank == 4, grid[grid.rank - 1] == 2 else {
      throw TensorError(
        .shapes, "a grid of points is [h, w, 2] or [N, h, w, 2], but this has shape \(grid)",
        operands: GridSample.labels(picture, grid),
        help: "affine_grid(theta, shape(x)) makes one")
    }
    if grid.rank == 4 {
      guard picture.isBatched else {
        throw TensorError(
          .shapes, "a batch of grids needs a batch of pictures [N, C, H, W]",
          operands: GridSample.labels(picture, grid), help: "one grid for one picture has the shape [h, w, 2]"
        )
      }
      guard grid[0] == picture.batch else {
        throw TensorError(
          .shapes, "\(grid[0]) grids for \(picture.batch) pictures",
          operands: GridSample.labels(picture, grid),
          help: "a grid of shape [h, w, 2] is used for every picture")
      }
    }
    return try SampleLayout(
      picture: picture, output: Pair(grid[grid.rank - 3], grid[grid.rank - 2]),
      outside: paddingMode.outsideRule(alignCorners: alignCorners),
      interpolation: interpolation)
  }

  private static func labels(_ picture: PictureShape, _ grid: Shape) -> [TensorError.Operand] {
    [.init(0, picture.label), .init(1, "grid \(grid)")]
  }

  public func forward(
    _ operands: [Tensor], _ layout: SampleLayout, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: [Tensor]) {
    (try sampling(layout, operands, execution).forward(operands[0]), operands)
  }

  public func pullback(
    _ gradient: Tensor, _ layout: SampleLayout, _ operands: [Tensor], needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    try sampling(layout, operands, execution).pullback(gradient, operands, needs)
  }

  /// The sampling itself, the same for both passes and for explanations.
  func sampling(
    _ layout: SampleLayout, _ operands: [Tensor], _ execution: Execution
  ) -> Sampling<GridPoints> {
    let points = GridPoints(operands[1], layout.picture.size, alignCorners: alignCorners)
    return Sampling(layout: layout, points: points, execution: execution)
  }

  private var interpolation: Interpolation {
    switch mode {
    case .bilinear: .linear
    case .nearest: .halfEven
    case .round: .halfUp
    }
  }
}

/// The points that a grid states.
struct GridPoints: SamplePoints {
  private let grid: Tensor
  /// From the points of one picture to those of the next; 0 where one grid serves them all.
  private let step: Int
  private let width: Int
  /// A number of the grid plus 1, times this, less the offset: a place in the picture. Values of the grid's type.
  let rowScale: Double
  let columnScale: Double
  private let offset: Double

  init(_ grid: Tensor, _ size: Pair, alignCorners: Bool) {
    self.grid = grid
    width = grid.shape[grid.rank - 2]
    step = grid.rank == 4 ? grid.shape[1] * width * 2 : 0
    let isNarrow = grid.dtype == .float32
    func scale(_ size: Int) -> Double {
      let span = alignCorners ? size - 1 : size
      return isNarrow ? Double(Float(span) / 2) : Double(span) / 2
    }
    (rowScale, columnScale) = (scale(size.rows), scale(size.columns))
    offset = alignCorners ? 0 : 0.5
  }

  /// Where the point (x, y) of an output element stands in the grid.
  @inline(__always)
  func position(_ batch: Int, _ row: Int, _ column: Int) -> Int {
    batch &* step &+ (row &* width &+ column) &* 2
  }

  func point(_ batch: Int, _ row: Int, _ column: Int) -> (row: Double, column: Double) {
    let position = position(batch, row, column)
    let (x, y) = (grid.element(position), grid.element(position + 1))
    return grid.dtype == .float32
      ? (place(Float(y), rowScale), place(Float(x), columnScale))
      : (place(y, rowScale), place(x, columnScale))
  }

  /// Computed in the elements' own type, in PyTorch's order of steps, so that a point halfway between two pixels is
  /// the same point for both.
  private func place<T: FloatingScalar>(_ coordinate: T, _ scale: Double) -> Double {
    let place = (coordinate + 1) * T(nearest: scale) - T(nearest: offset)
    // The place of a finite coordinate is finite: where it is too large for the type, all pixels are as near.
    guard place.isInfinite, coordinate.isFinite else { return place.asDouble }
    return (place < 0 ? -T.greatestFiniteMagnitude : T.greatestFiniteMagnitude).asDouble
  }

  func add(
    _ byRow: Double, _ byColumn: Double, at batch: Int, _ row: Int, _ column: Int,
    to sums: UnsafeMutablePointer<Double>
  ) {
    let position = position(batch, row, column)
    sums[position] += byColumn * columnScale
    sums[position &+ 1] += byRow * rowScale
  }

  var forKernels: fovea_points {
    fovea_points(
      source: fovea_points_of_grid, numbers: grid.storage.bytes, columns: nil, step: step,
      row_scale: rowScale, column_scale: columnScale, offset: offset)
  }

  func gradientType(_ dtype: DType) -> DType { dtype }
}

extension GridSample.PaddingMode {
  func outsideRule(alignCorners: Bool) -> OutsideRule {
    switch self {
    case .zeros: .zero
    case .border: .edge
    case .reflection: alignCorners ? .reflectAtCentres : .reflectAtBorders
    }
  }
}
