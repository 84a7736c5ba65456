/// `(a, b)`, which is a value in Python and none here.
extension Parser {
  /// Read as a tensor of one row, behind its first value.
  mutating func tuple(_ open: Token, _ first: Int32) throws(Diagnostic) -> Int32 {
    var elements = [first]
    try within(newlinesIgnored: true) { (parser: inout Parser) throws(Diagnostic) in
      while parser.accept(.comma), parser.current.kind != .rightParenthesis {
        elements.append(try parser.expression())
      }
    }
    skipNewlines()
    let close = try expect(.rightParenthesis, "to close the parenthesis")
    return try node(
      .tensor, tree.list([1, Int32(elements.count)] + elements), at: open.span.joined(close.span),
      over: elements)
  }

  /// The message, while the comma is at hand: in a call, with the call as it is written here.
  func severalValues(behind value: Int32) -> Diagnostic {
    let several = unexpected("`)`", help: "several values together are list(a, b) or [a, b]")
    guard several.code == .unexpectedToken, let (callee, first, open) = enclosingCall else { return several }
    var ahead = takingTuples
    (ahead.position, ahead.ignoresNewlines, ahead.enclosingCall) = (open, false, nil)
    guard let node = try? ahead.call(callee, first: first), let call = WrittenCall(node, in: ahead.tree),
      let help = Parser.withoutTuples(call)
    else { return several }
    return unexpected("`)`", help: help)
  }

  /// `zeros(3, 4)` for `zeros((3, 4))`; nil where it cannot be told.
  private static func withoutTuples(_ call: WrittenCall) -> String? {
    let library = Library.standard
    if !call.isMethod, call.path.count > 1 {
      return ForeignHabits.member(
        call.path.dropFirst().joined(separator: "."), of: call.path[0], call, in: library)?
        .help
    }
    guard let builtIn = library[call.name] else {
      return ForeignHabits.name(call.name, isCalled: true, call)?.help
    }
    let isVariadic = builtIn.parameters.contains { $0.kind == .variadic }
    var texts: [String] = []
    for argument in call.positional {
      guard let text = argument.plain else { return nil }
      guard case .tensor(let elements) = argument.form, argument.text.hasPrefix("(") || text.hasPrefix("[")
      else {
        texts.append(text)
        continue
      }
      if isVariadic { texts += elements } else { texts.append("[\(elements.joined(separator: ", "))]") }
    }
    for (name, value) in call.named {
      guard let text = value.plain else { return nil }
      texts.append("\(name)=\(text)")
    }
    return "write `\(call.name)(\(texts.joined(separator: ", ")))`"
  }
}
