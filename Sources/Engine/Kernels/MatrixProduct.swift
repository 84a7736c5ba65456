import CKernels

/// A matrix among a tensor's elements: where it starts, and the steps from row to row and from column to column. The
/// transposed matrix is the same with rows and columns exchanged.
package struct MatrixView: Sendable {
  package var offset = 0
  package var rows: Int
  package var columns: Int
  package var rowStep: Int
  package var columnStep: Int

  /// A contiguous matrix.
  package init(rows: Int, columns: Int) {
    (self.rows, self.columns, rowStep, columnStep) = (rows, columns, columns, 1)
  }

  package var transposed: MatrixView {
    var result = self
    (result.rows, result.columns) = (columns, rows)
    (result.rowStep, result.columnStep) = (columnStep, rowStep)
    return result
  }

  package func moved(to offset: Int) -> MatrixView {
    var result = self
    result.offset = offset
    return result
  }
}

/// c = a · b, on matrices inside tensors of one floating type.
package enum MatrixProduct {
  /// The product, as the matrix at `offset` of `result`, which nobody else holds: begun with `bias`, a number for each column,
  /// or added to what is there with `accumulates`; with `rectified`, negative results become zero. Its rows are `rowStep`
  /// elements apart, by default one after the other.
  package static func multiply(
    _ a: Tensor, _ viewA: MatrixView, _ b: Tensor, _ viewB: MatrixView, plus bias: Tensor? = nil,
    into result: Tensor, at offset: Int, rowStep: Int? = nil, accumulates: Bool = false,
    rectified: Bool = false,
    _ execution: Execution
  ) throws(TensorError) {
    precondition(viewA.columns == viewB.rows, "the inner extents agree")
    guard viewA.rows > 0, viewB.columns > 0 else { return }
    let size = result.dtype.size
    var call = fovea_matmul_call(
      shape: fovea_matmul_shape(
        rows: viewA.rows, columns: viewB.columns, depth: viewA.columns, a_down: viewA.rowStep,
        a_along: viewA.columnStep, b_down: viewB.rowStep, b_along: viewB.columnStep,
        c_down: rowStep ?? viewB.columns),
      a: a.storage.bytes + viewA.offset * size, b: b.storage.bytes + viewB.offset * size,
      bias: bias?.storage.bytes, c: result.storage.bytes + offset * size, accumulates: accumulates,
      rectified: rectified, threads: execution.threads, cancel: execution.word)
    let (level, element) = (execution.level.level, result.dtype.element)
    // The kernel sees addresses inside tensors that are held until it returns, and steps that stay within them.
    defer { withExtendedLifetime((a, b, bias, result, execution)) {} }
    try Kernel.run { fovea_matmul(level, element, &call, $0) }
  }

  /// Adds the product to `result` by plain loops: what the kernels are held against.
  package static func addByReference(
    _ a: Tensor, _ viewA: MatrixView, _ b: Tensor, _ viewB: MatrixView, to result: Tensor, at offset: Int
  ) {
    if a.dtype == .float32 {
      addByReference(a, viewA, b, viewB, to: result, at: offset, as: Float.self)
    } else {
      addByReference(a, viewA, b, viewB, to: result, at: offset, as: Double.self)
    }
  }

  private static func addByReference<T: FloatingScalar>(
    _ a: Tensor, _ viewA: MatrixView, _ b: Tensor, _ viewB: MatrixView, to result: Tensor, at offset: Int,
    as type: T.Type
  ) {
    a.read(as: T.self) { a in
      b.read(as: T.self) { b in
        result.write(as: T.self) { result in
          for row in 0..<viewA.rows {
            for column in 0..<viewB.columns {
              var sum: T = 0
              for k in 0..<viewA.columns {
                sum +=
                  a[viewA.offset + row * viewA.rowStep + k * viewA.columnStep]
                  * b[viewB.offset + k * viewB.rowStep + column * viewB.columnStep]
              }
              result[offset + row * viewB.columns + column] += sum
            }
          }
        }
      }
    }
  }
}
