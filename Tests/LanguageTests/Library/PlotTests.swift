import Engine
import Language
import Notebook
import Testing

@Suite struct PlotTests {
  private func plots(_ cell: String) -> (plots: [Plot], text: String) {
    var plots: [Plot] = []
    var text = ""
    let session = Session { event in
      switch event {
      case .markup(let markup):
        text += markup.plainText + "\n"
        for case .plot(let plot) in markup.blocks { plots.append(plot) }
      case .failure(let failure): text += failure.text
      default: break
      }
    }
    session.run(cell)
    return (plots, text)
  }

  @Test func curvesOverPlaces() throws {
    let plot = try #require(
      plots("plot([2, 4, 6], [1, 4, 9; 0, 0, 1], labels=list(\"a\", \"b\"))").plots.first)
    #expect(plot.series.map(\.name) == ["a", "b"])
    #expect(
      plot.series[0].x == [2, 4, 6] && plot.series[0].y == [1, 4, 9] && plot.series[1].y == [0, 0, 1])
    let alone = try #require(plots("plot([5, 6])").plots.first)
    #expect(alone.series[0].x == [1, 2] && alone.series[0].y == [5, 6])
  }

  @Test(arguments: [
    ("plot([1, 2], [1, 2, 3])", "E0201"), ("plot(zeros(2, 2, 2))", "E0202"), ("plot(zeros(40, 3))", "E0402"),
    ("plot([1, 2], file=\"a.bmp\")", "E0701"), ("plot(\"a\")", "E0401"), ("plot([1, 2], labels=3)", "E0402"),
  ])
  func mistakes(_ cell: String, _ code: String) {
    #expect(plots(cell).text.contains("error[\(code)]"), "\(cell)")
  }

  /// Multiples of 1, 2 or 5 times a power of ten, inside the range.
  @Test func ticksAreRoundNumbers() {
    #expect(PlotAxis.ticks(0...1, about: 5) == [0, 0.2, 0.4, 0.6000000000000001, 0.8, 1])
    #expect(PlotAxis.ticks(-3...17, about: 4) == [0, 5, 10, 15])
    #expect(PlotAxis.ticks(1e-9...3e-9, about: 2).count >= 2)
    #expect(!PlotAxis.ticks(-1.7e308...1.7e308, about: 4).contains { !$0.isFinite })
    #expect(PlotAxis.ticks(5...5, about: 4) == [5])
  }

  @Test(arguments: [
    ("plot([1, 2], kind=\"dots\")", "E0402"), ("plot([1, 2], xscale=\"ln\")", "E0402"),
    ("plot([1, 2], ylim=[1, 0])", "E0402"), ("plot([1, 2], ylim=[0, 1], yscale=\"log\")", "E0402"),
    ("plot([1, 2], size=[5, 5])", "E0402"), ("plot([1, 2], size=[500])", "E0402"),
    ("plot([1, 2, 3], [1, 2])", "E0201"), ("plot(record(a=1))", "E0401"), ("plot([1, 2], title=3)", "E0401"),
    ("plot(record(counts=[1, 2], edges=[0, 1]))", "E0401"),
  ])
  func mistakesWithOptions(_ cell: String, _ code: String) {
    #expect(plots(cell).text.contains("error[\(code)]"), "\(cell)")
  }

  @Test func furtherCurvesHaveTheirOwnPlaces() throws {
    let plot = try #require(
      plots("plot([1, 2], [3, 4], 5:7, [1, 2, 3; 4, 5, 6], labels=list(\"a\", \"b\", \"c\"))").plots.first)
    #expect(plot.series.map(\.x) == [[1, 2], [5, 6, 7], [5, 6, 7]])
    #expect(plot.series.map(\.y) == [[3, 4], [1, 2, 3], [4, 5, 6]])
    #expect(plot.series.map(\.name) == ["a", "b", "c"])
    #expect(plots("plot([1, 2], labels=\"loss\")").plots.first?.series.map(\.name) == ["loss"])
  }

  @Test(arguments: [
    ("plot([1, 2], [3, 4], \"r--\")", "`plot([1, 2], [3, 4])`"),
    ("plot([1, 2], [3, 4], [1, 2])", "stack(y, z)"),
    ("plot([1, 2], [3, 4], [1, 2], [3, 4, 5])", "E0201"), ("plot([1, 2], [3, 4], [1, 2], list(3))", "E0401"),
    ("plot([1, 2], label=\"a\")", "labels=list("),
    ("plot([1, 2], legend=\"a\")", "labels=list("),
    ("plot([1, 2], figsize=[3, 4])", "size=[640, 360]"),
    ("plot([1, 2], marker=\"o\")", "kind=\"points\""),
    ("plot([1, 2], caption=\"a\")", "did you mean `title`?"),
    ("show eye(3), title=\"a\"", "caption=\"text\""), ("show eye(3), vmin=0", "range=[0, 1]"),
    ("plot([1, 2], labels=3)", "labels=\"a\""),
  ])
  func habitsOfOtherLibraries(_ cell: String, _ answer: String) {
    #expect(plots(cell).text.contains(answer), "\(plots(cell).text)")
  }

  @Test func ticksAreWrittenInOneNotation() {
    let axis = PlotAxis(.linear, range: 0...2e7)
    #expect(axis.labels([0, 5e6, 1e7, 1.5e7]) == ["0", "5e6", "1e7", "1.5e7"])
    #expect(axis.labels([-1e-7, 0, 5e-8]) == ["-1e-7", "0", "5e-8"])
    #expect(axis.labels([0, 250_000, 500_000]) == ["0", "250000", "500000"])
    #expect(axis.labels([0.2, 0.6000000000000001]) == ["0.2", "0.6"])
    let log = PlotAxis(.log, range: 1e-9...1e9)
    #expect(log.labels([1e-6, 0.001, 1, 1000, 1e6]) == ["1e-6", "0.001", "1", "1000", "1e6"])
  }

  @Test func placesThatAreWholeHaveWholeTicks() throws {
    let axes = { (plot: Plot) in try #require(plot.axes).x }
    var plot = Plot(series: [.init(x: [1, 2], y: [3, 4])])
    #expect(plot.xTicks(try axes(plot), about: 8) == [1, 2])
    plot.series[0].x = [1, 2.5]
    #expect(plot.xTicks(try axes(plot), about: 8).contains { abs($0 - 1.4) < 1e-9 })
    plot.kind = .bars
    #expect(plot.xTicks(try axes(plot), about: 8) == [1, 2.5], "bars stand where their numbers are")
    let many = Plot(series: [.init(x: (1...1000).map(Double.init), y: (1...1000).map(Double.init))])
    #expect(many.xTicks(try axes(many), about: 8).count <= 10)
  }

  @Test func longWordsStayInTheFigure() throws {
    let long = String(repeating: "a long title ", count: 12)
    var plot = Plot(title: long, xLabel: long, series: [.init(x: [0, 1], y: [0, 1])])
    plot.yLabel = long
    let words = FigureSVG(plot).text.split(separator: "\n").filter {
      $0.hasPrefix("<text") && $0.contains("a long title")
    }
    #expect(words.count >= 6, "in several lines each")
    #expect(words.allSatisfy { $0.count < 250 })
  }

  @Test func optionsReachThePlot() throws {
    let plot = try #require(
      plots(
        """
        plot([1, 10], [2, 3], title="t", xlabel="n", ylabel="loss", xscale="log", yscale="log",
          kind="points", ylim=[1, 4], size=[400, 300])
        """
      ).plots.first)
    #expect(plot.title == "t" && plot.xLabel == "n" && plot.yLabel == "loss" && plot.kind == .points)
    #expect(plot.xScale == .log && plot.yScale == .log && plot.yLimits == 1...4)
    #expect(plot.size == .init(width: 400, height: 300))
  }

  @Test func countsAndEdgesAreBars() throws {
    for cell in [
      "plot(record(counts=[1, 5, 3], edges=[0, 1, 2, 4]))", "plot([0, 1, 2, 4], [1, 5, 3], kind=\"bars\")",
    ] {
      let plot = try #require(plots(cell).plots.first)
      #expect(plot.kind == .bars && plot.series[0].hasEdges)
      let axes = try #require(plot.axes)
      #expect(axes.x.range == 0...4 && axes.y.range.lowerBound == 0)
      let bars = PlotShapes(plot, 0, axes).bars
      #expect(bars.map(\.left) == [0, 0.25, 0.5] && bars.map(\.right) == [0.25, 0.5, 1])
      #expect(bars.map(\.foot) == [0, 0, 0])
      #expect(abs(bars[1].top / bars[0].top - 5) < 1e-12)
    }
    let steps = try #require(
      plots("plot(record(counts=[1, 5], edges=[0, 1, 2]), kind=\"steps\")").plots.first)
    let line = PlotShapes(steps, 0, try #require(steps.axes)).lines
    #expect(line.count == 1 && line[0].map(\.x) == [0, 0.5, 0.5, 1])
  }

  @Test func countsAndEdgesAreDrawnWhereTheyAreShown() throws {
    let record = "record(counts=[1, 5], edges=[0, 1, 2])"
    #expect(plots("show " + record).plots.first?.kind == .bars)
    #expect(plots(record).plots.count == 1)
    #expect(plots("h = \(record)").plots.isEmpty && plots(record + ";").plots.isEmpty)
    #expect(plots("record(counts=[1, 5], edges=[0, 1, 2], more=1)").plots.isEmpty)
  }

  @Test func barsBeginAtZero() throws {
    let plot = try #require(plots("plot([5, -2, 4], kind=\"bars\")").plots.first)
    let axes = try #require(plot.axes)
    let zero = try #require(axes.y.place(0))
    let bars = PlotShapes(plot, 0, axes).bars
    #expect(bars[0].foot == zero && bars[1].top == zero && bars[1].foot < zero)
    // Each is as wide as the places are apart, but for the gaps.
    #expect(axes.x.range == 0.5...3.5)
    #expect(zip(bars, bars.dropFirst()).allSatisfy { $0.right < $1.left })
    let below = try #require(plots("plot([-5, -2], kind=\"bars\")").plots.first?.axes)
    #expect(below.y.range.upperBound == 0)
  }

  @Test func aLogarithmicAxis() throws {
    let axis = PlotAxis(.log, range: 0.01...100)
    #expect(abs((axis.place(1) ?? 0) - 0.5) < 1e-12 && axis.place(0) == nil && axis.place(-1) == nil)
    #expect(axis.ticks(about: 5) == [0.01, 0.1, 1, 10, 100])
    #expect(PlotAxis(.log, range: 1...10).ticks(about: 5) == [1, 2, 5, 10])
    #expect(PlotAxis(.log, range: 1e-300...1e300).ticks(about: 5).count <= 7)
    #expect(PlotAxis(.log, range: 3.1...3.3).ticks(about: 4).allSatisfy { 3.1...3.3 ~= $0 })
    let plot = try #require(plots("plot([1, 0, 100, -4], yscale=\"log\")").plots.first)
    #expect(plot.remarks == ["2 of 4 points are not positive and have no place on a logarithmic axis"])
    let lines = PlotShapes(plot, 0, try #require(plot.axes)).lines
    #expect(lines.map(\.count) == [1, 1])
  }

  @Test func whatHasNoPlaceIsSaid() throws {
    let gap = try #require(plots("plot([1, nan, 3, inf])").plots.first)
    #expect(gap.remarks == ["2 of 4 points are not finite and leave gaps"])
    let beyond = try #require(plots("plot([1, 2, 30], ylim=[0, 4])").plots.first)
    #expect(beyond.remarks == ["1 of 3 points lies beyond ylim"])
  }

  /// From (0, −1) to (1, 2) a line is in the frame from a third to two thirds of its way.
  @Test func curvesAreCutOffAtYlim() throws {
    let plot = try #require(plots("plot([0, 1], [-1, 2], ylim=[0, 1])").plots.first)
    let lines = PlotShapes(plot, 0, try #require(plot.axes)).lines
    try #require(lines.count == 1 && lines[0].count == 2)
    #expect(abs(lines[0][0].x - 1.0 / 3) < 1e-12 && abs(lines[0][1].x - 2.0 / 3) < 1e-12)
    #expect(lines[0][0].y == 0 && lines[0][1].y == 1)
  }

  /// From (0, 0) to (3, 6): between 1 and 2 a line goes from 2 to 4, which fills the heights but for their room.
  @Test func curvesAreCutOffAtXlim() throws {
    func drawn(_ call: String) throws -> (plot: Plot, axes: (x: PlotAxis, y: PlotAxis), shapes: PlotShapes) {
      let plot = try #require(plots(call).plots.first)
      let axes = try #require(plot.axes)
      return (plot, axes, PlotShapes(plot, 0, axes))
    }
    let whole = try drawn("plot([0, 1, 2, 3], [0, 2, 4, 6], xlim=[1, 2])")
    #expect(whole.axes.x.range == 1...2)
    #expect(whole.axes.y.range.lowerBound > 1.9 && whole.axes.y.range.upperBound < 4.1)
    #expect(whole.shapes.lines.map { $0.map(\.x) } == [[0, 1]])
    #expect(whole.plot.remarks == ["2 of 4 points lie beyond xlim"])
    let between = try drawn("plot([0, 3], [0, 6], xlim=[1, 2], ylim=[0, 6])").shapes.lines
    try #require(between.count == 1 && between[0].count == 2)
    for (point, right) in zip(between[0], [PlotShapes.Point(0, 1.0 / 3), PlotShapes.Point(1, 2.0 / 3)]) {
      #expect(abs(point.x - right.x) + abs(point.y - right.y) < 1e-12)
    }
    let bars = try drawn("plot([1, 2, 3], [5, 6, 7], kind=\"bars\", xlim=[1.5, 2.5])")
    #expect(bars.shapes.bars.count == 1 && bars.plot.xTicks(bars.axes.x, about: 8) == [2])
    #expect(try drawn("plot([1, 2, 3], kind=\"points\", xlim=[1.5, 5])").shapes.points.count == 2)
    #expect(plots("plot([1, 2], xlim=[2, 1])").text.contains("`xlim` must be [lower, upper]"))
    #expect(plots("plot([1, 2], xlim=[0, 1], xscale=\"log\")").text.contains("xlim=[0.01, 1]"))
    let empty = try #require(plots("plot([1, 2], xlim=[7, 9])").plots.first)
    #expect(empty.axes == nil, "nothing lies there")
  }

  @Test func manyPointsBecomeAsManyAsCanBeSeen() throws {
    var plot = Plot(series: [
      .init(x: (0..<200_000).map(Double.init), y: (0..<200_000).map { Double($0 % 2) })
    ])
    plot.series[0].y[77_777] = 9
    let lines = PlotShapes(plot, 0, try #require(plot.axes)).lines
    let height = try #require(plot.axes?.y.place(9))
    #expect(lines.joined().count <= 4 * 4097 && lines.joined().contains { $0.y == height })
  }

  @Test func svgIsWellFormed() throws {
    let plot = Plot(
      title: "a < b & \"c\"", xLabel: "x", series: [.init(name: "π", x: [0, 1, 2], y: [0, .nan, 1e300])],
      mark: 1)
    let text = FigureSVG(plot).text
    #expect(text.contains("a &lt; b &amp; &quot;c&quot;"))
    #expect(!text.contains("nan") && !text.contains("inf"))
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
  }

  /// The colour of the only curve stands where its points are: at the lower left, the upper right, and half-way.
  @Test func aPlotIsWrittenAsPNG() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      _ = try bench.value("plot([0, 1, 2], [0, 2, 4], title=\"a (θ) 中\", file=\"line.png\")")
      let bytes = try ByteFile.read(folder + "/line.png")
      let picture = try PNG.decode(bytes)
      #expect([picture.width, picture.height, picture.channels] == [1280, 720, 3])
      func color(_ x: Int, _ y: Int) -> [UInt8] {
        let place = (y * picture.width + x) * 3
        return Array(picture.pixels[place..<place + 3])
      }
      // The frame is 56…624 by 36…332 units of two pixels; the heights have 4 % of room above and below.
      let (low, high) = (332.0 - 296 * 0.04 / 1.08, 36 + 296 * 0.04 / 1.08)
      #expect(color(56 * 2 + 2, Int(low * 2) - 1) == [0x00, 0x72, 0xB2])
      #expect(color(624 * 2 - 2, Int(high * 2) + 1) == [0x00, 0x72, 0xB2])
      #expect(color(340 * 2, 184 * 2) == [0x00, 0x72, 0xB2])
      #expect(color(200 * 2, 60 * 2) == [255, 255, 255])
    }
  }

  @Test func compareWritesBothPlots() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      let call = "compare((t, m) -> affine([0, 1, 4], [1, 0, 0; 0, 1, t], mode=m)[1, 2], 0.2, file=\"m.svg\")"
      let cell = call.replacing("[0, 1, 4]", with: "[0, 1, 4; 0, 1, 4]")
      for _ in 0..<2 { _ = try bench.value(cell) }
      for name in ["m.svg", "m-gradient.svg"] {
        #expect(String(decoding: try ByteFile.read(folder + "/" + name), as: UTF8.self).hasPrefix("<svg "))
      }
      // The second name nobody gave: a picture of somebody's own that has it stays.
      let mine = Array("<svg>mine</svg>".utf8)
      try ByteFile.write(mine, to: folder + "/m-gradient.svg")
      let first = try ByteFile.read(folder + "/m.svg")
      try ByteFile.write(first + [0x0A], to: folder + "/m.svg")
      let error = #expect(throws: Diagnostic.self) { try bench.value(cell) }
      #expect(error?.code == .file && error?.message.contains("m-gradient.svg already exists") == true)
      #expect(try ByteFile.read(folder + "/m-gradient.svg") == mine)
      #expect(try ByteFile.read(folder + "/m.svg") == first + [0x0A], "neither is written")
    }
  }

  /// Rounding is flat with jumps, interpolation has the slope of the picture: 4 − 1 = 3 between columns 2 and 3.
  @Test func compareShowsStairsAndSlopes() throws {
    let cell =
      "compare((t, m) -> affine([0, 1, 4, 9; 0, 1, 4, 9], [1, 0, 0; 0, 1, t], mode=m)[1, 2], 0.2, range=[-1, 1])"
    let (plots, text) = plots(cell)
    try #require(plots.count == 2, "\(text)")
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("at theta = 0.2: the value, and its gradient with respect to theta"))
    #expect(lines.contains("round 1 0 0 0 0"))
    #expect(lines.contains("bilinear 1.6 3 3 3 3"))
    #expect(Set(plots[0].series[0].y).isSubset(of: [0, 1, 4]))
    #expect(plots[1].series[0].y.allSatisfy { $0 == 0 })
    #expect(Set(plots[1].series[1].y.map { ($0 * 1e6).rounded() / 1e6 }).isSubset(of: [1, 3, 5]))
    #expect(text.contains("round: stairs: the value is constant from -0.5 to 0.5, and jumps at both ends."))
    #expect(text.contains("bilinear: slope: the numeric gradient converges to the analytic one"))
    // Nothing is drawn slanted where the value jumps: at -0.5 and 0.5.
    let stairs = plots[0].series[0]
    let places = zip(stairs.x, stairs.y)
    #expect(!zip(places, places.dropFirst()).contains { $0.0 != $1.0 && $0.1 != $1.1 })
  }

  /// An interval that does not hold the point is drawn up to it.
  @Test(.timeLimit(.minutes(15))) func compareAsideOfThePoint() {
    let cell =
      "compare((t, m) -> affine([0, 1, 4, 9; 0, 1, 4, 9], [1, 0, 0; 0, 1, t], mode=m)[1, 2], 0.2, range=[0.6, 1])"
    let text = plots(cell).text
    #expect(text.contains("round: stairs") && text.contains("bilinear: slope"), "\(text)")
    #expect(text.contains("the value is constant from 0.2 to 0.5, and jumps at 0.5"), "\(text)")
  }

  /// On an edge of rounding the numeric gradient grows as 1/h.
  @Test func compareNamesTheJump() {
    let cell =
      "compare((t, m) -> affine([0, 1, 4, 9; 0, 1, 4, 9], [1, 0, 0; 0, 1, t], mode=m)[1, 2], 0.5)"
    let text = plots(cell).text
    #expect(text.contains("round: jump: the value changes by 3 at this very point."), "\(text)")
  }

  @Test func compareOfTheWrongThings() {
    #expect(plots("compare(x -> sum(x), [1, 2])").text.contains("a function of two"))
    #expect(plots("compare((t, m) -> t, [1, 2])").text.contains("E0601"))
    #expect(plots("compare((t, m) -> sum(t), [1, 2], element=[3])").text.contains("E0501"))
    #expect(plots("compare((t, m) -> sum(t), [1, 2], range=[2, 1])").text.contains("E0402"))
    for place in ["nan", "inf", "[1, nan]"] {
      #expect(plots("compare((t, m) -> sum(t), \(place))").text.contains("E0402"), "\(place)")
    }
    for place in ["1e17", "-1e300", "1e-300", "0"] {
      #expect(
        plots("compare((t, m) -> 2 * t, \(place), modes=list(\"m\"))").text.contains("m: slope"), "\(place)")
    }
    #expect(plots("compare((t, m) -> t, 1e6, range=f64([0, 1e-6]) + 1e6)").text.contains("cannot be told"))
  }
}
