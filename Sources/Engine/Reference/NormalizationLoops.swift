/// The loops of a normalisation row by row. Sums are kept in double.
struct NormalizationLoops<T: FloatingScalar> {
  private let plan: RowNormalizationPlan
  private let execution: Execution
  private var length: Int { plan.segments &* plan.inner }

  init(_ plan: RowNormalizationPlan, _ execution: Execution) {
    (self.plan, self.execution) = (plan, execution)
  }

  /// (x − mean) / √(variance + ε) · weight + bias; the rows' statistics are written to `saved`.
  func forward(
    _ saved: NormalizedRows, _ bias: Tensor?, _ epsilon: Double, into result: Tensor
  ) throws(TensorError) {
    let (means, variances) = try plan.moments(saved.x, execution)
    // All are held to the end of this function, and rows lie within tensors.
    defer { withExtendedLifetime((saved, bias, means, variances, result)) {} }
    let (x, target) = (saved.x.pointer(as: T.self), result.pointer(as: T.self))
    let (weights, biases) = (saved.weight?.pointer(as: T.self), bias?.pointer(as: T.self))
    let (mean, variance) = (means.pointer(as: Double.self), variances.pointer(as: Double.self))
    let statistics = saved.statistics.pointer(as: Double.self)
    var meter = CancelMeter(execution)
    for row in 0..<plan.rows {
      let inverse = 1 / (variance[row] + epsilon).squareRoot()
      (statistics[2 &* row], statistics[2 &* row &+ 1]) = (mean[row], inverse)
      let first = plan.firstWeight(of: row)
      try normalize(
        x + row &* length, mean[row], inverse, weights.map { $0 + first }, biases.map { $0 + first },
        into: target + row &* length, &meter)
    }
  }

  private func normalize(
    _ source: UnsafePointer<T>, _ mean: Double, _ inverse: Double, _ weights: UnsafePointer<T>?,
    _ biases: UnsafePointer<T>?, into target: UnsafeMutablePointer<T>, _ meter: inout CancelMeter
  ) throws(TensorError) {
    guard let weights else {
      try inChunks(0..<length, &meter) { elements in
        for i in elements { target[i] = T(nearest: (source[i].asDouble - mean) * inverse) }
      }
      return
    }
    if plan.inner == 1 {
      try inChunks(0..<length, &meter) { elements in
        for i in elements {
          let shift = biases.map { $0[i].asDouble } ?? 0
          target[i] = T(nearest: (source[i].asDouble - mean) * inverse * weights[i].asDouble + shift)
        }
      }
      return
    }
    for segment in 0..<plan.segments {
      let (factor, shift) = (inverse * weights[segment].asDouble, biases.map { $0[segment].asDouble } ?? 0)
      try inChunks(segment &* plan.inner..<(segment &+ 1) &* plan.inner, &meter) { elements in
        for i in elements { target[i] = T(nearest: (source[i].asDouble - mean) * factor + shift) }
      }
    }
  }

  @inline(__always)
  private func inChunks(
    _ elements: Range<Int>, _ meter: inout CancelMeter, _ body: (Range<Int>) -> Void
  ) throws(TensorError) {
    var start = elements.lowerBound
    while start < elements.upperBound {
      let end = min(start &+ CancelMeter.chunk, elements.upperBound)
      try meter.spend(end &- start)
      body(start..<end)
      start = end
    }
  }
}

extension NormalizationLoops {
  /// The gradients by x, weight and bias, those that `needs` names.
  func pullback(_ gradient: Tensor, _ saved: NormalizedRows, _ needs: [Bool]) throws(TensorError) -> [Tensor?]
  {
    let weights = try Shape(checking: [plan.period * plan.segments])
    // Σ g · x̂ and Σ g for each weight.
    let (scales, shifts) = (try Tensor(zeros: weights, .float64), try Tensor(zeros: weights, .float64))
    let result = needs[0] ? try Tensor(uninitialized: plan.result, T.dtype) : nil
    if gradient.count > 0 {
      try pullback(gradient, saved, scales: scales, shifts: shifts, into: result)
    }
    var gradients: [Tensor?] = [result]
    for (position, sums) in [scales, shifts].enumerated() where needs.count > position + 1 {
      // A bias has the weight's shape, and there is one only where there is a weight.
      let shape = saved.weight?.shape ?? weights
      gradients.append(
        needs[position + 1] ? try sums.converted(to: T.dtype).viewed(as: shape) : nil)
    }
    return gradients
  }

