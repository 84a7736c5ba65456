import Engine
import Language

/// A small tensor as numbers on colours. Each plane is a panel; panels stand side by side as far as they fit.
struct HeatMap {
  private let drawing: Drawing
  private let cells: [[Cell]]
  private let cellWidth: Int
  private let panels: Panels

  private struct Cell {
    var text: String
    var value: Double
    var plane: Int
    var isMarked: Bool
  }

  /// How many rows of cells a plane has, what stands before each, and how the planes are laid out.
  private struct Panels {
    var count: Int
    var rowLength: Int
    var labels: [String]
    var perLine: Int
  }

  /// Nil where the numbers do not fit into so many columns and lines.
  init?(_ drawing: Drawing, columns: Int, lines: Int) {
    let layout = drawing.layout
    let planes = layout.tiles * layout.channels
    let area = layout.height * layout.width
    // No cell is narrower than three columns, so most tensors are turned away before anything is formatted.
    guard planes * area <= max(columns / 3, 1) * lines else { return nil }
    let values = drawing.picture.tensor.elements
    for format in NumberFormat.candidates(for: values) {
      let texts = values.map(format.text)
      let cellWidth = (texts.map(\.count).max() ?? 1) + 2
      guard let panels = HeatMap.arrange(drawing, cellWidth, columns, lines) else { continue }
      self.drawing = drawing
      self.panels = panels
      self.cellWidth = cellWidth
      cells = (0..<planes).map { plane in
        (0..<area).map { position in
          let offset = plane * area + position
          return Cell(
            text: texts[offset], value: values[offset], plane: plane,
            isMarked: drawing.marked.contains(position))
        }
      }
      return
    }
    return nil
  }

  private static let gap = 2

  private static func arrange(_ drawing: Drawing, _ cellWidth: Int, _ columns: Int, _ lines: Int) -> Panels? {
    let layout = drawing.layout
    if drawing.picture.tensor.rank == 1, layout.width * cellWidth > columns {
      return wrapped(layout.width, cellWidth, columns, lines)
    }
    let count = layout.tiles * layout.channels
    let titleWidth = count > 1 ? title(count - 1, drawing.picture.tensor.shape).count : 0
    let width = max(layout.width * cellWidth, titleWidth)
    guard width <= columns else { return nil }
    var perLine = min((columns + gap) / (width + gap), count)
    let perSample = layout.tilesPerSample * layout.channels
    if perSample > 1 && perLine > perSample { perLine = perLine / perSample * perSample }
    let rows = (count + perLine - 1) / perLine
    // Of a colour picture numbers are worth more than its colours only when its channels stand side by side.
    if layout.channels > 1 && perLine < perSample { return nil }
    let height = rows * (layout.height + (count > 1 ? 1 : 0)) + rows - 1
    guard height <= lines else { return nil }
    return Panels(
      count: count, rowLength: layout.width, labels: Array(repeating: "", count: layout.height),
      perLine: perLine)
  }

  /// A vector longer than a line runs on; each line starts with the index of its first element.
  private static func wrapped(_ count: Int, _ cellWidth: Int, _ columns: Int, _ lines: Int) -> Panels? {
    let labelWidth = String(count).count + 2
    let most = (columns - labelWidth) / cellWidth
    // Full tens make the labels easy to count on from.
    let rowLength = most >= 10 ? most / 10 * 10 : most
    guard rowLength > 0, (count + rowLength - 1) / rowLength <= lines / 2 else { return nil }
    let labels = stride(from: 1, through: count, by: rowLength).map { index in
      let label = "\(index):"
      return String(repeating: " ", count: labelWidth - 1 - label.count) + label + " "
    }
    return Panels(count: 1, rowLength: rowLength, labels: labels, perLine: 1)
  }

  /// How the language would index this plane.
  private static func title(_ plane: Int, _ shape: Shape) -> String {
    var indices = [":", ":"]
    var rest = plane
    for axis in stride(from: shape.rank - 3, through: 0, by: -1) {
      indices.insert(String(rest % shape[axis] + 1), at: 0)
      rest /= shape[axis]
    }
    return "[" + indices.joined(separator: ", ") + "]"
  }

  func write(to writer: inout AnsiWriter, _ depth: TerminalCapabilities.ColorDepth) {
    let shape = drawing.picture.tensor.shape
    let panelWidth =
      panels.count > 1
      ? max(panels.rowLength * cellWidth, HeatMap.title(panels.count - 1, shape).count)
      : panels.rowLength * cellWidth
    for first in stride(from: 0, to: panels.count, by: panels.perLine) {
      if first > 0 { writer.endLine() }
      let group = first..<min(first + panels.perLine, panels.count)
      if panels.count > 1 {
        var line = PaddedLine()
        for plane in group {
          line.add(HeatMap.title(plane, shape), Pen(faint: true))
          line.pad(to: (plane - first + 1) * (panelWidth + HeatMap.gap))
        }
        line.write(to: &writer)
      }
      for row in panels.labels.indices {
        var line = PaddedLine()
        for plane in group {
          line.add(panels.labels[row], Pen(faint: true))
          let start = row * panels.rowLength
          for cell in cells[plane][start..<min(start + panels.rowLength, cells[plane].count)] {
            line.add(text(cell), pen(cell, depth))
          }
          line.pad(to: (plane - first + 1) * (panelWidth + HeatMap.gap))
        }
        line.write(to: &writer)
      }
    }
  }

  private func text(_ cell: Cell) -> String {
    let padding = String(repeating: " ", count: cellWidth - 2 - cell.text.count)
    return padding + (cell.isMarked ? "[\(cell.text)]" : " \(cell.text) ")
  }

  private func pen(_ cell: Cell, _ depth: TerminalCapabilities.ColorDepth) -> Pen {
    guard depth >= .ansi256 else { return Pen(bold: cell.isMarked) }
    let tile = cell.plane / drawing.layout.channels
    let color =
      cell.value.isNaN
      ? ColorMap.notANumber
      : drawing.heatMap(ofTile: tile).color(drawing.fraction(of: cell.value, inTile: tile), depth)
    return Pen(.rgb(color.textColor), on: .rgb(color), bold: cell.isMarked)
  }
}

/// A line that is put together with padding, written without spaces at its end that nobody sees.
struct PaddedLine {
  private var parts: [(text: String, pen: Pen)] = []
  private var columns = 0

  mutating func add(_ text: String, _ pen: Pen) {
    guard !text.isEmpty else { return }
    parts.append((text, pen))
    columns += text.count
  }

  mutating func pad(to column: Int) {
    if column > columns { add(String(repeating: " ", count: column - columns), .plain) }
  }

  func write(to writer: inout AnsiWriter) {
    var end = parts.count
    while end > 0, parts[end - 1].pen.background == nil, parts[end - 1].text.allSatisfy({ $0 == " " }) {
      end -= 1
    }
    for (index, part) in parts[..<end].enumerated() {
      var text = part.text
      if index == end - 1, part.pen.background == nil {
        while text.last == " " { text.removeLast() }
      }
      writer.write(text, part.pen)
    }
    writer.endLine()
  }
}
