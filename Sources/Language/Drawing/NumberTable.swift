import Engine

/// A small tensor as a table of numbers on colours, one for each plane.
package struct NumberTable {
  package struct Cell {
    package let text: String
    package let color: RGB
    package let isMarked: Bool
  }

  /// Planes, their rows, and the cells of a row.
  package let planes: [[[Cell]]]

  /// Nil for a tensor that is better looked at as a picture.
  package init?(_ picture: Markup.Picture) {
    let drawing = Drawing(picture)
    let layout = drawing.layout
    let count = layout.tiles * layout.channels
    let area = layout.width * layout.height
    guard !picture.isThumbnail, area > 0, layout.width <= 10, layout.height <= 12, count * area <= 160,
      layout.channels == 1
    else { return nil }
    let values = drawing.picture.tensor.elements
    let format = NumberFormat.candidates(for: values).first ?? .fixed(decimals: 2)
    let range = drawing.picture.range
    let length = range.upperBound - range.lowerBound
    planes = (0..<count).map { plane in
      (0..<layout.height).map { row in
        (0..<layout.width).map { column in
          let place = row * layout.width + column
          let value = values[plane * area + place]
          let fraction = length > 0 ? Float((value - range.lowerBound) / length) : 0
          let color = value.isNaN ? ColorMap.notANumber : drawing.heatMap.color(fraction)
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
