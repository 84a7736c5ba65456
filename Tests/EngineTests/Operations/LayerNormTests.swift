import Engine
import EngineTestSupport
import Testing

@Suite struct LayerNormTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("layer_norm").differences(.init(float64: 2e-10, float32: 1e-4)) {
      row, operands in
      let shape = try Shape(checking: try row.extents("normalized"))
      return try NormalizationCase.apply(
        LayerNorm(shape, epsilon: try row.number("eps", default: 1e-5)), row, operands)
    }
    #expect(differences == [])
  }

  /// Of whole pictures it is a group normalisation with one group.
  @Test func oneGroupIsTheSame() throws {
    let x = try Examples.tensor([3, 4, 5, 6])
    let (a, b) = (try LayerNorm([4, 5, 6])(x).elements, try GroupNorm(1)(x).elements)
    #expect(a == b)
  }

  @Test func saysWhatIsWrong() throws {
    let other = Examples.error(LayerNorm([4]), on: [3, 5])
    #expect(other?.code == .shapes)
    #expect(other?.message == "normalized_shape is [4], but the last dimensions of x are not: x is [3, 5]")
    #expect(other?.help == "normalized_shape=5 normalises along the last dimension")
    #expect(Examples.error(LayerNorm([3, 4, 5]), on: [4, 5])?.code == .shapes)
    #expect(Examples.error(LayerNorm([5]), on: [3, 5], [3])?.code == .shapes)
    #expect(Examples.error(LayerNorm([]), on: [3, 5])?.code == .option)
    #expect(Examples.error(LayerNorm([5], epsilon: -1), on: [3, 5])?.code == .option)
  }

  /// A number less its own mean is 0, which leaves the bias.
  @Test func aSingleNumberBecomesTheBias() throws {
    let x = try Tensor([3, -7, 1e6] as [Double], [3, 1])
    let (weight, bias) = (try Tensor([2] as [Double], [1]), try Tensor([0.5] as [Double], [1]))
    #expect(try LayerNorm([1])(x, weight, bias).elements == [0.5, 0.5, 0.5])
  }

  @Test func nothingOfNothing() throws {
    #expect(try LayerNorm([0])(try Tensor(zeros: [3, 0])).count == 0)
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    #expect(throws: TensorError.cancelled.named("layer_norm")) {
      try LayerNorm([300]).apply([try Tensor(zeros: [300, 300])], in: Execution(cancellation: cancellation))
    }
  }
}
