/// The largest element of each window. Operand: a picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the result has the
/// same dimensions with ⌊(input + 2·padding − dilation·(kernel_size − 1) − 1) / stride⌋ + 1 rows and columns
/// (⌈…⌉ with `ceilMode`, a last window starting within the picture or the padding before it).
///
/// Padding never wins. Of equal elements the first in reading order wins and gets the gradient; NaN beats everything,
/// the last NaN the earlier ones. A window that sees only padding gives −∞ and passes no gradient.
/// PyTorch: `F.max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode)`.
public struct MaxPool: Operation {
  public var kernelSize: Pair
  /// The kernel size where nil.
  public var stride: Pair?
  public var padding: Pair
  public var dilation: Pair
  public var ceilMode: Bool

  public init(
    _ kernelSize: Pair, stride: Pair? = nil, padding: Pair = 0, dilation: Pair = 1, ceilMode: Bool = false
  ) {
    self.kernelSize = kernelSize
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.ceilMode = ceilMode
  }

  public var name: String { "max_pool" }

  private func layout(_ shape: Shape) throws(TensorError) -> PoolLayout {
    try PoolLayout(
      shape, kernel: kernelSize, stride: stride, padding: padding, dilation: dilation, roundingUp: ceilMode)
  }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape { try layout(operands[0]).result }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    let picture = operands[0]
    let result =
      picture.dtype == .float32
      ? try forward(picture, into: shape, as: Float.self, execution)
      : try forward(picture, into: shape, as: Double.self, execution)
    return (result, picture)
  }

  private func forward<T: FloatingScalar>(
    _ picture: Tensor, into shape: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let layout = try layout(picture.shape)
    let result = try Tensor(uninitialized: shape, T.dtype)
    let (source, target) = (picture.pointer(as: T.self), result.pointer(as: T.self))
    defer { withExtendedLifetime(picture) {} }
    try layout.forEachWindow(execution) { plane, position, row, column, taps in
      let plane = source + plane &* layout.picture.pixels
      target[position] = MaxPool.winner(layout.windows, plane, row, column, taps)?.value ?? -T.infinity
    }
    return result
  }

  /// The largest element of a window and its position in the plane; nil where the window sees only padding.
  @inline(__always)
  private static func winner<T: FloatingScalar>(
    _ windows: WindowGeometry, _ plane: UnsafePointer<T>, _ row: Int, _ column: Int,
    _ taps: (rows: Range<Int>, columns: Range<Int>)
  ) -> (value: T, position: Int)? {
    guard !taps.rows.isEmpty, !taps.columns.isEmpty else { return nil }
    let width = windows.columns.input
    let start = windows.columns.source(column, tap: taps.columns.lowerBound)
    var place = windows.rows.source(row, tap: taps.rows.lowerBound) &* width &+ start
    var best = plane[place]
    for rowTap in taps.rows {
      let first = windows.rows.source(row, tap: rowTap) &* width &+ start
      for step in 0..<taps.columns.count {
        let position = first &+ step &* windows.columns.dilation
        let value = plane[position]
        // NaN compares with nothing, so it is asked for.
        if value > best || value.isNaN {
          best = value
          place = position
        }
      }
    }
    return (best, place)
  }

  public func pullback(
    _ gradient: Tensor, _ picture: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [
      gradient.dtype == .float32
        ? try pullback(gradient, picture, as: Float.self, execution)
        : try pullback(gradient, picture, as: Double.self, execution)
    ]
  }

  /// Finds the winners again: cheaper in memory than to keep them.
  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ picture: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let layout = try layout(picture.shape)
    let result = try Tensor(zeros: picture.shape, T.dtype)
    let (source, target) = (picture.pointer(as: T.self), result.pointer(as: T.self))
    let gradients = gradient.pointer(as: T.self)
    defer { withExtendedLifetime((picture, gradient)) {} }
    try layout.forEachWindow(execution) { plane, position, row, column, taps in
      let offset = plane &* layout.picture.pixels
      guard let winner = MaxPool.winner(layout.windows, source + offset, row, column, taps) else { return }
      target[offset &+ winner.position] += gradients[position]
    }
    return result
  }
}

extension MaxPool {
  /// What the output element at `output` (an index counted from 0) looks at.
  /// - Throws: what `resultShape` throws; `TensorError.index` for an index outside the result; `TensorError.size` for
  ///   a window of more than a million taps.
  package func window(at output: [Int], picture: Shape) throws(TensorError) -> Window {
    try layout(picture).window(at: output) { _, _ in nil }
  }

  /// The index of the picture's element that wins the window at `output`, counted from 0; nil where the window sees
  /// only padding.
  /// - Throws: as `window`.
  package func winner(at output: [Int], picture: Tensor) throws(TensorError) -> [Int]? {
    picture.dtype == .float32
      ? try winner(at: output, picture, as: Float.self)
      : try winner(at: output, try picture.converted(to: .float64), as: Double.self)
  }

  private func winner<T: FloatingScalar>(
    at output: [Int], _ picture: Tensor, as type: T.Type
  ) throws(TensorError) -> [Int]? {
    let layout = try layout(picture.shape)
    try layout.result.check(index: output, of: "the result")
    let place = PictureShape.places(output)
    let taps = (layout.windows.rows.taps(place.row), layout.windows.columns.taps(place.column))
    let offset = layout.picture.position(batch: place.batch, channel: place.channel, row: 0, column: 0)
    defer { withExtendedLifetime(picture) {} }
    let plane = picture.pointer(as: T.self) + offset
    guard let winner = MaxPool.winner(layout.windows, plane, place.row, place.column, taps) else {
      return nil
    }
    let (row, column) = winner.position.quotientAndRemainder(dividingBy: layout.picture.size.columns)
    return layout.picture.index(batch: place.batch, channel: place.channel, row: row, column: column)
  }
}
