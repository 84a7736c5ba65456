/// Spreads each number of pictures over a larger one, weighted by kernels: a convolution, transposed (Zeiler et al. 2010; Dumoulin
/// and Visin 2016, chapter 4).
///
/// Its forward pass is what the pullback of `Conv` does with the gradient by its picture, and its pullback by x is that
/// convolution: Σ conv(u, w) · x = Σ u · conv_transpose(x, w) for every u.
///
/// Operands: the picture `[H, W]`, `[C, H, W]` or `[N, C, H, W]`; the weights `[h, w]` or `[C, F / groups, h, w]`, whose
/// first dimension is the given picture's channels; a bias `[F]`, if there is one. The result has the picture's dimensions
/// with F channels, as for `Conv`.
///
/// Rows and columns: (input − 1)·stride − 2·padding + dilation·(kernel − 1) + output_padding + 1.
/// PyTorch: `F.conv_transpose2d(x, w, b, stride, padding, output_padding, groups, dilation)`.
public struct ConvTranspose: Operation {
  /// How far apart neighbouring numbers spread their kernels.
  public static let stride = OptionKey<Pair>(
    "stride", default: 1, limits: .from(1),
    "how far apart the kernels of neighbouring pixels lie: a number or [rows, columns]")
  /// What is cut off the result.
  public static let padding = OptionKey<Pair>(
    "padding", default: 0, limits: .from(0),
    "rows and columns cut off each side of the result: a number or [rows, columns]")
  /// What is added to the result below and to the right.
  public static let outputPadding = OptionKey<Pair>(
    "output_padding", default: 0, limits: .from(0),
    "more rows and columns below and to the right, fewer than the stride: a number or [rows, columns]")

  /// How far apart neighbouring numbers spread their kernels, in pixels of the result; at least 1.
  public var stride: Pair
  /// The rows and columns that are cut off each side of the result.
  public var padding: Pair
  /// The rows and columns that the result has more below and to the right; less than stride or dilation.
  public var outputPadding: Pair
  /// How many groups the channels are split into; each channel spreads to the filters of its group.
  public var groups: Int
  /// The distance between the kernel's taps, in pixels; at least 1, which leaves no gaps.
  public var dilation: Pair

  /// - Parameters:
  ///   - stride: how far apart neighbouring numbers spread their kernels, along rows and columns, in pixels of the result.
  ///   - padding: the rows and columns that are cut off each side of the result.
  ///   - outputPadding: the rows and columns that the result has more below and to the right.
  ///   - groups: how many groups the channels are split into.
  ///   - dilation: the distance between the kernel's taps, along rows and columns, in pixels.
  public init(
    stride: Pair = ConvTranspose.stride.standard, padding: Pair = ConvTranspose.padding.standard,
    outputPadding: Pair = ConvTranspose.outputPadding.standard, groups: Int = Conv.groups.standard,
    dilation: Pair = Conv.dilation.standard
  ) {
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
    self.groups = groups
    self.dilation = dilation
  }

  public var name: String { "conv_transpose" }
  public var operandCount: ClosedRange<Int> { 2...3 }

