import Language

/// The head of a lesson: between two lines `# ---`, its title in both languages and its seed.
struct LessonHeader {
  var title: Bilingual<String?> = Bilingual(nil, nil)
  var seed: UInt64 = 0
  /// The first line, for messages.
  let span: Span

  static let fence = "# ---"
  private static let keys = ["title.en", "title.zh", "seed"]

  init(span: Span) { self.span = span }

  /// Reads `# key: value`.
  mutating func read(_ line: Range<Int>, in source: SourceText) throws(Diagnostic) {
    let span = Span(line.lowerBound, line.upperBound)
    let text = source.text(span)
    guard text.hasPrefix("# "), let colon = text.firstIndex(of: ":") else {
      if text == "#" || text.isEmpty { return }
      throw Diagnostic(
        .lesson, "a line of the header is `# key: value`", at: span, in: source,
        help: "its keys are \(LessonHeader.keys.joined(separator: ", "))")
    }
    let key = String(text[text.index(text.startIndex, offsetBy: 2)..<colon])
    let value = LessonHeader.trimmed(text[text.index(after: colon)...])
    if value.isEmpty { throw Diagnostic(.lesson, "`\(key)` is empty", at: span, in: source) }
    switch key {
    case "title.en": title.english = value
    case "title.zh": title.chinese = value
    case "seed":
      guard let number = UInt64(value) else {
        throw Diagnostic(.lesson, "the seed must be a whole number, not `\(value)`", at: span, in: source)
      }
      seed = number
    default:
      let close = Suggestion.closest(to: key, among: LessonHeader.keys)
      throw Diagnostic(
        .lesson, "the header has no `\(key)`", at: span, in: source,
        help: close.map { "did you mean `\($0)`?" }
          ?? "its keys are \(LessonHeader.keys.joined(separator: ", "))")
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
