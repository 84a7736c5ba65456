import Engine
import EngineTestSupport
import Testing

/// A ReLU in the same pass as the convolution or the product before it is the same as one behind it.
@Suite struct RectifiedTests {
  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func convolution(_ level: ProcessorLevel, _ dtype: DType) throws {
    for execution in Executions.threads(level) {
      for filters in [1, 3, 20] {
        let operands = [
          try Examples.tensor([2, 3, 9, 21], seed: 1, dtype),
          try Examples.tensor([filters, 3, 3, 3], seed: 2, dtype),
          try Examples.tensor([filters], seed: 3, dtype),
        ]
        try compare(operands, execution) {
          try Conv(padding: 1, rectified: true).apply($0, in: execution)
        } with: {
          try Relu().apply([try Conv(padding: 1).apply($0, in: execution)], in: execution)
        }
      }
    }
  }

  @Test(arguments: ProcessorLevel.allCases, [DType.float32, .float64])
  func product(_ level: ProcessorLevel, _ dtype: DType) throws {
    for execution in Executions.threads(level) {
      for (rows, inputs, outputs) in [(1, 3, 1), (1, 300, 7), (4, 5, 3), (40, 600, 50)] {
        let operands = [
          try Examples.tensor([rows, inputs], seed: 1, dtype),
          try Examples.tensor([outputs, inputs], seed: 2, dtype),
          try Examples.tensor([outputs], seed: 3, dtype),
        ]
        try compare(operands, execution) {
          try Linear(rectified: true).apply($0, in: execution)
        } with: {
          try Relu().apply([try Linear().apply($0, in: execution)], in: execution)
        }
      }
    }
  }

  @Test func theReferenceDoesItToo() throws {
    let operands = [try Examples.tensor([1, 2, 5, 5], seed: 1), try Examples.tensor([2, 2, 3, 3], seed: 2)]
    let plain = try Conv(rectified: true).apply(operands, in: Executions.reference)
    #expect(plain.elements.contains(0) && plain.elements.contains { $0 > 0 })
    #expect(plain.elements.allSatisfy { $0 >= 0 })
  }

  private func compare(
    _ operands: [Tensor], _ execution: Execution, _ fused: ([Tensor]) throws -> Tensor,
    with separate: ([Tensor]) throws -> Tensor
  ) throws {
    #expect(try fused(operands).elements == separate(operands).elements)
    let gradients = try GradientCase.analyticGradients(operands, fused)
    let expected = try GradientCase.analyticGradients(operands, separate)
    for (ours, theirs) in zip(gradients, expected) { #expect(ours.elements == theirs.elements) }
  }
}
