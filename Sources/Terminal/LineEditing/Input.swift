/// What the user gave at a prompt.
public enum Input: Equatable, Sendable {
  /// A complete cell, or an incomplete one that was ended by the end of input. May be empty; lines are
  /// separated by single newlines, none at the end.
  case cell(String)
  /// Ctrl-C: everything typed so far is dropped.
  case interrupted
  case endOfInput
}

/// What one line's prompt brought.
enum LineRead {
  case line(String)
  case interrupted
  case endOfInput
}

extension Input {
  /// Reads lines until they make a cell.
  ///
  /// - Parameters:
  ///   - isComplete: asked after each line with all lines so far, joined by newlines.
  ///   - readLine: told the lines of the cell before, nil for its first. A pasted text is one "line" with newlines in it.
  static func assembled(
    isComplete: (String) -> Bool, readLine: (_ earlier: String?) -> LineRead
  ) -> Input {
    var text: String?
    while true {
      switch readLine(text) {
      case .interrupted:
        return .interrupted
      case .endOfInput:
        // The parser says better than we do what is missing.
        return text.map { .cell(withoutFinalNewlines($0)) } ?? .endOfInput
      case .line(let line):
        // A pasted text may end with a newline, and then Enter was pressed as well.
        let line = line.utf8.last == newline ? String(line.unicodeScalars.dropLast()) : line
        let joined = text.map { $0 + "\n" + line } ?? line
        if isComplete(joined) { return .cell(withoutFinalNewlines(joined)) }
        text = joined
      }
    }
  }

  private static let newline = UInt8(ascii: "\n")

  private static func withoutFinalNewlines(_ text: String) -> String {
    let end = text.utf8.lastIndex { $0 != newline }
    return end.map { String(text[...$0]) } ?? ""
  }
}
