/// How much of targets that are numbers a network's results explain: R² = 1 − Σ (result − target)² / Σ (target − mean)².
struct ExplainedVariance: Sendable {
  private var count = 0.0
  /// The sum of the targets at each place, over the pictures.
  private var sums: [Double] = []
  private var (squares, errors) = (0.0, 0.0)

  /// - Parameters:
  ///   - results: what the network gives for a batch, `[N, …]`.
  ///   - targets: of the same shape; others, and classes, are not compared.
  mutating func add(_ results: Tensor, _ targets: Tensor) {
    guard targets.dtype.isFloating, results.shape == targets.shape, results.count > 0 else { return }
    let size = results.count / results.shape[0]
    if sums.isEmpty { sums = [Double](repeating: 0, count: size) }
    for (place, (result, target)) in zip(results.elements, targets.elements).enumerated() {
      sums[place % size] += target
      squares += target * target
      errors += (result - target) * (result - target)
    }
    count += Double(results.shape[0])
  }

  /// 1 for results that are the targets, 0 for the mean of the targets; nil where nothing was compared, or all targets are
  /// the same.
  var share: Double? {
    let variation = squares - sums.reduce(0) { $0 + $1 * $1 } / count
    return count > 0 && variation > 0 ? 1 - errors / variation : nil
  }
}
