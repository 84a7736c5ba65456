import CKernels

/// The loops of batch normalisation over [outer, channels, inner] by the kernels of `CKernels/Normalization`: each stretch of a
/// channel is a line.
struct ChannelKernel {
  private let channels: ChannelLoops
  private let kernel: NormalizationKernel

  /// Nil where plain loops have to do it: those of the reference, and those for short stretches.
  init?(_ channels: ChannelLoops, _ execution: Execution) {
    let scan = channels.scan
    guard scan.inner >= NormalizationKernel.shortestLine,
      let kernel = NormalizationKernel(lines: scan.outer * scan.extent, length: scan.inner, execution)
    else { return nil }
    (self.channels, self.kernel) = (channels, kernel)
  }

  private func lines(
    _ body: (_ channel: Int) -> fovea_normalized_line
  ) throws(TensorError) -> NormalizationKernel.Lines {
    let own = (0..<channels.scan.extent).map(body)
    return try kernel.lines { own[$0 % own.count] }
  }

  /// (x − mean) · factor + bias.
  func map(_ x: Tensor, _ factors: [Double], _ bias: [Double]) throws(TensorError) -> Tensor {
    let lines = try lines { channel in
      fovea_normalized_line(
        mean: channels.mean[channel], factor: factors[channel], gain: 1, shift: bias[channel], slope: 0)
    }
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    try kernel.normalize(x, lines, into: result)
    return result
  }

  func sums(_ gradient: Tensor, _ x: Tensor) throws(TensorError) -> ChannelLoops.Sums {
    let lines = try lines { channel in
      fovea_normalized_line(mean: channels.mean[channel], factor: 1, gain: 1, shift: 0, slope: 0)
    }
    let none = [Double](repeating: 0, count: channels.scan.extent)
    var sums = ChannelLoops.Sums(plain: none, normalized: none)
    try kernel.sums(gradient, x, lines).read(as: Double.self) { all in
      for line in 0..<all.count / 2 {
        let channel = line % none.count
        sums.plain[channel] += all[2 * line]
        sums.normalized[channel] += all[2 * line + 1] * channels.inverse[channel]
      }
    }
    return sums
  }

  /// factor · (g − Σg / n − x̂ · Σ g·x̂ / n).
  func pullback(
    _ gradient: Tensor, _ x: Tensor, _ factors: [Double], _ sums: ChannelLoops.Sums
  ) throws(TensorError) -> Tensor {
    let count = Double(channels.scan.outer * channels.scan.inner)
    let lines = try lines { channel in
      fovea_normalized_line(
        mean: channels.mean[channel], factor: factors[channel], gain: 1, shift: sums.plain[channel] / count,
        slope: sums.normalized[channel] * channels.inverse[channel] / count)
    }
    let result = try Tensor(uninitialized: x.shape, x.dtype)
    try kernel.pullback(gradient, x, lines, into: result)
    return result
  }
}
