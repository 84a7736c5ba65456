/// Compares text in which `…` stands for anything.
package enum WildcardText {
  /// Whether a line fits a pattern line.
  package static func matches(_ text: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return text == pattern }
    guard text.count >= first.count + last.count, text.hasPrefix(first), text.hasSuffix(last) else {
      return false
    }
    var rest = text.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = firstRange(of: part, in: rest) else { return false }
      rest = rest[found...]
    }
    return true
  }

  /// Whether lines fit pattern lines; one that is `…` alone stands for any number of lines.
  package static func matches(_ lines: [String], _ patterns: [String]) -> Bool {
    // Where the last `…` line stood, and the line from which it was tried last: enough to go back to.
    var (line, pattern) = (0, 0)
    var retry: (pattern: Int, line: Int)?
    while line < lines.count {
      if pattern < patterns.count, patterns[pattern].isEllipsis {
        retry = (pattern, line)
        pattern += 1
      } else if pattern < patterns.count, matches(lines[line], patterns[pattern]) {
        line += 1
        pattern += 1
      } else if let (before, start) = retry {
        retry = (before, start + 1)
        line = start + 1
        pattern = before + 1
      } else {
        return false
      }
    }
    return patterns[pattern...].allSatisfy(\.isEllipsis)
  }

  /// The end of the first occurrence.
  private static func firstRange(of part: Substring, in text: Substring) -> String.Index? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(part) { return text.index(start, offsetBy: part.count) }
      start = text.index(after: start)
    }
    return nil
  }
}

extension String {
  fileprivate var isEllipsis: Bool { filter { !$0.isWhitespace } == "…" }
}
