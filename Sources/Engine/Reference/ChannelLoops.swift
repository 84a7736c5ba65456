/// The loops of batch normalisation over [outer, channels, inner], each channel with its mean and 1 / √(variance + ε).
struct ChannelLoops: Sendable {
  let scan: AxisScan
  let mean: [Double]
  let inverse: [Double]

  init(_ scan: AxisScan, mean: [Double], inverse: [Double]) {
    (self.scan, self.mean, self.inverse) = (scan, mean, inverse)
  }

  /// Sums over a channel's elements.
  struct Sums {
    /// Σ g.
    var plain: [Double]
    /// Σ g · x̂.
    var normalized: [Double]
  }

  /// The stretches of contiguous elements of one channel: its number, and where the stretch lies.
  @inline(__always)
  private func forEachStretch(
    _ execution: Execution, _ body: (_ channel: Int, _ elements: Range<Int>) -> Void
  ) throws(TensorError) {
    var meter = CancelMeter(execution)
    for outer in 0..<scan.outer {
      for channel in 0..<scan.extent {
        let first = (outer &* scan.extent &+ channel) &* scan.inner
        for start in stride(from: first, to: first &+ scan.inner, by: CancelMeter.chunk) {
          let end = min(start &+ CancelMeter.chunk, first &+ scan.inner)
          try meter.spend(end &- start)
          body(channel, start..<end)
        }
      }
    }
  }

  /// (x − mean) · factor + bias.
  func map<T: FloatingScalar>(
    _ x: Tensor, as type: T.Type, _ factors: [Double], _ bias: [Double], _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, T.dtype)
    // Both are held to the end of this function.
    defer { withExtendedLifetime((x, result)) {} }
    let (source, target) = (x.pointer(as: T.self), result.pointer(as: T.self))
    try forEachStretch(execution) { channel, elements in
      let (mean, factor, bias) = (mean[channel], factors[channel], bias[channel])
      for i in elements { target[i] = T(nearest: (source[i].asDouble - mean) * factor + bias) }
    }
    return result
  }

  func sums<T: FloatingScalar>(
    _ gradient: Tensor, _ x: Tensor, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Sums {
    let none = [Double](repeating: 0, count: scan.extent)
    var sums = Sums(plain: none, normalized: none)
    // Both are held to the end of this function.
    defer { withExtendedLifetime((gradient, x)) {} }
    let (g, source) = (gradient.pointer(as: T.self), x.pointer(as: T.self))
    try forEachStretch(execution) { channel, elements in
      let mean = mean[channel]
      var (plain, product) = (0.0, 0.0)
      for i in elements {
        plain += g[i].asDouble
        product += g[i].asDouble * (source[i].asDouble - mean)
      }
      sums.plain[channel] += plain
      sums.normalized[channel] += product * inverse[channel]
    }
    return sums
  }

  /// factor · g, or with the sums of a batch factor · (g − Σg / n − x̂ · Σ g·x̂ / n).
  func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ x: Tensor, as type: T.Type, _ factors: [Double], _ sums: Sums?,
    _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, T.dtype)
    // All three are held to the end of this function.
    defer { withExtendedLifetime((gradient, x, result)) {} }
    let (g, source) = (gradient.pointer(as: T.self), x.pointer(as: T.self))
    let target = result.pointer(as: T.self)
    let count = Double(scan.outer * scan.inner)
    try forEachStretch(execution) { channel, elements in
      let (mean, factor) = (mean[channel], factors[channel])
      guard let sums else {
        for i in elements { target[i] = T(nearest: factor * g[i].asDouble) }
        return
      }
      let shift = sums.plain[channel] / count
      let coefficient = sums.normalized[channel] * inverse[channel] / count
      for i in elements {
        target[i] = T(nearest: factor * (g[i].asDouble - shift - (source[i].asDouble - mean) * coefficient))
      }
    }
    return result
  }
}
