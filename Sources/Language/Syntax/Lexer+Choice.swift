extension Lexer {
  /// What to write for C's `c ? a : b`, whose `?` is at hand; nil where no `:` follows in the line.
  var choice: String? {
    let newline = UInt8(ascii: "\n")
    let before = bytes[..<position].reversed().prefix { $0 != newline && $0 != UInt8(ascii: ";") }.reversed()
    let after = bytes[(position + 1)..<end].prefix { $0 != newline && $0 != UInt8(ascii: ";") }
    guard let colon = after.firstIndex(of: UInt8(ascii: ":")), !before.isEmpty else { return nil }
    let parts = [condition(Array(before)), text(after[..<colon]), text(after[(colon + 1)...])]
    guard parts.allSatisfy(isWhole) else {
      return "write `if a > 0 { 1 } else { 0 }`; for tensors `where(x > 0, 1, 0)`"
    }
    return "write `if \(parts[0]) { \(parts[1]) } else { \(parts[2]) }`; for tensors "
      + "`where(\(parts.joined(separator: ", ")))`"
  }

  /// Behind the `=` of an assignment.
  private func condition(_ bytes: [UInt8]) -> String {
    let assign = bytes.indices.last { position in
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
      return bytes[position] == UInt8(ascii: "=") && next != UInt8(ascii: "=")
        && (position == 0 || !"=!<>".utf8.contains(bytes[position - 1]))
    }
    return text(bytes[(assign.map { $0 + 1 } ?? 0)...])
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    return String(
      decoding: bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed(), as: UTF8.self)
  }

  /// Whether a part may stand by itself: something, with its brackets closed and no question in it.
  private func isWhole(_ part: String) -> Bool {
    var depth = 0
    for character in part {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth < 0 || "?#".contains(character) { return false }
    }
    return depth == 0 && !part.isEmpty
  }
}
