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
/// A weight that is NaN or infinite may spoil the gradient by pixels near the edge that it does not reach.
/// A mask gives the receptive field another form than a rectangle; the size of the kernel still counts for the result's.
/// PyTorch: `F.conv2d(x, w, b, stride, padding, dilation, groups)`, with a mask `torch.where(mask != 0, w, 0)` for w.
public struct Conv: Operation {
  /// How far the kernel moves from one place to the next.
  public static let stride = OptionKey<Pair>(
    "stride", default: 1, limits: .from(1), "how far the kernel moves: a number or [rows, columns]")
  /// What surrounds the picture.
  public static let padding = OptionKey<Padding>(
    "padding", default: 0, limits: .from(0),
    "zeros around the picture: a number, [rows, columns], \"same\" or \"valid\"")
  /// The distance between the kernel's taps.
  public static let dilation = OptionKey<Pair>(
    "dilation", default: 1, limits: .from(1),
    "the distance between the kernel's taps: a number or [rows, columns]")
  /// How many groups the channels are split into.
  public static let groups = OptionKey(
    "groups", default: 1, limits: .from(1), "how many groups the channels are split into")

  /// How far the kernel moves from one place to the next, in pixels; at least 1.
  public var stride: Pair
  /// The zeros around the picture.
  public var padding: Padding
  /// The distance between the kernel's taps, in pixels; at least 1, which leaves no gaps.
  public var dilation: Pair
  /// How many groups the channels are split into; each filter sees the channels of one group.
  public var groups: Int
  /// Zeros and ones, `[h, w]` for every filter and channel, or of the weights' whole shape. A weight where it is 0 takes
  /// no part, whatever its value, and its gradient is exactly 0. A picture's NaN or infinity under it still gives NaN.
  public var mask: Tensor?
  /// Whether negative results become zero: a `Relu` behind it, in the same pass.
  public var rectified: Bool

  /// - Parameters:
  ///   - stride: how far the kernel moves from one place to the next, along rows and columns, in pixels.
  ///   - padding: the zeros around the picture.
  ///   - dilation: the distance between the kernel's taps, along rows and columns, in pixels.
  ///   - groups: how many groups the channels are split into; each filter sees the channels of one group.
  ///   - mask: zeros and ones, `[h, w]` or of the weights' whole shape; a weight where it is 0 takes no part. Nil for
  ///     all weights.
  ///   - rectified: whether negative results become zero.
  public init(
    stride: Pair = Conv.stride.standard, padding: Padding = Conv.padding.standard,
    dilation: Pair = Conv.dilation.standard, groups: Int = Conv.groups.standard, mask: Tensor? = nil,
    rectified: Bool = false
  ) {
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    self.mask = mask
    self.rectified = rectified
  }

  /// What the pullback needs: the operands, and where the results are rectified, the result.
  public struct Saved: Sendable {
    let operands: [Tensor]
    /// Where the results are rectified: they tell which were positive.
    let result: Tensor?
  }

  public var name: String { "conv" }
  public var operandCount: ClosedRange<Int> { 2...3 }

  func layout(_ picture: Shape, _ kernel: Shape, _ bias: Shape? = nil) throws(TensorError) -> ConvLayout {
    let layout = try ConvLayout(
      picture: picture, kernel: kernel, bias: bias, stride: stride, padding: padding, dilation: dilation,
      groups: groups)
    if let mask { try ConvMask.check(mask, kernel: kernel) }
    return layout
  }

  /// - Parameter operands: the shapes of the picture, `[H, W]`, `[C, H, W]` or `[N, C, H, W]`, of the kernel, `[h, w]`
  ///   or `[F, C / groups, h, w]`, and, if there is one, of the bias, `[F]`.
  /// - Returns: the shape of the result, and where the windows lie.
  /// - Throws: `rank` and `size` for anything but a picture and kernels, `channels` where their channels and the groups do
  ///   not fit, `shapes` for a kernel larger than the padded picture, for filters that the groups do not divide, and for
  ///   a bias or a mask of another shape, `option` for impossible options and for a mask of other numbers than 0 and 1,
  ///   `memory` for a result larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ConvLayout {
    try layout(operands[0], operands[1], operands.count > 2 ? operands[2] : nil)
  }

  public func forward(
    _ given: [Tensor], _ layout: ConvLayout, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: Saved) {
    var operands = given
    if let mask { operands[1] = try ConvMask.select(given[1], by: mask, execution) }
    var result = try Tensor(uninitialized: layout.result, operands[0].dtype)
    if result.count == 0 { return (result, Saved(operands: operands, result: nil)) }
    let bias = operands.count > 2 ? operands[2] : nil
    if let kernel = ConvKernel(layout, execution) {
      try kernel.forward(
        picture: operands[0], weights: operands[1], bias: bias, rectified: rectified, into: result)
    } else if result.dtype == .float32 {
      try ConvLoops<Float>(layout, execution).forward(operands[0], operands[1], bias, into: result)
      if rectified { result = try Relu().apply([result], in: execution) }
    } else {
      try ConvLoops<Double>(layout, execution).forward(operands[0], operands[1], bias, into: result)
      if rectified { result = try Relu().apply([result], in: execution) }
    }
    return (result, Saved(operands: operands, result: rectified ? result : nil))
  }

  public func pullback(
    _ gradient: Tensor, _ layout: ConvLayout, _ saved: Saved, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    var gradient = gradient
    if let result = saved.result { gradient = try Relu.pullback(gradient, throughResult: result, execution) }
    var gradients = try unmaskedPullback(gradient, layout, saved.operands, needs, execution)
    if let mask, let byWeights = gradients[1] {
      gradients[1] = try ConvMask.select(byWeights, by: mask, execution)
    }
    return gradients
  }

  private func unmaskedPullback(
    _ gradient: Tensor, _ layout: ConvLayout, _ operands: [Tensor], _ needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    if gradient.count > 0, let kernel = ConvKernel(layout, execution) {
      return try pullback(gradient, operands, needs, layout, kernel, execution)
    }
    return gradient.dtype == .float32
      ? try ConvLoops<Float>(layout, execution).pullback(gradient, operands, needs)
      : try ConvLoops<Double>(layout, execution).pullback(gradient, operands, needs)
  }

  private func pullback(
    _ gradient: Tensor, _ operands: [Tensor], _ needs: [Bool], _ layout: ConvLayout, _ kernel: ConvKernel,
    _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    var gradients = [Tensor?](repeating: nil, count: operands.count)
    if needs[0] {
      let result = try Tensor(uninitialized: operands[0].shape, gradient.dtype)
      try kernel.pictureGradient(gradient, weights: operands[1], into: result)
      gradients[0] = result
    }
    guard needs[1] || operands.count > 2 && needs[2] else { return gradients }
    let bias = operands.count > 2 ? try Tensor(uninitialized: operands[2].shape, gradient.dtype) : nil
    gradients[1] = try kernel.weightGradient(
      gradient, picture: operands[0], weights: operands[1].shape, bias: bias)
    if operands.count > 2 { gradients[2] = bias }
    return gradients
  }
}
