import Language
import Rendering
import Testing

@Suite struct PlotRendererTests {
  private func lines(
    _ plot: Plot, columns: Int = 60, colors: TerminalCapabilities.ColorDepth = .none, utf8: Bool = true
  )
    -> [String]
  {
    let capabilities = TerminalCapabilities(
      isTerminal: true, columns: columns, rows: 24, colors: colors, isUTF8: utf8)
    return MarkupRenderer.render(Markup([.plot(plot)]), for: capabilities).split(separator: "\n").map(
      String.init)
  }

  /// A rising line goes from the lower left to the upper right.
  @Test func aLineRises() throws {
    let plot = Plot(title: "line", series: [.init(x: [0, 1], y: [0, 1])])
    let drawn = lines(plot, utf8: false)
    #expect(drawn[0] == "line")
    let body = drawn[1...].filter { $0.contains("o") }
    #expect(body.count == 12)
    let columns = body.compactMap { line in
      line.firstIndex(of: "o").map { line.distance(from: line.startIndex, to: $0) }
    }
    #expect(columns == columns.sorted(by: >))
    #expect(drawn.contains { $0.contains("0.5") })
  }

  @Test func everyLineFits() {
    let curve = (0..<200).map { Double($0) * 1e6 }
    let plot = Plot(
      title: "t", xLabel: "x",
      series: [.init(name: "a", x: curve, y: curve), .init(name: "b", x: curve, y: curve.reversed())],
      mark: 1e7)
    for columns in [20, 40, 80, 200] {
      for line in lines(plot, columns: columns) {
        #expect(DisplayWidth.columns(of: line) <= max(columns, 40), "\(line)")
      }
    }
  }

  @Test func aWideTerminalHasAWiderPlot() {
    let plot = Plot(series: [.init(x: [0, 1], y: [0, 1])])
    func width(_ columns: Int) -> Int {
      lines(plot, columns: columns).map { DisplayWidth.columns(of: $0) }.max() ?? 0
    }
    #expect(width(80) <= 80 && width(120) > width(80) && width(160) > 140)
    #expect(width(30) <= 30)
  }

  @Test func barsAreBlocks() {
    var plot = Plot(series: [.init(x: [1, 2, 3], y: [8, 0, 4])])
    plot.kind = .bars
    let drawn = lines(plot)
    func height(_ part: Int) -> Int { drawn.count { $0.count > part && Array($0)[part] == "█" } }
    // In the middle of each third: a whole bar, none, and half as much.
    #expect(height(13) >= 10 && height(30) == 0 && abs(height(48) * 2 - height(13)) <= 2)
  }

  @Test func remarksStandBelow() {
    let plot = Plot(series: [.init(x: [1, 2, 3], y: [1, .nan, 3])])
    #expect(lines(plot).last == "1 of 3 points is not finite and leaves a gap")
    var log = Plot(series: [.init(x: [1], y: [-1])])
    log.yScale = .log
    #expect(lines(log) == ["nothing to plot: no number has a place on these axes"])
  }

  @Test func aNumberBetweenGapsIsTwoDots() {
    let drawn = lines(Plot(series: [.init(x: [1, 2, 3], y: [.nan, 2, .nan])])).joined()
    let dots = drawn.unicodeScalars.filter { 0x2801...0x28FF ~= $0.value }
    #expect(dots.reduce(0) { $0 + ($1.value - 0x2800).nonzeroBitCount } == 2)
  }

  @Test func nothingFinite() {
    #expect(lines(Plot(series: [.init(x: [1], y: [.nan])])) == ["nothing to plot: no number is finite"])
  }

  @Test func oneCurveIsBrailleAndSeveralAreLettersWithoutColours() {
    let one = lines(Plot(series: [.init(x: [0, 1], y: [0, 1])])).joined()
    #expect(one.unicodeScalars.contains { 0x2801...0x28FF ~= $0.value })
    let two = lines(Plot(series: [.init(x: [0, 1], y: [0, 1]), .init(x: [0, 1], y: [1, 0])])).joined()
    #expect(!two.unicodeScalars.contains { 0x2801...0x28FF ~= $0.value } && two.contains("x"))
  }
}
