/// What stands left of `=` and cannot be assigned to.
extension Parser {
  /// The message, while the token at hand is the `=`.
  func invalidTarget(_ target: Int32) -> Diagnostic {
    let text = tree.source.text(span(target))
    let help: String? =
      switch tree.nodes[Int(target)].kind {
      case .field, .index: "assign to a part of a variable: name[…] = …"
      case .call: "write \(text.prefix { $0 != "(" })[…] = … for a part of a tensor"
      default: "the left side of `=` must be a name; `==` compares"
      }
    return Diagnostic(
      .invalidAssignment, "`\(text)` cannot be assigned to", at: span(target), in: tree.source, help: help)
  }
}
