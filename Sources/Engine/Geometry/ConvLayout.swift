/// What the dimensions of a convolution's operands stand for, and where its windows lie.
///
/// - A kernel `[h, w]` is one filter for one channel; with `groups` equal to the channels it slides over each of them.
/// - A kernel `[F, C / groups, h, w]` gives a result with a dimension of F channels, also for an unbatched picture.
public struct ConvLayout: OperationPlan {
  public let result: Shape
  let picture: PictureShape
  let kernelShape: Shape
  let filters: Int
  let groups: Int
  let channelsPerFilter: Int
  /// Whether one matrix kernel serves every channel.
  let isShared: Bool
  let windows: WindowGeometry

  init(
    picture: Shape, kernel: Shape, bias: Shape?, stride: Pair, padding: Padding, dilation: Pair, groups: Int
  ) throws(TensorError) {
    self.picture = try PictureShape(picture)
    kernelShape = kernel
    self.groups = groups
    guard groups >= 1 else { throw TensorError(.option, "groups must be at least 1, not \(groups)") }
    try ConvLayout.checkRank(kernelShape)
    let isMatrix = kernelShape.rank == 2
    isShared = isMatrix && groups > 1
    filters = isMatrix ? groups : kernelShape[0]
    channelsPerFilter = isMatrix ? 1 : kernelShape[1]
    try ConvLayout.checkChannels(self.picture, kernelShape, groups: groups)
    windows = try WindowGeometry(
      convolving: self.picture,
      kernel: Pair(kernelShape[kernelShape.rank - 2], kernelShape[kernelShape.rank - 1]),
      stride: stride, padding: padding, dilation: dilation)
    result = try ConvLayout.resultShape(self.picture, filters: filters, isMatrix: isMatrix, windows.output)
    if let bias { try checkBias(bias) }
  }

  static func resultShape(
    _ picture: PictureShape, filters: Int, isMatrix: Bool, _ size: Pair
  ) throws(TensorError) -> Shape {
    if picture.isBatched { return try Shape(checking: picture.batch, filters, size.rows, size.columns) }
    if isMatrix && picture.shape.rank == 2 { return try Shape(checking: size.rows, size.columns) }
    return try Shape(checking: filters, size.rows, size.columns)
  }

  var filtersPerGroup: Int { filters / groups }
  var taps: Int { windows.rows.kernel * windows.columns.kernel }

  /// The first of the channels that a filter looks at.
  @inline(__always)
  func firstChannel(of filter: Int) -> Int { filter / filtersPerGroup * channelsPerFilter }

  /// The flat position of a filter's weights for one of its channels.
  @inline(__always)
  func weights(of filter: Int, channel: Int) -> Int {
    isShared ? 0 : (filter &* channelsPerFilter &+ channel) &* taps
  }
}

extension ConvLayout {
  /// How a message names a kernel: `kernel [3, 3]`, `8 filters [8, 3, 3, 3]`.
  static func label(_ kernel: Shape) -> String {
    guard kernel.rank == 4 else { return "kernel \(kernel)" }
    return "\(kernel[0]) \(kernel[0] == 1 ? "filter" : "filters") \(kernel)"
  }

  private static func checkRank(_ kernel: Shape) throws(TensorError) {
    guard kernel.rank != 3 else {
      let (n, h, w) = (kernel[0], kernel[1], kernel[2])
      throw TensorError(
        .rank,
        "a kernel with 3 dimensions is ambiguous: \(n) filters for one channel, or one filter for \(n) channels?",
        operands: [.init(1, label(kernel))],
        help: "\(n) filters: reshape(w, [\(n), 1, \(h), \(w)]); "
          + "one filter for \(n) channels: reshape(w, [1, \(n), \(h), \(w)])")
    }
    guard kernel.rank == 2 || kernel.rank == 4 else {
      throw TensorError(
        .rank, "a kernel is [h, w] or [filters, channels, h, w], but this has shape \(kernel)",
        operands: [.init(1, label(kernel))],
        help: kernel.rank == 1 ? "[[1, -1]] is a kernel of one row, [1; -1] of one column" : nil)
    }
    guard kernel.count > 0 else {
      throw TensorError(.size, "the kernel has no elements", operands: [.init(1, label(kernel))])
    }
  }

