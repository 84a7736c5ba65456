import Engine
import EngineTestSupport
import Testing

@Suite struct AllTrueTests {
  @Test func agreesWithPyTorch() throws {
    #expect(
      try OperationFixture.differences("AllTrue") {
        AllTrue(axes: $0.integers("axes"), keepDimensions: $0.flag("keepdim"))
      } == [])
  }

  /// The one that settles it may be anywhere, also far behind the first.
  @Test(arguments: [0, 1, 65_535, 65_536, 199_999]) func findsTheOne(_ place: Int) throws {
    var x = try Tensor(filled: 1, [200_000], .bool)
    #expect(try AllTrue()(x).element(0) == 1)
    try x.setElement(place, to: 0)
    #expect(try AllTrue()(x).element(0) == 0)
  }

  @Test func refusesAnAxisThatIsNotThere() {
    #expect(Examples.error(AllTrue(axes: [2]), on: [2, 3])?.code == .option)
    #expect(Examples.error(AllTrue(axes: [1, 1]), on: [2, 3])?.code == .option)
  }
}
