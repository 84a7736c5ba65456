/// Answers to what people type who come from Python, PyTorch, NumPy or MATLAB.
package enum ForeignHabits {
  struct Answer {
    let message: String
    let help: String
  }

  /// For a name that does not exist here.
  static func name(_ name: String, isCalled: Bool) -> Answer? {
    if let example = statements[name] {
      return Answer(message: "`\(name)` must be followed by an expression", help: "for example: `\(example)`")
    }
    return (isCalled ? names : modulesAndWords)[name].map {
      Answer(message: "there is no `\(name)` here", help: $0)
    }
  }

  /// Whether another library has the name, so that it is no misspelling of one of ours.
  package static func isElsewhere(_ name: String) -> Bool {
    names[name] != nil || others.contains(name)
  }

  /// For what stands in a module of Python's, such as `F.softmax`: the function that does it here.
  /// - Parameters:
  ///   - name: the module; it need not be one.
  ///   - member: the last name behind it.
  static func member(_ member: String, of name: String, functions: [String]) -> Answer? {
    guard modules.contains(name) else { return nil }
    let help =
      functions.contains(member) ? "write \(member)(…)" : names[member] ?? likeness(member, functions)
    return help.map { Answer(message: "there is no `\(name)` here", help: $0) }
  }

  /// Ours that differs only in capital letters.
  private static func likeness(_ member: String, _ functions: [String]) -> String? {
    functions.first { $0.lowercased() == member.lowercased() }.map { "write \($0)(…)" }
  }

  private static let modules: Set<String> = ["torch", "F", "nn", "np", "numpy", "tf", "optim"]

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
