/// Makes a picture larger or smaller: each pixel of the result asks for a point of the picture.
///
/// Operand: a picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the result has its dimensions with other rows and columns:
/// those of `.size`, or ⌊H · scale⌋ and ⌊W · scale⌋. Along each axis, with r = input / output for a size, r = 1 / scale for
/// a scale (also where the size had to be rounded down), and indices i counted from 0:
///
/// - `.nearest` takes the pixel ⌊i·r⌋: in spite of its name the one whose corner, not whose centre, is near. Computed in
///   single precision, as in PyTorch, so that the two agree in every pixel.
/// - `.round` takes the pixel ⌊p + ½⌋ for the point p = (i + ½)·r − ½, in which pixels are areas: PyTorch's
///   `mode="nearest-exact"`, but for halves that its single precision misses.
/// - `.bilinear` weighs the neighbours of p by nearness; beyond the centres of the outermost pixels it takes these. With
///   `alignCorners` p = i·(input − 1)/(output − 1), so that the corner pixels' centres stay where they are, and a single
///   row takes the first.
/// - An axis of the picture's own size stays as it is, whatever the scale.
///
/// The gradient goes back to the pixels by the same weights.
/// PyTorch: `F.interpolate(x, size, scale_factor, mode, align_corners)` with `recompute_scale_factor` left out.
public struct Resize: Operation {
  /// How a value between the pixels is found: the pixel whose corner is near, the one whose centre is nearest, or from
  /// the neighbours.
  public enum Mode: String, Sendable, Hashable, OptionWord { case nearest, round, bilinear }

  /// How a value between the pixels is found.
  public static let mode = OptionKey<Mode>("mode", default: .nearest, "between the pixels")
  /// Whether the corner pixels' centres stay where they are.
  public static let alignCorners = OptionKey(
    "align_corners", default: false,
    "for \"bilinear\": whether the corner pixels' centres stay where they are")

  /// What is asked of the result.
  public enum Target: Sendable, Hashable {
    /// Its rows and columns, in pixels.
    case size(Pair)
    /// How many times as many rows and columns as the picture has, rounded down.
    case scale(rows: Double, columns: Double)

    /// The same factor in both directions.
    /// - Parameter both: how many times as many rows and columns.
    /// - Returns: the target with this factor for the rows and for the columns.
    public static func scale(_ both: Double) -> Target { .scale(rows: both, columns: both) }
  }

  /// The size of the result, or how many times larger than the picture it is.
  public var target: Target
  /// How a value between the pixels is found.
  public var mode: Mode
  /// For `.bilinear` only.
  public var alignCorners: Bool

  /// - Parameters:
  ///   - target: the size of the result, or how many times larger than the picture it is.
  ///   - mode: how a value between the pixels is found.
  ///   - alignCorners: for `.bilinear` only: whether the corner pixels' centres stay where they are.
  public init(
    _ target: Target, mode: Mode = Resize.mode.standard, alignCorners: Bool = Resize.alignCorners.standard
  ) {
    self.target = target
    self.mode = mode
    self.alignCorners = alignCorners
  }

  public var name: String { "resize" }
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// What is worked out of the picture's size and the one that is asked for.
  public struct Plan: OperationPlan {
    let layout: SampleLayout
    let rows: ResizedAxis
    let columns: ResizedAxis

    public var result: Shape { layout.result }
  }

  /// - Parameter operands: the shape of the picture, `[H, W]`, `[C, H, W]` or `[N, C, H, W]`.
  /// - Returns: the picture's dimensions with other rows and columns, and which points of it they ask for.
  /// - Throws: `rank` and `size` for what is not a picture, `option` for impossible options, `memory` for a result larger
  ///   than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Plan {
    let picture = try PictureShape(operands[0])
    let (rows, columns) = try axes(picture)
    let layout = try SampleLayout(
      picture: picture, output: Pair(rows.output, columns.output), outside: .edge,
      interpolation: mode == .bilinear ? .linear : .halfUp)
    return Plan(layout: layout, rows: rows, columns: columns)
  }

  private func axes(_ picture: PictureShape) throws(TensorError) -> (rows: ResizedAxis, columns: ResizedAxis)
  {
    guard !alignCorners || mode == .bilinear else {
      throw TensorError(
        .option, "align_corners needs mode=\"bilinear\", but the mode is \"\(mode.rawValue)\"")
    }
    switch target {
    case .size(let size):
      try size.check("size", atLeast: 1)
      return (axis(picture.size.rows, size.rows), axis(picture.size.columns, size.columns))
    case .scale(let rows, let columns):
      return (
        try axis(picture.size.rows, scale: rows, picture),
        try axis(picture.size.columns, scale: columns, picture)
      )
    }
  }

  private func axis(_ input: Int, _ output: Int, scale: Double? = nil) -> ResizedAxis {
    ResizedAxis(input: input, output: output, scale: scale, mode: mode, alignCorners: alignCorners)
  }

  private func axis(
    _ input: Int, scale: Double, _ picture: PictureShape
  ) throws(TensorError) -> ResizedAxis {
    guard scale.isFinite, scale > 0 else {
      throw TensorError(.option, "scale must be a finite number above 0, not \(DoubleText.shortest(scale))")
    }
    let output = (Double(input) * scale).rounded(.down)
    guard output >= 1 else {
      throw TensorError(
        .option, "scale \(DoubleText.shortest(scale)) leaves no pixel of a picture of \(picture.size.asSize)",
        operands: [.init(0, picture.label)], help: "size=1 makes a single pixel")
    }
    guard output <= Double(Pair.largest) else {
      throw TensorError(
        .option, "scale \(DoubleText.shortest(scale)) makes more than \(Pair.largest) pixels of \(input)",
        operands: [.init(0, picture.label)])
    }
    return axis(input, Int(clamping: output), scale: scale)
  }

  public func forward(
    _ operands: [Tensor], _ plan: Plan, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    (try sampling(plan, execution).forward(operands[0]), ())
  }

  public func pullback(
    _ gradient: Tensor, _ plan: Plan, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try sampling(plan, execution).pictureGradient(gradient)]
  }

  /// The sampling itself, the same for both passes and for explanations.
  func sampling(_ plan: Plan, _ execution: Execution) throws(TensorError) -> Sampling<ResizedPoints> {
    let points = try ResizedPoints(rows: plan.rows, columns: plan.columns, in: execution)
    return Sampling(layout: plan.layout, points: points, execution: execution)
  }
}
