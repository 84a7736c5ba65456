import CKernels

/// A matrix among a tensor's elements: where it starts, and the steps from row to row and from column to column. The
/// transposed matrix is the same with rows and columns exchanged.
package struct MatrixView {
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

/// c += a · b, on matrices inside tensors of one floating type.
package enum MatrixProduct {
  /// Adds the product to the contiguous matrix at `offset` of `result`, which nobody else holds, by the kernel of the
  /// processor's level.
  package static func add(
    _ a: Tensor, _ viewA: MatrixView, _ b: Tensor, _ viewB: MatrixView, to result: Tensor, at offset: Int,
    level: ProcessorLevel = .current, _ execution: Execution
  ) throws(TensorError) {
    precondition(viewA.columns == viewB.rows, "the inner extents agree")
    guard viewA.rows > 0, viewA.columns > 0, viewB.columns > 0 else { return }
    var shape = fovea_matmul_shape(
      rows: viewA.rows, columns: viewB.columns, depth: viewA.columns, a_down: viewA.rowStep,
      a_along: viewA.columnStep, b_down: viewB.rowStep, b_along: viewB.columnStep, c_down: viewB.columns)
    let isFloat = a.dtype == .float32
    let bytes =
      isFloat ? fovea_matmul_f32_scratch(level.level, &shape) : fovea_matmul_f64_scratch(level.level, &shape)
    let scratch = try bytes > 0 ? Tensor(uninitialized: Shape(checking: [bytes]), .uint8) : nil
    // The kernel sees addresses inside tensors that are held until it returns, and steps that stay within them.
    let finished = withExtendedLifetime((a, b, result, scratch, execution)) {
      let (memory, word) = (scratch?.storage.bytes, execution.cancellation?.word)
      return isFloat
        ? fovea_matmul_f32(
          level.level, &shape, a.pointer(as: Float.self) + viewA.offset,
          b.pointer(as: Float.self) + viewB.offset, result.pointer(as: Float.self) + offset, memory, word)
        : fovea_matmul_f64(
          level.level, &shape, a.pointer(as: Double.self) + viewA.offset,
          b.pointer(as: Double.self) + viewB.offset, result.pointer(as: Double.self) + offset, memory, word)
    }
    guard finished else { throw .cancelled }
  }

  /// The same by plain loops: what the kernels are held against.
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
