import Engine

/// A network as the papers draw it: what comes out of each layer as a solid, from left to right, in several rows where it is long.
struct ArchitectureFigure {
  private(set) var figure = Figure()

  /// Wider than this it goes on in the next row.
  private static let width = 1060.0
  private static let rowGap = 44.0
  /// Where rows but the first begin, so that the line from the row before has room.
  private static let indent = 22.0
  /// More blocks than these nobody looks at.
  private static let most = 400
  private static let noteSize = 13.0
  /// Around it, for what is wider than it was taken for.
  private static let margin = 6.0

  init(_ tree: ArchitectureTree, note: String) {
    let all = [.stack([tree.input])] + ArchitectureLayout.flattened(tree.root)
    let blocks = Array(all.prefix(ArchitectureFigure.most))
    let layout = ArchitectureLayout(side: tree.side)
    let rows = ArchitectureFigure.rows(blocks, layout).map(layout.row)
    var sheet = ArchitecturePart()
    var (y, end) = (0.0, Figure.Point(0, 0))
    for (index, row) in rows.enumerated() {
      let x = index == 0 ? 0 : ArchitectureFigure.indent
      let axis = y + row.above
      sheet.add(row, at: x, axis)
      if index > 0 {
        let (right, left) = (rows[index - 1].width + (index > 1 ? ArchitectureFigure.indent : 0) + 10, 6.0)
        let between = y - ArchitectureFigure.rowGap / 2
        let points = [
          end, .init(right, end.y), .init(right, between), .init(left, between), .init(left, axis),
          .init(x + row.entry, axis),
        ]
        if row.beginsWithLine { sheet.line(points) } else { sheet.arrow(points) }
        sheet.width = max(sheet.width, right)
      }
      end = .init(x + row.exit, axis)
      y = axis + row.below + ArchitectureFigure.rowGap
    }
    let margin = ArchitectureFigure.margin
    figure.add(sheet.figure, at: margin, margin)
    (figure.width, figure.height) = (sheet.width + 2 * margin, y - ArchitectureFigure.rowGap + margin)
    let leftOut = all.count - blocks.count
    let more = leftOut > 0 ? ", and \(Formatter.count(leftOut, "block")) more" : ""
    let text = note + more
    figure.write(text, margin, figure.height + 24, size: ArchitectureFigure.noteSize, color: Figure.faint)
    let noteWidth = Figure.width(of: text, size: ArchitectureFigure.noteSize)
    figure.width = max(figure.width, noteWidth + 2 * margin)
    figure.height += 32
    figure.description = text
  }

  /// As few rows as there is room for, about as wide as one another.
  private static func rows(
    _ blocks: [ArchitectureBlock], _ layout: ArchitectureLayout
  ) -> [[ArchitectureBlock]] {
    let widths = layout.parts(blocks).map { $0.width + ArchitectureLayout.gap }
    let widest = max(width, widths.max() ?? 0)
    let fewest = filled(widths, upTo: widest).count
    var limit = widths.reduce(0, +) / Double(fewest)
    while limit < widest, filled(widths, upTo: limit).count > fewest { limit *= 1.05 }
    return filled(widths, upTo: min(limit, widest)).map { Array(blocks[$0]) }
  }

  /// The places of what stands in each row.
  private static func filled(_ widths: [Double], upTo limit: Double) -> [Range<Int>] {
    var rows: [Range<Int>] = []
    var (start, used) = (0, 0.0)
    for (place, width) in widths.enumerated() {
      if used + width > limit, place > start {
        rows.append(start..<place)
        (start, used) = (place, 0)
      }
      used += width
    }
    return rows + [start..<widths.count]
  }
}

extension ArchitectureTree {
  /// The most rows or columns of a result.
  var side: Int {
    func side(_ block: ArchitectureBlock) -> Int {
      switch block {
      case .stack(let layers): layers.map(side).max() ?? 0
      case .sequence(let blocks): blocks.map(side).max() ?? 0
      case .named(_, let block): side(block)
      case .parallel(let branches, _): branches.map { side($0.block) }.max() ?? 0
      }
    }
    func side(_ layer: ArchitectureLayer) -> Int {
      layer.output.rank == 3 ? max(layer.output[1], layer.output[2]) : 0
    }
    return max(side(.stack([input])), side(root), 1)
  }
}
