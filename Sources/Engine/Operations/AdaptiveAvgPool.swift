/// The mean of each window, the windows being such that the result has a given size, whatever the picture's. Operand: a
/// picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the result has the same dimensions with `size` rows and columns.
///
/// Row o of the result, counted from 0, is the mean over the rows from ⌊o·H / size⌋ to before ⌈(o + 1)·H / size⌉; the same
/// for columns. Each element of a window gets the same share of its gradient.
/// PyTorch: `F.adaptive_avg_pool2d(x, size)`.
public struct AdaptiveAvgPool: Operation {
  /// The rows and columns of the result.
  public static let size = OptionKey<Pair>.required(
    "size", limits: .from(1), "the result's size: a number or [rows, columns]")

  /// The rows and columns of the result, in pixels.
  public var size: Pair

  /// - Parameter size: the rows and columns of the result, in pixels; at least 1.
  public init(_ size: Pair) { self.size = size }

  public var name: String { "adaptive_avg_pool" }
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
  ) throws(TensorError) -> (result: Tensor, saved: Void) {
    let picture = operands[0]
    if let size = layout.evenSize {
      let pool = AvgPool(size)
      let plan = try pool.plan(OperandShapes([picture.shape]))
      return (try pool.forward(operands, plan, execution).result, ())
    }
    let result = try Tensor(uninitialized: layout.result, picture.dtype)
    if picture.dtype == .float32 {
      try forward(picture, layout, into: result, as: Float.self, execution)
    } else {
      try forward(picture, layout, into: result, as: Double.self, execution)
    }
    return (result, ())
  }

  private func forward<T: FloatingScalar>(
    _ picture: Tensor, _ layout: AdaptiveLayout, into result: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    // Both are held to the end of this function, and windows lie within planes.
    defer { withExtendedLifetime((picture, result)) {} }
    let (source, target) = (picture.pointer(as: T.self), result.pointer(as: T.self))
    let width = layout.columns.input
    try layout.forEachWindow(execution) { plane, position, rows, columns in
      var sum = 0.0
      for row in rows {
        let line = source + (plane &+ row &* width &+ columns.lowerBound)
        sum += RowLoops.sum(line, count: columns.count)
      }
      target[position] = T(nearest: sum / Double(rows.count &* columns.count))
    }
  }

  public func pullback(
    _ gradient: Tensor, _ layout: AdaptiveLayout, _ saved: Void, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    if let size = layout.evenSize {
      let pool = AvgPool(size)
      let plan = try pool.plan(OperandShapes([layout.picture.shape]))
      return try pool.pullback(gradient, plan, saved, needs: needs, execution)
    }
    let result = try Tensor(zeros: layout.picture.shape, gradient.dtype)
    if gradient.dtype == .float32 {
      try pullback(gradient, layout, into: result, as: Float.self, execution)
    } else {
      try pullback(gradient, layout, into: result, as: Double.self, execution)
    }
    return [result]
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ layout: AdaptiveLayout, into result: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    // As above.
    defer { withExtendedLifetime((gradient, result)) {} }
    let (gradients, target) = (gradient.pointer(as: T.self), result.pointer(as: T.self))
    let width = layout.columns.input
    try layout.forEachWindow(execution) { plane, position, rows, columns in
      let share = gradients[position] / T(rows.count &* columns.count)
      for row in rows {
        let line = target + (plane &+ row &* width &+ columns.lowerBound)
        for step in 0..<columns.count { line[step] += share }
      }
    }
  }
}

extension AdaptiveAvgPool {
  /// What the output element at `output` (an index counted from 0) looks at, and what its sum is divided by.
  /// - Throws: what `resultShape` throws; `index` for an index outside the result; `size` for a window of more than a
  ///   million elements.
  package func window(at output: [Int], picture: Shape) throws(TensorError) -> Window {
    try AdaptiveLayout(picture, size: size).window(at: output)
  }
}
