import Engine

/// Networks and optimizers from their texts.
enum NetworkText {
  /// A text can call what makes layers, and nothing else.
  private static let library = Library(LayerFunctions.all + PlainLayerFunctions.all)

  /// - Throws: `corrupt` for a text that is not that of a network.
  static func network(
    _ text: String, path: String, _ cancellation: Cancellation
  ) throws(FileError) -> Network {
    func corrupt(_ message: String) -> FileError {
      FileError(.corrupt, path, "\(path) does not hold a network that can be built: \(message)")
    }
    guard text.utf8.count <= 1 << 20 else { throw corrupt("its text is too long") }
    let interpreter = Interpreter(Environment(library: library), cancellation: cancellation)
    do throws(Diagnostic) {
      let program = try interpreter.compile(SourceText(name: path, text))
      guard program.statements.count == 1 else { throw Diagnostic(.option, "its text is not one call") }
      let value = try interpreter.run(program.statements[0], of: program).value
      guard let object = value.network else { throw Diagnostic(.option, "its text gives \(value.briefly)") }
      return object.network
    } catch {
      if error.code == .interrupted { throw FileError(.cancelled, path, "interrupted") }
      throw corrupt(error.message)
    }
  }
}
