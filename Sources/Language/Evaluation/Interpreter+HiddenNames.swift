import Engine

/// A built-in's name that is given a value: said, and taken back by `name = none`.
extension Interpreter {
  /// - Parameter name: of a variable that gets its first value.
  func noteHidden(_ name: Int32, _ frame: Frame) {
    let text = frame.program.names[Int(name)]
    if meansResults(text) {
      return note(
        "hidden \(text)", "`\(text)` hides the results of the cells; `\(text) = none` brings them back")
    }
    guard let kind = kindOfBuiltIn(text) else { return }
    note("hidden \(text)", "`\(text)` hides the \(kind) of that name; `\(text) = none` brings it back")
  }

  /// A variable that was given `none` under a built-in's name is none at all.
  func uncover(_ place: Int32, _ name: Int32, _ frame: Frame) {
    let text = frame.program.names[Int(name)]
    guard kindOfBuiltIn(text) != nil || meansResults(text) else { return }
    globals.pointee[Int(place)] = .unset
  }

  private func meansResults(_ name: String) -> Bool {
    name == Environment.resultsName && environment.results != nil
  }

  private func kindOfBuiltIn(_ name: String) -> String? {
    if environment.library[name] != nil { return "built-in function" }
    return Library.constants[name] == nil ? nil : "constant"
  }
}
