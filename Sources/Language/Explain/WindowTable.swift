import Engine

/// How the explanations lay out windows: small tables side by side.
enum WindowTable {
  /// Columns of equal height beside each other, each with its title.
  static func render(width: Int, _ columns: [(title: String, cells: [String])]) -> Markup {
    var blocks: [[String]] = []
    for (title, cells) in columns {
      let cellWidth = cells.map(\.count).max() ?? 1
      let rows = stride(from: 0, to: cells.count, by: max(width, 1)).map { start in
        cells[start..<min(start + width, cells.count)]
          .map { String(repeating: " ", count: cellWidth - $0.count) + $0 }.joined(separator: "  ")
      }
      let blockWidth = max(rows.map(\.count).max() ?? 0, title.count)
      blocks.append(([title] + rows).map { $0 + String(repeating: " ", count: blockWidth - $0.count) })
    }
    var markup = Markup()
    for line in 0..<(blocks.map(\.count).max() ?? 0) {
      let text = "  " + blocks.map { line < $0.count ? $0[line] : "" }.joined(separator: "     ")
      markup.line(String(text.reversed().drop { $0 == " " }.reversed()), line == 0 ? .dim : .plain)
    }
    return markup
  }

  static func numbers(_ values: [Double]) -> [String] { values.map { Formatter.number($0, digits: 5) } }

  /// Values of taps; a tap on the margin is a dot.
  static func texts(_ taps: [Window.Tap], _ values: [Double]) -> [String] {
    zip(taps, values).map { $0.picture == nil ? "·" : Formatter.number($1, digits: 5) }
  }

  /// `is rows 1–3, columns 2–4 of the picture`.
  static func place(_ window: Window) -> String {
    func span(_ positions: [Int]) -> String {
      let (low, high) = ((positions.min() ?? 0) + 1, (positions.max() ?? 0) + 1)
      return low == high ? "\(low)" : "\(low)–\(high)"
    }
    let rows = window.taps.map(\.pictureRow)
    let columns = window.taps.map(\.pictureColumn)
    let outside = window.taps.count - window.inside.count
    let margin = outside > 0 ? "; \(outside) of its elements are in the padding (·)" : ""
    return "covers rows \(span(rows)), columns \(span(columns)) of the picture\(margin)"
  }

  static func index(_ index: [Int]) -> String { index.map { String($0 + 1) }.joined(separator: ", ") }

  /// The picture with the window marked, where it is small enough to be read.
  static func markedPicture(_ picture: Tensor, _ window: Window) -> Markup {
    guard picture.rank == 2, picture.shape[0] <= 12, picture.shape[1] <= 12 else { return Markup() }
    // Only a convolution has a filter, and only a mask takes weights out of it.
    let looking = window.inside.filter { $0.weight != nil || window.filter == nil }
    let marked = looking.map {
      (row: $0.pictureRow, column: $0.pictureColumn)
    }
    return Markup([.picture(.init(picture, caption: "the picture, with the window marked", marked: marked))])
  }
}

extension Tensor {
  /// The element at an index counted from 0.
  func element(at index: [Int]) -> Double {
    element(zip(index, shape.strides).reduce(0) { $0 + $1.0 * $1.1 })
  }
}
