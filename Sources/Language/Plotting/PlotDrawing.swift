/// A plot as a figure.
struct PlotDrawing {
  /// Of middle lightness, told apart by the color-blind too (Okabe and Ito 2008).
  private static let colors: [RGB] = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xB8860B, 0x56B4E9].map(
    RGB.init(hex:))
  private static let dashes: [[Double]] = [[], [7, 3], [2, 3], [9, 3, 2, 3]]

  private let plot: Plot
  private let axes: (x: PlotAxis, y: PlotAxis)
  private let xTicks: [Double]
  private let yTicks: [Double]
  private let title: [String]
  private let xLabel: [String]
  private let yLabel: [String]
  private let left: Double
  private let right: Double
  private let top: Double
  private let bottom: Double
  private let legend: [[(index: Int, x: Double)]]

  init(_ plot: Plot) {
    self.plot = plot
    axes = plot.axes ?? (PlotAxis(.linear, range: 0...1), PlotAxis(.linear, range: 0...1))
    let (width, height) = (plot.size.width, plot.size.height)
    yTicks = axes.y.ticks(about: max(2, Int(clamping: (height - 100) / 43)))
    yLabel = Figure.lines(plot.yLabel, size: 13, within: height - 60)
    let widest = axes.y.labels(yTicks).map { Figure.width(of: $0, size: 13) }.max() ?? 0
    left = max(
      yLabel.isEmpty ? 56 : 72,
      widest + 16 + (yLabel.isEmpty ? 0 : 10 + PlotDrawing.line * Double(yLabel.count)))
    xTicks = plot.xTicks(axes.x, about: max(2, Int(clamping: (width - left - 16) / 69)))
    let lastTick = axes.x.labels(xTicks).last.map { Figure.width(of: $0, size: 13) } ?? 0
    right = max(16, lastTick / 2 + 4)
    title = Figure.lines(plot.title, size: 13, within: width - left - 16, isBold: true)
    top = title.isEmpty ? 18 : 18 + PlotDrawing.line * Double(title.count)
    xLabel = Figure.lines(plot.xLabel, size: 13, within: width - left - right)
    legend = PlotDrawing.legend(plot, width: width - left - right, left: left)
    bottom =
      28 + PlotDrawing.line * Double(xLabel.count)
      + (legend.isEmpty ? 0 : 8 + PlotDrawing.line * Double(legend.count))
  }

  /// From one line of words to the next.
  private static let line = 18.0

  private var width: Double { plot.size.width }
  private var height: Double { plot.size.height }
  /// The corners of the frame.
  private var frame: (x0: Double, x1: Double, y0: Double, y1: Double) {
    (left, max(width - right, left + 1), top, max(height - bottom, top + 1))
  }

  var figure: Figure {
    var figure = Figure(width: width, height: height)
    figure.description = plot.title
    let (line, middle) = (PlotDrawing.line, (x: (frame.x0 + frame.x1) / 2, y: (frame.y0 + frame.y1) / 2))
    for (row, words) in title.enumerated() {
      figure.write(words, left, 22 + line * Double(row), isBold: true)
    }
    for (row, words) in xLabel.enumerated() {
      figure.write(words, middle.x, frame.y1 + 37 + line * Double(row), .middle)
    }
    for (row, words) in yLabel.enumerated() {
      figure.write(words, 18 + line * Double(row), middle.y, .middle, isUpward: true)
    }
    addGrid(to: &figure)
    for index in plot.series.indices { addShapes(index, to: &figure) }
    addAxes(to: &figure)
    addLegend(to: &figure)
    return figure
  }

  private func place(_ x: Double, _ y: Double) -> Figure.Point {
    Figure.Point(frame.x0 + x * (frame.x1 - frame.x0), frame.y1 - y * (frame.y1 - frame.y0))
  }

  private func addGrid(to figure: inout Figure) {
    for (tick, label) in zip(yTicks, axes.y.labels(yTicks)) {
      guard let part = axes.y.place(tick) else { continue }
      let y = place(0, part).y
      line(frame.x0, y, frame.x1, y, 0xDDDDDD, to: &figure)
      figure.write(label, frame.x0 - 8, y + 4, .end)
    }
    var free = -Double.infinity
    for (tick, label) in zip(xTicks, axes.x.labels(xTicks)) {
      guard let part = axes.x.place(tick) else { continue }
      let x = place(part, 0).x
      line(x, frame.y1, x, frame.y1 + 5, 0x666666, to: &figure)
      let half = Figure.width(of: label, size: 13) / 2
      guard x - half > free else { continue }
      figure.write(label, x, frame.y1 + 19, .middle)
      free = x + half + 4
    }
    if let mark = plot.mark, let part = axes.x.place(mark), 0...1 ~= part {
      let x = place(part, 0).x
      line(x, frame.y0, x, frame.y1, 0x999999, dash: [3, 3], to: &figure)
    }
  }

  private func addAxes(to figure: inout Figure) {
    line(frame.x0, frame.y0, frame.x0, frame.y1, 0x666666, to: &figure)
    line(frame.x0, frame.y1, frame.x1, frame.y1, 0x666666, to: &figure)
    // Bars that reach below 0 hang from a line of their own.
    if plot.kind == .bars, let zero = axes.y.place(0), zero > 0, zero < 1 {
      line(frame.x0, place(0, zero).y, frame.x1, place(0, zero).y, 0x666666, to: &figure)
    }
  }

  private func addShapes(_ index: Int, to figure: inout Figure) {
    let shapes = PlotShapes(plot, index, axes)
    for line in shapes.lines {
      let points = line.map { place($0.x, $0.y) }
      // A number alone between gaps would hardly be seen as a line.
      if points.count == 1 { figure.marks.append(.dots(points, color: color(index), radius: 2.5)) }
      figure.marks.append(.curve(points, color: color(index), width: 2, dash: dash(index)))
    }
    if !shapes.points.isEmpty {
      // Points on one pixel are one.
      var seen: Set<[Int]> = []
      let points = shapes.points.map { place($0.x, $0.y) }.filter {
        seen.insert([Int(clamping: $0.x * 2), Int(clamping: $0.y * 2)]).inserted
      }
      figure.marks.append(.dots(points, color: color(index), radius: 3))
    }
    for bar in shapes.bars {
      let (corner, opposite) = (place(bar.left, bar.top), place(bar.right, bar.foot))
      let box = Figure.Box(
        x: corner.x, y: corner.y, width: opposite.x - corner.x, height: opposite.y - corner.y)
      figure.marks.append(.area(box, fill: color(index)))
      if box.width > 3, box.height > 0 { figure.marks.append(.frame(box, color: .white, width: 1)) }
    }
  }

  /// The names of the curves in rows, each with the place where it begins.
  private static func legend(_ plot: Plot, width: Double, left: Double) -> [[(index: Int, x: Double)]] {
    var rows: [[(index: Int, x: Double)]] = []
    var x = left
    for (index, series) in plot.series.enumerated() where !series.name.isEmpty {
      let length = 48 + Figure.width(of: series.name, size: 13)
      if rows.isEmpty || x > left && x + length > left + width {
        rows.append([])
        x = left
      }
      rows[rows.count - 1].append((index, x))
      x += length
    }
    return rows
  }

  private func addLegend(to figure: inout Figure) {
    for (row, entries) in legend.reversed().enumerated() {
      let y = height - 12 - PlotDrawing.line * Double(row)
      for (index, x) in entries {
        switch plot.kind {
        case .bars:
          let box = Figure.Box(x: x + 6, y: y - 6, width: 12, height: 12)
          figure.marks.append(.area(box, fill: color(index)))
        case .points:
          figure.marks.append(.dots([Figure.Point(x + 12, y)], color: color(index), radius: 3))
        case .line, .steps:
          let ends = [Figure.Point(x, y), Figure.Point(x + 24, y)]
          figure.marks.append(.curve(ends, color: color(index), width: 2, dash: dash(index)))
        }
        figure.write(plot.series[index].name, x + 30, y + 4)
      }
    }
  }

  private func color(_ index: Int) -> RGB { Self.colors[index % Self.colors.count] }
  private func dash(_ index: Int) -> [Double] { Self.dashes[index % Self.dashes.count] }

  private func line(
    _ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ color: UInt32, dash: [Double] = [],
    to figure: inout Figure
  ) {
    figure.marks.append(
      .line(from: .init(x0, y0), to: .init(x1, y1), color: RGB(hex: color), dash: dash))
  }
}
