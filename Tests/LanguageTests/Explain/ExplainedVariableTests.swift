import Notebook
import Testing

/// `explain y[1, 1]` goes back to the statement that made `y`.
@Suite("Explained variables") struct ExplainedVariableTests {
  /// 1·1 + 2·2 + 5·3 + 6·4 = 44, whatever becomes of `x` and `k`.
  @Test(arguments: [
    "y = conv(x, k); x = x + 1", "y = conv(x, k); k = none", "y = x |> conv(k); x = 0; k = 0",
    "x |> relu; y = ans |> conv(k); 5", "x = conv(x, k); y = x; y = x", "y = conv(x, k); x[1, 1] = 100",
  ])
  func aVariableIsExplainedAsItWasMade(cells: String) {
    let bench = Workbench()
    bench.run(ExplainTests.setup + ";")
    for cell in cells.split(separator: ";") { bench.run(String(cell)) }
    let name = cells.hasPrefix("x = conv") ? "x" : "y"
    let before = bench.output("list(x, k)").drop { $0 != "l" }
    let lines = bench.output("explain \(name)[1, 1]").split(separator: "\n")
    #expect(lines.first == "\(name)[1, 1] = 44", "\(lines)")
    #expect(lines.contains("  5  6        3  4       15  24"))
    #expect(bench.output("list(x, k)").drop { $0 != "l" } == before, "explaining changes nothing")
  }

  @Test func aFailedCellDoesNotChangeWhereAValueCameFrom() {
    let bench = Workbench()
    bench.run(ExplainTests.setup + ";")
    bench.run("y = conv(x, k)")
    #expect(bench.run("y = conv(x, 2 * k); missing") == .failed)
    #expect(bench.output("explain y[1, 1]").hasPrefix("y[1, 1] = 44\n"))
  }
}
