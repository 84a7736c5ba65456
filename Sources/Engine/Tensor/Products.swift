/// Products that leave out the axes along which a result does not step: for each the product of what is not 0, and how
/// many are, so that the gradient can tell one zero from several.
struct Products: Sendable {
  /// Of the factors that are not 0: float64, or int64 for those of int64.
  let factors: Tensor
  /// How many are 0, as int64.
  let zeros: Tensor

  /// The products of `x`, a floating-point tensor, into the shape `kept`, which broadcasts to that of `x`. Accumulated in
  /// float64.
  init<T: FloatingScalar>(
    _ x: Tensor, into kept: Shape, as type: T.Type, _ execution: Execution
  ) throws(TensorError) {
    factors = try Tensor(filled: 1, kept, .float64)
    zeros = try Tensor(zeros: kept, .int64)
    // All are held to the end of this function, and rows stay inside their tensors.
    defer { withExtendedLifetime((x, factors, zeros)) {} }
    let source = x.pointer(as: T.self)
    let (factor, zero) = (factors.pointer(as: Double.self), zeros.pointer(as: Int64.self))
    let rows = BroadcastRows(x.shape, kept)
    try rows.forEach(execution) { row in
      if rows.a == 0 {
        let (product, count) = Products.interleaved(source + row.start, row.length)
        factor[row.a] *= product
        zero[row.a] &+= Int64(count)
      } else {
        for i in 0..<row.length {
          let value = source[row.start &+ i]
          factor[row.a &+ i] *= value == 0 ? 1 : Double(value)
          zero[row.a &+ i] &+= value == 0 ? 1 : 0
        }
      }
    }
  }

  /// The products of int64.
  /// - Throws: `TensorError.overflow` for one beyond int64; what a 0 makes 0 never is.
  init(integers x: Tensor, into kept: Shape, _ execution: Execution) throws(TensorError) {
    factors = try Tensor(filled: 1, kept, .int64)
    zeros = try Tensor(zeros: kept, .int64)
    let isBeyond = try Tensor(zeros: kept, .uint8)
    // All are held to the end of this function, and rows stay inside their tensors.
    defer { withExtendedLifetime((x, factors, zeros, isBeyond)) {} }
    let (source, factor) = (x.pointer(as: Int64.self), factors.pointer(as: Int64.self))
    let (zero, beyond) = (zeros.pointer(as: Int64.self), isBeyond.pointer(as: UInt8.self))
    let rows = BroadcastRows(x.shape, kept)
    try rows.forEach(execution) { row in
      for i in 0..<row.length {
        let (value, target) = (source[row.start &+ i], row.a &+ i &* rows.a)
        guard value != 0 else {
          zero[target] &+= 1
          continue
        }
        let (product, overflow) = factor[target].multipliedReportingOverflow(by: value)
        factor[target] = product
        if overflow { beyond[target] = 1 }
      }
    }
    if (0..<kept.count).contains(where: { beyond[$0] == 1 && zero[$0] == 0 }) {
      throw IntegerArithmetic.beyond("a product of \(x.count) elements")
    }
  }

  /// The products themselves, in the type of the factors.
  func values(_ execution: Execution) throws(TensorError) -> Tensor {
    factors.dtype == .int64
      ? try Broadcast.map(factors, zeros, into: factors.shape, as: Int64.self, execution) { $1 == 0 ? $0 : 0 }
      : try floatingValues(execution)
  }

  private func floatingValues(_ execution: Execution) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: factors.shape, .float64)
    // All are held to the end of this function.
    defer { withExtendedLifetime((self, result)) {} }
    let (factor, zero) = (factors.pointer(as: Double.self), zeros.pointer(as: Int64.self))
    let target = result.pointer(as: Double.self)
    // 0 times infinity or NaN is NaN.
    try Broadcast.inChunks(result.count, execution) { chunk in
      for i in chunk { target[i] = zero[i] == 0 ? factor[i] : factor[i] * 0 }
    }
    return result
  }

  /// From the gradient of the products to that of `x`: times the product of all other factors.
  func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ x: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, T.dtype)
    // All are held to the end of this function, and rows stay inside their tensors.
    defer { withExtendedLifetime((self, gradient, x, result)) {} }
    let (source, target, incoming) = (
      x.pointer(as: T.self), result.pointer(as: T.self), gradient.pointer(as: T.self)
    )
    let (factor, zero) = (factors.pointer(as: Double.self), zeros.pointer(as: Int64.self))
    let rows = BroadcastRows(x.shape, factors.shape)
    try rows.forEach(execution) { row in
      for i in 0..<row.length {
        let (value, group) = (source[row.start &+ i], row.a &+ i &* rows.a)
        let others: Double =
          switch zero[group] {
          case 0: factor[group] / Double(value)
          case 1: value == 0 ? factor[group] : 0
          default: 0
          }
        target[row.start &+ i] = T(others * Double(incoming[group]))
      }
    }
    return result
  }

  /// Four products side by side, so that the processor can overlap them.
  @inline(__always)
  private static func interleaved<T: FloatingScalar>(
    _ row: UnsafeMutablePointer<T>, _ count: Int
  ) -> (product: Double, zeros: Int) {
    var (first, second, third, fourth) = (1.0, 1.0, 1.0, 1.0)
    var (zeros, i) = (0, 0)
    func factor(_ value: T) -> Double {
      zeros &+= value == 0 ? 1 : 0
      return value == 0 ? 1 : Double(value)
    }
    while i &+ 4 <= count {
      first *= factor(row[i])
      second *= factor(row[i &+ 1])
      third *= factor(row[i &+ 2])
      fourth *= factor(row[i &+ 3])
      i &+= 4
    }
    while i < count {
      first *= factor(row[i])
      i &+= 1
    }
    return ((first * second) * (third * fourth), zeros)
  }
}
