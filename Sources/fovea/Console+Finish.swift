import ArgumentParser
import Terminal

extension Console {
  /// Writes what is left; ends the program where standard output did not take it.
  func finish() throws {
    flush()
    guard let failure else { return }
    StandardStream.error.write("fovea: standard output: \(failure)\n")
    throw ExitCode(1)
  }
}
