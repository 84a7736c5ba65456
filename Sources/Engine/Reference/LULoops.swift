/// Gaussian elimination by plain loops, a column at a time: what the kernels are held against.
enum LULoops {
  /// Factors one matrix in place; notes the exchanged rows.
  static func factor(
    _ factors: Tensor, _ exchanged: Tensor, _ matrix: Int, _ n: Int, _ execution: Execution
  ) throws(TensorError) {
    factors.dtype == .float32
      ? try factor(factors, exchanged, matrix, n, as: Float.self, execution)
      : try factor(factors, exchanged, matrix, n, as: Double.self, execution)
  }

  private static func factor<T: FloatingScalar>(
    _ factors: Tensor, _ exchanged: Tensor, _ matrix: Int, _ n: Int, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    try factors.write(as: T.self) { all throws(TensorError) in
      try exchanged.write(as: Int64.self) { exchanged throws(TensorError) in
        let start = matrix * n * n
        for column in 0..<n {
          try execution.checkCancelled()
          var pivot = column
          for row in column..<n
          where abs(all[start + row * n + column]) > abs(all[start + pivot * n + column]) {
            pivot = row
          }
          exchanged[matrix * n + column] = Int64(pivot)
          for place in 0..<n where pivot != column {
            all.swapAt(start + column * n + place, start + pivot * n + place)
          }
          let divisor = all[start + column * n + column]
          for row in (column + 1)..<max(n, column + 1) where divisor != 0 {
            let factor = all[start + row * n + column] / divisor
            all[start + row * n + column] = factor
            for place in (column + 1)..<max(n, column + 1) {
              all[start + row * n + place] -= factor * all[start + column * n + place]
            }
          }
        }
      }
    }
  }

  /// Substitutes forth and back for the right sides of one matrix, in place.
  static func solve(
    _ factors: Tensor, _ x: Tensor, _ matrix: Int, _ n: Int, _ columns: Int, _ execution: Execution
  ) throws(TensorError) {
    factors.dtype == .float32
      ? try solve(factors, x, matrix, n, columns, as: Float.self, execution)
      : try solve(factors, x, matrix, n, columns, as: Double.self, execution)
  }

  private static func solve<T: FloatingScalar>(
    _ factors: Tensor, _ x: Tensor, _ matrix: Int, _ n: Int, _ columns: Int, as type: T.Type,
    _ execution: Execution
  ) throws(TensorError) {
    try factors.read(as: T.self) { factors throws(TensorError) in
      try x.write(as: T.self) { x throws(TensorError) in
        let (start, own) = (matrix * n * n, matrix * n * columns)
        for row in 0..<n {
          try execution.checkCancelled()
          for known in 0..<row {
            for column in 0..<columns {
              x[own + row * columns + column] -=
                factors[start + row * n + known] * x[own + known * columns + column]
            }
          }
        }
        for row in (0..<n).reversed() {
          try execution.checkCancelled()
          for column in 0..<columns {
            var sum = x[own + row * columns + column]
            for known in (row + 1)..<max(n, row + 1) {
              sum -= factors[start + row * n + known] * x[own + known * columns + column]
            }
            x[own + row * columns + column] = sum / factors[start + row * n + row]
          }
        }
      }
    }
  }
}
