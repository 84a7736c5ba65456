import Engine
import Language

/// A script as a document. Blank lines between statements, and lines `# %%`, part it; comments at the head of a part are its
/// text.
struct ScriptExport {
  private let source: SourceText
  private let session: Session
  private var document: ExportedDocument

  /// - Parameter arguments: what the script finds in `args`.
  static func document(
    _ source: SourceText, title: String, arguments: [String] = [], cancellation: Cancellation
  ) -> ExportedDocument {
    let session = Session(cancellation: cancellation)
    session.interpreter.environment["args"] = .list(arguments.map { .string($0) })
    var export = ScriptExport(source, session, title)
    export.run()
    return export.document
  }

  private init(_ source: SourceText, _ session: Session, _ title: String) {
    (self.source, self.session) = (source, session)
    document = ExportedDocument(title: title)
  }

  private mutating func run() {
    let program: Program
    do throws(Diagnostic) { program = try session.interpreter.compile(source) } catch {
      document.failure = error
      return
    }
    var start = 0
    for part in parts(program.statements.map(\.span)) where document.failure == nil {
      let (prose, code) = head(of: start..<part)
      if !prose.isEmpty { document.blocks.append(.prose(Bilingual(prose, prose))) }
      let lines = source.codeLines(in: code)
      if !lines.isEmpty {
        let (events, failure) = session.recording { () throws(Diagnostic) in
          try session.perform(source.keeping(code))
        }
        document.blocks.append(.code(lines, output: events))
        document.failure = failure
      }
      start = part
    }
  }

  /// Where each part ends: behind the last line of a statement that an empty line or a marker follows.
  private func parts(_ statements: [Span]) -> [Int] {
    var ends: [Int] = []
    for (index, statement) in statements.enumerated() {
      let end = source.range(ofLine: source.line(of: max(Int(statement.end) - 1, 0))).upperBound
      guard index + 1 < statements.count else {
        ends.append(source.bytes.count)
        break
      }
      let next = Int(statements[index + 1].start)
      guard end < next else { continue }
      let between = String(decoding: source.bytes[end..<next], as: UTF8.self)
      let lines = between.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .dropFirst().dropLast()
      if lines.contains(where: { $0.allSatisfy(\.isWhitespace) || $0.hasPrefix("# %%") }) { ends.append(end) }
    }
    return ends
  }

  /// What the program itself writes at the head of a script is nothing to read.
  private func isOwnRemark(_ line: String) -> Bool {
    line.hasPrefix(SavedScript.mark) || line.hasPrefix(NotebookScript.mark)
  }

  /// The comments that a part begins with, and where its code begins.
  private func head(of part: Range<Int>) -> (prose: Prose, code: Range<Int>) {
    var lines: [String] = []
    var start = part.lowerBound
    var number = source.line(of: start)
    while start < part.upperBound {
      let range = source.range(ofLine: number)
      let text = String(
        decoding: source.bytes[max(range.lowerBound, start)..<range.upperBound], as: UTF8.self)
      let isBlank = text.allSatisfy(\.isWhitespace)
      guard isBlank || text.hasPrefix("#"), !ExpectedOutput.begins(text) else { break }
      if !text.hasPrefix("# %%"), !text.hasPrefix("# ---"), !text.hasPrefix("#!"), !isOwnRemark(text) {
        lines.append(String(text.drop { $0 == "#" }.drop { $0 == " " }))
      }
      start = min(range.upperBound + 1, part.upperBound)
      number += 1
    }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    return (Prose(lines: lines), start..<part.upperBound)
  }
}