  /// - Parameter operands: the shapes of the picture, `[H, W]`, `[C, H, W]` or `[N, C, H, W]`, of the weights, `[h, w]`
  ///   or `[C, F / groups, h, w]`, and, if there is one, of the bias, `[F]`.
  /// - Returns: the shape of the result, and where the windows of the convolution lie that leads back from it.
  /// - Throws: `rank` and `size` for anything but a picture and weights, `channels` where their channels and the groups do
  ///   not fit, `shapes` where padding leaves no result and for a bias of another shape, `option` for impossible options,
  ///   `memory` for a result larger than any memory.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> ConvTransposeLayout {
    try ConvTransposeLayout(
      picture: operands[0], kernel: operands[1], bias: operands.count > 2 ? operands[2] : nil, stride: stride,
      padding: padding, outputPadding: outputPadding, dilation: dilation, groups: groups)
  }

  public func forward(
    _ operands: [Tensor], _ plan: ConvTransposeLayout, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: [Tensor]) {
    let (x, weights) = (operands[0], operands[1])
    let bias = operands.count > 2 ? operands[2] : nil
    let layout = plan.convolution
    guard x.count > 0 else { return (try Tensor(uninitialized: plan.result, x.dtype), operands) }
    let result: Tensor
    if let kernel = ConvKernel(layout, execution) {
      result = try Tensor(uninitialized: plan.result, x.dtype)
      try kernel.pictureGradient(x, weights: weights, bias: bias, into: result)
    } else if x.dtype == .float32 {
      result = try ConvLoops<Float>(layout, execution).pictureGradient(x, weights: weights, bias: bias)
    } else {
      result = try ConvLoops<Double>(layout, execution).pictureGradient(x, weights: weights, bias: bias)
    }
    return (result, operands)
  }

  public func pullback(
    _ gradient: Tensor, _ plan: ConvTransposeLayout, _ saved: [Tensor], needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    var gradients = [Tensor?](repeating: nil, count: saved.count)
    let layout = plan.convolution
    if gradient.count == 0 {
      for (position, operand) in saved.enumerated() where needs[position] {
        gradients[position] = try Tensor(zeros: operand.shape, gradient.dtype)
      }
      return gradients
    }
    if needs[0] { gradients[0] = try pictureGradient(gradient, saved[1], layout, execution) }
    if needs[1] { gradients[1] = try weightGradient(gradient, saved, layout, execution) }
    if saved.count > 2, needs[2] {
      var extents = [Int](repeating: 1, count: gradient.rank)
      if gradient.rank > 2 { extents[gradient.rank - 3] = layout.picture.channels }
      gradients[2] = try Reduction.sum(gradient, into: Shape(trusted: extents), execution)
        .viewed(as: saved[2].shape)
    }
    return gradients
  }

  /// The convolution of the result's gradient.
  private func pictureGradient(
    _ gradient: Tensor, _ weights: Tensor, _ layout: ConvLayout, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: layout.result, gradient.dtype)
    if let kernel = ConvKernel(layout, execution) {
      try kernel.forward(picture: gradient, weights: weights, bias: nil, rectified: false, into: result)
    } else if gradient.dtype == .float32 {
      try ConvLoops<Float>(layout, execution).forward(gradient, weights, nil, into: result)
    } else {
      try ConvLoops<Double>(layout, execution).forward(gradient, weights, nil, into: result)
    }
    return result
  }

  /// The same as of the convolution, whose gradient x would be.
  private func weightGradient(
    _ gradient: Tensor, _ operands: [Tensor], _ layout: ConvLayout, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let x = operands[0]
    guard let kernel = ConvKernel(layout, execution) else {
      return gradient.dtype == .float32
        ? try ConvLoops<Float>(layout, execution).weightGradient(x, picture: gradient)
        : try ConvLoops<Double>(layout, execution).weightGradient(x, picture: gradient)
    }
    return try kernel.weightGradient(x, picture: gradient, weights: operands[1].shape, bias: nil)
  }
}

extension ConvTranspose {
  /// A product that an element of the result is made of: the indices of its two factors, counted from 0.
  package struct Term: Sendable, Equatable {
    package let picture: [Int]
    package let weight: [Int]
  }

  /// What the output element at `output` (an index counted from 0) is the sum of, but for the bias.
  /// - Throws: what `resultShape` throws; `index` for an index outside the result; `size` for more than a million taps.
  package func terms(at output: [Int], picture: Shape, kernel: Shape) throws(TensorError) -> [Term] {
    let layout = try ConvTransposeLayout(
      picture: picture, kernel: kernel, bias: nil, stride: stride, padding: padding,
      outputPadding: outputPadding,
      dilation: dilation, groups: groups
    ).convolution
    try layout.picture.shape.check(index: output, of: "the result")
    try Window.checkListable(layout.windows, channels: layout.filtersPerGroup)
    let place = PictureShape.places(output)
    let group = place.channel / layout.channelsPerFilter
    let given = try PictureShape(picture)
    var terms: [Term] = []
    for channel in group * layout.filtersPerGroup..<(group + 1) * layout.filtersPerGroup {
      for tap in 0..<layout.windows.rows.kernel {
        guard let row = layout.windows.rows.output(lookingAt: place.row, tap: tap) else { continue }
        for other in 0..<layout.windows.columns.kernel {
          guard let column = layout.windows.columns.output(lookingAt: place.column, tap: other) else {
            continue
          }
          let weight =
            kernel.rank == 2
            ? [tap, other] : [channel, place.channel % layout.channelsPerFilter, tap, other]
          terms.append(
            Term(
              picture: given.index(batch: place.batch, channel: channel, row: row, column: column),
              weight: weight))
        }
      }
    }
    return terms
  }
}
