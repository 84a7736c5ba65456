import Engine
import Language

extension Session {
  /// Runs a script or a notebook from a file; relative names in it start from the folder that the program was started in.
  /// - Parameter name: how messages call it; the path without one.
  package func runScript(file path: String, name: String? = nil) -> Outcome {
    if NotebookFile.isNamed(path) { return runNotebook(file: path) }
    do throws(FileError) {
      let bytes = try ByteFile.read(path, allowingEmpty: true, in: interpreter.execution)
      return runScript(SourceText(name: name ?? path, bytes: bytes, path: path))
    } catch {
      output(.failure(Diagnostic(error)))
      return .failed
    }
  }
}
