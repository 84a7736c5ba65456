import CKernels

/// Sorting along an axis by the kernel of `CKernels/Sorting`, of a tensor of any type.
struct SortKernel {
  private let scan: AxisScan
  private let descending: Bool
  private let execution: Execution

  /// Nil where plain loops are asked for.
  init?(_ scan: AxisScan, descending: Bool, _ execution: Execution) {
    guard !execution.usesReference else { return nil }
    (self.scan, self.descending, self.execution) = (scan, descending, execution)
  }

  /// Sorts x into `values`, or writes where each element of the sorted order stands on the axis, counted from 0, into
  /// `places`, which is int64. Both have the shape of x.
  func run(_ x: Tensor, values: Tensor? = nil, places: Tensor? = nil) throws(TensorError) {
    precondition(values == nil || values?.dtype == x.dtype, "sorted elements have the type that they had")
    var call = fovea_sort_call(
      outer: scan.outer, extent: scan.extent, inner: scan.inner, type: x.dtype.sorted, descending: descending,
      x: x.storage.bytes, values: values?.storage.bytes, places: places?.pointer(as: Int64.self),
      threads: execution.threads, cancel: execution.word)
    // The kernel reads x and writes as many values and places, all held until it returns.
    defer { withExtendedLifetime((x, values, places, execution)) {} }
    try Kernel.run { fovea_sort(&call, $0) }
  }
}

extension DType {
  /// The element type as the sorting kernel names it; what is neither floating nor int64 is kept as bytes.
  fileprivate var sorted: fovea_sort_type {
    switch self {
    case .float32: fovea_sort_f32
    case .float64: fovea_sort_f64
    case .int64: fovea_sort_i64
    default: fovea_sort_u8
    }
  }
}
