import CKernels

/// Differences of neighbours along an axis by the element-wise kernel: the same elements twice, one step apart.
struct DifferenceKernel {
  private let scan: AxisScan
  private let execution: Execution

  init(_ scan: AxisScan, _ execution: Execution) { (self.scan, self.execution) = (scan, execution) }

  /// - Parameter result: has one element fewer along the axis, and at least one in all.
  func run(_ x: Tensor, into result: Tensor) throws(TensorError) {
    let (row, width) = (scan.extent * scan.inner, (scan.extent - 1) * scan.inner)
    var rows = fovea_rows()
    (rows.count, rows.width, rows.steps) = (scan.outer * width, width, (1, 1, 0))
    (rows.outer_rank, rows.extents.0, rows.outer_steps.0) = (1, scan.outer, (row, row, 0))
    let first = UnsafeRawPointer(x.storage.bytes)
    var call = fovea_elements_call(
      rows: rows, operands: (first + scan.inner * x.dtype.size, first, nil), to: result.storage.bytes, p: 0,
      q: 0,
      threads: execution.threads, cancel: execution.word)
    // Rows of x begin a step apart and end where x does; all are held until the kernel returns.
    defer { withExtendedLifetime((x, result, execution)) {} }
    guard fovea_elements(execution.level.level, x.dtype.element, fovea_element_subtract, &call) else {
      throw .cancelled
    }
  }
}
