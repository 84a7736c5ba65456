import Glibc

/// A tape laid open, for those who want to see how a gradient comes about.
extension Tape {
  /// An operation or an input, and what the gradient did there.
  package struct Step: Sendable {
    /// The operation's; nil for an input.
    package let name: String?
    /// The operands by their place among the steps; nil for one that is not on the tape.
    package let parents: [Int?]
    package let result: Tensor
    /// The gradient of the output by this result; nil where it is zero everywhere.
    package let gradient: Tensor?
    /// What the pullback gave for each operand.
    package let contributions: [Tensor?]
  }

  /// Everything on the tape, in the order it happened, with the gradients of `output`, which has one element. The tape
  /// is closed behind it.
  /// - Throws: what the pullbacks throw.
  package func steps(of output: Tensor, in execution: Execution) throws(TensorError) -> [Step] {
    precondition(results.count == records.count, "a tape for this keeps its results")
    defer { close() }
    var gradients = [Tensor?](repeating: nil, count: records.count)
    var steps: [Step] = []
    guard let last = index(of: output) else { return [] }
    let (records, results) = (records, results)
    // The pullbacks' own operations are not to be recorded.
    close()
    gradients[last] = try Tensor(filled: 1, output.shape, output.dtype)
    for index in stride(from: last, through: 0, by: -1) {
      guard let record = records[index] else { continue }
      var contributions: [Tensor?] = []
      if let gradient = gradients[index] { contributions = try record.pullback(gradient, execution) }
      let parents = (0..<record.parents.count).map { record.parents[$0] }
      for (parent, contribution) in zip(parents, contributions) {
        guard let parent, let contribution else { continue }
        if let earlier = gradients[parent] {
          gradients[parent] = try Add().apply([earlier, contribution], in: execution)
        } else {
          gradients[parent] = contribution
        }
      }
      steps.append(
        Step(
          name: record.name, parents: parents, result: results[index], gradient: gradients[index],
          contributions: contributions))
    }
    return steps.reversed()
  }
}

extension Tape {
  /// The coarsest type of floating-point numbers among the results that depend on what is watched.
  package var coarsestType: DType {
    precondition(results.count == records.count, "a tape for this keeps its results")
    return results.contains { $0.dtype == .float32 } ? .float32 : .float64
  }

  /// How far rounding moves the sum of `output`'s elements: each result's rounding, carried on by the gradient of the
  /// output by it; errors are independent, so their squares add up. The tape is closed behind it.
  /// - Throws: what the pullbacks throw.
  package func roundingError(of output: Tensor, in execution: Execution) throws(TensorError) -> Double {
    // The root of the sum of squares, which would overflow long before it does.
    var total = 0.0
    for step in try steps(of: output, in: execution) {
      // An input is exact.
      guard step.name != nil, let gradient = step.gradient else { continue }
      let unit = RoundingNoise.unitRoundoff(step.result.dtype)
      for position in 0..<min(step.result.count, gradient.count) {
        let error = unit * step.result.element(position) * gradient.element(position)
        if error.isFinite { total = hypot(total, error) }
      }
    }
    return total
  }
}
