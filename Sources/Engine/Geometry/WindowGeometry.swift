/// What surrounds a picture when a kernel slides over it.
public enum Padding: Sendable, Hashable, ExpressibleByIntegerLiteral {
  /// So many zeros on each side: above and below, left and right.
  case size(Pair)
  /// As many as keep the picture's size; an odd one goes below and to the right. Stride 1 only.
  case same
  /// None.
  case valid

  /// So many zeros on each side.
  /// - Parameter both: above and below, left and right, in pixels.
  public init(integerLiteral both: Int) { self = .size(Pair(both)) }
}

/// Where the windows of a convolution or a pooling lie on a picture: the one place that knows it, for the forward
/// pass, the pullback and the explanation.
struct WindowGeometry: Sendable, Hashable {
  let rows: WindowAxis
  let columns: WindowAxis

  var output: Pair { Pair(rows.output, columns.output) }

  init(rows: WindowAxis, columns: WindowAxis) {
    self.rows = rows
    self.columns = columns
  }

  /// The windows of a convolution. Output size: ⌊(input + padding − dilation·(kernel − 1) − 1) / stride⌋ + 1.
  /// - Throws: `TensorError.option` for impossible options, `TensorError.shapes` for a kernel larger than the padded
  ///   picture.
  init(
    convolving picture: PictureShape, kernel: Pair, stride: Pair, padding: Padding, dilation: Pair
  ) throws(TensorError) {
    try WindowGeometry.check(kernel: kernel, stride: stride, dilation: dilation)
    let (before, after) = try WindowGeometry.sides(
      padding, kernel: kernel, stride: stride, dilation: dilation)
    rows = WindowAxis(
      input: picture.size.rows, kernel: kernel.rows, stride: stride.rows, dilation: dilation.rows,
      before: before.rows, after: after.rows)
    columns = WindowAxis(
      input: picture.size.columns, kernel: kernel.columns, stride: stride.columns, dilation: dilation.columns,
      before: before.columns, after: after.columns)
    try checkRoom(picture)
  }

  /// The windows of a pooling, whose padding is at most half of the kernel.
  /// - Throws: as for a convolution.
  init(
    pooling picture: PictureShape, kernel: Pair, stride: Pair, padding: Pair, dilation: Pair, roundingUp: Bool
  ) throws(TensorError) {
    try WindowGeometry.check(kernel: kernel, stride: stride, dilation: dilation)
    try padding.check("padding", atLeast: 0)
    guard padding.rows <= kernel.rows / 2, padding.columns <= kernel.columns / 2 else {
      throw TensorError(
        .option,
        "padding must be at most half of the kernel size: kernel_size is \(kernel), padding is \(padding)")
    }
    rows = WindowAxis(
      input: picture.size.rows, kernel: kernel.rows, stride: stride.rows, dilation: dilation.rows,
      before: padding.rows, after: padding.rows, roundingUp: roundingUp)
    columns = WindowAxis(
      input: picture.size.columns, kernel: kernel.columns, stride: stride.columns, dilation: dilation.columns,
      before: padding.columns, after: padding.columns, roundingUp: roundingUp)
    try checkRoom(picture)
  }

  private static func check(kernel: Pair, stride: Pair, dilation: Pair) throws(TensorError) {
    try kernel.check("kernel_size", atLeast: 1)
    try stride.check("stride", atLeast: 1)
    try dilation.check("dilation", atLeast: 1)
  }

  private static func sides(
    _ padding: Padding, kernel: Pair, stride: Pair, dilation: Pair
  ) throws(TensorError) -> (before: Pair, after: Pair) {
    switch padding {
    case .valid: return (0, 0)
    case .size(let size):
      try size.check("padding", atLeast: 0)
      return (size, size)
    case .same:
      let total = Pair((kernel.rows - 1) * dilation.rows, (kernel.columns - 1) * dilation.columns)
      let before = Pair(total.rows / 2, total.columns / 2)
      guard stride == 1 else {
        throw TensorError(
          .option, "padding=\"same\" needs stride 1, but the stride is \(stride)",
          help: "padding=\(before) centres the kernel as \"same\" does")
      }
      let after = Pair(total.rows - before.rows, total.columns - before.columns)
      try after.check("the padding that \"same\" needs", atLeast: 0)
      return (before, after)
    }
  }

  private func checkRoom(_ picture: PictureShape) throws(TensorError) {
    guard rows.output > 0, columns.output > 0 else {
      let kernel = Pair(rows.kernel, columns.kernel)
      let span = Pair(rows.span, columns.span)
      let padded = Pair(rows.padded, columns.padded)
      let spanning = span == kernel ? "" : " (\(span.asSize) with dilation)"
      let padding = padded == picture.size ? "" : " (\(padded.asSize) with padding)"
      throw TensorError(
        .shapes,
        "a kernel of \(kernel.asSize)\(spanning) is larger than the picture of \(picture.size.asSize)\(padding)",
        operands: [.init(0, picture.label), .init(1, kernel.asSize)])
    }
  }
}
