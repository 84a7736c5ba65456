/// Python's slices, such as `x[::2]` and `x[:-1]`: read to the end, so that the answer is the whole range as it is
/// written here.
extension Parser {
  /// - Precondition: the parser stands at the beginning of the index.
  func openRange(_ message: String, at place: Span) -> Diagnostic {
    var ahead = self
    return Diagnostic(
      .foreignHabit, message, at: place, in: tree.source,
      help: ahead.slice().map { "write \($0)" } ?? "a range is first:last or first:step:last, as in 1:2:end")
  }

  /// `start:stop:step`, each of which may be missing, as a range from 1; nil for anything else.
  private mutating func slice() -> String? {
    var parts: [Int32?] = []
    repeat {
      let isMissing = current.kind == .colon || endsIndex
      if isMissing {
        parts.append(nil)
      } else if let value = try? bound() {
        parts.append(value)
      } else {
        return nil
      }
    } while accept(.colon)
    guard endsIndex, parts.count == 2 || parts.count == 3 else { return nil }
    let step = parts.count == 3 ? parts[2] : nil
    let isBackwards = step.map { tree.nodes[Int($0)].kind == .negate } ?? false
    // What counts from the end: Python's -1 is the last, and a last index of -1 is left out.
    let first = parts[0].map { fromEnd($0, 1) } ?? (isBackwards ? "end" : "1")
    let last = parts[1].map { fromEnd($0, 0) } ?? (isBackwards ? "1" : "end")
    return [first, step.map { tree.source.text(span($0)) }, last].compactMap(\.self).joined(separator: ":")
  }

  private var endsIndex: Bool { current.kind == .comma || current.kind == .rightBracket }

  /// `-k` as `end - (k - shift)`; anything else as it stands.
  private func fromEnd(_ value: Int32, _ shift: Double) -> String {
    let node = tree.nodes[Int(value)]
    guard node.kind == .negate, tree.nodes[Int(node.a)].kind == .number else {
      return tree.source.text(span(value))
    }
    let back = tree.numbers[Int(tree.nodes[Int(node.a)].a)] - shift
    return back == 0 ? "end" : "end - \(Formatter.number(back))"
  }
}
