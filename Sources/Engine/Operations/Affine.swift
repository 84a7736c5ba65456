import CKernels

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
/// - Outside the picture, as `GridSample` does without `alignCorners`: `.zeros`; `.border` moves the point to the nearest
///   edge, with derivative 0 there and beyond; `.reflection` mirrors it at the borders of the outermost pixels.
/// - Where a coordinate is not a number, neither is the value, nor the gradients by theta and by the picture (through
///   rounding that by theta is zero as everywhere). An infinite one is outside;
///   mirrored it counts as no number.
public struct Affine: Operation {
  /// How a value between the pixels is found: from the four neighbours, or from the nearest pixel, halves rounded up.
  public enum Mode: String, Sendable, Hashable, OptionWord { case bilinear, round }

  /// The result's rows and columns; the picture's own where nil.
  public static let size = OptionKey<Pair?>(
    "size", default: nil, limits: .from(1),
    "the output's size: a number, [rows, columns] or a shape(y); the picture's without it")
  /// How a value between the pixels is found.
  public static let mode = OptionKey<Mode>(
    "mode", default: .bilinear, "between the pixels: weight the four neighbours, or take the nearest")
  /// What lies outside the picture.
  public static let paddingMode = OptionKey<GridSample.PaddingMode>(
    "padding_mode", default: .zeros, formerName: "outside",
    "what lies outside the picture: zeros, the edge's pixels, or the picture mirrored")

  /// The result's rows and columns, in pixels; the picture's own where nil.
  public var size: Pair?
  /// How a value between the pixels is found.
  public var mode: Mode
  /// What lies outside the picture.
  public var paddingMode: GridSample.PaddingMode

  /// - Parameters:
  ///   - size: the result's rows and columns, in pixels; the picture's own where nil.
  ///   - mode: how a value between the pixels is found.
  ///   - paddingMode: what lies outside the picture.
  public init(
    size: Pair? = Affine.size.standard, mode: Mode = Affine.mode.standard,
    paddingMode: GridSample.PaddingMode = Affine.paddingMode.standard
  ) {
    self.size = size
    self.mode = mode
    self.paddingMode = paddingMode
  }

  public var name: String { "affine" }
  public var operandCount: ClosedRange<Int> { 2...2 }

  /// - Parameter operands: the shapes of the picture, `[H, W]`, `[C, H, W]` or `[N, C, H, W]`, and of theta, `[2, 3]`
  ///   or `[N, 2, 3]`.
  /// - Returns: the picture's dimensions with `size` rows and columns, and how they are sampled.
  /// - Throws: `rank` and `size` for what is not a picture, `shapes` for anything but one theta or one for each picture,
  ///   `option` for a size below 1 or above 2³¹ − 1, `memory` for a result larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> SampleLayout {
    let picture = try PictureShape(operands[0])
    _ = try ThetaShape.batch(operands[1], for: picture)
    try size?.check("size", atLeast: 1)
    return try SampleLayout(
      picture: picture, output: size ?? picture.size, outside: paddingMode.outsideRule(alignCorners: false),
      interpolation: mode == .bilinear ? .linear : .halfUp)
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
  ) throws(TensorError) -> Sampling<AffinePoints> {
    Sampling(layout: layout, points: try AffinePoints(operands[1]), execution: execution)
  }
}

/// The points that thetas ask for.
struct AffinePoints: SamplePoints {
  private let theta: Tensor
  /// From the numbers of one picture to those of the next; 0 where one theta serves them all.
  private let step: Int

  /// - Throws: `TensorError.memory`.
  init(_ theta: Tensor) throws(TensorError) {
    self.theta = try theta.converted(to: .float64)
    step = theta.rank == 3 ? 6 : 0
  }

  func point(_ batch: Int, _ row: Int, _ column: Int) -> (row: Double, column: Double) {
    let first = batch &* step
    let map = AffineMap(
      theta.element(first), theta.element(first + 1), theta.element(first + 2), theta.element(first + 3),
      theta.element(first + 4), theta.element(first + 5))
    let point = map.point(row: Double(row &+ 1), column: Double(column &+ 1))
    return (point.row - 1, point.column - 1)
  }

  func add(
    _ byRow: Double, _ byColumn: Double, at batch: Int, _ row: Int, _ column: Int,
    to sums: UnsafeMutablePointer<Double>
  ) {
    let s = sums + batch &* step
    let (row, column) = (Double(row &+ 1), Double(column &+ 1))
    s[0] += byRow * row
    s[1] += byRow * column
    s[2] += byRow
    s[3] += byColumn * row
    s[4] += byColumn * column
    s[5] += byColumn
  }

  var forKernels: fovea_points {
    fovea_points(
      source: fovea_points_of_theta, numbers: theta.storage.bytes, columns: nil, step: step, row_scale: 0,
      column_scale: 0, offset: 0)
  }

  func gradientType(_ dtype: DType) -> DType { .float64 }
}
