import Language

/// Reads the text of a cell: a block `# en:`, then a block `# zh:`, each line behind `# `.
struct ProseReader {
  private let source: SourceText
  private var lines: Bilingual<[String]> = Bilingual([], [])
  private var seen: [LessonLanguage] = []
  private(set) var problems: [Diagnostic] = []

  private init(_ source: SourceText) { self.source = source }

  /// - Parameters:
  ///   - lines: the numbers of the lines below the marker.
  ///   - marker: where a missing language is told.
  static func read(
    _ lines: Range<Int>, of kind: LessonCell.Kind, marker: Span, in source: SourceText
  ) -> (prose: Bilingual<Prose>, problems: [Diagnostic]) {
    var reader = ProseReader(source)
    for line in lines { reader.read(source.range(ofLine: line), kind) }
    let prose = Bilingual(Prose(lines: reader.lines.english), Prose(lines: reader.lines.chinese))
    for (language, name) in [(LessonLanguage.english, "English"), (.chinese, "Chinese")]
    where prose[language].isEmpty {
      reader.fail(
        "\(kind.label) has no \(name) text", at: marker,
        help: "a block `# \(language.rawValue):` and the text below it")
    }
    return (prose, reader.problems)
  }

  private mutating func fail(_ message: String, at span: Span, help: String? = nil) {
    problems.append(Diagnostic(.lesson, message, at: span, in: source, help: help))
  }

  private mutating func read(_ range: Range<Int>, _ kind: LessonCell.Kind) {
    let span = Span(range.lowerBound, range.upperBound)
    var text = source.text(span)
    while text.last?.isWhitespace == true { text.removeLast() }
    if let language = LessonLanguage.allCases.first(where: { text.hasPrefix("# \($0.rawValue):") }) {
      begin(language, text, span)
    } else if text.isEmpty || text == "#" {
      if let language = seen.last { lines[language].append("") }
    } else if text.hasPrefix("# ") {
      if let language = seen.last {
        lines[language].append(String(text.dropFirst(2)))
      } else {
        fail("text begins with a line `# en:`", at: span)
      }
    } else if text.hasPrefix("#") {
      fail(
        text.hasPrefix("#=>") || text.hasPrefix("#>")
          ? "an expected output belongs to a statement, but this cell contains text"
          : "a space is expected after `#`",
        at: span)
      if let language = seen.last { lines[language].append(text) }
    } else {
      fail("\(kind.label) contains text, but this is code", at: span, help: "begin a code cell with # %%")
    }
  }

  private mutating func begin(_ language: LessonLanguage, _ text: String, _ span: Span) {
    if text.utf8.count > 5 {
      fail("the text starts on the line below `# \(language.rawValue):`", at: span)
    }
    if seen.contains(language) {
      fail(
        "`# \(language.rawValue):` occurs twice", at: span,
        help: "an empty line `#` separates paragraphs")
    } else if language == .english, seen.contains(.chinese) {
      fail("`# en:` must come before `# zh:`", at: span)
    }
    seen.append(language)
  }
}
