import Language

/// Makes text from anywhere safe to send to a terminal.
enum VisibleText {
  /// `text` with every control character but line feeds shown as a symbol, so that a string from a file can neither
  /// move the cursor nor start an escape. Tabs become spaces up to the next multiple of eight columns after `column`.
  /// Without UTF-8 the signs that our own messages use get ASCII stand-ins; the user's words stay as they are.
  static func make(_ text: String, isUTF8: Bool, startingAt column: Int = 0) -> String {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
    var result = ""
    var column = column
    for character in text {
      let piece: String
      if character == "\t" {
        piece = String(repeating: " ", count: 8 - column % 8)
      } else if character == "\r\n" {
        piece = "\n"
      } else {
        let sign = visible(character, isUTF8: isUTF8)
        // One power has one sign: e⁻ˣ is e^-x.
        piece = sign.hasPrefix("^") && result.hasSuffix("^-") ? String(sign.dropFirst()) : sign
      }
      result += piece
      column = piece == "\n" ? 0 : column + DisplayWidth.columns(of: piece)
    }
    return result
  }

  /// Whether nothing in a text would have to be replaced by a symbol.
  static func isVisible(_ text: String) -> Bool {
    !text.unicodeScalars.contains(where: DisplayWidth.isUnprintable)
  }

  private static func visible(_ character: Character, isUTF8: Bool) -> String {
    if character == "\n" { return "\n" }
    if !isUTF8, let standIn = asciiStandIns[character] { return standIn }
    guard character.unicodeScalars.contains(where: DisplayWidth.isUnprintable) else {
      return String(character)
    }
    var result = ""
    for scalar in character.unicodeScalars {
      if DisplayWidth.isUnprintable(scalar) {
        result += symbol(for: scalar, isUTF8: isUTF8)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func symbol(for scalar: Unicode.Scalar, isUTF8: Bool) -> String {
    isUTF8 ? PrintableText.symbol(for: scalar) : "\\u{\(String(scalar.value, radix: 16))}"
  }

  private static let asciiStandIns: [Character: String] = [
    "─": "-", "│": "|", "└": "`", "┌": ".", "├": "|", "┤": "|", "┘": "'", "┐": ".", "┴": "-", "┬": "-",
    "┼": "+",
    "×": "x", "·": "*", "…": "...", "→": "->", "←": "<-", "−": "-", "–": "-", "—": "--", "≤": "<=", "≥": ">=",
    "≈": "~", "≠": "!=", "±": "+-", "“": "\"", "”": "\"", "‘": "'", "’": "'", "•": "*", "✓": "+", "✗": "x",
    "⌊": "floor(", "⌋": ")", "½": "1/2", "²": "^2", "√": "sqrt ", "Σ": "sum ", "µ": "u", "₁": "1", "₂": "2",
    "₃": "3", "⁻": "^-", "ˣ": "^x", "ᵀ": "^T", "′": "'", "°": " deg", "∛": "cbrt ", "⌈": "ceil(", "⌉": ")",
    "∂": "d", "∞": "inf", "α": "alpha", "β": "beta", "ε": "eps", "θ": "theta", "π": "pi",
    // A curve in one line.
    "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#",
    "\u{A0}": " ",
  ]
}
