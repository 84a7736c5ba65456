import Engine
import Language

/// A notebook as a script: its code, with its text as comments between.
package struct NotebookScript {
  package let text: String

  /// What a script begins with that may be written over.
  static let mark = "# \(ExportFormat.mark) from "

  /// - Parameter cancellation: what stops the cells, which are run where they speak of each other's results.
  /// - Throws: what went wrong in a cell.
  package init(_ notebook: NotebookFile, cancellation: Cancellation = Cancellation()) throws(Diagnostic) {
    var code = try NotebookScript.code(of: notebook, cancellation)[...]
    let name = notebook.path.split(separator: "/").last.map(String.init) ?? notebook.path
    var parts = [NotebookScript.mark + PrintableText.make(name).replacing("\n", with: " ")]
    for (index, cell) in notebook.cells.enumerated() {
      switch cell {
      case .code: parts.append(CommandCall.trimmed((code.popFirst() ?? "")[...]))
      case .text(let text):
        // The title is the file's name.
        if index == 0, notebook.isExported { continue }
        parts.append(NotebookScript.comment(NotebookScript.prose(text, isExported: notebook.isExported)))
      }
    }
    text = parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The text of each code cell. A script has no `ans` and no `Out`: results that others speak of get names.
  private static func code(
    of notebook: NotebookFile, _ cancellation: Cancellation
  ) throws(Diagnostic) -> [String] {
    let sources = notebook.code
    var speaksOfResults = false
    for source in sources {
      // As a cell, which may begin with `|>`.
      let program = try Interpreter().compile(source)
      speaksOfResults = speaksOfResults || program.hasLateResultUse || !program.resultUses.isEmpty
    }
    guard speaksOfResults else { return sources.map(\.text) }
    var failure: Diagnostic?
    let session = Session(cancellation: cancellation) {
      if case .failure(let error) = $0 { failure = error }
    }
    for source in sources where session.run(source) != .succeeded { throw failure ?? .interrupted }
    return SavedScript(session.cells, path: "").cells
  }

  /// Text as a comment; no line of it makes the script a lesson, or expects a result.
  private static func comment(_ lines: [String]) -> String {
    lines.map { line in
      if line.allSatisfy(\.isWhitespace) { return "#" }
      return (line.hasPrefix("%%") ? "#  " : "# ") + line
    }.joined(separator: "\n")
  }

  /// The lines of a text cell. What Fovea wrote itself is as it was before it became Markdown.
  static func prose(_ text: String, isExported: Bool) -> [String] {
    let text = PrintableText.make(isExported ? unescaped(text) : text)
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines
  }

  /// What the export wrote as Markdown, as it was.
  private static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      if isEscaped, !MarkdownPage.escaped.contains(character) { result.append("\\") }
      result.append(character)
      isEscaped = false
    }
    return isEscaped ? result + "\\" : result
  }
}

extension NotebookScript {
  /// Makes a script of a notebook's file.
  ///
  /// A file that is there already is written over only when it was made so.
  /// - Throws: what is wrong with either file, or with a cell.
  static func export(_ path: String, to output: String, _ cancellation: Cancellation) throws(Diagnostic) {
    let file = OwnedFile(output, [.bytes(Array(mark.utf8), at: 0)], deed: "exported")
    do throws(FileError) { try file.check() } catch { throw Diagnostic(error) }
    let script = try NotebookScript(try .read(path), cancellation: cancellation)
    do throws(FileError) { try file.write(Array(script.text.utf8)) } catch { throw Diagnostic(error) }
  }
}
