import Language

/// Takes a text apart into header and cells. Goes on after a fault, so that all of them can be told.
struct LessonReader {
  private let source: SourceText
  private(set) var header: LessonHeader?
  private(set) var cells: [LessonCell] = []
  private(set) var problems: [Diagnostic] = []

  /// Whether a text is a lesson: it has a header, or a cell that is not code. Else it is an ordinary script.
  static func isLesson(_ source: SourceText) -> Bool {
    var isFirst = true
    for line in 1...source.lineCount {
      let text = LessonReader.text(source, line)
      if isFirst, text == LessonHeader.fence { return true }
      if LessonMarker.begins(text), text.contains("[") { return true }
      if !text.isEmpty { isFirst = false }
    }
    return false
  }

  init(_ source: SourceText) {
    self.source = source
    let markers = (1...source.lineCount).filter { LessonMarker.begins(LessonReader.text(source, $0)) }
    let firstMarker = markers.first ?? source.lineCount + 1
    let start = readHeader(before: firstMarker)
    readUnmarked(start..<firstMarker)
    for (index, line) in markers.enumerated() {
      let end = index + 1 < markers.count ? markers[index + 1] : source.lineCount + 1
      readCell(line, end: end)
    }
  }

  /// A line without white space at its end.
  private static func text(_ source: SourceText, _ line: Int) -> String {
    var text = String(decoding: source.bytes[source.range(ofLine: line)], as: UTF8.self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private func span(_ line: Int) -> Span {
    let range = source.range(ofLine: line)
    return Span(range.lowerBound, range.upperBound)
  }

  /// - Returns: the line that the cells start from.
  private mutating func readHeader(before end: Int) -> Int {
    guard let first = (1..<end).first(where: { !LessonReader.text(source, $0).isEmpty }),
      LessonReader.text(source, first) == LessonHeader.fence
    else {
      problems.append(
        Diagnostic(
          .lesson, "a lesson begins with a header", at: span(1), in: source,
          help: "# ---\n# title.en: …\n# title.zh: …\n# seed: 1\n# ---"))
      return 1
    }
    var header = LessonHeader(span: span(first))
    defer { self.header = header }
    for line in (first + 1)..<max(end, first + 1) {
      if LessonReader.text(source, line) == LessonHeader.fence {
        if problems.isEmpty { checkTitle(header) }
        return line + 1
      }
      do throws(Diagnostic) {
        try header.read(source.range(ofLine: line), in: source)
      } catch { problems.append(error) }
    }
    problems.append(
      Diagnostic(
        .lesson, "the header does not end", at: span(first), in: source, help: "a second line `# ---` ends it"
      ))
    return end
  }

  private mutating func checkTitle(_ header: LessonHeader) {
    for language in LessonLanguage.allCases where header.title[language] == nil {
      problems.append(
        Diagnostic(.lesson, "the header has no `title.\(language.rawValue)`", at: header.span, in: source))
    }
  }

  /// Code before the first marker is a code cell; comments there mean nothing.
  private mutating func readUnmarked(_ lines: Range<Int>) {
    guard let first = lines.first(where: { !LessonReader.text(source, $0).isEmpty && !isComment($0) }) else {
      return
    }
    let start = source.range(ofLine: first).lowerBound
    cells.append(
      LessonCell(
        kind: .code, marker: Span(start, start), attributes: [], prose: nil,
        body: start..<offset(ofLine: lines.upperBound)))
  }

  private func isComment(_ line: Int) -> Bool { LessonReader.text(source, line).hasPrefix("#") }

  private func offset(ofLine line: Int) -> Int {
    line <= source.lineCount ? source.range(ofLine: line).lowerBound : source.bytes.count
  }

  private mutating func readCell(_ line: Int, end: Int) {
    let marker: LessonMarker
    do throws(Diagnostic) {
      marker = try LessonMarker(line: source.range(ofLine: line), in: source)
    } catch {
      problems.append(error)
      return
    }
    var prose: Bilingual<Prose>?
    if !marker.kind.holdsCode {
      let (text, faults) = ProseReader.read((line + 1)..<end, of: marker.kind, marker: span(line), in: source)
      prose = text
      problems += faults
    } else if !((line + 1)..<end).contains(where: { !LessonReader.text(source, $0).isEmpty && !isComment($0) }
    ) {
      problems.append(
        Diagnostic(.lesson, "\(marker.kind.label) contains no code", at: span(line), in: source))
    }
    cells.append(
      LessonCell(
        kind: marker.kind, marker: span(line), attributes: marker.attributes, prose: prose,
        body: offset(ofLine: line + 1)..<offset(ofLine: end)))
  }
}
