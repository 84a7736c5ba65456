/// Which pixels of a scaled picture belong to the marked elements.
package struct MarkMask {
  package enum Kind { case none, outline, tint }

  private var kinds: [Kind]

  /// - Parameter marked: positions `row * source.width + column`.
  package init(_ marked: Set<Int>, source: (width: Int, height: Int), drawn: (width: Int, height: Int)) {
    kinds = Array(repeating: .none, count: drawn.width * drawn.height)
    guard !marked.isEmpty else { return }
    for position in marked {
      let rows = MarkMask.covered(position / source.width, of: source.height, by: drawn.height)
      let columns = MarkMask.covered(position % source.width, of: source.width, by: drawn.width)
      for row in rows {
        for column in columns { kinds[row * drawn.width + column] = .tint }
      }
    }
    outline(width: drawn.width, height: drawn.height)
  }

  package subscript(position: Int) -> Kind { kinds[position] }

  /// The pixels that an element touches.
  private static func covered(_ index: Int, of count: Int, by pixels: Int) -> Range<Int> {
    (index * pixels / count)..<(((index + 1) * pixels + count - 1) / count)
  }

  /// Where the marked area has an inside, its border becomes an outline and the inside is left as it is; an area
  /// without one stays tinted.
  private mutating func outline(width: Int, height: Int) {
    let marked = kinds
    func isMarked(_ row: Int, _ column: Int) -> Bool {
      0..<height ~= row && 0..<width ~= column && marked[row * width + column] == .tint
    }
    var inside: [Int] = []
    for row in 0..<height {
      for column in 0..<width where isMarked(row, column) {
        let neighbors = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        if neighbors.allSatisfy({ isMarked($0.0, $0.1) }) { inside.append(row * width + column) }
      }
    }
    guard !inside.isEmpty else { return }
    kinds = marked.map { $0 == .tint ? .outline : .none }
    for position in inside { kinds[position] = .none }
  }
}
