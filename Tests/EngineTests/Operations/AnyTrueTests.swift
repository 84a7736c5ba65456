import Engine
import EngineTestSupport
import Testing

@Suite struct AnyTrueTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("AnyTrue") {
        AnyTrue(axes: $0.integers("axes"), keepDimensions: $0.flag("keepdim"))
      } == [])
  }

  /// The one that settles it may be anywhere, also far behind the first.
  @Test(arguments: [0, 1, 65_535, 65_536, 199_999]) func findsTheOne(_ place: Int) throws {
    var x = try Tensor(filled: 0, [200_000], .bool)
    #expect(try AnyTrue()(x).element(0) == 0)
    try x.setElement(place, to: 1)
    #expect(try AnyTrue()(x).element(0) == 1)
  }

  @Test func refusesAnAxisThatIsNotThere() {
    #expect(Examples.error(AnyTrue(axes: [2]), on: [2, 3])?.code == .option)
    #expect(Examples.error(AnyTrue(axes: [1, 1]), on: [2, 3])?.code == .option)
  }
}
