/// The largest element of each window, the windows being such that the result has a given size, whatever the picture's: those
/// of `AdaptiveAvgPool`. Operand: a picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the result has the same dimensions
/// with `size` rows and columns.
///
/// The gradient goes to the element that won: of equal ones the first in reading order, of NaN the last.
/// PyTorch: `F.adaptive_max_pool2d(x, size)`.
public struct AdaptiveMaxPool: Operation {
  /// The rows and columns of the result, in pixels.
  public var size: Pair

  /// - Parameter size: the rows and columns of the result, in pixels; at least 1.
  public init(_ size: Pair) { self.size = size }

  public var name: String { "adaptive_max_pool" }
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of the picture, `[H, W]`, `[C, H, W]` or `[N, C, H, W]`.
  /// - Returns: the picture's dimensions with other rows and columns, and where the windows lie.
  /// - Throws: `rank` and `size` for what is not a picture, `option` for a size below 1, `memory` for a result larger than
  ///   any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> AdaptiveLayout {
    try AdaptiveLayout(operands[0], size: size)
  }

  public func forward(
    _ operands: [Tensor], _ layout: AdaptiveLayout, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Tensor) {
    let picture = operands[0]
    let result = try Tensor(uninitialized: layout.result, picture.dtype)
    if picture.dtype == .float32 {
      try forward(picture, layout, into: result, as: Float.self, execution)
    } else {
      try forward(picture, layout, into: result, as: Double.self, execution)
    }
    return (result, picture)
  }

  private func forward<T: FloatingScalar>(
    _ picture: Tensor, _ layout: AdaptiveLayout, into result: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    // Both are held to the end of this function, and windows lie within planes.
    defer { withExtendedLifetime((picture, result)) {} }
    let (source, target) = (picture.pointer(as: T.self), result.pointer(as: T.self))
    try layout.forEachWindow(execution) { plane, position, rows, columns in
      let place = AdaptiveMaxPool.winner(source + plane, rows, columns, width: layout.columns.input)
      target[position] = source[plane &+ place]
    }
  }

  /// The position in its plane of the element that wins a window.
  @inline(__always)
  private static func winner<T: FloatingScalar>(
    _ plane: UnsafePointer<T>, _ rows: Range<Int>, _ columns: Range<Int>, width: Int
  ) -> Int {
    var place = rows.lowerBound &* width &+ columns.lowerBound
    for row in rows {
      for column in columns {
        let position = row &* width &+ column
        // Only NaN is unequal to itself; it compares with nothing, so it is asked for.
        if plane[position] > plane[place] || plane[position] != plane[position] { place = position }
      }
    }
    return place
  }

  public func pullback(
    _ gradient: Tensor, _ layout: AdaptiveLayout, _ picture: Tensor, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let result = try Tensor(zeros: picture.shape, gradient.dtype)
    if gradient.dtype == .float32 {
      try pullback(gradient, layout, picture, into: result, as: Float.self, execution)
    } else {
      try pullback(gradient, layout, picture, into: result, as: Double.self, execution)
    }
    return [result]
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ layout: AdaptiveLayout, _ picture: Tensor, into result: Tensor, as type: T.Type,
    _ execution: Execution
  ) throws(TensorError) {
    // All three are held to the end of this function.
    defer { withExtendedLifetime((gradient, picture, result)) {} }
    let (gradients, source) = (gradient.pointer(as: T.self), picture.pointer(as: T.self))
    let target = result.pointer(as: T.self)
    try layout.forEachWindow(execution) { plane, position, rows, columns in
      let place = AdaptiveMaxPool.winner(source + plane, rows, columns, width: layout.columns.input)
      target[plane &+ place] += gradients[position]
    }
  }
}

extension AdaptiveMaxPool {
  /// What the output element at `output` (an index counted from 0) looks at, and the index of the element that wins.
  /// - Throws: what `resultShape` throws; `index` for an index outside the result; `size` for a window of more than a
  ///   million elements.
  package func window(
    at output: [Int], picture: Tensor
  ) throws(TensorError) -> (window: Window, winner: [Int]?) {
    let window = try AdaptiveLayout(picture.shape, size: size).window(at: output)
    var (winner, best): ([Int]?, Double) = (nil, 0)
    for place in window.taps.compactMap(\.picture) {
      let position = zip(place, picture.shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
      let value = picture.element(position)
      if winner == nil || value > best || value.isNaN { (winner, best) = (place, value) }
    }
    return (window, winner)
  }
}
