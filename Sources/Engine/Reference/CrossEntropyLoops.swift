/// The loops of `CrossEntropy`, row by row. A row's target is a class or probabilities; the share of a class, before its
/// weight, is (1 − ε) · q_c + ε / C.
struct CrossEntropyLoops<T: FloatingScalar> {
  let areProbabilities: Bool
  let rows: Int
  private let operation: CrossEntropy
  private let logits: Tensor
  private let target: Tensor
  /// 1 for each class where none are given.
  private let weights: [Double]
  private let scan: AxisScan
  private let execution: Execution
  /// ε / C.
  private let smoothing: Double
  /// 1 − ε.
  private let certainty: Double

  init(
    _ operation: CrossEntropy, _ scan: AxisScan, _ operands: [Tensor], _ execution: Execution
  ) throws(TensorError) {
    self.operation = operation
    self.execution = execution
    (logits, target) = (operands[0], operands[1])
    areProbabilities = target.shape == logits.shape
    self.scan = scan
    rows = scan.outer * scan.inner
    weights =
      operands.count > 2 ? operands[2].elements : [Double](repeating: 1, count: scan.extent)
    smoothing = operation.labelSmoothing / Double(scan.extent)
    certainty = 1 - operation.labelSmoothing
  }

  /// The class of a row, counted from 0; nil for one that is ignored.
  /// - Throws: `index` for a number that is no class.
  private func label(_ row: Int) throws(TensorError) -> Int? {
    let number = target.element(row)
    if number == Double(operation.ignoredLabel) { return nil }
    let label = number - Double(operation.firstLabel)
    guard label >= 0, label < Double(scan.extent), label == label.rounded(.down) else {
      throw noSuchClass(number)
    }
    return Int(clamping: label)
  }

  private func noSuchClass(_ number: Double) -> TensorError {
    let text = DoubleText.shortest(number)
    let first = operation.firstLabel
    return TensorError(
      .index,
      "there is no class \(text): the \(scan.extent) classes are \(first) to \(first + scan.extent - 1)",
      operands: [.init(1, "\(target.shape)")],
      help: number == 0 && first == 1 ? "classes count from 1 here; files count from 0: add 1" : nil)
  }

  /// Fills, for each row, the largest logit and Σ exp(x − largest), and its loss.
  func forward(_ normalizers: Tensor, _ losses: Tensor) throws(TensorError) {
    let (normalizer, loss) = (normalizers.pointer(as: Double.self), losses.pointer(as: Double.self))
    // Both are held to the end of this function.
    defer { withExtendedLifetime((normalizers, losses)) {} }
    let kernel = SoftmaxKernel(scan, execution)
    if let kernel {
      try kernel.normalizers(of: logits, into: normalizers)
      if !areProbabilities, smoothing == 0 { return try labelLosses(normalizer, loss) }
    }
    try AxisRows<T>(scan, execution).forEach(logits, areProbabilities ? target : nil) {
      row, meter throws(TensorError) in
      let place = 2 &* row.index
      if kernel == nil {
        let (largest, sum) = try SoftmaxRows.normalizer(row.a, scan.extent, &meter)
        (normalizer[place], normalizer[place &+ 1]) = (largest.asDouble, sum)
      } else {
        try meter.spend(scan.extent)
      }
      let logarithms = LogProbabilities(row.a, normalizer[place], normalizer[place &+ 1])
      loss[row.index] = try self.loss(row, logarithms)
    }
  }

  /// The losses where each row needs one logit alone.
  private func labelLosses(
    _ normalizer: UnsafePointer<Double>, _ loss: UnsafeMutablePointer<Double>
  ) throws(TensorError) {
    let x = logits.pointer(as: T.self)
    defer { withExtendedLifetime(logits) {} }
    var meter = CancelMeter(execution)
    for row in 0..<rows {
      try meter.spend(1)
      guard let label = try label(row) else {
        loss[row] = 0
        continue
      }
      let logarithm =
        (x[place(row, label)].asDouble - normalizer[2 &* row]) - Double.log(normalizer[2 &* row &+ 1])
      loss[row] = -certainty * weights[label] * logarithm
    }
  }

