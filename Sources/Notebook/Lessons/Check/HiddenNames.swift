import Language

extension Program {
  /// The places where a top-level name gets a value that is one of a built-in or a command: an error in a lesson, whose
  /// reader loses the function, and a note in a script, which may.
  func hiddenNames(_ severity: Diagnostic.Severity) -> [Diagnostic] {
    let library = Set(Library.standard.names)
    return assignments.compactMap { name, place in
      let isBuiltIn = library.contains(name)
      guard isBuiltIn || Command.allWords.contains(name) else { return nil }
      return Diagnostic(
        .lesson, "`\(name)` is a \(isBuiltIn ? "built-in" : "command"), which this hides", at: place,
        in: source,
        help: "choose another name", severity: severity)
    }
  }
}
