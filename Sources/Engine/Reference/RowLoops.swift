/// The innermost loops of the plain Swift reference path, over one row of elements. Sums are kept in double, so that
/// they can hold faster code to account.
enum RowLoops {
  /// sums[i] += factor · source[i · step] for i in 0..<count.
  @inline(__always)
  static func add<T: FloatingScalar>(
    _ factor: Double, times source: UnsafePointer<T>, step: Int, count: Int,
    to sums: UnsafeMutablePointer<Double>
  ) {
    if step == 1 {
      for i in 0..<count { sums[i] += factor * source[i].asDouble }
    } else {
      for i in 0..<count { sums[i] += factor * source[i &* step].asDouble }
    }
  }

  /// sums[i · step] += factor · source[i] for i in 0..<count: the pullback of `add` by its source.
  @inline(__always)
  static func scatter<T: FloatingScalar>(
    _ factor: Double, times source: UnsafePointer<T>, count: Int,
    to sums: UnsafeMutablePointer<Double>, step: Int
  ) {
    if step == 1 {
      for i in 0..<count { sums[i] += factor * source[i].asDouble }
    } else {
      for i in 0..<count { sums[i &* step] += factor * source[i].asDouble }
    }
  }

  /// Σ a[i] · b[i · step] for i in 0..<count. Four partial sums, so that one addition need not wait for the last.
  @inline(__always)
  static func dot<T: FloatingScalar>(
    _ a: UnsafePointer<T>, _ b: UnsafePointer<T>, step: Int, count: Int
  ) -> Double {
    var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
    var i = 0
    while i &+ 4 <= count {
      s0 += a[i].asDouble * b[i &* step].asDouble
      s1 += a[i &+ 1].asDouble * b[(i &+ 1) &* step].asDouble
      s2 += a[i &+ 2].asDouble * b[(i &+ 2) &* step].asDouble
      s3 += a[i &+ 3].asDouble * b[(i &+ 3) &* step].asDouble
      i &+= 4
    }
    while i < count {
      s0 += a[i].asDouble * b[i &* step].asDouble
      i &+= 1
    }
    return (s0 + s1) + (s2 + s3)
  }

  /// Σ a[i] for i in 0..<count.
  @inline(__always)
  static func sum<T: FloatingScalar>(_ a: UnsafePointer<T>, count: Int) -> Double {
    var sum = 0.0
    for i in 0..<count { sum += a[i].asDouble }
    return sum
  }

  @inline(__always)
  static func store<T: FloatingScalar>(
    _ sums: UnsafePointer<Double>, count: Int, to target: UnsafeMutablePointer<T>
  ) {
    for i in 0..<count { target[i] = T(nearest: sums[i]) }
  }
}
