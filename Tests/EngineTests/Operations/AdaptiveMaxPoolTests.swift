import Engine
import EngineTestSupport
import Testing

@Suite struct AdaptiveMaxPoolTests {
  private func pool(_ row: CaseRow) throws -> AdaptiveMaxPool { AdaptiveMaxPool(try row.pair("size")) }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("adaptive_max_pool").differences { try pool($0).apply($1) }
    #expect(differences == [])
  }

  @Test func theWinnerIsTheResult() throws {
    try CaseTable("adaptive_max_pool").forEachElement { row, expected, index, value in
      let x = expected.operands[0]
      let (window, winner) = try pool(row).window(at: index, picture: x)
      let place = try #require(winner)
      #expect(x.element(x.shape.position(place)) == value, "\(row) \(index)")
      let isInside = window.inside.contains { $0.picture == place }
      #expect(isInside)
    }
  }

  @Test func notANumberWins() throws {
    let x = try Tensor([1, .nan, 3, 4] as [Float], [1, 4])
    #expect(try AdaptiveMaxPool(Pair(1, 2))(x).elements.map(\.isNaN) == [true, false])
  }

  @Test func saysWhatIsWrong() {
    #expect(Examples.error(AdaptiveMaxPool(0), on: [4, 4])?.code == .option)
    #expect(Examples.error(AdaptiveMaxPool(2), on: [5])?.code == .rank)
  }
}
