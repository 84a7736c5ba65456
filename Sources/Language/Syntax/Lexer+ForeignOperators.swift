/// Operators of other languages: what to write, with the statement that they stand in.
extension Lexer {
  /// The statement at hand without the foreign operator; nil where it cannot be told.
  /// - Parameter symbol: the operator, which begins at the position.
  func withoutForeign(_ symbol: String) -> String? {
    let place = position + symbol.utf8.count
    let (before, after) = (part(bytes[..<position].reversed()), part(bytes[min(place, end)..<end]))
    let (left, right) = (
      trimmed(String(decoding: before.reversed(), as: UTF8.self)),
      trimmed(String(decoding: after, as: UTF8.self))
    )
    guard left.utf8.count + right.utf8.count <= 60 else { return nil }
    if let program = assignment(symbol, left, right) ?? operands(symbol, left, right) {
      return "write `\(program)`"
    }
    guard let ours = Lexer.replacements[symbol] else { return nil }
    var program =
      ours == "'" ? left + "'" + (right.isEmpty ? "" : " " + right) : trimmed("\(left) \(ours) \(right)")
    // `!` and `~` alone may be a part of what is ours.
    for (foreign, ours) in Lexer.replacements where foreign != "!" && foreign != "~" {
      program = program.replacing(foreign, with: ours)
    }
    guard (try? Parser.parse(SourceText(name: "", program))) != nil else { return nil }
    if let mask = ["&&": "&", "||": "|"][symbol] {
      return "write `\(program)`; for tensors `\(left) \(mask) \(right)`"
    }
    return "write `\(program)`" + (Lexer.remarks[symbol] ?? "")
  }

  /// Ours of the same meaning, put in the same place.
  private static let replacements = [
    "**": "^", "&&": "and", "||": "or", "~=": "!=", "<>": "!=", ".*": "*", "./": "/", ".^": "^", ".'": "'",
    ":=": "=", "<-": "=", "!": "not", "~": "not", "·": "*", "×": "*", "÷": "/", "−": "-", "≤": "<=",
    "≥": ">=",
    "≠": "!=",
  ]

  private static let remarks = [
    ".*": ", which works element by element",
    "./": ", which works element by element", ".^": ", which works element by element",
  ]

  /// `x += 2` and `x++`.
  private func assignment(_ symbol: String, _ left: String, _ right: String) -> String? {
    let isTarget = !left.isEmpty && left.allSatisfy { $0.isLetter || $0.isNumber || "_.[], :".contains($0) }
    guard isTarget, left.first?.isLetter == true, !left.contains(" ") || left.contains("[") else {
      return nil
    }
    if symbol == "++", right.isEmpty { return "\(left) = \(left) + 1" }
    guard ["+=", "-=", "*=", "/="].contains(symbol), let sign = symbol.first, !right.isEmpty else {
      return nil
    }
    let isPlain = sign == "+" || right.allSatisfy { $0.isLetter || $0.isNumber || "_.".contains($0) }
    let program = "\(left) = \(left) \(sign) \(isPlain ? right : "(\(right))")"
    return (try? Parser.parse(SourceText(name: "", program))) == nil ? nil : program
  }

  /// `5!` and `A \ b`, with the words on both sides.
  private func operands(_ symbol: String, _ left: String, _ right: String) -> String? {
    let isWord = { (character: Character) in character.isLetter || character.isNumber || character == "_" }
    let operand = String(left.reversed().prefix(while: isWord).reversed())
    let other = String(right.prefix(while: isWord))
    guard !operand.isEmpty else { return nil }
    if symbol == "!", position > 0, bytes[position - 1] != UInt8(ascii: " ") { return "prod(1:\(operand))" }
    return symbol == "\\" && !other.isEmpty ? "solve(\(operand), \(other))" : nil
  }

  private func part(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    Array(bytes.prefix { !"\n;{}#".utf8.contains($0) })
  }

  private func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
