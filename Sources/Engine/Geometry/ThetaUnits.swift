/// What ties the lecture's theta (indices from 1, row before column) to PyTorch's (−1…1, x before y): index =
/// coordinate · scale + centre along each axis, for the input's and the output's size.
struct ThetaUnits: Sendable {
  /// Scale and centre of one axis.
  struct Axis: Sendable {
    let scale: Double
    let centre: Double

    /// The outermost pixels' borders lie at −1 and 1, with `alignCorners` their centres.
    init(_ size: Int, alignCorners: Bool) {
      scale = Double(alignCorners ? size - 1 : size) / 2
      centre = (Double(size) + 1) / 2
    }
  }

  let inputRows: Axis
  let inputColumns: Axis
  let outputRows: Axis
  let outputColumns: Axis

  /// - Throws: `TensorError.option` for a size below 1, or of 1 with `alignCorners`.
  init(input: Pair, output: Pair, alignCorners: Bool) throws(TensorError) {
    for size in [input, output] {
      try size.check("size", atLeast: 1)
      guard !alignCorners || (size.rows > 1 && size.columns > 1) else {
        throw TensorError(
          .option,
          "with align_corners a picture of \(size.asSize) has no scale: it needs two rows and two columns")
      }
    }
    inputRows = Axis(input.rows, alignCorners: alignCorners)
    inputColumns = Axis(input.columns, alignCorners: alignCorners)
    outputRows = Axis(output.rows, alignCorners: alignCorners)
    outputColumns = Axis(output.columns, alignCorners: alignCorners)
  }

  /// From PyTorch's `[xx, xy, x0; yx, yy, y0]` to the lecture's `[a, b, e; c, d, f]`.
  func pixel(_ unit: [Double]) -> [Double] {
    let (a, b, e) = line(unit[4], unit[3], unit[5], inputRows)
    let (c, d, f) = line(unit[1], unit[0], unit[2], inputColumns)
    return [a, b, e, c, d, f]
  }

  private func line(
    _ byY: Double, _ byX: Double, _ start: Double, _ input: Axis
  ) -> (Double, Double, Double) {
    let byRow = byY * input.scale / outputRows.scale
    let byColumn = byX * input.scale / outputColumns.scale
    let offset =
      start * input.scale + input.centre - byRow * outputRows.centre - byColumn * outputColumns.centre
    return (byRow, byColumn, offset)
  }

  /// From the gradient by what `pixel` gives to the gradient by what it took.
  func pixelPullback(_ g: [Double]) -> [Double] {
    let (yy, yx, y0) = linePullback(g[0], g[1], g[2], inputRows)
    let (xy, xx, x0) = linePullback(g[3], g[4], g[5], inputColumns)
    return [xx, xy, x0, yx, yy, y0]
  }

  private func linePullback(
    _ byRow: Double, _ byColumn: Double, _ offset: Double, _ input: Axis
  ) -> (Double, Double, Double) {
    (
      (byRow - offset * outputRows.centre) * input.scale / outputRows.scale,
      (byColumn - offset * outputColumns.centre) * input.scale / outputColumns.scale,
      offset * input.scale
    )
  }

  /// From the lecture's `[a, b, e; c, d, f]` to PyTorch's `[xx, xy, x0; yx, yy, y0]`.
  func unit(_ pixel: [Double]) -> [Double] {
    let (yy, yx, y0) = unitLine(pixel[0], pixel[1], pixel[2], inputRows)
    let (xy, xx, x0) = unitLine(pixel[3], pixel[4], pixel[5], inputColumns)
    return [xx, xy, x0, yx, yy, y0]
  }

  private func unitLine(
    _ byRow: Double, _ byColumn: Double, _ offset: Double, _ input: Axis
  ) -> (Double, Double, Double) {
    let start = byRow * outputRows.centre + byColumn * outputColumns.centre + offset - input.centre
    return (
      byRow * outputRows.scale / input.scale, byColumn * outputColumns.scale / input.scale,
      start / input.scale
    )
  }

  /// From the gradient by what `unit` gives to the gradient by what it took.
  func unitPullback(_ g: [Double]) -> [Double] {
    let (a, b, e) = unitLinePullback(g[4], g[3], g[5], inputRows)
    let (c, d, f) = unitLinePullback(g[1], g[0], g[2], inputColumns)
    return [a, b, e, c, d, f]
  }

  private func unitLinePullback(
    _ byY: Double, _ byX: Double, _ start: Double, _ input: Axis
  ) -> (Double, Double, Double) {
    (
      (byY * outputRows.scale + start * outputRows.centre) / input.scale,
      (byX * outputColumns.scale + start * outputColumns.centre) / input.scale,
      start / input.scale
    )
  }
}

extension ThetaUnits {
  /// Applies `change` to the six numbers of each theta, `[2, 3]` or `[N, 2, 3]`.
  static func map(_ theta: Tensor, _ change: ([Double]) -> [Double]) throws(TensorError) -> Tensor {
    var changed: [Double] = []
    changed.reserveCapacity(theta.count)
    for start in stride(from: 0, to: theta.count, by: 6) {
      changed += change((start..<start + 6).map(theta.element))
    }
    return try Tensor(changed, theta.shape).converted(to: theta.dtype)
  }
}
