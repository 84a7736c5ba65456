import Engine

extension Formatter {
  /// How much of a tensor is written before it is shortened: what a screen of 80 columns and 24 lines takes.
  private static let maxRows = 12
  private static let maxRowsOfMany = 6
  private static let maxColumns = 12
  private static let maxMatrices = 4
  private static let maxWidth = 80
  private static let maxHeight = 26

  /// The value of a statement as lines: one for most, a heading and rows for a tensor.
  package static func display(_ value: Value) -> [String] {
    if case .object(let box) = value { return box.content.display }
    if case .record(let record) = value { return lines(record) }
    guard case .tensor(let tensor) = value, tensor.rank > 0 else { return [inline(value)] }
    let rows = rows(tensor)
    return [heading(tensor)] + rows + (rows.contains { $0.contains("…") } ? summary(tensor) : [])
  }

  /// Whether elements are left out where the tensor is written, and what they are like is worth a look through all.
  package static func isShortened(_ tensor: Tensor) -> Bool {
    tensor.count > 0 && tensor.count <= maxSummary && rows(tensor).contains { $0.contains("…") }
  }

  /// More numbers are not gone through for one line.
  private static let maxSummary = 1 << 25

  /// What the elements are like that are not shown.
  private static func summary(_ tensor: Tensor) -> [String] {
    guard tensor.count <= maxSummary else { return [] }
    let statistics = TensorPicture.Statistics(of: tensor)
    var facts: [String] = []
    if statistics.finite > 0 {
      facts.append("\(number(statistics.minimum, digits: 4)) … \(number(statistics.maximum, digits: 4))")
      facts.append("mean \(number(statistics.mean, digits: 4))")
    }
    if statistics.notANumber > 0 { facts.append("\(statistics.notANumber) nan") }
    if statistics.infinite > 0 { facts.append("\(statistics.infinite) inf") }
    return ["  (\(facts.joined(separator: ", ")))"]
  }

  /// The elements in aligned columns, long dimensions shortened in the middle.
  static func rows(_ tensor: Tensor) -> [String] {
    guard tensor.count > 0 else { return [] }
    let columns = tensor.shape[tensor.rank - 1]
    let height = tensor.rank >= 2 ? tensor.shape[tensor.rank - 2] : 1
    let matrices = tensor.count / (columns * height)
    let shownMatrices = shown(matrices, maxMatrices)
    let isMany = matrices > 1 && shownMatrices.count * (min(height, maxRows) + 1) > maxHeight
    let shownRows = shown(height, isMany ? maxRowsOfMany : maxRows)
    let (texts, width) = fittingCells(columns) { shownColumns in
      cells(tensor, shownMatrices.map { $0.map { $0 * height * columns } }, columns, shownRows, shownColumns)
    }
    var lines: [String] = []
    for (matrix, text) in zip(shownMatrices, texts) {
      guard let matrix, let text else {
        lines.append("  …")
        continue
      }
      if matrices > 1 { lines.append("  [\(label(matrix, tensor.shape)), :, :]") }
      lines += text.map { row in
        row.map { "  " + String(repeating: " ", count: max(0, width - $0.count)) + $0 }.joined()
      }
    }
    return lines
  }

  /// The cells of as many columns as fit on a line, and how wide each is.
  private static func fittingCells(
    _ columns: Int, _ cells: ([Int?]) -> [[[String]]?]
  ) -> (texts: [[[String]]?], width: Int) {
    var limit = maxColumns
    while true {
      let shownColumns = shown(columns, limit)
      let texts = cells(shownColumns)
      let width = texts.compactMap(\.self).joined().joined().map(\.count).max() ?? 1
      if limit <= 2 || shownColumns.count * (width + 2) <= maxWidth { return (texts, width) }
      limit -= 1
    }
  }

  /// Which positions are written; nil stands for the gap.
  private static func shown(_ extent: Int, _ limit: Int) -> [Int?] {
    guard extent > limit else { return Array(0..<extent) }
    let tail = limit / 2
    return Array(0..<(limit - tail)) + [nil] + Array((extent - tail)..<extent)
  }

  /// The texts of all matrices in one notation; nil for a gap between them.
  ///
  /// - Parameter starts: the flat positions at which the matrices begin.
  private static func cells(
    _ tensor: Tensor, _ starts: [Int?], _ columns: Int, _ rows: [Int?], _ shownColumns: [Int?]
  ) -> [[[String]]?] {
    let places = rows.flatMap { row in
      shownColumns.compactMap { column in row.flatMap { row in column.map { row * columns + $0 } } }
    }
    let positions = starts.compactMap(\.self).flatMap { start in places.map { start + $0 } }
    var texts = elements(positions, of: tensor, digits: 5)[...]
    return starts.map { start in
      guard start != nil else { return nil }
      return rows.map { row in
        shownColumns.map { column in row == nil || column == nil ? "…" : texts.removeFirst() }
      }
    }
  }

  /// The leading indices of the n-th matrix, counted from 1.
  private static func label(_ matrix: Int, _ shape: Shape) -> String {
    var rest = matrix
    var indices: [String] = []
    for axis in stride(from: shape.rank - 3, through: 0, by: -1) {
      indices.insert(String(rest % shape[axis] + 1), at: 0)
      rest /= shape[axis]
    }
    return indices.joined(separator: ", ")
  }
}
