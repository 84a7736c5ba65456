import Engine
import EngineTestSupport
import Testing

/// NaN, infinities, huge and denormal numbers in every operation that computes, held against PyTorch at every CPU level
/// and by the plain loops, with gradients.
@Suite struct SpecialValueTests {
  private typealias Making = @Sendable (OperationCase) throws -> any Engine.Operation

  private static func pair(_ given: OperationCase, _ name: String) -> Pair {
    let number = given.integer(name) ?? 0
    return Pair(number, number)
  }

  private static let makings: [String: Making] = {
    var makings: [String: Making] = [
      "Abs": { _ in Abs() }, "Negate": { _ in Negate() }, "Exp": { _ in Exp() }, "Log": { _ in Log() },
      "Sqrt": { _ in Sqrt() }, "Tanh": { _ in Tanh() }, "Sigmoid": { _ in Sigmoid() },
      "Relu": { _ in Relu() },
      "Round": { _ in Round() }, "Floor": { _ in Floor() }, "Ceil": { _ in Ceil() }, "Sin": { _ in Sin() },
      "Cos": { _ in Cos() }, "Add": { _ in Add() }, "Subtract": { _ in Subtract() },
      "Multiply": { _ in Multiply() }, "Divide": { _ in Divide() }, "Maximum": { _ in Maximum() },
      "Minimum": { _ in Minimum() }, "Remainder": { _ in Remainder() }, "Power": { _ in Power() },
      "Where": { _ in Where() }, "MatMul": { _ in MatMul() }, "Linear": { _ in Linear() },
      "Conv": { _ in Conv() },
      "CrossEntropy": { _ in CrossEntropy(firstLabel: 0, reduction: .none) },
      "MSELoss": { _ in MSELoss(reduction: .none) },
    ]
    makings["LeakyRelu"] = { LeakyRelu(negativeSlope: try #require($0.number("negative_slope"))) }
    makings["Elu"] = { Elu(alpha: try #require($0.number("alpha"))) }
    makings["Clamp"] = { Clamp(minimum: $0.number("min"), maximum: $0.number("max")) }
    makings["Compare"] = { Compare(try #require($0.text("kind").flatMap(Compare.Kind.init))) }
    makings["Pad"] = { Pad($0.integers("sides"), value: try #require($0.number("value"))) }
    makings["Sum"] = { Sum(axes: $0.integers("axes")) }
    makings["Mean"] = { Mean(axes: $0.integers("axes")) }
    makings["MaxReduce"] = { MaxReduce(axes: $0.integers("axes")) }
    makings["MinReduce"] = { MinReduce(axes: $0.integers("axes")) }
    makings["ArgMax"] = { ArgMax(axis: $0.integer("axis")) }
    makings["ArgMin"] = { ArgMin(axis: $0.integer("axis")) }
    makings["Variance"] = { Variance(axes: $0.integers("axes"), correction: $0.integer("correction") ?? 1) }
    makings["StandardDeviation"] = {
      StandardDeviation(axes: $0.integers("axes"), correction: $0.integer("correction") ?? 1)
    }
    makings["Softmax"] = { Softmax(axis: try #require($0.integer("axis"))) }
    makings["LogSoftmax"] = { LogSoftmax(axis: try #require($0.integer("axis"))) }
    makings["MaxPool"] = {
      MaxPool(pair($0, "kernel"), stride: pair($0, "stride"), padding: pair($0, "padding"))
    }
    makings["AvgPool"] = {
      AvgPool(pair($0, "kernel"), stride: pair($0, "stride"), padding: pair($0, "padding"))
    }
    makings["GridSample"] = {
      GridSample(
        mode: try #require($0.text("mode").flatMap(GridSample.Mode.init)),
        paddingMode: try #require($0.text("padding").flatMap(GridSample.PaddingMode.init)),
        alignCorners: $0.flag("align"))
    }
    return makings
  }()

  @Test(arguments: makings.keys.sorted())
  func agreesWithPyTorch(_ name: String) throws {
    let make = try #require(Self.makings[name])
    let executions = ProcessorLevel.allCases.flatMap(Executions.threads) + [Executions.reference]
    for execution in executions {
      let found = try OperationFixture.differences(name, in: "special_cases", execution: execution, make)
      #expect(found == [], "\(execution.usesReference ? "plain loops" : execution.level.rawValue)")
    }
  }
}
