import CKernels

/// Pooling by the kernels of `CKernels/Pooling`, on tensors of one floating type.
struct PoolKernel {
  private let shape: fovea_pooling_shape
  private let execution: Execution

  /// Nil where the kernels do not pay, such as for a single window as large as a photograph; plain loops do those.
  init?(_ layout: PoolLayout, _ execution: Execution) {
    guard !execution.usesReference, layout.planes > 0 else { return nil }
    var shape = fovea_pooling_shape(
      planes: layout.planes, rows: layout.windows.rows.poolingAxis,
      columns: layout.windows.columns.poolingAxis)
    guard fovea_pooling_fits(&shape) else { return nil }
    self.shape = shape
    self.execution = execution
  }

  /// Whether a byte for each window can hold the number of the tap that wins.
  var notesWinners: Bool { shape.rows.taps * shape.columns.taps <= 255 }

  /// The largest element of each window and, unless nil, in `winners` for each window the number of the tap that won.
  func max(of picture: Tensor, into result: Tensor, winners: Tensor?) throws(TensorError) {
    try run(fovea_max_pool, from: picture, into: result, winners: winners)
  }

  /// The gradient by the picture, from the winners that `max` noted.
  func maxGradient(_ gradient: Tensor, winners: Tensor, into result: Tensor) throws(TensorError) {
    try run(fovea_max_pool_gradient, from: gradient, into: result, winners: winners)
  }

  func average(of picture: Tensor, countsPadding: Bool, into result: Tensor) throws(TensorError) {
    try run(fovea_avg_pool, from: picture, into: result, countsPadding: countsPadding)
  }

  func averageGradient(_ gradient: Tensor, countsPadding: Bool, into result: Tensor) throws(TensorError) {
    try run(fovea_avg_pool_gradient, from: gradient, into: result, countsPadding: countsPadding)
  }

  private func run(
    _ pass: fovea_pooling_pass, from source: Tensor, into result: Tensor, winners: Tensor? = nil,
    countsPadding: Bool = false
  ) throws(TensorError) {
    let (level, element) = (execution.level.level, result.dtype.element)
    var call = fovea_pooling_call(
      shape: shape, from: source.storage.bytes, to: result.storage.bytes,
      winners: winners?.pointer(as: UInt8.self), counts_padding: countsPadding, threads: execution.threads,
      cancel: execution.word)
    // The kernel reads and writes within tensors of the shapes that it is told, all held until it returns.
    defer { withExtendedLifetime((source, result, winners, execution)) {} }
    try Kernel.run { fovea_pooling(level, element, pass, &call, $0) }
  }
}

extension WindowAxis {
  /// The axis as the kernels take it.
  var poolingAxis: fovea_pooling_axis {
    fovea_pooling_axis(
      source: input, windows: output, taps: kernel, step: stride, spacing: dilation, before: before)
  }
}
