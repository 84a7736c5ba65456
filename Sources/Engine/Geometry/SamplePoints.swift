import CKernels

/// For each output element the point of the picture that it asks for, and what becomes of the gradient by that point.
protocol SamplePoints {
  /// Row and column, counted from 0.
  func point(_ batch: Int, _ row: Int, _ column: Int) -> (row: Double, column: Double)

  /// Adds the gradient by that point's row and column to that by the operand which gives the points; `sums` are in the
  /// operand's shape.
  func add(
    _ byRow: Double, _ byColumn: Double, at batch: Int, _ row: Int, _ column: Int,
    to sums: UnsafeMutablePointer<Double>)

  /// As the kernels take them: addresses that are valid while these points are held.
  var forKernels: fovea_points { get }

  /// The type in which the kernels leave the gradient by the operand, if there is one, for elements of `dtype`.
  func gradientType(_ dtype: DType) -> DType
}
