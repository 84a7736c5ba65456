/// The points of a picture that an affine map asks for, in PyTorch's coordinates: −1…1 from one side of the picture to
/// the other, x (columns) before y (rows). The points are for `GridSample`.
///
/// Operand: theta `[2, 3]`, giving `[H, W, 2]`, or `[N, 2, 3]`, giving `[N, H, W, 2]`:
/// (x_in, y_in) = theta · (x_out, y_out, 1). `size` is `[H, W]`, `[C, H, W]` or `[N, C, H, W]`, as `shape(x)` gives it.
/// −1 and 1 are the outer borders of the outermost pixels, with `alignCorners` their centres; a single row or column
/// lies at 0.
/// PyTorch: `F.affine_grid(theta, size, align_corners)`.
public struct AffineGrid: Operation {
  /// The extents of the pictures to sample: `[H, W]`, `[C, H, W]` or `[N, C, H, W]`.
  public var size: [Int]
  /// Whether −1 and 1 are the centres of the outermost pixels, and not their outer borders.
  public var alignCorners: Bool

  /// - Parameters:
  ///   - size: the extents of the pictures to sample: `[H, W]`, `[C, H, W]` or `[N, C, H, W]`.
  ///   - alignCorners: whether −1 and 1 are the centres of the outermost pixels, and not their outer borders.
  public init(size: [Int], alignCorners: Bool = GridSample.alignCorners.standard) {
    self.size = size
    self.alignCorners = alignCorners
  }

  public var name: String { "affine_grid" }
  public var operandCount: ClosedRange<Int> { 1...1 }

  /// - Parameter operands: the shape of theta, `[2, 3]` or `[N, 2, 3]`.
  /// - Returns: the grid's shape, `[H, W, 2]` or `[N, H, W, 2]`.
  /// - Throws: `shapes` for anything but one theta or one for each picture of `size`, `option` for what is not a size,
  ///   `memory` for a grid larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    let theta = operands[0]
    let batch = try ThetaShape.batch(theta, operand: 0)
    guard size.count >= 2, size.count <= 4 else {
      throw TensorError(
        .option, "size is [H, W], [C, H, W] or [N, C, H, W], not \(Shape.text(size))",
        help: "shape(x) of the picture to sample")
    }
    try output.check("size", atLeast: 1)
    if let batch, size.count == 4, size[0] != batch {
      throw TensorError(
        .shapes, "size has \(size[0]) pictures, but there are \(batch) thetas",
        operands: [.init(0, "theta \(theta)")])
    }
    guard let batch else { return try Shape(checking: output.rows, output.columns, 2) }
    return try Shape(checking: batch, output.rows, output.columns, 2)
  }

  var output: Pair { Pair(size[size.count - 2], size[size.count - 1]) }

  /// Where the pixels lie along an axis, from −1 to 1.
  func coordinates(_ count: Int) -> [Double] {
    if alignCorners {
      return (0..<count).map { count == 1 ? 0 : Double(2 * $0 - (count - 1)) / Double(count - 1) }
    }
    return (0..<count).map { Double(2 * $0 + 1 - count) / Double(count) }
  }

  private func kernel(_ theta: Shape, _ execution: Execution) -> AffineGridKernel? {
    AffineGridKernel(thetas: theta.count / 6, size: output, alignCorners: alignCorners, execution)
  }

  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Shape) {
    let theta = operands[0]
    let result = try Tensor(uninitialized: shape, theta.dtype)
    if result.count == 0 { return (result, theta.shape) }
    if let kernel = kernel(theta.shape, execution) {
      try kernel.forward(theta, into: result)
    } else if result.dtype == .float32 {
      try forward(theta, into: result, as: Float.self, execution)
    } else {
      try forward(theta, into: result, as: Double.self, execution)
    }
    return (result, theta.shape)
  }

  /// By plain loops: what the kernel is held against.
  private func forward<T: FloatingScalar>(
    _ theta: Tensor, into result: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    let (xs, ys) = (coordinates(output.columns), coordinates(output.rows))
    defer { withExtendedLifetime(result) {} }
    var target = result.pointer(as: T.self)
    for first in stride(from: 0, to: theta.count, by: 6) {
      let t = (first..<first + 6).map(theta.element)
      for y in ys {
        try execution.checkCancelled()
        let (startX, startY) = (t[1] * y + t[2], t[4] * y + t[5])
        for x in xs {
          target[0] = T(nearest: t[0] * x + startX)
          target[1] = T(nearest: t[3] * x + startY)
          target += 2
        }
      }
    }
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ theta: Shape, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    if gradient.count == 0 { return [try Tensor(zeros: theta, gradient.dtype)] }
    if let kernel = kernel(theta, execution) {
      let result = try Tensor(uninitialized: theta, gradient.dtype)
      try kernel.gradient(gradient, into: result)
      return [result]
    }
    return [
      gradient.dtype == .float32
        ? try pullback(gradient, theta, as: Float.self, execution)
        : try pullback(gradient, theta, as: Double.self, execution)
    ]
  }

  /// Each of theta's numbers gathers the gradient times what it was multiplied with. By plain loops, as above.
  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ theta: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    var sums = [Double](repeating: 0, count: theta.count)
    let (xs, ys) = (coordinates(output.columns), coordinates(output.rows))
    defer { withExtendedLifetime(gradient) {} }
    var source = gradient.pointer(as: T.self)
    for first in stride(from: 0, to: theta.count, by: 6) {
      for y in ys {
        try execution.checkCancelled()
        var (rowX, rowY, rowXX, rowYX) = (0.0, 0.0, 0.0, 0.0)
        for x in xs {
          let (byX, byY) = (source[0].asDouble, source[1].asDouble)
          rowX += byX
          rowY += byY
          rowXX += byX * x
          rowYX += byY * x
          source += 2
        }
        for (offset, part) in [rowXX, rowX * y, rowX, rowYX, rowY * y, rowY].enumerated() {
          sums[first + offset] += part
        }
      }
    }
    return try Tensor(sums, theta).converted(to: T.dtype)
  }
}
