import Engine

/// A small tensor as numbers on colours: kernels, and tables with names at their sides.
struct NumberFigure {
  private let source: Markup.Picture
  private let table: NumberTable
  private let cell: (width: Double, height: Double)
  private let textSize: Double

  private static let nameSize = 13.0
  private static let line = RGB(hex: 0xDDDDDD)
  private static let gap = 18.0

  /// Nil for a tensor that is better looked at as a picture.
  init?(_ source: Markup.Picture, _ drawing: Drawing) {
    let limits: NumberTable.Limits = source.names == nil ? .page : .named
    guard let table = NumberTable(source, limits) else { return nil }
    self.source = source
    self.table = table
    let texts = table.planes.joined().joined().map(\.text)
    let widest = texts.map { Figure.width(of: $0, size: 14) }.max() ?? 0
    let width = max(34, widest + 14)
    // A small kernel fills a slide too.
    let columns = Double(table.planes.count * (table.planes.first?.first?.count ?? 1))
    let factor = min(max(420 / (columns * width), 1), 1.8)
    (cell, textSize) = ((width * factor, 32 * factor), 14 * factor)
  }

  var figure: Figure {
    if let names = source.names, let rows = table.planes.first { return named(rows, names) }
    var figure = Figure()
    let gap = NumberFigure.gap
    let parts = table.planes.enumerated().map { plane($1, title: table.planes.count > 1 ? title($0) : "") }
    let (width, height) = (parts.map(\.width).max() ?? 0, parts.map(\.height).max() ?? 0)
    let most = max(1, Int(clamping: (FigureLayout.width + gap) / (width + gap)))
    // Rows of the same length, where one is not enough: four as two and two.
    let rows = (parts.count + most - 1) / most
    let columns = max(1, (parts.count + rows - 1) / max(rows, 1))
    for (index, part) in parts.enumerated() {
      let (x, y) = (Double(index % columns) * (width + gap), Double(index / columns) * (height + gap))
      figure.add(part, at: x, y)
      figure.width = max(figure.width, x + part.width)
      figure.height = max(figure.height, y + part.height)
    }
    return figure
  }

  private func plane(_ rows: [[NumberTable.Cell]], title: String) -> Figure {
    var figure = Figure()
    let top = title.isEmpty ? 0.0 : NumberFigure.nameSize + 6
    figure.write(title, 0, NumberFigure.nameSize, size: NumberFigure.nameSize, color: Figure.faint)
    addCells(rows, to: &figure, left: 0, top: top)
    figure.width = max(figure.width, Figure.width(of: title, size: NumberFigure.nameSize))
    return figure
  }

  private func addCells(_ rows: [[NumberTable.Cell]], to figure: inout Figure, left: Double, top: Double) {
    var marked: [Figure.Box] = []
    for (row, cells) in rows.enumerated() {
      for (column, content) in cells.enumerated() {
        let box = Figure.Box(
          x: left + Double(column) * cell.width, y: top + Double(row) * cell.height, width: cell.width,
          height: cell.height)
        figure.marks.append(.area(box, fill: content.color))
        figure.marks.append(.frame(box, color: NumberFigure.line, width: 1))
        if content.isMarked { marked.append(box) }
        figure.write(
          content.text, box.x + cell.width / 2, box.y + cell.height / 2 + textSize * 0.35,
          .middle,
          size: textSize, color: content.color.textColor)
      }
    }
    // On top of all cells, or a neighbour would cover half of it.
    for box in marked { figure.marks.append(.frame(box, color: ColorMap.mark, width: 3)) }
    figure.width = max(figure.width, left + Double(rows.first?.count ?? 0) * cell.width)
    figure.height = max(figure.height, top + Double(rows.count) * cell.height)
  }

  /// How the language would index this plane.
  private func title(_ plane: Int) -> String {
    let shape = source.tensor.shape
    var indices = [":", ":"]
    var rest = plane
    for axis in stride(from: shape.rank - 3, through: 0, by: -1) {
      indices.insert(String(rest % shape[axis] + 1), at: 0)
      rest /= shape[axis]
    }
    return "[" + indices.joined(separator: ", ") + "]"
  }

  // MARK: Names at the sides

  private func named(_ rows: [[NumberTable.Cell]], _ names: Markup.Picture.Names) -> Figure {
    var figure = Figure()
    let size = NumberFigure.nameSize
    let (rowNames, columnNames) = (names.rows.map(fitting), names.columns.map(fitting))
    func widest(_ names: [String]) -> Double { names.map { Figure.width(of: $0, size: size) }.max() ?? 0 }
    // Long names run upward, or they would meet.
    let isUpward = widest(columnNames) > cell.width - 6
    let (left, top) = (widest(rowNames) + 32, size + 20 + (isUpward ? widest(columnNames) : size))
    addCells(rows, to: &figure, left: left, top: top)
    for (row, name) in rowNames.enumerated() {
      figure.write(name, left - 8, top + (Double(row) + 0.5) * cell.height + size * 0.35, .end, size: size)
    }
    for (column, name) in columnNames.enumerated() {
      let middle = left + (Double(column) + 0.5) * cell.width
      if isUpward {
        figure.write(name, middle + size * 0.35, top - 8, size: size, isUpward: true)
      } else {
        figure.write(name, middle, top - 8, .middle, size: size)
      }
    }
    figure.write(
      names.columnTitle, (left + figure.width) / 2, size, .middle, size: size, isBold: true)
    figure.write(
      names.rowTitle, size, (top + figure.height) / 2, .middle, size: size, isBold: true, isUpward: true)
    return figure
  }

  /// A name without the end for which there is no room.
  private func fitting(_ name: String) -> String {
    let most = 200.0
    guard Figure.width(of: name, size: NumberFigure.nameSize) > most else { return name }
    var name = name
    while !name.isEmpty, Figure.width(of: name + "…", size: NumberFigure.nameSize) > most {
      name.removeLast()
    }
    return name + "…"
  }
}
