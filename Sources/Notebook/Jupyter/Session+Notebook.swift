import Engine
import Language

extension Session {
  /// Runs the code cells of a notebook, one after the other, as cells of this session; the first error ends it.
  /// - Parameter path: its file's.
  package func runNotebook(file path: String) -> Outcome {
    interpreter.cancellation.reset()
    do throws(Diagnostic) {
      let notebook = try NotebookFile.read(path, in: interpreter.execution)
      for source in notebook.code {
        if interpreter.cancellation.isRaised { throw .interrupted }
        let outcome = run(source)
        guard outcome == .succeeded else { return outcome }
      }
      return .succeeded
    } catch {
      output(.failure(error))
      return error.code == .interrupted ? .interrupted : .failed
    }
  }
}
