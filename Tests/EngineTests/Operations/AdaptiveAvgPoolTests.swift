import Engine
import EngineTestSupport
import Testing

@Suite struct AdaptiveAvgPoolTests {
  private func pool(_ row: CaseRow) throws -> AdaptiveAvgPool { AdaptiveAvgPool(try row.pair("size")) }

  @Test func agreesWithPyTorch() throws {
    let differences = try CaseTable("adaptive_avg_pool").differences(.init(float32: 1e-6)) {
      try pool($0).apply($1)
    }
    #expect(differences == [])
  }

  /// Where the windows are even, kernels of the ordinary pooling run, and the plain loops are held against them.
  @Test func thePlainLoopsAgree() throws {
    let differences = try CaseTable("adaptive_avg_pool").differences(.init(float32: 1e-6)) {
      try pool($0).apply($1, in: Executions.reference)
    }
    #expect(differences == [])
  }

  @Test func windowsAddUpToTheResult() throws {
    try CaseTable("adaptive_avg_pool").forEachElement { row, expected, index, value in
      let x = expected.operands[0]
      let window = try pool(row).window(at: index, picture: x.shape)
      let sum = window.inside.compactMap(\.picture).reduce(0) { $0 + x.element(x.shape.position($1)) }
      #expect(abs(sum / Double(try #require(window.divisor)) - value) < 1e-11, "\(row) \(index)")
    }
  }

  @Test func saysWhatIsWrong() throws {
    let none = #expect(throws: TensorError.self) { try AdaptiveAvgPool(0).resultShape([[4, 4]]) }
    #expect(none?.code == .option && none?.message == "size must be at least 1, not 0")
    #expect(Examples.error(AdaptiveAvgPool(2), on: [5])?.code == .rank)
    #expect(Examples.error(AdaptiveAvgPool(2), on: [3, 0, 2])?.code == .size)
    let side = Int(Int32.max)
    let huge = #expect(throws: TensorError.self) {
      try AdaptiveAvgPool(Pair(side)).resultShape([[64, 64, 4, 4]])
    }
    #expect(huge?.code == .memory)
  }

  @Test func notANumberStaysInItsWindows() throws {
    var x = try Tensor(filled: 1, [1, 5])
    try x.setElement(4, to: .nan)
    #expect(try AdaptiveAvgPool(Pair(1, 3))(x).elements.map(\.isNaN) == [false, false, true])
  }

  @Test func stopsWhenAsked() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    let execution = Execution(cancellation: cancellation)
    for size in [2, 7] {
      #expect(throws: TensorError.cancelled.named("adaptive_avg_pool")) {
        try AdaptiveAvgPool(Pair(size)).apply([try Tensor(zeros: [400, 400])], in: execution)
      }
    }
  }
}
