import CKernels

/// Sampling by the kernels of `CKernels/Sampling`, on tensors of one floating type.
struct SampleKernel<Points: SamplePoints> {
  private let shape: fovea_sample_shape
  private let points: Points
  private let execution: Execution

  /// Nil where plain loops are asked for, and for pictures whose places do not fit 32 bits.
  init?(_ layout: SampleLayout, _ points: Points, _ execution: Execution) {
    let size = layout.picture.size
    guard !execution.usesReference, max(size.rows, size.columns) < 1 << 24,
      (size.rows + 2) * (size.columns + 2) < 1 << 31
    else { return nil }
    shape = fovea_sample_shape(
      pictures: layout.picture.batch, channels: layout.picture.channels, rows: size.rows,
      columns: size.columns, result_rows: layout.output.rows, result_columns: layout.output.columns,
      outside: layout.outside.forKernels, interpolation: layout.interpolation.forKernels)
    self.points = points
    self.execution = execution
  }

  private func call(_ picture: Tensor?, _ gradient: Tensor?, _ result: Tensor) -> fovea_sample_call {
    fovea_sample_call(
      shape: shape, points: points.forKernels, picture: picture?.storage.bytes,
      gradient: gradient?.storage.bytes, result: result.storage.bytes, threads: execution.threads,
      cancel: execution.word)
  }

  func forward(_ picture: Tensor, into result: Tensor) throws(TensorError) {
    var call = call(picture, nil, result)
    // The kernels read and write within tensors of the shapes that they are told, all held until they return.
    defer { withExtendedLifetime((picture, result, points, execution)) {} }
    guard fovea_sample(execution.level.level, result.dtype.element, &call) == fovea_finished else {
      throw .cancelled
    }
  }

  func pictureGradient(_ gradient: Tensor, into result: Tensor) throws(TensorError) {
    var call = call(nil, gradient, result)
    let (level, element) = (execution.level.level, gradient.dtype.element)
    // As above.
    defer { withExtendedLifetime((gradient, result, points, execution)) {} }
    try Kernel.run { fovea_sample_picture(level, element, &call, $0) }
  }

  /// `result` is of the type that the points tell.
  func pointGradient(_ gradient: Tensor, _ picture: Tensor, into result: Tensor) throws(TensorError) {
    var call = call(picture, gradient, result)
    let (level, element) = (execution.level.level, gradient.dtype.element)
    // As above.
    defer { withExtendedLifetime((gradient, picture, result, points, execution)) {} }
    try Kernel.run { fovea_sample_points(level, element, &call, $0) }
  }
}

extension OutsideRule {
  var forKernels: fovea_outside {
    switch self {
    case .zero: fovea_outside_zero
    case .edge: fovea_outside_edge
    case .reflectAtCentres: fovea_outside_reflect_centres
    case .reflectAtBorders: fovea_outside_reflect_borders
    }
  }
}

extension Interpolation {
  var forKernels: fovea_interpolation {
    switch self {
    case .linear: fovea_linear
    case .halfUp: fovea_half_up
    case .halfEven: fovea_half_even
    }
  }
}
