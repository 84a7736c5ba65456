/// The mean of each window. Operand: a picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the result has the same
/// dimensions with ⌊(input + 2·padding − kernel_size) / stride⌋ + 1 rows and columns (⌈…⌉ with `ceilMode`, a last
/// window starting within the picture or the padding before it).
///
/// With `countIncludePad` the divisor counts zeros in the padding, but not what hangs over its end; without it only
/// the picture's own elements.
/// PyTorch: `F.avg_pool2d(x, kernel_size, stride, padding, ceil_mode, count_include_pad)`.
public struct AvgPool: Operation {
  /// Whether the padding's zeros count in the divisor of a mean.
  public static let countIncludePad = OptionKey(
    "count_include_pad", default: true, "whether the padding's zeros count")

  /// The rows and columns of a window, in pixels.
  public var kernelSize: Pair
  /// The kernel size where nil.
  public var stride: Pair?
  /// Zeros above and below, and left and right of the picture; at most half of the kernel size.
  public var padding: Pair
  /// Whether a last window may hang over the end where elements would be left uncovered.
  public var ceilMode: Bool
  /// Whether the padding's zeros count in the divisor of a mean.
  public var countIncludePad: Bool

  /// - Parameters:
  ///   - kernelSize: the rows and columns of a window, in pixels.
  ///   - stride: how far the window moves, along rows and columns; the kernel size where nil.
  ///   - padding: zeros above and below, and left and right of the picture; at most half of the kernel size.
  ///   - ceilMode: whether a last window may hang over the end where elements would be left uncovered.
  ///   - countIncludePad: whether the padding's zeros count in the divisor of a mean.
  public init(
    _ kernelSize: Pair, stride: Pair? = PoolOptions.stride.standard,
    padding: Pair = PoolOptions.padding.standard,
    ceilMode: Bool = PoolOptions.ceilMode.standard,
    countIncludePad: Bool = AvgPool.countIncludePad.standard
  ) {
    self.kernelSize = kernelSize
    self.stride = stride
    self.padding = padding
    self.ceilMode = ceilMode
    self.countIncludePad = countIncludePad
  }

  public var name: String { "avg_pool" }
  public var operandCount: ClosedRange<Int> { 1...1 }

  private func layout(_ shape: Shape) throws(TensorError) -> PoolLayout {
    try PoolLayout(
      shape, kernel: kernelSize, stride: stride, padding: padding, dilation: 1, roundingUp: ceilMode)
  }

  /// How many elements count in the mean of a window.
  @inline(__always)
  private func divisor(
    _ windows: WindowGeometry, _ row: Int, _ column: Int, _ taps: (rows: Range<Int>, columns: Range<Int>)
  ) -> Int {
    countIncludePad
      ? windows.rows.extentWithPadding(row) &* windows.columns.extentWithPadding(column)
      : taps.rows.count &* taps.columns.count
  }

  /// - Parameter operands: the shape of the picture, `[H, W]`, `[C, H, W]` or `[N, C, H, W]`.
  /// - Returns: the picture's dimensions with a row and a column for each window, and where the windows lie.
  /// - Throws: `rank` and `size` for what is not a picture, `option` for impossible options, `shapes` for a kernel larger than
  ///   the padded picture.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> PoolLayout { try layout(operands[0]) }

  public func forward(
    _ operands: [Tensor], _ layout: PoolLayout, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let picture = operands[0]
    let result = try Tensor(uninitialized: layout.result, picture.dtype)
    if let kernel = PoolKernel(layout, execution) {
      try kernel.average(of: picture, countsPadding: countIncludePad, into: result)
    } else if picture.dtype == .float32 {
      try forward(picture, layout, into: result, as: Float.self, execution)
    } else {
      try forward(picture, layout, into: result, as: Double.self, execution)
    }
    return (result, ())
  }

  private func forward<T: FloatingScalar>(
    _ picture: Tensor, _ layout: PoolLayout, into result: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    let windows = layout.windows
    let (source, target) = (picture.pointer(as: T.self), result.pointer(as: T.self))
    defer { withExtendedLifetime(picture) {} }
    try layout.forEachWindow(execution) { plane, position, row, column, taps in
      let corner =
        source + plane &* layout.picture.pixels + windows.columns.source(column, tap: taps.columns.lowerBound)
      var sum = 0.0
      for tap in taps.rows {
        let line = corner + windows.rows.source(row, tap: tap) &* windows.columns.input
        sum += RowLoops.sum(line, count: taps.columns.count)
      }
      let isEmpty = taps.rows.isEmpty || taps.columns.isEmpty
      target[position] = isEmpty ? 0 : T(nearest: sum / Double(divisor(windows, row, column, taps)))
    }
  }

  public func pullback(
    _ gradient: Tensor, _ layout: PoolLayout, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let picture = layout.picture.shape
    if let kernel = PoolKernel(layout, execution) {
      let result = try Tensor(uninitialized: picture, gradient.dtype)
      try kernel.averageGradient(gradient, countsPadding: countIncludePad, into: result)
      return [result]
    }
    let result = try Tensor(zeros: picture, gradient.dtype)
    if gradient.dtype == .float32 {
      try pullback(gradient, layout, into: result, as: Float.self, execution)
    } else {
      try pullback(gradient, layout, into: result, as: Double.self, execution)
    }
    return [result]
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ layout: PoolLayout, into result: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    let windows = layout.windows
    let (gradients, target) = (gradient.pointer(as: T.self), result.pointer(as: T.self))
    defer { withExtendedLifetime(gradient) {} }
    try layout.forEachWindow(execution) { plane, position, row, column, taps in
      guard !taps.rows.isEmpty, !taps.columns.isEmpty else { return }
      let share = gradients[position] / T(divisor(windows, row, column, taps))
      let corner =
        target + plane &* layout.picture.pixels + windows.columns.source(column, tap: taps.columns.lowerBound)
      for tap in taps.rows {
        let line = corner + windows.rows.source(row, tap: tap) &* windows.columns.input
        for step in 0..<taps.columns.count { line[step] += share }
      }
    }
  }
}

extension AvgPool {
  /// What the output element at `output` (an index counted from 0) looks at, and what its sum is divided by.
  /// - Throws: what `resultShape` throws; `TensorError.index` for an index outside the result; `TensorError.size` for
  ///   a window of more than a million taps.
  package func window(at output: [Int], picture: Shape) throws(TensorError) -> Window {
    let layout = try layout(picture)
    let windows = layout.windows
    return try layout.window(at: output) { row, column in
      divisor(windows, row, column, (windows.rows.taps(row), windows.columns.taps(column)))
    }
  }
}
