/// Python's `"{:.2f}".format(x)` and `"%.2f" % x`, with the values in the string's braces.
extension Parser {
  /// The message for a string with `.format(…)` behind it; nil for any other.
  func formatMethod(of token: Token) -> Diagnostic? {
    guard current.kind == .dot, peek(1).kind == .identifier, tree.source.text(peek(1).span) == "format",
      peek(2).kind == .leftParenthesis
    else { return nil }
    let place = token.span.joined(peek(1).span)
    var ahead = self
    ahead.advance()
    let callee = ahead.node(.name, ahead.tree.name("format"), at: ahead.advance().span)
    let call = (try? ahead.call(callee, first: nil)).flatMap { WrittenCall($0, in: ahead.tree) }
    let text = call.flatMap { template(literal(token), $0) }
    return Diagnostic(
      .foreignHabit, "there is no `format` of strings here", at: place, in: tree.source,
      help: text.map { "write `\"\($0)\"`" } ?? "write `\"{1.25:.1f}\"`, with the value before the colon")
  }

  /// The message for `"%.2f" % x`, while the `%` is at hand; nil where the string has nothing to be filled in.
  func percentFormat(_ left: Int32) -> Diagnostic? {
    guard tree.nodes[Int(left)].kind == .string else { return nil }
    let text = tree.source.text(span(left))
    var ahead = takingTuples
    ahead.advance()
    guard text.contains("%"), let right = try? ahead.operandOfPercent() else { return nil }
    let value = WrittenCall.Argument(right, in: ahead.tree)
    let values: [String] =
      if case .tensor(let elements) = value.form, value.text.hasPrefix("(") { elements } else { [value.text] }
    guard let filled = Parser.filled(String(text.dropFirst().dropLast()), values) else { return nil }
    return Diagnostic(
      .foreignHabit, "`%` puts no value into a string", at: span(left).joined(ahead.span(right)),
      in: tree.source,
      help: "write `\"\(filled)\"`")
  }

  private func literal(_ token: Token) -> String {
    String(tree.source.text(token.span).dropFirst().dropLast())
  }

  /// Python's format string with the arguments in it.
  private func template(_ text: String, _ call: WrittenCall) -> String? {
    var (result, next) = ("", 0)
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[rest.index(after: open)...]
      guard let close = rest.firstIndex(of: "}") else { return nil }
      let field = rest[..<close]
      rest = rest[rest.index(after: close)...]
      let colon = field.firstIndex(of: ":") ?? field.endIndex
      let name = String(field[..<colon])
      var value: String?
      if name.isEmpty || Int(name) != nil {
        let index = Int(name) ?? next
        next += 1
        value = call.positional.indices.contains(index) ? call.positional[index].text : nil
      } else {
        value = call.named.first { $0.name == name }?.value.text
      }
      guard let value, !value.contains("\"") else { return nil }
      result += "{\(value)\(field[colon...])}"
    }
    return result.contains("\"") || rest.contains("\"") ? nil : result + rest
  }

  /// A string of C's conversions with the values in it; nil where they do not fit.
  private static func filled(_ text: String, _ values: [String]) -> String? {
    var (result, next) = ("", 0)
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      if rest.first == "%" {
        result += "%"
        rest = rest.dropFirst()
        continue
      }
      let numbers = rest.prefix { $0.isNumber || "-+. 0".contains($0) }
      rest = rest[numbers.endIndex...]
      guard let kind = rest.first, "dfegsiur".contains(kind), values.indices.contains(next) else {
        return nil
      }
      rest = rest.dropFirst()
      var format = numbers.hasPrefix("-") ? "<" + numbers.dropFirst() : String(numbers)
      if "diu".contains(kind) { format += "d" } else if "feg".contains(kind) { format.append(kind) }
      guard !values[next].contains("\"") else { return nil }
      result += "{\(values[next])\(format.isEmpty ? "" : ":" + format)}"
      next += 1
    }
    guard next > 0, next == values.count, !result.contains("\""), !rest.contains("\"") else { return nil }
    return result + rest
  }
}
