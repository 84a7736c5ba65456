/// Sums that leave out the axes along which a result does not step.
///
/// Accumulated in float64, so that float32 results are right to the last bit or nearly so; the order depends on the shapes
/// only.
enum Reduction {
  /// Integers as float64, so that means and variances of large ones lose nothing; all else as it is.
  static func widened(_ x: Tensor) throws(TensorError) -> Tensor {
    x.dtype.isFloating ? x : try x.converted(to: .float64)
  }

  /// The type of a mean or a variance: float32 for integers.
  static func resultType(_ dtype: DType) -> DType { dtype.isFloating ? dtype : .float32 }

  /// The sum of `x` into a tensor of the `shape`, which broadcasts to that of `x`; each sum divided by `divisor`. The
  /// result has the shape `final`, with as many elements, if that is given.
  static func sum(
    _ x: Tensor, into shape: Shape, as final: Shape? = nil, dividedBy divisor: Double = 1,
    _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if x.dtype == .float32, shape.count == 1 {
      let sum = try total(x, execution)
      return try Tensor(filled: sum / divisor, final ?? shape, .float32)
    }
    var sums = try sums(x, into: shape, execution)
    if divisor != 1 { try scale(&sums, by: divisor) }
    if x.dtype != .float64 { sums = try sums.converted(to: x.dtype) }
    return final.map { sums.viewed(as: $0) } ?? sums
  }

  /// The sum of all elements of a float32 tensor.
  private static func total(_ x: Tensor, _ execution: Execution) throws(TensorError) -> Double {
    if let kernel = SumsKernel(x.shape, into: [], execution) { return try kernel.total(x) }
    return try x.read(as: Float.self) { x throws(TensorError) in
      var sum = 0.0
      try Broadcast.inChunks(x.count, execution) { range in
        sum += interleaved(range.count) { Double(x[range.lowerBound &+ $0]) }
      }
      return sum
    }
  }

  /// The sums in float64.
  static func sums(
    _ x: Tensor, into shape: Shape, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if let kernel = SumsKernel(x.shape, into: shape, execution) {
      let sums = try Tensor(uninitialized: shape, .float64)
      try kernel.run(x, into: sums)
      return sums
    }
    return x.dtype == .float32
      ? try accumulate(x, Float.self, into: shape, execution) { value, _ in Double(value) }
      : try accumulate(x, Double.self, into: shape, execution) { value, _ in value }
  }

  /// Σ (x − mean)², in float64; `mean` is float64 and as large as the result.
  static func squaredDeviations(
    _ x: Tensor, from mean: Tensor, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if let kernel = SumsKernel(x.shape, into: mean.shape, execution) {
      let sums = try Tensor(uninitialized: mean.shape, .float64)
      try kernel.run(x, from: mean, into: sums)
      return sums
    }
    return try mean.read(as: Double.self) { means throws(TensorError) in
      x.dtype == .float32
        ? try accumulate(x, Float.self, into: mean.shape, execution) { value, target in
          let deviation = Double(value) - means[target]
          return deviation * deviation
        }
        : try accumulate(x, Double.self, into: mean.shape, execution) { value, target in
          (value - means[target]) * (value - means[target])
        }
    }
  }

  /// The sum of `term`, which is given an element and the position of the sum that it goes to.
  @inline(__always)
  private static func accumulate<T: FloatingScalar>(
    _ x: Tensor, _ type: T.Type, into shape: Shape, _ execution: Execution,
    _ term: (T, Int) -> Double
  ) throws(TensorError) -> Tensor {
    let sums = try Tensor(zeros: shape, .float64)
    let rows = BroadcastRows(x.shape, shape)
    try x.read(as: T.self) { x throws(TensorError) in
      try sums.write(as: Double.self) { sums throws(TensorError) in
        try rows.forEach(execution) { row in
          if rows.a == 0 {
            sums[row.a] += interleaved(row.length) { term(x[row.start &+ $0], row.a) }
          } else {
            for i in 0..<row.length {
              sums[row.a &+ i] += term(x[row.start &+ i], row.a &+ i)
            }
          }
        }
      }
    }
    return sums
  }

  /// Four sums side by side: shorter chains of roundings, and the processor can overlap them.
  @inline(__always)
  static func interleaved(_ count: Int, _ term: (Int) -> Double) -> Double {
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    var i = 0
    while i &+ 4 <= count {
      first += term(i)
      second += term(i &+ 1)
      third += term(i &+ 2)
      fourth += term(i &+ 3)
      i &+= 4
    }
    while i < count {
      first += term(i)
      i &+= 1
    }
    return (first + second) + (third + fourth)
  }

  /// Divides float64 sums that nobody else holds yet.
  static func scale(_ sums: inout Tensor, by divisor: Double) throws(TensorError) {
    try sums.makeUnique()
    sums.write(as: Double.self) { for i in 0..<$0.count { $0[i] /= divisor } }
  }
}
