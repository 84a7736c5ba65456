/// Softmax over one row of contiguous numbers, and what belongs to it: the largest is taken away before anything is
/// raised, so that no exponential overflows and their sum is at least 1. Sums are kept in double.
///
/// A row with −∞ everywhere, with +∞ or with NaN gives NaN.
enum SoftmaxRows {
  /// The largest element and Σ exp(x − largest).
  static func normalizer<T: FloatingScalar>(
    _ x: UnsafePointer<T>, _ count: Int, _ meter: inout CancelMeter
  ) throws(TensorError) -> (largest: T, sum: Double) {
    let largest = try largest(x, count, &meter)
    var sum = 0.0
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count { sum += T.exp(x[i] - largest).asDouble }
    }
    return (largest, sum)
  }

  /// y = exp(x − largest) / Σ exp(x − largest).
  static func softmax<T: FloatingScalar>(
    _ x: UnsafePointer<T>, _ count: Int, into y: UnsafeMutablePointer<T>, _ meter: inout CancelMeter
  ) throws(TensorError) {
    let largest = try largest(x, count, &meter)
    var sum = 0.0
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count {
        let power = T.exp(x[i] - largest)
        y[i] = power
        sum += power.asDouble
      }
    }
    let divisor = T(nearest: sum)
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count { y[i] /= divisor }
    }
  }

  /// y = x − largest − log Σ exp(x − largest).
  static func logSoftmax<T: FloatingScalar>(
    _ x: UnsafePointer<T>, _ count: Int, into y: UnsafeMutablePointer<T>, _ meter: inout CancelMeter
  ) throws(TensorError) {
    let (largest, sum) = try normalizer(x, count, &meter)
    let (top, logarithm) = (largest.asDouble, Double.log(sum))
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count { y[i] = T(nearest: (x[i].asDouble - top) - logarithm) }
    }
  }

  /// From the gradient g of y = softmax(x) to that of x: y · (g − Σ g·y).
  static func softmaxPullback<T: FloatingScalar>(
    _ y: UnsafePointer<T>, _ g: UnsafePointer<T>, _ count: Int, into target: UnsafeMutablePointer<T>,
    _ meter: inout CancelMeter
  ) throws(TensorError) {
    var sum = 0.0
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count { sum += g[i].asDouble * y[i].asDouble }
    }
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count { target[i] = T(nearest: y[i].asDouble * (g[i].asDouble - sum)) }
    }
  }

  /// From the gradient g of y = log_softmax(x) to that of x: g − exp(y) · Σ g.
  static func logSoftmaxPullback<T: FloatingScalar>(
    _ y: UnsafePointer<T>, _ g: UnsafePointer<T>, _ count: Int, into target: UnsafeMutablePointer<T>,
    _ meter: inout CancelMeter
  ) throws(TensorError) {
    var sum = 0.0
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count { sum += g[i].asDouble }
    }
    let total = T(nearest: sum)
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count { target[i] = g[i] - T.exp(y[i]) * total }
    }
  }

  /// target = factor · exp(x − largest); with factor = 1 / Σ exp(x − largest) this is softmax again.
  static func exponentials<T: FloatingScalar>(
    _ x: UnsafePointer<T>, _ count: Int, below largest: T, times factor: T,
    into target: UnsafeMutablePointer<T>, _ meter: inout CancelMeter
  ) throws(TensorError) {
    try inPieces(count, &meter) { start, count in
      for i in start..<start &+ count { target[i] = factor * T.exp(x[i] - largest) }
    }
  }

  /// The largest element; NaN may be passed over, as it shows in the sum.
  private static func largest<T: FloatingScalar>(
    _ x: UnsafePointer<T>, _ count: Int, _ meter: inout CancelMeter
  ) throws(TensorError) -> T {
    // Four searches side by side, so that the processor can overlap them.
    var (a, b, c, d) = (-T.infinity, -T.infinity, -T.infinity, -T.infinity)
    try inPieces(count, &meter) { start, count in
      var i = start
      let end = start &+ count
      while i &+ 4 <= end {
        a = x[i] > a ? x[i] : a
        b = x[i &+ 1] > b ? x[i &+ 1] : b
        c = x[i &+ 2] > c ? x[i &+ 2] : c
        d = x[i &+ 3] > d ? x[i &+ 3] : d
        i &+= 4
      }
      while i < end {
        a = x[i] > a ? x[i] : a
        i &+= 1
      }
    }
    return max(max(a, b), max(c, d))
  }

  /// A row in pieces, with a look at the cancellation flag every so often.
  @inline(__always)
  private static func inPieces(
    _ count: Int, _ meter: inout CancelMeter, _ body: (_ start: Int, _ count: Int) -> Void
  ) throws(TensorError) {
    var start = 0
    while start < count {
      let piece = min(count &- start, CancelMeter.chunk)
      try meter.spend(piece)
      body(start, piece)
      start &+= piece
    }
  }
}
