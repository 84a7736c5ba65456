import Engine

/// A small tensor as a table of numbers on colours, one for each plane.
package struct NumberTable {
  package struct Cell {
    package let text: String
    package let color: RGB
    package let isMarked: Bool
  }

  /// How much of a tensor is read as numbers.
  package struct Limits: Sendable {
    let columns: Int
    let rows: Int
    let cells: Int

    /// What fits a column of text.
    package static let page = Limits(columns: 10, rows: 12, cells: 160)
    /// A table with names at its sides.
    static let named = Limits(columns: 40, rows: 40, cells: 1600)
  }

  /// Planes, their rows, and the cells of a row.
  package let planes: [[[Cell]]]

  /// Nil for a tensor that is better looked at as a picture.
  package init?(_ picture: Markup.Picture, _ limits: Limits = .page) {
    let drawing = Drawing(picture)
    let layout = drawing.layout
    let count = layout.tiles * layout.channels
    let area = layout.width * layout.height
    guard !picture.isThumbnail, !picture.isIllustration, area > 0,
      layout.width <= limits.columns, layout.height <= limits.rows, count * area <= limits.cells,
      layout.channels == 1
    else { return nil }
    let values = drawing.picture.tensor.elements
    let format = NumberFormat.candidates(for: values).first ?? .fixed(decimals: 2)
    planes = (0..<count).map { plane in
      (0..<layout.height).map { row in
        (0..<layout.width).map { column in
          let place = row * layout.width + column
          let value = values[plane * area + place]
          let fraction = drawing.fraction(of: value, inTile: plane)
          let color =
            value.isNaN ? ColorMap.notANumber : drawing.heatMap(ofTile: plane).color(fraction)
          return Cell(
            text: format.text(value), color: color,
            isMarked: drawing.marked.contains(place))
        }
      }
    }
  }

  /// The numbers alone, each column to the right.
  package var lines: [String] {
    let width = planes.joined().joined().map(\.text.count).max() ?? 0
    return planes.enumerated().flatMap { index, rows in
      (index > 0 ? [""] : [])
        + rows.map { row in
          row.map { cell in
            String(repeating: " ", count: width - cell.text.count)
              + (cell.isMarked ? "[\(cell.text)]" : " \(cell.text) ")
          }.joined()
        }
    }
  }
}
