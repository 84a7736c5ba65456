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
    if let step, isZero(step) { return nil }
    let isBackwards = step.map { tree.source.text(span($0)).hasPrefix("-") } ?? false
    // What counts from the end: Python's -1 is the last, and the index where a slice stops is left out of it.
    let first = parts[0].map { fromEnd($0, 1) } ?? (isBackwards ? "end" : "1")
    let last = parts[1].map { fromEnd($0, isBackwards ? 2 : 0) } ?? (isBackwards ? "1" : "end")
    guard let first, let last else { return nil }
    if step == nil, last == "end", let number = Int(first) {
      return "\(number):end; what Python means by \(number): is \(number + 1):end, because it counts from 0"
    }
    return [first, step.map { tree.source.text(span($0)) }, last].compactMap(\.self).joined(separator: ":")
  }

  private var endsIndex: Bool { current.kind == .comma || current.kind == .rightBracket }

  private func isZero(_ value: Int32) -> Bool {
    let node = tree.nodes[Int(value)]
    return node.kind == .number && tree.numbers[Int(node.a)] == 0
  }

  /// `-k` as `end - k + shift`, worked out for a number; anything else as it stands. Nil behind the last.
  private func fromEnd(_ value: Int32, _ shift: Double) -> String? {
    let (node, text) = (tree.nodes[Int(value)], tree.source.text(span(value)))
    if node.kind == .negate, tree.nodes[Int(node.a)].kind == .number {
      let back = tree.numbers[Int(tree.nodes[Int(node.a)].a)] - shift
      return back < 0 ? nil : back == 0 ? "end" : "end - \(Formatter.number(back))"
    }
    // The sign of `-n`, `-n + 1` and `-(n + 1)`: what follows it is taken away from the end as it stands.
    guard text.hasPrefix("-") else { return text }
    let rest = text.dropFirst().drop { $0 == " " }
    return "end - \(rest)" + (shift > 0 ? " + \(Formatter.number(shift))" : "")
  }
}
