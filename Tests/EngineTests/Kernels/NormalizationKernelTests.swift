import Engine
import EngineTestSupport
import Testing

/// Normalisations by kernels against the plain loops in float64, at every CPU level, with one and two threads.
@Suite struct NormalizationKernelTests {
  struct Example: Sendable, CustomStringConvertible {
    let shape: [Int]
    var groups = 1
    var description: String { "\(shape) in \(groups)" }
  }

  /// Lines shorter and longer than a vector, a task and a piece; weights for elements and for segments.
  static let examples: [Example] =
    (1...35).map { Example(shape: [3, 4, 1, $0], groups: 2) } + (2...35).map { Example(shape: [5, $0]) }
    + [
      Example(shape: [2, 6, 9, 7], groups: 3), Example(shape: [1, 2, 301, 300]), Example(shape: [70_001]),
      Example(shape: [4, 40_000], groups: 4), Example(shape: [3000, 24], groups: 3),
      Example(shape: [40, 1500], groups: 5), Example(shape: [6, 8, 8], groups: 6),
      Example(shape: [0, 4, 5, 5], groups: 2), Example(shape: [2, 4, 0, 5], groups: 2),
    ]

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func groupsAreTheReferences(_ level: ProcessorLevel, _ dtype: DType) throws {
    for example in Self.examples {
      let x = try Examples.tensor(example.shape, from: -3, to: 5, seed: 3, dtype)
      let channels = example.shape[[1, 3].contains(example.shape.count) ? 0 : 1]
      let (weight, bias) = try weights([channels], dtype)
      let operation = GroupNorm(example.groups)
      for operands in [[x], [x, weight], [x, weight, bias]] {
        try expectReference(operation, operands, level, "group_norm of \(example)")
      }
    }
  }

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func layersAreTheReferences(_ level: ProcessorLevel, _ dtype: DType) throws {
    for example in Self.examples {
      let x = try Examples.tensor(example.shape, from: -3, to: 5, seed: 3, dtype)
      for count in 1...min(2, example.shape.count) {
        let normalized = Array(example.shape.suffix(count))
        let (weight, bias) = try weights(normalized, dtype)
        let operation = LayerNorm(try Shape(checking: normalized))
        for operands in [[x], [x, weight], [x, weight, bias]] {
          try expectReference(operation, operands, level, "layer_norm of \(example) over \(count)")
        }
      }
    }
  }

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func batchesAreTheReferences(_ level: ProcessorLevel, _ dtype: DType) throws {
    for example in Self.examples where example.shape.count == 4 && example.shape.reduce(1, *) > 12 {
      let x = try Examples.tensor(example.shape, from: -3, to: 5, seed: 3, dtype)
      let (weight, bias) = try weights([example.shape[1]], dtype)
      let mean = try Examples.tensor([example.shape[1]], seed: 6, dtype)
      let variance = try Examples.tensor([example.shape[1]], from: 0.5, to: 2, seed: 7, dtype)
      for operands in [[x], [x, weight, bias]] {
        try expectReference(BatchNorm(.batch()), operands, level, "batch_norm of \(example)")
      }
      try expectReference(
        BatchNorm(.running), [x, mean, variance, weight, bias], level, "running batch_norm of \(example)")
    }
  }

  private func weights(_ shape: [Int], _ dtype: DType) throws -> (Tensor, Tensor) {
    (
      try Examples.tensor(shape, from: 0.5, to: 2, seed: 4, dtype),
      try Examples.tensor(shape, from: -1, to: 1, seed: 5, dtype)
    )
  }

  /// Result and gradients, within 64 ε of the float64 reference: sums are kept in double, and each element is rounded once. The
  /// reference adds up one after the other, so that its own roundings grow with the number of terms, as a random walk does.
  private func expectReference(
    _ operation: any Operation, _ operands: [Tensor], _ level: ProcessorLevel, _ name: String
  ) throws {
    let executions = Executions.threads(level)
    if executions.isEmpty { return }
    let wide = try operands.map { try $0.converted(to: .float64) }
    let expected = try results(operation, wide, Executions.reference)
    let ours = try executions.map { try results(operation, operands, $0) }
    let epsilon = operands[0].dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let walk = Double(operands[0].count).squareRoot() * Double.ulpOfOne
    for (place, exact) in expected.enumerated() {
      #expect(ours[0][place].count == exact.count)
      let isSame = ours[0][place].elements == ours[1][place].elements
      #expect(isSame, "\(name), \(place): threads change nothing")
      // Sums of many terms that cancel have the roundings of the terms.
      let scale = exact.elements.reduce(1) { max($0, abs($1)) }
      let worst = zip(ours[0][place].elements, exact.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(worst <= (64 * epsilon + walk) * scale, "\(name), \(place): \(worst) beside \(scale)")
    }
  }

  private func results(
    _ operation: any Operation, _ operands: [Tensor], _ execution: Execution
  ) throws -> [Tensor] {
    let tape = Tape()
    let watched = try operands.map { try tape.watch($0) }
    let result = try operation.apply(watched, in: execution)
    let seed = try Examples.tensor(result.shape.array, from: 0.5, to: 1, seed: 9, .float64).converted(
      to: result.dtype)
    return [result] + (try tape.gradients(of: result, seed: seed, by: watched, in: execution))
  }

  /// What is not finite spoils its own row, as it does in the reference, and no other.
  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func specialRows(_ level: ProcessorLevel, _ dtype: DType) throws {
    let executions = Executions.threads(level)
    for special in [Double.nan, .infinity, -.infinity] {
      for place in [0, 20, 38] {
        for shape in [[3, 1, 3, 13], [3, 39]] as [[Int]] {
          for epsilon in [0, 1e-5] {
            var x = try Examples.tensor(shape, from: -3, to: 5, seed: 3, dtype)
            try x.setElement(39 + place, to: special)
            // The first row is constant: with ε = 0 it is divided by 0.
            for i in 0..<39 { try x.setElement(i, to: 2) }
            let operation = GroupNorm(1, epsilon: epsilon)
            let expected = try results(operation, [x], Executions.reference)
            for execution in executions {
              for (ours, exact) in zip(try results(operation, [x], execution), expected) {
                let agrees = zip(ours.elements, exact.elements).allSatisfy { ours, exact in
                  ours.isNaN && exact.isNaN || ours == exact || abs(ours - exact) < 1e-5
                }
                #expect(agrees, "\(special) at \(place) of \(shape), ε = \(epsilon)")
                #expect(
                  ours.elements[39..<78].allSatisfy(\.isNaN) && ours.elements[78...].allSatisfy(\.isFinite))
              }
            }
          }
        }
      }
    }
  }

  @Test func workStopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let execution = Execution(cancellation: cancellation)
    for shape in [[1, 2, 3, 4], [4, 3, 300, 300]] as [[Int]] {
      let x = try Tensor(zeros: try Shape(checking: shape))
      #expect(throws: TensorError.cancelled.named("group_norm")) {
        try GroupNorm(1).apply([x], in: execution)
      }
      #expect(throws: TensorError.cancelled.named("layer_norm")) {
        try LayerNorm([shape[3]]).apply([x], in: execution)
      }
    }
  }
}
