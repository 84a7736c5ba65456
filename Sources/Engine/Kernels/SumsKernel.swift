import CKernels

/// Sums over some axes by the kernels of `CKernels/Reductions`, of a tensor of one floating type. They are float64.
struct SumsKernel {
  private let shape: fovea_reduction_shape
  private let execution: Execution

  /// Sums into `target`, which broadcasts to `source`. Nil where plain loops have to do that.
  init?(_ source: Shape, into target: Shape, _ execution: Execution) {
    guard !execution.usesReference, let shape = fovea_reduction_shape(source, into: target) else {
      return nil
    }
    (self.shape, self.execution) = (shape, execution)
  }

  /// The sums, or those of the squared deviations from `means`, which are float64 and as many.
  func run(_ x: Tensor, from means: Tensor? = nil, into sums: Tensor) throws(TensorError) {
    try run(x, from: means, into: sums.pointer(as: Double.self))
    withExtendedLifetime(sums) {}
  }

  /// The sum where there is only one.
  func total(_ x: Tensor) throws(TensorError) -> Double {
    precondition(shape.kept == 1 && shape.columns == 1, "one sum of everything")
    var sum = 0.0
    try run(x, from: nil, into: &sum)
    return sum
  }

  private func run(
    _ x: Tensor, from means: Tensor?, into sums: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    var call = fovea_sums_call(
      shape: shape, x: x.storage.bytes, means: means?.pointer(as: Double.self), sums: sums,
      threads: execution.threads, cancel: execution.word)
    let (level, element) = (execution.level.level, x.dtype.element)
    // The kernel reads x and the means and writes as many sums as the shape keeps, all held until it returns.
    defer { withExtendedLifetime((x, means, execution)) {} }
    try Kernel.run { fovea_sums(level, element, &call, $0) }
  }
}
