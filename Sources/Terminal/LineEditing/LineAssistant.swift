/// Knows what may stand at the cursor.
public protocol Completer {
  /// - Parameters:
  ///   - line: what is typed so far, newlines included.
  ///   - cursor: its place in the UTF-8 of `line`.
  func completions(for line: String, cursor: Int) -> Completions
}

/// What may replace the text between `start` and the cursor.
public struct Completions: Equatable, Sendable {
  /// What follows a completion that is the only one, at the end of the line.
  public enum Suffix: Character, Sendable {
    case space = " "
    case doubleQuote = "\""
    case singleQuote = "'"
  }

  /// A place in the line's UTF-8, at most the cursor's.
  public var start: Int
  /// Whole replacements, listed in this order.
  public var candidates: [String]
  public var suffix: Suffix?
  /// What a candidate is, for those of which something is worth saying; shown where several are listed.
  public var notes: [String: String] = [:]

  public init(start: Int, candidates: [String], suffix: Suffix? = nil) {
    self.start = start
    self.candidates = candidates
    self.suffix = suffix
  }
}