  private static func checkChannels(
    _ picture: PictureShape, _ kernel: Shape, groups: Int
  ) throws(TensorError) {
    // Made only for an error: texts cost more than a small convolution.
    var operands: [TensorError.Operand] { [.init(0, picture.label), .init(1, label(kernel))] }
    let channels = picture.channels
    guard channels % groups == 0 else {
      throw TensorError(
        .channels, "the picture's \(count(channels)) cannot be divided into \(groups) groups",
        operands: operands,
        help: channels == 1 ? nil : "groups=\(channels) gives each channel a group")
    }
    let expected = kernel.rank == 2 ? 1 : kernel[1]
    guard expected * groups == channels else {
      if groups > 1 {
        throw TensorError(
          .channels,
          "with \(groups) groups a filter must have \(count(channels / groups)), but these have \(expected)",
          operands: operands, help: groupHelp(picture, kernel, groups))
      }
      throw TensorError(
        .channels, "the kernel has \(count(expected)), but the picture has \(channels)", operands: operands,
        help: channelHelp(picture, kernel))
    }
    guard kernel.rank == 2 || kernel[0] % groups == 0 else {
      throw TensorError(
        .shapes,
        "\(kernel[0]) \(kernel[0] == 1 ? "filter" : "filters") cannot be divided into \(groups) groups",
        operands: operands,
        help: kernel[0] == 1 && expected == 1
          ? "a matrix kernel slides over each channel: reshape(w, [\(kernel[2]), \(kernel[3])])" : nil)
    }
  }

  static func count(_ channels: Int) -> String {
    channels == 1 ? "1 channel" : "\(channels) channels"
  }

  private static func groupHelp(_ picture: PictureShape, _ kernel: Shape, _ groups: Int) -> String {
    let channels = picture.channels
    if kernel.rank == 2 { return "groups=\(channels) slides a matrix kernel over each channel" }
    return "such filters have the shape [\(kernel[0]), \(channels / groups), \(kernel[2]), \(kernel[3])]"
  }

  /// What to do where the kernel has another number of channels than the picture.
  private static func channelHelp(_ picture: PictureShape, _ kernel: Shape) -> String? {
    let channels = picture.channels
    let expected = kernel.rank == 2 ? 1 : kernel[1]
    if picture.shape.rank == 3 && expected > 1 && picture.size.columns == expected {
      return "channels come first: permute(x, [3, 1, 2]) turns [H, W, C] into [C, H, W]"
    }
    guard expected == 1 else {
      return "a filter must have as many channels as the picture: "
        + "[\(kernel[0]), \(channels), \(kernel[2]), \(kernel[3])]"
    }
    let grey = channels == 3 ? "gray(x) converts the three channels to one" : nil
    var perChannel = "groups=\(channels) slides the kernel over each channel"
    if kernel.rank == 4 && kernel[0] == 1 {
      perChannel = "reshape(w, [\(kernel[2]), \(kernel[3])]) with \(perChannel)"
    } else if kernel.rank == 4 && kernel[0] % channels != 0 {
      perChannel =
        "for all channels at once a filter is [\(kernel[0]), \(channels), \(kernel[2]), \(kernel[3])]"
    } else if kernel.rank == 4 {
      perChannel = "groups=\(channels) gives each channel its own filters"
    }
    return [grey, perChannel].compactMap { $0 }.joined(separator: "; ")
  }

  /// A bias is `[filters]`; one filter's may be a number.
  private func checkBias(_ bias: Shape) throws(TensorError) {
    if bias == [filters] || (filters == 1 && bias.rank == 0) { return }
    throw TensorError(
      .shapes, "a bias must have one number for each filter, [\(filters)], but this has shape \(bias)",
      operands: [.init(1, ConvLayout.label(kernelShape)), .init(2, "bias \(bias)")])
  }
}
