import CKernels

/// Convolution by the kernels of `CKernels/Convolution`, on tensors of one floating type.
struct ConvKernel {
  private let layout: ConvLayout
  private let execution: Execution

  /// Nil where frames would be too large for the kernels' 32-bit offsets; plain loops do those.
  init?(_ layout: ConvLayout, _ execution: Execution) {
    guard !execution.usesReference, ConvKernel.fits(layout) else { return nil }
    self.layout = layout
    self.execution = execution
  }

  private static func fits(_ layout: ConvLayout) -> Bool {
    let (rows, columns) = (layout.windows.rows, layout.windows.columns)
    let limit = 1 << 29
    let channels = max(layout.channelsPerFilter, layout.filtersPerGroup)
    let widest = max(columns.padded, columns.input) + columns.span
    return widest < limit && rows.span < limit
      && channels.multipliedReportingOverflow(by: (rows.span + rows.stride) * widest).partialValue < limit
      && (rows.span + rows.stride) * widest < limit && channels * layout.taps < limit / 64
  }

  /// result = bias + Σ weight · picture, with zero for what is negative if it is `rectified`.
  func forward(
    picture: Tensor, weights: Tensor, bias: Tensor?, rectified: Bool, into result: Tensor
  ) throws(TensorError) {
    let shape = shape(rows: layout.windows.rows.kernelAxis, columns: layout.windows.columns.kernelAxis)
    try convolve(shape, picture, weights, bias, rectified: rectified, into: result)
  }

  /// The gradient by the picture: the convolution of the gradient with the weights of each channel, once for every
  /// phase of the stride. A bias has one number for each of the picture's channels.
  func pictureGradient(
    _ gradient: Tensor, weights: Tensor, bias: Tensor? = nil, into result: Tensor
  ) throws(TensorError) {
    let (rows, columns) = (layout.windows.rows, layout.windows.columns)
    for row in 0..<min(rows.stride, rows.input) {
      for column in 0..<min(columns.stride, columns.input) {
        let shape = backwardShape(rows: rows.backward(phase: row), columns: columns.backward(phase: column))
        try convolve(shape, gradient, weights, bias, rectified: false, into: result)
      }
    }
  }

  private func convolve(
    _ shape: fovea_conv_shape, _ source: Tensor, _ weights: Tensor, _ bias: Tensor?, rectified: Bool,
    into result: Tensor
  ) throws(TensorError) {
    let element = result.dtype.element
    let level = execution.level.level
    var call = fovea_conv_call(
      shape: shape, source: source.storage.bytes, weights: weights.storage.bytes, bias: bias?.storage.bytes,
      result: result.storage.bytes, rectified: rectified, threads: execution.threads, cancel: execution.word)
    // The kernel reads and writes within tensors of the shapes that it is told, all held until it returns.
    defer { withExtendedLifetime((source, weights, bias, result, execution)) {} }
    try Kernel.run { fovea_conv(level, element, &call, $0) }
  }

  /// The gradient by weights of this shape. A shared kernel has its own gradient from every channel.
  func weightGradient(
    _ gradient: Tensor, picture: Tensor, weights shape: Shape, bias: Tensor?
  ) throws(TensorError) -> Tensor {
    let full = layout.isShared ? Shape(trusted: [layout.groups] + shape.array) : shape
    let weights = try Tensor(uninitialized: full, gradient.dtype)
    try weightGradient(gradient, picture: picture, weights: weights, bias: bias)
    return layout.isShared ? try Sum(axes: [0]).apply([weights], in: execution) : weights
  }

  /// The gradients by the weights, which have the kernel's shape, and by the bias, if one is wanted.
  func weightGradient(
    _ gradient: Tensor, picture: Tensor, weights: Tensor, bias: Tensor?
  ) throws(TensorError) {
    let element = gradient.dtype.element
    let level = execution.level.level
    var call = fovea_conv_weights_call(
      shape: shape(rows: layout.windows.rows.kernelAxis, columns: layout.windows.columns.kernelAxis),
      source: picture.storage.bytes, gradient: gradient.storage.bytes, weights: weights.storage.bytes,
      bias: bias?.storage.bytes, threads: execution.threads, cancel: execution.word)
    if layout.isShared { call.shape.weight_group = layout.taps }
    // As above.
    defer { withExtendedLifetime((gradient, picture, weights, bias, execution)) {} }
    try Kernel.run { fovea_conv_weights(level, element, &call, $0) }
  }

  private func shape(rows: fovea_window_axis, columns: fovea_window_axis) -> fovea_conv_shape {
    let (taps, channels, filters) = (layout.taps, layout.channelsPerFilter, layout.filtersPerGroup)
    return fovea_conv_shape(
      pictures: layout.picture.batch, groups: layout.groups, channels: channels, filters: filters, rows: rows,
      columns: columns, result_rows: layout.windows.rows.output,
      result_columns: layout.windows.columns.output,
      weight_group: layout.isShared ? 0 : filters * channels * taps, weight_filter: channels * taps,
      weight_channel: taps, weight_row: layout.windows.columns.kernel)
  }

  /// With channels and filters exchanged: the gradient by a channel gathers from all filters.
  private func backwardShape(rows: fovea_window_axis, columns: fovea_window_axis) -> fovea_conv_shape {
    var shape = shape(rows: rows, columns: columns)
    swap(&shape.channels, &shape.filters)
    swap(&shape.weight_channel, &shape.weight_filter)
    (shape.result_rows, shape.result_columns) = (layout.windows.rows.input, layout.windows.columns.input)
    return shape
  }
}

extension WindowAxis {
  /// The axis as the kernels take it.
  var kernelAxis: fovea_window_axis {
    fovea_window_axis(
      source: input, windows: output, step: stride, taps: kernel, first: -before, spacing: dilation,
      kernel_first: 0, kernel_spacing: 1, result_first: 0, result_spacing: 1)
  }

  /// The axis of the gradient by the input's elements `phase`, `phase` + stride, …: which windows looked at each, as
  /// windows on the gradient.
  ///
  /// Element phase + o·stride is seen by tap k of window o + (phase + before − k·dilation) / stride, where that is
  /// whole: for one tap in stride / gcd(stride, dilation), or for none.
  func backward(phase: Int) -> fovea_window_axis {
    let every = stride / WindowAxis.maxCommonDivisor(stride, dilation)
    let first = (0..<min(every, kernel)).first { (phase + before - $0 * dilation) % stride == 0 }
    var axis = fovea_window_axis(
      source: output, windows: (input - phase + stride - 1) / stride, step: 1, taps: 0, first: 0, spacing: 0,
      kernel_first: 0, kernel_spacing: every, result_first: phase, result_spacing: stride)
    guard let first else { return axis }
    axis.taps = (kernel - first + every - 1) / every
    axis.first = (phase + before - first * dilation) / stride
    axis.spacing = -every * dilation / stride
    axis.kernel_first = first
    return axis
  }

  private static func maxCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
