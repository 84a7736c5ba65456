import Engine
import EngineTestSupport
import Testing

@Suite struct QuantileTests {
  @Test func agreesWithPyTorch() throws {
    let differences = try OperationFixture.differencesEverywhere("Quantile", in: "array_cases") { given in
      let mode = try #require(Quantile.Interpolation(rawValue: given.text("interpolation") ?? "linear"))
      let (axis, keeps) = (given.integer("axis"), given.flag("keepdim"))
      if let share = given.number("q") {
        return Quantile(share, axis: axis, keepDimensions: keeps, interpolation: mode)
      }
      return Quantile(given.numbers("q") ?? [], axis: axis, keepDimensions: keeps, interpolation: mode)
    }
    #expect(differences == [])
  }

  @Test(arguments: [nil, 0, 1], [Quantile.Interpolation.linear, .midpoint, .nearest])
  func gradientAgreesWithDifferences(_ axis: Int?, _ interpolation: Quantile.Interpolation) throws {
    let x = try Examples.tensor([4, 7])
    let worst = try GradientCase.worstDifference([x]) {
      try Quantile([0.2, 0.55, 1], axis: axis, interpolation: interpolation)($0[0])
    }
    #expect(worst < 1e-6)
  }

  /// At its ends nothing is weighed, so that infinity is reached and not made NaN; between them it is NaN, as in PyTorch.
  @Test func infinitiesAreReached() throws {
    let x = try Tensor([1, Double.infinity, -Double.infinity], [3])
    #expect(try Quantile([0, 0.5, 1])(x).elements == [-.infinity, 1, .infinity])
    #expect(try Quantile(0.75)(x).element(0).isNaN)
  }

  @Test func refusesWhatIsNoShare() {
    #expect(Examples.error(Quantile(1.5), on: [3])?.message == "`q` must be between 0 and 1, not 1.5")
    #expect(Examples.error(Quantile([0, .nan]), on: [3])?.code == .option)
    #expect(Examples.error(Quantile(0.5), on: [0])?.code == .size)
    #expect(Examples.error(Quantile(0.5, axis: 1), on: [3])?.code == .option)
    #expect(Examples.error(Quantile([0.5], keepDimensions: true), on: [1, 1, 1, 1, 1, 1])?.code == .rank)
  }
}
