/// Answers to what people type who come from Python, PyTorch, NumPy or MATLAB.
package enum ForeignHabits {
  struct Answer {
    let message: String
    let help: String
  }

  /// For a name that does not exist here.
  /// - Parameters:
  ///   - isCalled: whether it stands for a function.
  ///   - call: the call, whose arguments then stand in the answer.
  static func name(
    _ name: String, isCalled: Bool, _ call: WrittenCall? = nil, in library: Library = .standard
  ) -> Answer? {
    if let example = statements[name] {
      return Answer(message: "`\(name)` must be followed by an expression", help: "for example: `\(example)`")
    }
    return (isCalled ? names : modulesAndWords)[name].map { help in
      Answer(
        message: "there is no `\(name)` here",
        help: call.map { FilledExample($0, in: library).answer(help) } ?? help)
    }
  }

  /// Whether another library has the name, so that it is no misspelling of one of ours.
  package static func isElsewhere(_ name: String) -> Bool {
    names[name] != nil || others.contains(name) || ForeignLibrary.allNames.contains(name)
  }

  /// For what stands in a module of Python's, such as `F.softmax`: the function that does it here.
  /// - Parameters:
  ///   - path: what stands behind the module, with dots: `linalg.norm`.
  ///   - name: the module; it need not be one.
  ///   - call: the call, whose arguments then stand in the answer.
  static func member(
    _ path: String, of name: String, _ call: WrittenCall? = nil, in library: Library
  ) -> Answer? {
    guard let found = ForeignName(name + "." + path, in: library) else { return nil }
    let filled = call.map { FilledExample($0, in: library) }
    let help =
      call.flatMap { ForeignCall.answer($0, in: library) }
      ?? found.answer.map { filled?.answer($0) ?? $0 }
      ?? found.ours.map { ours in
        if ours == call?.name, let program = filled?.sameName() { return "write `\(program)`" }
        return library[ours].map { "it is \($0.signature) here, without a prefix" } ?? "write `\(ours)`"
      }
    return help.map { Answer(message: "there is no `\(name)` here", help: $0) }
  }

  /// For a field or method of a value that has none, such as `x.view(3)`.
  static func field(_ name: String, of value: String) -> String? {
    guard let ours = fields[name] else { return nil }
    return ours.map { $0 == "$" ? value : String($0) }.joined()
  }

  /// Words that begin a statement, when they stand alone.
  static let statements = [
    "show": "show x", "explain": "explain conv(x, eye(2))[1, 1]", "slide": "slide conv(x, eye(2))",
    "time": "time sum(x)", "use": "use \"file.fov\"",
  ]
}
