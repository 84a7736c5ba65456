import Engine
import EngineTestSupport
import Testing

/// Softmax and cross entropy by kernels against the plain loops in float64, at every CPU level, with one and two threads.
@Suite struct SoftmaxKernelTests {
  struct Example: Sendable, CustomStringConvertible {
    let shape: [Int]
    let axis: Int
    var description: String { "\(shape) along \(axis)" }
  }

  static let examples: [Example] =
    (1...20).map { Example(shape: [3, $0], axis: 1) } + (1...20).map { Example(shape: [2, 5, $0], axis: 1) }
    + [
      Example(shape: [1], axis: 0), Example(shape: [100_003], axis: 0), Example(shape: [9000, 11], axis: 1),
      Example(shape: [11, 9000], axis: 0), Example(shape: [3, 21, 40, 41], axis: 1),
      Example(shape: [0, 4], axis: 1),
      Example(shape: [4, 3, 0], axis: 1), Example(shape: [2, 20_000, 3], axis: 1),
    ]

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func softmaxIsTheReferences(_ level: ProcessorLevel, _ dtype: DType) throws {
    for example in Self.examples {
      let x = try Examples.tensor(example.shape, from: -8, to: 8, seed: 3, dtype)
      for operation in [Softmax(axis: example.axis), LogSoftmax(axis: example.axis)] as [any Operation] {
        try expectReference(operation, [x], needs: 1, level, "\(operation.name) of \(example)")
      }
    }
  }

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func crossEntropyIsTheReferences(_ level: ProcessorLevel, _ dtype: DType) throws {
    for shape in [[5], [1, 3], [7, 10], [700, 33], [3, 5, 7], [2, 4, 30, 31]] {
      let classes = shape[shape.count == 1 ? 0 : 1]
      var labelled = shape
      labelled.remove(at: shape.count == 1 ? 0 : 1)
      let logits = try Examples.tensor(shape, from: -8, to: 8, seed: 4, dtype)
      let drawn = try Examples.tensor(labelled, from: 0, to: Double(classes), seed: 5)
      let labels = try Floor()(drawn).converted(to: .int64)
      let weights = try Examples.tensor([classes], from: 0.5, to: 2, seed: 6, dtype)
      let wanted = try Softmax(axis: shape.count == 1 ? 0 : 1)(Examples.tensor(shape, seed: 7, dtype))
      for reduction in LossReduction.allCases {
        for smoothing in [0, 0.2] {
          let operation = CrossEntropy(labelSmoothing: smoothing, reduction: reduction)
          let ignoring = CrossEntropy(labelSmoothing: smoothing, ignoredLabel: 1, reduction: reduction)
          let name = "cross_entropy of \(shape), \(reduction), smoothing \(smoothing)"
          try expectReference(operation, [logits, labels], needs: 1, level, name)
          try expectReference(ignoring, [logits, labels, weights], needs: 1, level, name)
          try expectReference(operation, [logits, wanted], needs: 2, level, name)
        }
      }
    }
  }

  /// Result and gradients, within 64 ε of the float64 reference: an exponential has the roundings of its argument, which
  /// is up to 16, and so has the reference.
  private func expectReference(
    _ operation: any Operation, _ operands: [Tensor], needs: Int, _ level: ProcessorLevel, _ name: String
  ) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    let wide = try operands.map { $0.dtype.isFloating ? try $0.converted(to: .float64) : $0 }
    let expected = try results(operation, wide, needs, Executions.reference)
    let ours = try executions.map { try results(operation, operands, needs, $0) }
    let epsilon = operands[0].dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    for (place, exact) in expected.enumerated() {
      #expect(
        zip(ours[0][place].elements, ours[1][place].elements).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN },
        "\(name), \(place): threads change nothing")
      let worst = zip(ours[0][place].elements, exact.elements).reduce(0.0) { worst, pair in
        if pair.0.isNaN && pair.1.isNaN { return worst }
        let excess = abs(pair.0 - pair.1) / (64 * epsilon * (abs(pair.1) + 1))
        return max(worst, excess.isNaN ? .infinity : excess)
      }
      #expect(ours[0][place].count == exact.count)
      #expect(worst <= 1, "\(name), \(place): \(worst) of the error allowed")
    }
  }

  private func results(
    _ operation: any Operation, _ operands: [Tensor], _ needs: Int, _ execution: Execution
  ) throws -> [Tensor] {
    let tape = Tape()
    let watched = try operands.enumerated().map {
      try $0.offset < needs ? tape.watch($0.element) : $0.element
    }
    let result = try operation.apply(watched, in: execution)
    let seed = try Examples.tensor(result.shape.array, from: 0.5, to: 1, seed: 9, .float64).converted(
      to: result.dtype)
    return [result]
      + (try tape.gradients(of: result, seed: seed, by: Array(watched.prefix(needs)), in: execution))
  }

  @Test(arguments: ProcessorLevel.allCases)
  func specialRows(_ level: ProcessorLevel) throws {
    guard let execution = Executions.threads(level).first else { return }
    let rows: [[Double]] = [
      [1000, -1000, 0], [-.infinity, 0, 0], [.infinity, 0, 0], [.nan, 0, 0],
      [-.infinity, -.infinity, -.infinity],
    ]
    for axis in [0, 1] {
      let x = try Tensor(rows.flatMap { $0 }, [5, 3]).converted(to: .float32)
      let turned = try axis == 1 ? x : Transpose()(x)
      let y = try Softmax(axis: axis).apply([turned], in: execution)
      let result = try (axis == 1 ? y : Transpose()(y)).elements
      #expect(Array(result[0..<6]) == [1, 0, 0, 0, 0.5, 0.5], "along \(axis)")
      #expect(result[6...].allSatisfy { $0.isNaN }, "along \(axis)")
    }
  }

  @Test func workStopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    for shape in [[3], [1000, 1000]] as [[Int]] {
      let x = try Tensor(zeros: try Shape(checking: shape))
      #expect(throws: TensorError.cancelled.named("softmax")) {
        try Softmax(axis: 0).apply([x], in: Execution(cancellation: cancellation))
      }
    }
  }
}