  /// Where the logit of a class stands for a row.
  private func place(_ row: Int, _ label: Int) -> Int {
    let (outer, inner) = scan.inner == 1 ? (row, 0) : row.quotientAndRemainder(dividingBy: scan.inner)
    return (outer &* scan.extent &+ label) &* scan.inner &+ inner
  }

  private func loss(_ row: AxisRows<T>.Row, _ logarithms: LogProbabilities<T>) throws(TensorError) -> Double {
    var loss = 0.0
    if areProbabilities {
      for c in 0..<scan.extent {
        loss -= weights[c] * (certainty * row.b[c].asDouble + smoothing) * logarithms[c]
      }
      return loss
    }
    guard let label = try label(row.index) else { return 0 }
    loss -= certainty * weights[label] * logarithms[label]
    guard smoothing > 0 else { return loss }
    for c in 0..<scan.extent { loss -= smoothing * weights[c] * logarithms[c] }
    return loss
  }

  /// What the mean divides by: the number of rows of probabilities, or the weights of the right classes.
  func divisor() throws(TensorError) -> Double {
    guard !areProbabilities else { return Double(rows) }
    var sum = 0.0
    for row in 0..<rows { if let label = try label(row) { sum += weights[label] } }
    return sum
  }

  /// The gradient that comes to the loss of one row.
  private func share(_ gradient: Tensor, _ saved: CrossEntropy.Saved, _ row: Int) -> Double {
    gradient.element(operation.reduction == .none ? row : 0) / saved.divisor
  }

  /// (softmax(x)_c · Σ w·q − w_c · q_c), times the row's own gradient.
  func logitGradient(_ gradient: Tensor, _ saved: CrossEntropy.Saved) throws(TensorError) -> Tensor {
    let totals = try totals()
    let result = try exponentials(gradient, saved, totals)
    if areProbabilities {
      try subtractProbabilities(from: result, gradient, saved)
    } else {
      try subtractLabels(from: result, gradient, saved, totals)
    }
    return result
  }

  /// Σ w·q of each row; 0 for one that is ignored.
  private func totals() throws(TensorError) -> Tensor {
    let totals = try Tensor(zeros: Shape(checking: [rows]), .float64)
    let total = totals.pointer(as: Double.self)
    if areProbabilities {
      try AxisRows<T>(scan, execution).forEach(target) { row, meter throws(TensorError) in
        try meter.spend(scan.extent)
        for c in 0..<scan.extent {
          total[row.index] += weights[c] * (certainty * row.a[c].asDouble + smoothing)
        }
      }
      return totals
    }
    let all = weights.reduce(0, +)
    for row in 0..<rows {
      if let label = try label(row) { total[row] = certainty * weights[label] + smoothing * all }
    }
    return totals
  }

  /// softmax(x)_c · Σ w·q, times the row's own gradient.
  private func exponentials(
    _ gradient: Tensor, _ saved: CrossEntropy.Saved, _ totals: Tensor
  ) throws(TensorError) -> Tensor {
    let normalizer = saved.normalizers.pointer(as: Double.self)
    let factors = try Tensor(uninitialized: totals.shape, .float64)
    let (total, factor) = (totals.pointer(as: Double.self), factors.pointer(as: Double.self))
    // All are held to the end of this function.
    defer { withExtendedLifetime((saved.normalizers, totals, factors)) {} }
    for row in 0..<rows { factor[row] = share(gradient, saved, row) * total[row] / normalizer[2 &* row &+ 1] }
    if let kernel = SoftmaxKernel(scan, execution) {
      return try kernel.scaled(logits, normalizers: saved.normalizers, factors: factors)
    }
    return try AxisRows<T>(scan, execution).map(logits) { row, result, meter throws(TensorError) in
      try SoftmaxRows.exponentials(
        row.a, scan.extent, below: T(nearest: normalizer[2 &* row.index]),
        times: T(nearest: factor[row.index]), into: result, &meter)
    }
  }

