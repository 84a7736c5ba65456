import Engine
import EngineTestSupport
import Testing

@Suite struct OneHotTests {
  @Test func agreesWithPyTorch() throws {
    #expect(try OperationFixture.differences("OneHot") { OneHot(classes: $0.integer("classes") ?? 0) } == [])
  }

  @Test func wholeNumbersOfAnyTypeWillDo() throws {
    #expect(try OneHot(classes: 2)(try Tensor([Float(1), 0], [2])).elements == [0, 1, 1, 0])
  }

  @Test(arguments: [(3, "3"), (-1, "-1"), (0.5, "0.5"), (Double.nan, "nan")])
  func refusesWhatIsNoClass(_ label: Double, _ text: String) throws {
    let error = #expect(throws: TensorError.self) { try OneHot(classes: 3)(try Tensor([label], [1])) }
    #expect(error?.message == "\(text) is not one of the 3 classes, which count from 0")
    #expect(Examples.error(OneHot(classes: 0), on: [1])?.message == "one_hot needs at least one class, not 0")
  }
}
