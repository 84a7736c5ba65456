/// A convolution as its transpose goes through it: backwards, from the convolution's result, which is the given picture, to
/// the convolution's picture, which is the result.
public struct ConvTransposeLayout: OperationPlan {
  /// Its picture is the result, its result the given picture, its filters the given picture's channels.
  let convolution: ConvLayout

  public var result: Shape { convolution.picture.shape }

  init(
    picture: Shape, kernel: Shape, bias: Shape?, stride: Pair, padding: Pair, outputPadding: Pair,
    dilation: Pair, groups: Int
  ) throws(TensorError) {
    guard groups >= 1 else { throw TensorError(.option, "groups must be at least 1, not \(groups)") }
    let given = try PictureShape(picture)
    try ConvTransposeLayout.checkRank(kernel)
    try ConvTransposeLayout.checkChannels(given, kernel, groups: groups)
    let size = Pair(kernel[kernel.rank - 2], kernel[kernel.rank - 1])
    try ConvTransposeLayout.checkOptions(
      kernel: size, stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation)
    func axis(_ along: KeyPath<Pair, Int>) throws(TensorError) -> WindowAxis {
      try ConvTransposeLayout.axis(
        given.size[keyPath: along], size[keyPath: along], stride[keyPath: along], padding[keyPath: along],
        outputPadding[keyPath: along], dilation[keyPath: along])
    }
    let windows = WindowGeometry(rows: try axis(\.rows), columns: try axis(\.columns))
    guard windows.rows.input > 0, windows.columns.input > 0 else {
      throw TensorError(
        .shapes,
        "padding=\(padding) leaves nothing of the result: it would have "
          + "\(Pair(windows.rows.input, windows.columns.input).asSize) pixels",
        operands: [.init(0, given.label), .init(1, ConvTransposeLayout.label(kernel))])
    }
    convolution = try ConvLayout(transposing: given, kernel: kernel, groups: groups, windows)
    if let bias { try checkBias(bias, kernel) }
  }

  /// The convolution's axis, whose windows are the given picture's pixels.
  private static func axis(
    _ windows: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ outputPadding: Int, _ dilation: Int
  ) throws(TensorError) -> WindowAxis {
    let (starts, overflow) = (windows - 1).multipliedReportingOverflow(by: stride)
    guard !overflow, starts <= Int.max / 16 else {
      throw TensorError(.memory, "\(windows) pixels with stride \(stride) between them need too much memory")
    }
    let length = starts - 2 * padding + dilation * (kernel - 1) + outputPadding + 1
    return WindowAxis(
      input: length, kernel: kernel, stride: stride, dilation: dilation, before: padding, output: windows)
  }
}

extension ConvTransposeLayout {
  /// How a message names a kernel: `kernel [3, 3]`, `weights [8, 3, 3, 3]`.
  private static func label(_ kernel: Shape) -> String {
    kernel.rank == 4 ? "weights \(kernel)" : "kernel \(kernel)"
  }

  private static func checkRank(_ kernel: Shape) throws(TensorError) {
    guard kernel.rank == 2 || kernel.rank == 4 else {
      throw TensorError(
        .rank, "a transposed kernel is [h, w] or [channels, filters, h, w], but this has shape \(kernel)",
        operands: [.init(1, label(kernel))])
    }
    guard kernel.count > 0 else {
      throw TensorError(.size, "the kernel has no elements", operands: [.init(1, label(kernel))])
    }
  }

  private static func checkChannels(
    _ picture: PictureShape, _ kernel: Shape, groups: Int
  ) throws(TensorError) {
    var operands: [TensorError.Operand] { [.init(0, picture.label), .init(1, label(kernel))] }
    let channels = picture.channels
    guard channels % groups == 0 else {
      throw TensorError(
        .channels, "the picture's \(ConvLayout.count(channels)) cannot be divided into \(groups) groups",
        operands: operands)
    }
    let expected = kernel.rank == 2 ? groups : kernel[0]
    guard expected == channels else {
      let isTurned = kernel.rank == 4 && kernel[1] == channels
      throw TensorError(
        .channels,
        "the kernel takes \(ConvLayout.count(expected)), but the picture has \(channels)", operands: operands,
        help: kernel.rank == 2
          ? "groups=\(channels) spreads each channel by the kernel"
          : isTurned
            ? "the picture's channels come first, unlike in conv: transpose(w, 1, 2)"
            : "the picture's channels come first: [\(channels), \(kernel[1]), \(kernel[2]), \(kernel[3])]")
    }
  }

  private static func checkOptions(
    kernel: Pair, stride: Pair, padding: Pair, outputPadding: Pair, dilation: Pair
  ) throws(TensorError) {
    try kernel.check("kernel_size", atLeast: 1)
    try stride.check("stride", atLeast: 1)
    try padding.check("padding", atLeast: 0)
    try dilation.check("dilation", atLeast: 1)
    try outputPadding.check("output_padding", atLeast: 0)
    guard outputPadding.rows < max(stride.rows, dilation.rows),
      outputPadding.columns < max(stride.columns, dilation.columns)
    else {
      throw TensorError(
        .option,
        "output_padding must be smaller than the stride or the dilation: it is \(outputPadding), "
          + "the stride is \(stride), the dilation \(dilation)")
    }
  }

  /// A bias has one number for each channel of the result; one channel's may be a number.
  private func checkBias(_ bias: Shape, _ kernel: Shape) throws(TensorError) {
    let channels = convolution.picture.channels
    if bias == Shape(trusted: [channels]) || (channels == 1 && bias.rank == 0) { return }
    throw TensorError(
      .shapes,
      "a bias must have one number for each channel of the result, [\(channels)], but this has shape \(bias)",
      operands: [.init(1, ConvTransposeLayout.label(kernel)), .init(2, "bias \(bias)")])
  }
}

extension ConvLayout {
  /// The convolution that gives a picture of the size of `given`, with checked channels and windows.
  fileprivate init(
    transposing given: PictureShape, kernel: Shape, groups: Int, _ windows: WindowGeometry
  ) throws(TensorError) {
    let isMatrix = kernel.rank == 2
    let channels = isMatrix ? 1 : kernel[1]
    let (total, overflow) = channels.multipliedReportingOverflow(by: groups)
    guard !overflow else {
      throw TensorError(.memory, "\(channels) · \(groups) channels need too much memory")
    }
    let size = Pair(windows.rows.input, windows.columns.input)
    result = given.shape
    picture = try PictureShape(
      try ConvLayout.resultShape(given, filters: total, isMatrix: isMatrix, size))
    kernelShape = kernel
    filters = given.channels
    self.groups = groups
    channelsPerFilter = channels
    isShared = isMatrix && groups > 1
    self.windows = windows
  }
}
