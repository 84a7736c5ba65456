import CKernels

/// Softmax along an axis, and what belongs to it, by the kernels of `CKernels/Softmax`, on tensors of one floating type.
struct SoftmaxKernel {
  private let scan: AxisScan
  private let execution: Execution

  /// Nil where plain loops are asked for, and where there is nothing to do.
  init?(_ scan: AxisScan, _ execution: Execution) {
    guard !execution.usesReference, scan.outer > 0, scan.extent > 0, scan.inner > 0 else { return nil }
    (self.scan, self.execution) = (scan, execution)
  }

  /// The softmax of x, or its logarithm.
  func normalize(_ x: Tensor, logarithm: Bool) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    try run(logarithm ? fovea_log_softmax : fovea_softmax, x, into: result)
    return result
  }

  /// From the gradient of `result`, which `normalize` gave, to that of x.
  func pullback(_ gradient: Tensor, _ result: Tensor, logarithm: Bool) throws(TensorError) -> Tensor {
    let target = try Tensor(uninitialized: result.shape, result.dtype)
    let pass = logarithm ? fovea_log_softmax_gradient : fovea_softmax_gradient
    try run(pass, result, gradient: gradient, into: target)
    return target
  }

  /// For each row of x the largest element and Σ exp(x − largest), into `normalizers`, float64.
  func normalizers(of x: Tensor, into normalizers: Tensor) throws(TensorError) {
    try run(fovea_softmax_normalizers, x, normalizers: normalizers)
  }

  /// exp(x − largest), times a factor for each row; factors are float64.
  func scaled(_ x: Tensor, normalizers: Tensor, factors: Tensor) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    try run(fovea_softmax_scaled, x, into: result, normalizers: normalizers, factors: factors)
    return result
  }

  private func run(
    _ pass: fovea_softmax_pass, _ source: Tensor, gradient: Tensor? = nil, into result: Tensor? = nil,
    normalizers: Tensor? = nil, factors: Tensor? = nil
  ) throws(TensorError) {
    var call = fovea_softmax_call(
      outer: scan.outer, extent: scan.extent, inner: scan.inner, from: source.storage.bytes,
      gradient: gradient?.storage.bytes, to: result?.storage.bytes,
      normalizers: normalizers?.pointer(as: Double.self), factors: factors?.pointer(as: Double.self),
      threads: execution.threads, cancel: execution.word)
    // The kernel reads and writes within tensors of the scanned shape, or with a number for each row, all held until it
    // returns.
    defer { withExtendedLifetime((source, gradient, result, normalizers, factors, execution)) {} }
    guard fovea_softmax_rows(execution.level.level, source.dtype.element, pass, &call) else {
      throw .cancelled
    }
  }
}
