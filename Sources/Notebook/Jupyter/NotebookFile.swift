import Engine
import Language
import Text

/// A Jupyter notebook in format 4, read for its cells; what they showed is passed over.
package struct NotebookFile {
  package enum Cell {
    case code(SourceText)
    /// Markdown, or text that is shown as it is.
    case text(String)
  }

  let path: String
  package private(set) var cells: [Cell] = []
  /// Whether Fovea wrote it: then its first cell is a title, and its text is escaped as there.
  let isExported: Bool

  package static func isNamed(_ path: String) -> Bool {
    JupyterNotebook.endings.contains(FilePath.ending(of: path))
  }

  /// - Parameter execution: what may stop it, and which files it may read.
  /// - Throws: what is wrong with the file: no JSON, no notebook, another format, another language.
  package static func read(_ path: String, in execution: Execution = Execution()) throws(Diagnostic)
    -> NotebookFile
  {
    let bytes: [UInt8]
    // A value of JSON takes up to sixteen times the room of its text.
    let limit = MemoryBudget.process.remaining / 16
    do throws(FileError) { bytes = try ByteFile.read(path, limit: limit, in: execution) } catch {
      throw Diagnostic(error)
    }
    return try NotebookFile(bytes, path: path)
  }

  /// - Parameter path: what messages call it, and where the files are that its code uses.
  /// - Throws: as `read` does.
  package init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    self.path = path
    let json: JSON
    do throws(JSON.Failure) { json = try JSON(parsing: bytes, duplicateNames: .kept) } catch {
      throw NotebookFile.error(path, "is not a notebook: line \(error.line) is not JSON, \(error.message)")
    }
    guard let cells = json["cells"]?.elements, let format = json["nbformat"]?.integer else {
      throw NotebookFile.error(
        path,
        json["worksheets"] == nil ? "is not a notebook: it has no cells" : "is a notebook of an old format",
        help: json["worksheets"] == nil ? nil : NotebookFile.conversion)
    }
    guard format == 4 else {
      throw NotebookFile.error(
        path, "is a notebook of format \(format), and only format 4 is read", help: NotebookFile.conversion)
    }
    let metadata = json["metadata"]
    try NotebookFile.checkLanguage(metadata, path)
    isExported = metadata?["generator"]?.string == ExportFormat.mark
    var codeCells = 0
    for (index, cell) in cells.enumerated() {
      guard let kind = cell["cell_type"]?.string, let text = NotebookFile.text(cell["source"]) else {
        throw NotebookFile.error(path, "is damaged: cell \(index + 1) has no type or no source")
      }
      if kind == "code" {
        codeCells += 1
        let source = SourceText(name: "\(path) In[\(codeCells)]", bytes: Array(text.utf8), path: path)
        try NotebookFile.checkMagic(source)
        self.cells.append(.code(source))
      } else {
        self.cells.append(.text(text))
      }
    }
  }

  /// The code cells, in order.
  var code: [SourceText] { cells.compactMap { if case .code(let source) = $0 { source } else { nil } } }

  /// A text as notebooks keep it: one string, or its lines with their line feeds.
  private static func text(_ json: JSON?) -> String? {
    if let text = json?.string { return text }
    guard let lines = json?.elements else { return nil }
    let texts = lines.compactMap(\.string)
    return texts.count == lines.count ? texts.joined() : nil
  }

  private static let conversion = "open it in Jupyter and save it: that brings it into format 4"

  private static func error(_ path: String, _ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(.fileContents, "\(path) \(message)", help: help)
  }

  // MARK: Other languages

  private static func checkLanguage(_ metadata: JSON?, _ path: String) throws(Diagnostic) {
    let kernel = metadata?["kernelspec"]
    let language =
      metadata?["language_info"]?["name"]?.string ?? kernel?["language"]?.string ?? kernel?["name"]?.string
    guard let language, language.lowercased() != "fovea" else { return }
    let name = kernel?["display_name"]?.string.map { " (kernel \(FileError.excerpt($0)))" } ?? ""
    throw error(
      path,
      "is a notebook in another language, \(FileError.excerpt(language))\(name), and Fovea runs only its own",
      help: "fovea export notes.fov -o notes.ipynb makes a notebook of Fovea")
  }

  /// A line of IPython in a cell that cannot be read otherwise.
  private static func checkMagic(_ source: SourceText) throws(Diagnostic) {
    for number in 1...source.lineCount {
      let range = source.range(ofLine: number)
      guard let first = source.bytes[range].first(where: { $0 != UInt8(ascii: " ") }) else { continue }
      guard first == UInt8(ascii: "%") || first == UInt8(ascii: "!") else { continue }
      // Inside brackets a line may begin with the operator.
      guard (try? Interpreter.check(source)) == nil else { return }
      throw Diagnostic(
        .foreignHabit,
        first == UInt8(ascii: "!")
          ? "lines that begin with `!` are commands of the shell, which IPython knows and Fovea does not"
          : "lines that begin with `%` are magics of IPython, which Fovea does not know",
        at: Span(range.lowerBound, range.upperBound), in: source,
        help: first == UInt8(ascii: "!") ? "remove the line" : "remove the line; `time E` measures the time")
    }
  }
}
