import Engine
import Language

extension Session {
  /// Writes the session as a script that gives the same values.
  ///
  /// A file that is there already is written over only when it is a script that was saved so.
  @discardableResult
  package func save(to name: String) -> Outcome {
    let script = SavedScript(cells, givenLast: given)
    do throws(Diagnostic) {
      guard script.cellCount > 0 else {
        throw Diagnostic(.command, "there is nothing to save yet", help: "cells that failed are left out")
      }
      let path = Session.withEnding(interpreter.path(name))
      try refuseToOverwrite(path)
      do throws(FileError) {
        try ByteFile.write(Array(script.text.utf8), to: path, in: interpreter.execution)
      } catch { throw Diagnostic(error) }
      output(.markup(report(script, path)))
      return .succeeded
    } catch {
      output(.failure(error))
      return error.code == .interrupted ? .interrupted : .failed
    }
  }

  /// A name without an ending gets that of scripts.
  private static func withEnding(_ path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return name.isEmpty || name.contains(".") ? path : path + ".fov"
  }

  private func refuseToOverwrite(_ path: String) throws(Diagnostic) {
    let found = try? ByteFile.read(path, allowingEmpty: true, in: interpreter.execution)
    guard let found, !found.isEmpty, !found.starts(with: SavedScript.mark.utf8) else { return }
    throw Diagnostic(
      .command, "\(path) is there already, and no saved session",
      help: "choose another name; only a script that `save` has written is written over")
  }

  private func report(_ script: SavedScript, _ path: String) -> Markup {
    var markup = Markup()
    let cells = script.cellCount == 1 ? "1 cell" : "\(script.cellCount) cells"
    let rest = script.leftOut == 0 ? "" : "; \(script.leftOut) that failed or were undone are left out"
    markup.sentence(.init("saved \(cells) to "), .init(path, .string), .init(rest, .dim))
    return markup
  }
}