  private func pullback(
    _ gradient: Tensor, _ saved: NormalizedRows, scales: Tensor, shifts: Tensor, into result: Tensor?
  ) throws(TensorError) {
    // All are held to the end of this function, and rows lie within tensors.
    defer { withExtendedLifetime((gradient, saved, scales, shifts, result)) {} }
    let (g, x) = (gradient.pointer(as: T.self), saved.x.pointer(as: T.self))
    let (weights, target) = (saved.weight?.pointer(as: T.self), result?.pointer(as: T.self))
    let (scales, shifts) = (scales.pointer(as: Double.self), shifts.pointer(as: Double.self))
    let statistics = saved.statistics.pointer(as: Double.self)
    var meter = CancelMeter(execution)
    for row in 0..<plan.rows {
      let first = plan.firstWeight(of: row)
      let line = Line(
        g: g + row &* length, x: x + row &* length, weights: weights.map { $0 + first },
        mean: statistics[2 &* row], inverse: statistics[2 &* row &+ 1])
      let sums =
        plan.inner == 1
        ? try addElements(line, scales + first, shifts + first, &meter)
        : try addSegments(line, scales + first, shifts + first, &meter)
      guard let target else { continue }
      try spread(
        line, shift: sums.plain / Double(length), coefficient: sums.product * line.inverse / Double(length),
        into: target + row &* length, &meter)
    }
  }

  /// A row of the gradient and of x, its weights, and its statistics.
  private struct Line {
    let g: UnsafePointer<T>
    let x: UnsafePointer<T>
    let weights: UnsafePointer<T>?
    let mean: Double
    let inverse: Double
  }

  /// Σ h and Σ h · x̂, with h = g · weight, where each element has a weight; its shares are added up for the weights.
  private func addElements(
    _ line: Line, _ scales: UnsafeMutablePointer<Double>, _ shifts: UnsafeMutablePointer<Double>,
    _ meter: inout CancelMeter
  ) throws(TensorError) -> (plain: Double, product: Double) {
    var (plain, product) = (0.0, 0.0)
    try inChunks(0..<length, &meter) { elements in
      for i in elements {
        let incoming = line.g[i].asDouble
        let normalized = (line.x[i].asDouble - line.mean) * line.inverse
        let weighed = incoming * (line.weights.map { $0[i].asDouble } ?? 1)
        scales[i] += incoming * normalized
        shifts[i] += incoming
        plain += weighed
        product += weighed * normalized
      }
    }
    return (plain, product)
  }

  /// The same where a weight serves a segment.
  private func addSegments(
    _ line: Line, _ scales: UnsafeMutablePointer<Double>, _ shifts: UnsafeMutablePointer<Double>,
    _ meter: inout CancelMeter
  ) throws(TensorError) -> (plain: Double, product: Double) {
    var (plain, product) = (0.0, 0.0)
    for segment in 0..<plan.segments {
      var (sum, products) = (0.0, 0.0)
      try inChunks(segment &* plan.inner..<(segment &+ 1) &* plan.inner, &meter) { elements in
        let (g, x) = (line.g + elements.lowerBound, line.x + elements.lowerBound)
        sum += Reduction.interleaved(elements.count) { g[$0].asDouble }
        products += Reduction.interleaved(elements.count) { g[$0].asDouble * (x[$0].asDouble - line.mean) }
      }
      let weight = line.weights.map { $0[segment].asDouble } ?? 1
      plain += weight * sum
      product += weight * products * line.inverse
      scales[segment] += products * line.inverse
      shifts[segment] += sum
    }
    return (plain, product)
  }

  /// (h − Σh / n − x̂ · Σ h·x̂ / n) / √(variance + ε).
  private func spread(
    _ line: Line, shift: Double, coefficient: Double, into target: UnsafeMutablePointer<T>,
    _ meter: inout CancelMeter
  ) throws(TensorError) {
    if plan.inner == 1 {
      try inChunks(0..<length, &meter) { elements in
        for i in elements {
          let weighed = line.g[i].asDouble * (line.weights.map { $0[i].asDouble } ?? 1)
          target[i] = T(
            nearest: line.inverse * (weighed - shift - (line.x[i].asDouble - line.mean) * coefficient))
        }
      }
      return
    }
    for segment in 0..<plan.segments {
      let weight = line.weights.map { $0[segment].asDouble } ?? 1
      try inChunks(segment &* plan.inner..<(segment &+ 1) &* plan.inner, &meter) { elements in
        for i in elements {
          let weighed = line.g[i].asDouble * weight
          target[i] = T(
            nearest: line.inverse * (weighed - shift - (line.x[i].asDouble - line.mean) * coefficient))
        }
      }
    }
  }
}
