import Engine

/// A tensor as a figure: numbers on colours where there are few, else its pictures; what the colours mean beside it, its caption below.
struct PictureFigure {
  private let source: Markup.Picture
  private let drawing: Drawing

  private let room: Double

  /// - Parameter room: how wide it may get, but for numbers that need more.
  init(_ source: Markup.Picture, room: Double = FigureLayout.width) {
    (self.source, self.room) = (source, room)
    drawing = Drawing(source)
  }

  private static let captionSize = 16.0
  private static let noteSize = 13.0

  var figure: Figure {
    let table = NumberFigure(source, drawing)
    var figure = table?.figure ?? TileFigure(source, drawing, room: room).figure
    if table == nil, let bar = ScaleBar(drawing, height: figure.height) {
      figure.add(bar.figure, at: figure.width + 16, 0)
      figure.width += 16 + bar.figure.width
    }
    let lines = notes(isTable: table != nil)
    if !source.caption.isEmpty { write(source.caption, PictureFigure.captionSize, Figure.ink, to: &figure) }
    if !lines.isEmpty {
      write(lines.joined(separator: ", "), PictureFigure.noteSize, Figure.faint, to: &figure)
    }
    return figure
  }

  /// What a reader could not know otherwise.
  private func notes(isTable: Bool) -> [String] {
    var notes: [String] = []
    let clipped = drawing.scales.reduce(0) { $0 + $1.clipped }
    if clipped > 0 { notes.append("\(clipped) of \(source.tensor.count) numbers lie beyond the scale") }
    // Colours of three channels have no strip beside them.
    if drawing.layout.channels > 1, drawing.scales.count == 1 {
      notes += drawing.scaleWords(.colors).prefix(1)
    }
    let statistics = drawing.picture.statistics
    if !isTable, statistics.notANumber > 0 { notes.append("\(statistics.notANumber) nan (magenta)") }
    let leftOut = drawing.layout.tiles - TileFigure.maxTiles
    if !isTable, leftOut > 0 { notes.append("\(leftOut) pictures left out") }
    return notes
  }

  /// Adds a line below, broken where it is wider than the figure.
  private func write(_ text: String, _ size: Double, _ color: RGB, to figure: inout Figure) {
    let columns = max(24, Int(clamping: figure.width / (size * 0.58)))
    for line in LineBreaking(width: columns).lines(text.map { LineBreaking<Void>.Piece($0, ()) }) {
      let words = String(line.pieces.map(\.character))
      figure.write(words, 0, figure.height + size + 6, size: size, color: color)
      figure.width = max(figure.width, Figure.width(of: words, size: size))
      figure.height += size + 8
    }
  }
}

/// A strip of a scale's colours, with the numbers at its ends.
struct ScaleBar {
  let figure: Figure

  /// Nil where there is nothing to say: a picture's own colours, one number, or several scales.
  init?(_ drawing: Drawing, height: Double) {
    guard drawing.scales.count == 1, let scale = drawing.scales.first, scale.kind != .picture,
      drawing.layout.channels == 1, scale.range.lowerBound < scale.range.upperBound
    else { return nil }
    let map = drawing.map(ofTile: 0)
    let (width, size, steps) = (14.0, 13.0, 64)
    let height = min(max(height, 80), 240)
    var figure = Figure(width: width, height: height)
    for step in 0..<steps {
      // A little more than a step high, so that no gap shines through.
      let y = height * Double(steps - 1 - step) / Double(steps)
      let box = Figure.Box(x: 0, y: y, width: width, height: min(height / Double(steps) + 0.5, height - y))
      figure.marks.append(.area(box, fill: map.color((Float(step) + 0.5) / Float(steps))))
    }
    figure.marks.append(
      .frame(.init(x: 0, y: 0, width: width, height: height), color: Figure.faint, width: 0.5))
    var labels = [(scale.range.upperBound, size), (scale.range.lowerBound, height)]
    if scale.isAroundZero { labels.append((0, height / 2 + size * 0.35)) }
    for (number, y) in labels {
      let text = NumberFormat.short(number)
      figure.write(text, width + 6, y, size: size)
      figure.width = max(figure.width, width + 6 + Figure.width(of: text, size: size))
    }
    self.figure = figure
  }
}
