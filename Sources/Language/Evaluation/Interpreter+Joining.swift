import Engine

/// A row of a tensor as it was written, with what it consists of.
struct JoinedRow {
  /// Each value with its node, which a range's numbers share.
  let values: [(node: Int32, value: Value)]
  let written: [Int32]
}

/// `[v, 4]`, `[x; 5, 6]` and `[l, 3]`, which join in MATLAB: the function that does it, with the names that were typed.
extension Interpreter {
  /// For tensors that do not stack; nil where they cannot be joined either.
  func concatenated(_ rows: [JoinedRow], _ frame: Frame) -> String? {
    guard rows.contains(where: { $0.values.contains { $0.value.rank > 0 } }) else { return nil }
    let parts = rows.count == 1 ? elements(rows[0], frame) : self.rows(rows, frame)
    return parts.map { "`cat(\($0.joined(separator: ", ")))` joins them" }
  }

  /// Vectors and numbers one behind another: neighbouring numbers share their brackets.
  private func elements(_ row: JoinedRow, _ frame: Frame) -> [String]? {
    guard row.values.allSatisfy({ $0.value.rank <= 1 }) else { return nil }
    var parts: [String] = []
    var numbers: [String] = []
    func close() {
      if !numbers.isEmpty { parts.append("[\(numbers.joined(separator: ", "))]") }
      numbers = []
    }
    for node in row.written {
      guard let value = row.values.first(where: { $0.node == node })?.value else { continue }
      let text = frame.program.source.bareText(frame.program.span(node))
      if value.rank == 0 {
        numbers.append(text)
      } else {
        close()
        parts.append(text)
      }
    }
    close()
    return parts
  }

  /// Matrices, vectors as rows, and rows of numbers, one below another.
  private func rows(_ rows: [JoinedRow], _ frame: Frame) -> [String]? {
    var parts: [String] = []
    for row in rows {
      let texts = row.written.map { frame.program.source.bareText(frame.program.span($0)) }
      let ranks = row.values.map(\.value.rank)
      if ranks == [2] {
        parts.append(texts[0])
      } else if ranks == [1] {
        parts.append("[\(texts[0])]")
      } else if ranks.allSatisfy({ $0 == 0 }) {
        parts.append("[[\(texts.joined(separator: ", "))]]")
      } else {
        return nil
      }
    }
    return parts
  }

  /// For a list in brackets; nil where no program is known.
  /// - Parameter value: the first list of the row, at its node.
  func joined(
    _ written: [Int32], _ index: Int32, with value: Value, at node: Int32, _ frame: Frame
  ) -> String? {
    let source = frame.program.source
    guard case .list = value, frame.lists[Int(frame.nodes[Int(index)].a) + 1] == 1, written.count > 1 else {
      return nil
    }
    let texts = written.map { source.bareText(frame.program.span($0)) }
    if written.count == 2, written[0] == node {
      if case .list? = variable(written[1], frame) { return "write `\(texts[0]) + \(texts[1])`" }
      return "write `append(\(texts[0]), \(texts[1]))`"
    }
    let parts = zip(written, texts).map { other, text in other == node ? text : "list(\(text))" }
    return "write `\(parts.joined(separator: " + "))`"
  }
}

extension Value {
  /// How many dimensions it has; a number has none.
  var rank: Int { if case .tensor(let tensor) = self { tensor.rank } else { 0 } }
}