  private func subtractProbabilities(
    from result: Tensor, _ gradient: Tensor, _ saved: CrossEntropy.Saved
  ) throws(TensorError) {
    let (y, q) = (result.pointer(as: T.self), target.pointer(as: T.self))
    // Both are held to the end of this function.
    defer { withExtendedLifetime((result, target)) {} }
    var meter = CancelMeter(execution)
    for outer in 0..<scan.outer {
      for c in 0..<scan.extent {
        try meter.spend(scan.inner)
        for inner in 0..<scan.inner {
          let share = share(gradient, saved, outer &* scan.inner &+ inner)
          let i = (outer &* scan.extent &+ c) &* scan.inner &+ inner
          y[i] -= T(nearest: share * weights[c] * (certainty * q[i].asDouble + smoothing))
        }
      }
    }
  }

  private func subtractLabels(
    from result: Tensor, _ gradient: Tensor, _ saved: CrossEntropy.Saved, _ totals: Tensor
  ) throws(TensorError) {
    let (x, y) = (logits.pointer(as: T.self), result.pointer(as: T.self))
    let (normalizer, total) = (saved.normalizers.pointer(as: Double.self), totals.pointer(as: Double.self))
    // All are held to the end of this function.
    defer { withExtendedLifetime((logits, result, saved.normalizers, totals)) {} }
    var meter = CancelMeter(execution)
    for row in 0..<rows {
      try meter.spend(1)
      guard let label = try label(row) else {
        for c in 0..<scan.extent { y[place(row, c)] = 0 }
        continue
      }
      let share = share(gradient, saved, row)
      // In double, since the two cancel where the right class is nearly certain.
      let exponential = Double.exp(x[place(row, label)].asDouble - normalizer[2 &* row])
      let probability = total[row] * exponential / normalizer[2 &* row &+ 1]
      y[place(row, label)] = T(nearest: share * (probability - certainty * weights[label]))
      guard smoothing > 0 else { continue }
      for c in 0..<scan.extent { y[place(row, c)] -= T(nearest: share * smoothing * weights[c]) }
    }
  }

  /// −(1 − ε) · w_c · log softmax(x)_c, times the row's own gradient.
  func targetGradient(_ gradient: Tensor, _ saved: CrossEntropy.Saved) throws(TensorError) -> Tensor {
    try AxisRows<T>(scan, execution).map(logits) { row, result, meter throws(TensorError) in
      try meter.spend(scan.extent)
      let logarithms = LogProbabilities(row.a, saved, row.index)
      let share = share(gradient, saved, row.index)
      for c in 0..<scan.extent {
        result[c] = T(nearest: -share * certainty * weights[c] * logarithms[c])
      }
    }
  }

  /// −q_c · log softmax(x)_c over all rows, times their own gradients; for a mean over class numbers less the mean
  /// itself for each row of the class, since the weights stand in its divisor too.
  func weightGradient(_ gradient: Tensor, _ saved: CrossEntropy.Saved) throws(TensorError) -> Tensor {
    var sums = [Double](repeating: 0, count: scan.extent)
    try AxisRows<T>(scan, execution).forEach(logits, areProbabilities ? target : nil) {
      row, meter throws(TensorError) in
      try meter.spend(scan.extent)
      let logarithms = LogProbabilities(row.a, saved, row.index)
      let share = share(gradient, saved, row.index)
      if areProbabilities {
        for c in 0..<scan.extent {
          sums[c] -= share * (certainty * row.b[c].asDouble + smoothing) * logarithms[c]
        }
      } else if let label = try label(row.index) {
        sums[label] -= share * certainty * logarithms[label]
        if operation.reduction == .mean { sums[label] -= share * saved.value }
        guard smoothing > 0 else { return }
        for c in 0..<scan.extent { sums[c] -= share * smoothing * logarithms[c] }
      }
    }
    return try Tensor(sums, [scan.extent]).converted(to: T.dtype)
  }
}

/// log softmax(x)_c of one row, as wanted.
private struct LogProbabilities<T: FloatingScalar> {
  private let x: UnsafePointer<T>
  private let largest: Double
  private let logarithm: Double

  init(_ x: UnsafePointer<T>, _ largest: Double, _ sum: Double) {
    (self.x, self.largest, logarithm) = (x, largest, Double.log(sum))
  }

  init(_ x: UnsafePointer<T>, _ saved: CrossEntropy.Saved, _ row: Int) {
    self.init(x, saved.normalizers.element(2 * row), saved.normalizers.element(2 * row + 1))
  }

  @inline(__always)
  subscript(c: Int) -> Double { (x[c].asDouble - largest) - logarithm }
}
