import CKernels

/// Largest or smallest elements over some axes by the kernels of `CKernels/Reductions`, of a tensor of one floating type.
struct ExtremesKernel {
  private let shape: fovea_reduction_shape
  private let largest: Bool
  private let execution: Execution

  /// Reduces `source` to `target`, which broadcasts to it. Nil where plain loops have to do that.
  init?(_ source: Shape, into target: Shape, largest: Bool, _ execution: Execution) {
    guard !execution.usesReference, let shape = fovea_reduction_shape(source, into: target) else {
      return nil
    }
    (self.shape, self.largest, self.execution) = (shape, largest, execution)
  }

  /// Along one axis, with the places on it.
  init?(_ scan: AxisScan, largest: Bool, _ execution: Execution) {
    guard !execution.usesReference, scan.outer > 0, scan.extent > 0, scan.inner > 0 else {
      return nil
    }
    shape = fovea_reduction_shape(outer: 1, kept: scan.outer, inner: scan.extent, columns: scan.inner)
    (self.largest, self.execution) = (largest, execution)
  }

  /// - Parameter places: int64; only along one axis.
  func run(_ x: Tensor, into values: Tensor, places: Tensor? = nil) throws(TensorError) {
    precondition(places == nil || shape.outer == 1, "places are counted along one axis")
    var call = fovea_extremes_call(
      shape: shape, largest: largest, x: x.storage.bytes, values: values.storage.bytes,
      places: places?.pointer(as: Int64.self), threads: execution.threads, cancel: execution.word)
    let (level, element) = (execution.level.level, x.dtype.element)
    // The kernel reads x and writes as many values and places as the shape keeps, all held until it returns.
    defer { withExtendedLifetime((x, values, places, execution)) {} }
    try Kernel.run { fovea_extremes(level, element, &call, $0) }
  }
}
