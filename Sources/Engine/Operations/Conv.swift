/// Slides kernels over pictures: at each place the sum of products, plus a bias (cross-correlation, as in PyTorch).
///
/// Operands: the picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the kernel `[h, w]` or `[F, C / groups, h, w]`; a
/// bias `[F]`, if there is one. The result has the picture's dimensions with F channels:
///
/// - a matrix kernel on a matrix gives a matrix; on one channel it keeps the picture's dimensions; with `groups` equal
///   to the channels it slides over each of them;
/// - a kernel of four dimensions always gives a dimension of channels, so one filter `[1, 1, h, w]` on a matrix
///   gives `[1, H, W]`, as eight would give `[8, H, W]`.
///
/// Rows and columns: ⌊(input + padding before and after − dilation·(kernel − 1) − 1) / stride⌋ + 1.
/// PyTorch: `F.conv2d(x, w, b, stride, padding, dilation, groups)`.
public struct Conv: Operation {
  public var stride: Pair
  public var padding: Padding
  public var dilation: Pair
  public var groups: Int

  public init(stride: Pair = 1, padding: Padding = 0, dilation: Pair = 1, groups: Int = 1) {
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }

  public var name: String { "conv" }

  func layout(_ operands: [Shape]) throws(TensorError) -> ConvLayout {
    try ConvLayout(operands, stride: stride, padding: padding, dilation: dilation, groups: groups)
  }

  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape { try layout(operands).result }

  public func forward(
    _ operands: [Tensor], into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: [Tensor]) {
    let result =
      operands[0].dtype == .float32
      ? try forward(operands, into: shape, as: Float.self, execution)
      : try forward(operands, into: shape, as: Double.self, execution)
    return (result, operands)
  }

  private func forward<T: FloatingScalar>(
    _ operands: [Tensor], into shape: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let layout = try layout(operands.map(\.shape))
    let result = try Tensor(uninitialized: shape, T.dtype)
    if shape.count == 0 { return result }
    let sums = try Tensor(uninitialized: [layout.windows.columns.output], .float64)
    defer { withExtendedLifetime((operands, sums)) {} }
    try ConvLoops<T>(layout, execution).forward(
      picture: operands[0].pointer(as: T.self), weights: operands[1].pointer(as: T.self),
      bias: operands.count > 2 ? operands[2].pointer(as: T.self) : nil,
      into: result.pointer(as: T.self), sums: sums.pointer(as: Double.self))
    return result
  }

  public func pullback(
    _ gradient: Tensor, _ operands: [Tensor], needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    gradient.dtype == .float32
      ? try pullback(gradient, operands, needs, as: Float.self, execution)
      : try pullback(gradient, operands, needs, as: Double.self, execution)
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ operands: [Tensor], _ needs: [Bool], as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let loops = ConvLoops<T>(try layout(operands.map(\.shape)), execution)
    var gradients = [Tensor?](repeating: nil, count: operands.count)
    if needs[0] { gradients[0] = try pictureGradient(gradient, operands, loops) }
    if needs[1] { gradients[1] = try weightGradient(gradient, operands, loops) }
    if operands.count > 2 && needs[2] {
      let result = try Tensor(uninitialized: operands[2].shape, T.dtype)
      defer { withExtendedLifetime(gradient) {} }
      try loops.biasGradient(gradient.pointer(as: T.self), into: result.pointer(as: T.self))
      gradients[2] = result
    }
    return gradients
  }

  private func pictureGradient<T: FloatingScalar>(
    _ gradient: Tensor, _ operands: [Tensor], _ loops: ConvLoops<T>
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: operands[0].shape, T.dtype)
    if result.count == 0 { return result }
    let sums = try Tensor(uninitialized: [loops.layout.picture.size.columns], .float64)
    defer { withExtendedLifetime((gradient, operands, sums)) {} }
    try loops.pictureGradient(
      gradient.pointer(as: T.self), weights: operands[1].pointer(as: T.self),
      into: result.pointer(as: T.self), sums: sums.pointer(as: Double.self))
    return result
  }

  private func weightGradient<T: FloatingScalar>(
    _ gradient: Tensor, _ operands: [Tensor], _ loops: ConvLoops<T>
  ) throws(TensorError) -> Tensor {
    let sums = try Tensor(zeros: operands[1].shape, .float64)
    defer { withExtendedLifetime((gradient, operands, sums)) {} }
    try loops.addWeightGradient(
      gradient.pointer(as: T.self), picture: operands[0].pointer(as: T.self),
      to: sums.pointer(as: Double.self))
    return try sums.converted(to: T.dtype)
  }
}
