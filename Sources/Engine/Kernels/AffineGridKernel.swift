import CKernels

/// `affine_grid` and its gradient by the kernels of `CKernels/Sampling`, on tensors of one floating type.
struct AffineGridKernel {
  private let shape: fovea_affine_grid_shape
  private let execution: Execution

  /// Nil where plain loops are asked for. There is at least one theta.
  init?(thetas: Int, size: Pair, alignCorners: Bool, _ execution: Execution) {
    guard !execution.usesReference else { return nil }
    shape = fovea_affine_grid_shape(
      thetas: thetas, rows: size.rows, columns: size.columns, aligns_corners: alignCorners)
    self.execution = execution
  }

  private func call(_ source: Tensor, _ result: Tensor) -> fovea_affine_grid_call {
    fovea_affine_grid_call(
      shape: shape, source: source.storage.bytes, result: result.storage.bytes, threads: execution.threads,
      cancel: execution.word)
  }

  func forward(_ theta: Tensor, into result: Tensor) throws(TensorError) {
    var call = call(theta, result)
    let (level, element) = (execution.level.level, result.dtype.element)
    // The kernels read and write within tensors of the shapes that they are told, all held until they return.
    defer { withExtendedLifetime((theta, result, execution)) {} }
    try Kernel.run { fovea_affine_grid(level, element, &call, $0) }
  }

  func gradient(_ gradient: Tensor, into result: Tensor) throws(TensorError) {
    var call = call(gradient, result)
    let (level, element) = (execution.level.level, result.dtype.element)
    // As above.
    defer { withExtendedLifetime((gradient, result, execution)) {} }
    try Kernel.run { fovea_affine_grid_gradient(level, element, &call, $0) }
  }
}
