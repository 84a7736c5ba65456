/// The largest element of each window. Operand: a picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the result has the
/// same dimensions with ⌊(input + 2·padding − dilation·(kernel_size − 1) − 1) / stride⌋ + 1 rows and columns
/// (⌈…⌉ with `ceilMode`, a last window starting within the picture or the padding before it).
///
/// Padding never wins. Of equal elements the first in reading order wins and gets the gradient; NaN beats everything,
/// the last NaN the earlier ones. A window that sees only padding gives −∞, of int64 its least number, and passes no
/// gradient. The result of int64 is int64.
/// PyTorch: `F.max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode)`.
public struct MaxPool: Operation {
  /// The distance between the window's elements.
  public static let dilation = OptionKey<Pair>(
    "dilation", default: 1, limits: .from(1),
    "the distance between the window's elements: a number or [rows, columns]")

  /// The rows and columns of a window.
  public var kernelSize: Pair
  /// The kernel size where nil.
  public var stride: Pair?
  /// What surrounds the picture above and below, and left and right, in pixels; at most half of the kernel size.
  public var padding: Pair
  /// The distance between the window's elements, in pixels; at least 1, which leaves no gaps.
  public var dilation: Pair
  /// Whether a last window may hang over the end where elements would be left uncovered.
  public var ceilMode: Bool

  /// - Parameters:
  ///   - kernelSize: the rows and columns of a window.
  ///   - stride: how far the window moves, along rows and columns, in pixels; the kernel size where nil.
  ///   - padding: what surrounds the picture above and below, and left and right, in pixels; at most half of the kernel
  ///     size.
  ///   - dilation: the distance between the window's elements, along rows and columns, in pixels.
  ///   - ceilMode: whether a last window may hang over the end where elements would be left uncovered.
  public init(
    _ kernelSize: Pair, stride: Pair? = PoolOptions.stride.standard,
    padding: Pair = PoolOptions.padding.standard,
    dilation: Pair = MaxPool.dilation.standard, ceilMode: Bool = PoolOptions.ceilMode.standard
  ) {
    self.kernelSize = kernelSize
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.ceilMode = ceilMode
  }

  /// What the pullback needs to know which element won each window.
  public enum Saved: Sendable {
    /// For each window the number of the tap that won, as kernels note it.
    case winners(Tensor)
    /// Where no kernel noted them, they are found again.
    case picture(Tensor)
  }

