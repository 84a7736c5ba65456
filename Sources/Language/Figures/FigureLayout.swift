import Engine

/// What is shown as a figure: its parts one below the other.
struct FigureLayout {
  private(set) var figure = Figure()
  private var below = FigureLayout.margin

  static let margin = 16.0
  /// As wide as a figure gets, but for numbers that need more.
  static let width = 800.0
  private static let gap = 14.0
  /// Of screens to be turned over so many are drawn.
  private static let maxFrames = 24

  init(_ markup: Markup) {
    add(markup)
    figure.width += 2 * FigureLayout.margin
    figure.height = max(below - FigureLayout.gap, 0) + FigureLayout.margin
    guard figure.description.isEmpty else { return }
    figure.description = markup.plainText.split(separator: "\n").first.map(String.init) ?? ""
  }

  private mutating func add(_ markup: Markup) {
    var rest = markup.blocks[...]
    while let block = rest.popFirst() {
      switch block {
      case .picture(let first):
        guard case .picture(let second)? = rest.first else {
          add(PictureFigure(first).figure)
          continue
        }
        rest.removeFirst()
        add(first, second)
      case .line(let spans): addLine(spans)
      case .sentence(let spans), .paragraph(let spans): addProse(spans)
      case .plot(let plot): add(PlotDrawing(plot).figure)
      case .figure(let drawing, _):
        add(drawing)
        figure.description = drawing.description
      case .frames(let frames): for frame in frames.prefix(FigureLayout.maxFrames) { add(frame) }
      }
    }
  }

  /// Two pictures side by side, where there is room for both.
  private mutating func add(_ first: Markup.Picture, _ second: Markup.Picture) {
    let room = (FigureLayout.width - 2 * FigureLayout.gap) / 2
    let (left, right) = (PictureFigure(first, room: room).figure, PictureFigure(second, room: room).figure)
    guard left.width + right.width + 2 * FigureLayout.gap <= FigureLayout.width else {
      add(PictureFigure(first).figure)
      add(PictureFigure(second).figure)
      return
    }
    var both = left
    both.add(right, at: left.width + 2 * FigureLayout.gap, 0)
    both.width = left.width + 2 * FigureLayout.gap + right.width
    both.height = max(left.height, right.height)
    add(both)
  }

  private mutating func add(_ part: Figure, gap: Double = FigureLayout.gap) {
    figure.add(part, at: FigureLayout.margin, below)
    figure.width = max(figure.width, part.width)
    below += part.height + gap
  }

  /// A line of a table, which stays as it is.
  private mutating func addLine(_ spans: [Markup.Span]) {
    let text = spans.map(\.text).joined()
    let isFaint = spans.allSatisfy { $0.style == .dim || $0.text.allSatisfy { $0 == " " } }
    let isBold = spans.contains { $0.style == .strong || $0.style == .heading }
    let size = 14.0
    var part = Figure(width: Figure.width(of: text, size: size, isMono: true), height: 20)
    part.write(
      text, 0, 15, size: size, isBold: isBold, isMono: true, color: isFaint ? Figure.faint : Figure.ink)
    add(part, gap: 0)
  }

  private mutating func addProse(_ spans: [Markup.Span]) {
    let letters = spans.map(\.text).joined().map { LineBreaking<Void>.Piece($0, ()) }
    for line in LineBreaking(width: 90).lines(letters) {
      let text = String(repeating: " ", count: line.indent) + String(line.pieces.map(\.character))
      var part = Figure(width: Figure.width(of: text, size: 15), height: 22)
      part.write(text, 0, 16, size: 15)
      add(part, gap: 0)
    }
  }
}
