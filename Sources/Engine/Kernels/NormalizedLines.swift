import CKernels

/// The rows of a normalisation as lines of its kernel: whole rows where each element has a weight of its own, else segments.
struct NormalizedLines {
  private let plan: RowNormalizationPlan
  private let kernel: NormalizationKernel
  private let execution: Execution

  /// Nil where plain loops have to do it: those of the reference, and those for short segments.
  init?(_ plan: RowNormalizationPlan, _ execution: Execution) {
    let isWhole = plan.inner == 1
    guard isWhole || plan.inner >= NormalizationKernel.shortestLine,
      let kernel = NormalizationKernel(
        lines: isWhole ? plan.rows : plan.rows * plan.segments, length: isWhole ? plan.segments : plan.inner,
        period: isWhole ? plan.period : 1, execution)
    else { return nil }
    (self.plan, self.kernel, self.execution) = (plan, kernel, execution)
  }

  private var hasWeightsAlong: Bool { plan.inner == 1 }
  private var segmentsOfLine: Int { hasWeightsAlong ? 1 : plan.segments }
  private var length: Double { Double(plan.segments * plan.inner) }

  /// (x − mean) / √(variance + ε) · weight + bias; the rows' statistics are written to `saved`.
  func forward(
    _ saved: NormalizedRows, _ bias: Tensor?, _ epsilon: Double, into result: Tensor
  ) throws(TensorError) {
    let (means, variances) = try plan.moments(saved.x, execution)
    means.read(as: Double.self) { means in
      variances.read(as: Double.self) { variances in
        let statistics = saved.statistics.pointer(as: Double.self)
        for row in means.indices {
          statistics[2 * row] = means[row]
          statistics[2 * row + 1] = 1 / (variances[row] + epsilon).squareRoot()
        }
        withExtendedLifetime(saved) {}
      }
    }
    let weights = try factors(saved.weight, 1)
    let biases = try factors(bias, 0)
    let lines = try lines(saved) { line, weight in
      guard !hasWeightsAlong else { return }
      line.factor *= weights[weight]
      line.shift = biases[weight]
    }
    try kernel.normalize(
      saved.x, lines, weights: hasWeightsAlong ? saved.weight : nil, biases: hasWeightsAlong ? bias : nil,
      into: result)
  }

  /// The gradients by x, weight and bias, those that `needs` names.
  func pullback(_ gradient: Tensor, _ saved: NormalizedRows, _ needs: [Bool]) throws(TensorError) -> [Tensor?]
  {
    let lines = try lines(saved) { _, _ in }
    let needsWeights = needs.dropFirst().contains(true)
    var gradients = [Tensor?](repeating: nil, count: needs.count)
    let along = hasWeightsAlong ? saved.weight : nil
    if needs[0] || !hasWeightsAlong {
      let sums = try kernel.sums(gradient, saved.x, lines, weights: along)
      if needs[0] {
        let result = try Tensor(uninitialized: plan.result, gradient.dtype)
        try kernel.pullback(gradient, saved.x, try spread(sums, saved), weights: along, into: result)
        gradients[0] = result
      }
      if needsWeights, !hasWeightsAlong { try share(ofSegments(sums, saved), needs, saved, &gradients) }
    }
    if needsWeights, hasWeightsAlong {
      try share(try kernel.columnSums(gradient, saved.x, lines), needs, saved, &gradients)
    }
    return gradients
  }

  /// Each line with its row's mean and 1 / √(variance + ε).
  /// - Parameter body: what else it has; it gets the line's weight where a line has only one.
  private func lines(
    _ saved: NormalizedRows, _ body: (inout fovea_normalized_line, _ weight: Int) -> Void
  ) throws(TensorError) -> NormalizationKernel.Lines {
    // Held to the end of this function.
    defer { withExtendedLifetime(saved) {} }
    let statistics = saved.statistics.pointer(as: Double.self)
    let segments = segmentsOfLine
    return try kernel.lines { number in
      let (row, segment) = number.quotientAndRemainder(dividingBy: segments)
      var line = fovea_normalized_line(
        mean: statistics[2 * row], factor: statistics[2 * row + 1], gain: 1, shift: 0, slope: 0)
      body(&line, plan.firstWeight(of: row) + segment)
      return line
    }
  }

  /// The lines of the gradient by x, from the sums of their rows.
  private func spread(_ sums: Tensor, _ saved: NormalizedRows) throws(TensorError)
    -> NormalizationKernel.Lines
  {
    let weights = try factors(saved.weight, 1)
    let segments = segmentsOfLine
    // Held to the end of this function.
    defer { withExtendedLifetime(sums) {} }
    let sum = sums.pointer(as: Double.self)
    var (known, plain, product) = (-1, 0.0, 0.0)
    return try lines(saved) { line, weight in
      // The lines come in their order, and those of a row behind each other.
      let number = known + 1
      known = number
      if number % segments == 0 {
        (plain, product) = (0, 0)
        for segment in 0..<segments {
          let factor = hasWeightsAlong ? 1 : weights[weight + segment]
          plain += factor * sum[2 * (number + segment)]
          product += factor * sum[2 * (number + segment) + 1]
        }
      }
      line.gain = hasWeightsAlong ? 1 : weights[weight]
      line.shift = plain / length
      line.slope = product * line.factor * line.factor / length
    }
  }

  /// Σ g · x̂ and Σ g for each weight, in the order of the rows.
  private func ofSegments(_ sums: Tensor, _ saved: NormalizedRows) throws(TensorError) -> Tensor {
    let count = plan.period * plan.segments
    let result = try Tensor(zeros: Shape(checking: 2, count), .float64)
    // All are held to the end of this function.
    defer { withExtendedLifetime((sums, saved, result)) {} }
    let (sum, target) = (sums.pointer(as: Double.self), result.pointer(as: Double.self))
    let statistics = saved.statistics.pointer(as: Double.self)
    for row in 0..<plan.rows {
      let first = plan.firstWeight(of: row)
      for segment in 0..<plan.segments {
        let line = row * plan.segments + segment
        target[first + segment] += sum[2 * line + 1] * statistics[2 * row + 1]
        target[count + first + segment] += sum[2 * line]
      }
    }
    return result
  }

  /// Gives weight and bias their sums, `[2, weights]`.
  private func share(
    _ sums: Tensor, _ needs: [Bool], _ saved: NormalizedRows, _ gradients: inout [Tensor?]
  ) throws(TensorError) {
    for position in needs.indices.dropFirst() where needs[position] {
      let own = try Slice([.index(position - 1)]).apply([sums], in: execution)
      // A bias has the weight's shape, and there is one only where there is a weight.
      gradients[position] = try own.converted(to: saved.x.dtype).viewed(as: saved.weight?.shape ?? own.shape)
    }
  }

  /// The numbers by which lines of one weight each are scaled or moved.
  private func factors(_ tensor: Tensor?, _ standard: Double) throws(TensorError) -> [Double] {
    if hasWeightsAlong { return [] }
    return tensor?.elements ?? Array(repeating: standard, count: plan.period * plan.segments)
  }
}