  public var name: String { "max_pool" }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .compute }

  private func layout(_ shape: Shape) throws(TensorError) -> PoolLayout {
    try PoolLayout(
      shape, kernel: kernelSize, stride: stride, padding: padding, dilation: dilation, roundingUp: ceilMode)
  }

  /// - Parameter operands: the shape of the picture, `[H, W]`, `[C, H, W]` or `[N, C, H, W]`.
  /// - Returns: the picture's dimensions with a row and a column for each window, and where the windows lie.
  /// - Throws: `rank` and `size` for what is not a picture, `option` for impossible options, `shapes` for a kernel larger than
  ///   the padded picture.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> PoolLayout { try layout(operands[0]) }

  public func forward(
    _ operands: [Tensor], _ layout: PoolLayout, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    let picture = operands[0]
    let result = try Tensor(uninitialized: layout.result, picture.dtype)
    guard picture.dtype.isFloating, let kernel = PoolKernel(layout, execution) else {
      switch picture.dtype {
      case .float32: try forward(picture, layout, into: result, as: Float.self, execution)
      case .float64: try forward(picture, layout, into: result, as: Double.self, execution)
      case .uint8: try forward(picture, layout, into: result, as: UInt8.self, execution)
      case .int64: try forward(picture, layout, into: result, as: Int64.self, execution)
      case .bool: try forward(picture.asBytes, layout, into: result.asBytes, as: UInt8.self, execution)
      }
      return (result, .picture(picture))
    }
    // Only a gradient asks who won.
    let notes = picture.isTaped && kernel.notesWinners
    let winners = notes ? try Tensor(uninitialized: layout.result, .uint8) : nil
    try kernel.max(of: picture, into: result, winners: winners)
    return (result, winners.map { .winners($0) } ?? .picture(picture))
  }

  private func forward<T: NumberScalar>(
    _ picture: Tensor, _ layout: PoolLayout, into result: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    let (source, target) = (picture.pointer(as: T.self), result.pointer(as: T.self))
    defer { withExtendedLifetime(picture) {} }
    try layout.forEachWindow(execution) { plane, position, row, column, taps in
      let plane = source + plane &* layout.picture.pixels
      target[position] = MaxPool.winner(layout.windows, plane, row, column, taps)?.value ?? T.lowest
    }
  }

  /// The largest element of a window and its position in the plane; nil where the window sees only padding.
  @inline(__always)
  private static func winner<T: NumberScalar>(
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
        // Only NaN is unequal to itself; it compares with nothing, so it is asked for.
        if value > best || value != value {
          best = value
          place = position
        }
      }
    }
    return (best, place)
  }

  public func pullback(
    _ gradient: Tensor, _ layout: PoolLayout, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [
      gradient.dtype == .float32
        ? try pullback(gradient, layout, saved, as: Float.self, execution)
        : try pullback(gradient, layout, saved, as: Double.self, execution)
    ]
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ layout: PoolLayout, _ saved: Saved, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    switch saved {
    case .picture(let picture):
      let source = picture.pointer(as: T.self)
      defer { withExtendedLifetime(picture) {} }
      return try scatter(gradient, layout, as: T.self, execution) { plane, _, row, column, taps in
        let plane = source + plane &* layout.picture.pixels
        return MaxPool.winner(layout.windows, plane, row, column, taps)?.position
      }
    case .winners(let winners):
      if let kernel = PoolKernel(layout, execution) {
        let result = try Tensor(uninitialized: layout.picture.shape, T.dtype)
        try kernel.maxGradient(gradient, winners: winners, into: result)
        return result
      }
      let numbers = winners.pointer(as: UInt8.self)
      defer { withExtendedLifetime(winners) {} }
      return try scatter(gradient, layout, as: T.self, execution) { _, position, row, column, taps in
        guard !taps.rows.isEmpty, !taps.columns.isEmpty else { return nil }
        let (rows, columns) = (layout.windows.rows, layout.windows.columns)
        let (rowTap, columnTap) = Int(numbers[position]).quotientAndRemainder(dividingBy: columns.kernel)
        return rows.source(row, tap: rowTap) &* columns.input &+ columns.source(column, tap: columnTap)
      }
    }
  }

  /// Adds each window's gradient to the element that won it; `winner` tells its position in the plane.
  @inline(__always)
  private func scatter<T: FloatingScalar>(
    _ gradient: Tensor, _ layout: PoolLayout, as type: T.Type, _ execution: Execution,
    _ winner: (
      _ plane: Int, _ position: Int, _ row: Int, _ column: Int,
      _ taps: (rows: Range<Int>, columns: Range<Int>)
    ) -> Int?
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(zeros: layout.picture.shape, T.dtype)
    let (target, gradients) = (result.pointer(as: T.self), gradient.pointer(as: T.self))
    defer { withExtendedLifetime(gradient) {} }
    try layout.forEachWindow(execution) { plane, position, row, column, taps in
      guard let winner = winner(plane, position, row, column, taps) else { return }
      target[plane &* layout.picture.pixels &+ winner] += gradients[position]
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
    switch picture.dtype {
    case .float32: try winner(at: output, picture, as: Float.self)
    case .float64: try winner(at: output, picture, as: Double.self)
    case .uint8: try winner(at: output, picture, as: UInt8.self)
    case .int64: try winner(at: output, picture, as: Int64.self)
    case .bool: try winner(at: output, picture.asBytes, as: UInt8.self)
    }
  }

  private func winner<T: NumberScalar>(
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
