import Engine
import Language

extension Session {
  /// Writes the session as a script that gives the same values.
  ///
  /// A file that is there already is written over only when it is a script that was saved so.
  @discardableResult
  package func save(to name: String) -> Outcome {
    // What stopped the cell before does not stop this.
    interpreter.cancellation.reset()
    let script = SavedScript(cells, givenLast: given, path: name)
    do throws(Diagnostic) {
      guard script.cellCount > 0 else {
        throw Diagnostic(.command, "there is nothing to save yet", help: "cells that failed are left out")
      }
      if let problem = problem(with: name) { throw problem }
      let path = Session.withEnding(interpreter.path(name))
      do throws(FileError) {
        let file = OwnedFile(path, [.bytes(Array(SavedScript.mark.utf8), at: 0)], deed: "saved")
        let values = try script.values.files { interpreter.path($0) }
        for file in [file] + values.map(\.file) { try file.check() }
        for (file, parts) in values { try file.write(parts, in: interpreter.execution) }
        try file.write(Array(script.text.utf8), in: interpreter.execution)
      } catch { throw Diagnostic(error) }
      output(.markup(report(script, path)))
      for sentence in script.values.missing { output(.note(sentence)) }
      return .succeeded
    } catch {
      output(.failure(error))
      return error.code == .interrupted ? .interrupted : .failed
    }
  }

  /// The error for a name that promises something else than a script, with what writes that; nil for any other.
  private func problem(with name: String) -> Diagnostic? {
    if ExportFormat(path: name) != nil {
      return Diagnostic(
        .command, "`save` writes a script, but `\(name)` has the name of a document", help: "export \(name)")
    }
    guard let data = DataFile(name) else { return nil }
    let variable = data.variable.flatMap { interpreter.environment.hasOwn($0) ? $0 : nil } ?? "x"
    return Diagnostic(
      .command, "`save` writes the cells as a script, but `\(name)` has the name of \(data.kind)",
      help: "save \(data.script) for the cells, \(data.call(variable)) for a value")
  }

  /// A name without an ending gets that of scripts.
  private static func withEnding(_ path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return name.isEmpty || name.contains(".") ? path : path + ".fov"
  }

  private func report(_ script: SavedScript, _ path: String) -> Markup {
    var markup = Markup()
    let cells = script.cellCount == 1 ? "1 cell" : "\(script.cellCount) cells"
    let rest = script.leftOut == 0 ? "" : "; \(script.leftOut) that failed or were undone are left out"
    var line: [Markup.Span] = [.init("saved \(cells) to "), .init(path, .string)]
    let files =
      (script.values.arrays.isEmpty ? [] : [script.values.archive]) + script.values.networks.map(\.path)
    for (index, file) in files.enumerated() {
      line += [.init(index == 0 ? ", with values in " : " and "), .init(interpreter.path(file), .string)]
    }
    markup.blocks.append(.sentence(line + [.init(rest, .dim)]))
    return markup
  }
}
