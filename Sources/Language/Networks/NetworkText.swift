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
      guard program.statements.count == 1, NetworkText.makesLayers(program) else {
        throw Diagnostic(.option, "its text is not one call that makes layers")
      }
      let value = try interpreter.run(program.statements[0], of: program, isPart: true).value
      guard let object = value.network else { throw Diagnostic(.option, "its text gives \(value.briefly)") }
      return object.network
    } catch {
      if error.code == .interrupted { throw FileError(.cancelled, path, "interrupted") }
      throw corrupt(error.message)
    }
  }

  /// Whether a text does no more than call what makes layers: no layer is applied, so that none draws weights for a shape
  /// that the file dreamt up, and nothing goes on without end.
  private static func makesLayers(_ program: Program) -> Bool {
    program.nodes.allSatisfy { node in
      switch node.kind {
      case .number, .string, .true, .false, .none, .global, .negate, .tensor: true
      case .call: program.nodes[Int(node.a)].kind == .global
      default: false
      }
    }
  }
}
