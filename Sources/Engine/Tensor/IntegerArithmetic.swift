/// Arithmetic on int64 that never wraps around: a result beyond the type is an error.
enum IntegerArithmetic {
  /// A result, and whether it is beyond int64.
  typealias Result = (partialValue: Int64, overflow: Bool)

  /// `step` of every pair of elements, into a new tensor of the broadcast `shape`.
  /// - Throws: `TensorError.overflow` with the first pair whose result is beyond int64.
  static func map(
    _ a: Tensor, _ b: Tensor, into shape: Shape, _ symbol: String, _ execution: Execution,
    _ step: (Int64, Int64) -> Result
  ) throws(TensorError) -> Tensor {
    var failure: (Int64, Int64)?
    let result = try Broadcast.map(a, b, into: shape, as: Int64.self, execution) { x, y in
      let (value, overflow) = step(x, y)
      if overflow, failure == nil { failure = (x, y) }
      return value
    }
    if let (x, y) = failure { throw beyond("\(x) \(symbol) \(y)") }
    return result
  }

  /// `step` of every element.
  /// - Throws: `TensorError.overflow` with the first element whose result is beyond int64.
  static func map(
    _ x: Tensor, _ describe: (Int64) -> String, _ execution: Execution, _ step: (Int64) -> Result
  ) throws(TensorError) -> Tensor {
    var failure: Int64?
    let result = try Broadcast.map(x, x, into: x.shape, as: Int64.self, execution) { element, _ in
      let (value, overflow) = step(element)
      if overflow, failure == nil { failure = element }
      return value
    }
    if let failure { throw beyond(describe(failure)) }
    return result
  }

  static func beyond(_ what: String) -> TensorError {
    TensorError(
      .overflow, "\(what) does not fit int64, whose maximum is \(Int64.max)",
      help: "f64(x) computes with floating-point numbers, which are rounded instead")
  }

  /// The sums of `x` into a tensor of the `shape`, which broadcasts to that of `x`.
  /// - Throws: `TensorError.overflow` for a sum beyond int64; what is beyond only on the way does no harm.
  static func sum(_ x: Tensor, into shape: Shape, _ execution: Execution) throws(TensorError) -> Tensor {
    let sums = try Tensor(zeros: shape, .int64)
    let carries = try Tensor(zeros: shape, .int64)
    // All three are held to the end of this function.
    defer { withExtendedLifetime((x, sums, carries)) {} }
    let (source, target) = (x.pointer(as: Int64.self), WideSums(sums, carries))
    let rows = BroadcastRows(x.shape, shape)
    try rows.forEach(execution) { row in
      for i in 0..<row.length { target.add(source[row.start &+ i], at: row.a &+ i &* rows.a) }
    }
    guard target.fit(shape.count) else { throw beyond("a sum of \(x.count) elements") }
    return sums
  }

  /// The matrix product of a and b, into a tensor of the product's shape.
  /// - Throws: `TensorError.overflow` for an element beyond int64.
  static func product(
    _ a: Tensor, _ b: Tensor, _ product: BatchedProduct, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let sums = try Tensor(zeros: product.result, .int64)
    let carries = try Tensor(zeros: product.result, .int64)
    // All four are held to the end of this function.
    defer { withExtendedLifetime((a, b, sums, carries)) {} }
    let (left, right) = (a.pointer(as: Int64.self), b.pointer(as: Int64.self))
    let target = WideSums(sums, carries)
    let (rows, inner, columns) = (product.a.rows, product.a.columns, product.b.columns)
    var meter = CancelMeter(execution)
    var fits = true
    try product.forEachMatrix { atA, atB, atResult throws(TensorError) in
      for row in 0..<rows {
        for k in 0..<inner {
          try meter.spend(columns)
          let factor = left[atA + row * inner + k]
          for column in 0..<columns {
            let (value, overflow) = factor.multipliedReportingOverflow(by: right[atB + k * columns + column])
            if overflow { fits = false }
            target.add(value, at: atResult + row * columns + column)
          }
        }
      }
    }
    guard fits, target.fit(product.result.count) else { throw beyond("a sum of products") }
    return sums
  }

  /// Sums with a second word each, so that only the end of a sum has to fit.
  private struct WideSums {
    private let low: UnsafeMutablePointer<Int64>
    private let high: UnsafeMutablePointer<Int64>

    /// The tensors are held by whoever makes this.
    init(_ sums: Tensor, _ carries: Tensor) {
      (low, high) = (sums.pointer(as: Int64.self), carries.pointer(as: Int64.self))
    }

    @inline(__always)
    func add(_ value: Int64, at position: Int) {
      let (sum, overflow) = low[position].addingReportingOverflow(value)
      low[position] = sum
      if overflow { high[position] &+= value < 0 ? -1 : 1 }
    }

    func fit(_ count: Int) -> Bool { (0..<count).allSatisfy { high[$0] == 0 } }
  }
}

extension Tensor {
  /// Whether one of its elements, which are int64, is as asked.
  func holds(_ isAsked: (Int64) -> Bool) -> Bool { read(as: Int64.self) { $0.contains(where: isAsked) } }
}

extension Int64 {
  /// The power to a whole number that is not negative, by squaring.
  func powerReportingOverflow(_ exponent: Int64) -> IntegerArithmetic.Result {
    var (result, base, rest): (Int64, Int64, Int64) = (1, self, exponent)
    var isBeyond = false
    while rest > 0 {
      if rest & 1 == 1 {
        let (value, overflow) = result.multipliedReportingOverflow(by: base)
        (result, isBeyond) = (value, isBeyond || overflow)
      }
      rest >>= 1
      guard rest > 0, !isBeyond else { break }
      let (square, overflow) = base.multipliedReportingOverflow(by: base)
      // The square is a factor of what is still to come.
      (base, isBeyond) = (square, overflow)
    }
    return (result, isBeyond)
  }

  /// The rest of a division that rounds down: it has the divisor's sign. `other` is not 0.
  func remainderRoundingDown(_ other: Int64) -> Int64 {
    // The only quotient beyond int64 is that of the least number by −1, and leaves nothing.
    if other == -1 { return 0 }
    let rest = self % other
    return rest != 0 && (rest < 0) != (other < 0) ? rest + other : rest
  }
}
