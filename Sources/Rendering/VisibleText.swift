import Language

/// Makes text from anywhere safe to send to a terminal.
package enum VisibleText {
  /// `text` with every control character but line feeds, and all that is drawn as nothing, shown as a symbol, so that a string from a file can neither
  /// move the cursor nor start an escape. Tabs become spaces up to the next multiple of eight columns after `column`.
  /// Without UTF-8 the signs that our own messages use get ASCII stand-ins; the user's words stay as they are.
  package static func make(_ text: String, isUTF8: Bool, startingAt column: Int = 0) -> String {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
    let lines = text.utf8.contains(13) ? String(text.map { $0 == "\r\n" ? "\n" : $0 }) : text
    var result = ""
    var column = column
    for character in PrintableText.make(lines, symbol: { symbol(for: $0, isUTF8: isUTF8) }) {
      let piece: String
      if character == "\t" {
        piece = String(repeating: " ", count: 8 - column % 8)
      } else {
        let sign = isUTF8 ? String(character) : asciiStandIns[character] ?? String(character)
        // One power has one sign: e⁻ˣ is e^-x.
        piece = sign.hasPrefix("^") && result.hasSuffix("^-") ? String(sign.dropFirst()) : sign
      }
      result += piece
      column = piece == "\n" ? 0 : column + DisplayWidth.columns(of: piece)
    }
    return result
  }

  /// Whether nothing in a text would have to be replaced by a symbol.
  package static func isVisible(_ text: String) -> Bool { PrintableText.isPlain(text) }

  private static func symbol(for scalar: Unicode.Scalar, isUTF8: Bool) -> String {
    isUTF8 ? PrintableText.symbol(for: scalar) : "\\u{\(String(scalar.value, radix: 16))}"
  }

  private static let asciiStandIns: [Character: String] = [
    "─": "-", "│": "|", "└": "`", "┌": ".", "├": "|", "┤": "|", "┘": "'", "┐": ".", "┴": "-", "┬": "-",
    "┼": "+",
    "×": "x", "÷": "/", "·": "*", "…": "...", "→": "->", "←": "<-", "−": "-", "–": "-", "—": "--", "≤": "<=",
    "≥": ">=",
    "≈": "~", "≠": "!=", "±": "+-", "“": "\"", "”": "\"", "‘": "'", "’": "'", "•": "*", "✓": "+", "✗": "x",
    "⌊": "floor(", "⌋": ")", "½": "1/2", "²": "^2", "√": "sqrt ", "Σ": "sum ", "µ": "u", "₁": "1", "₂": "2",
    "₃": "3", "⁻": "^-", "ˣ": "^x", "ᵀ": "^T", "′": "'", "°": " deg", "∛": "cbrt ", "⌈": "ceil(", "⌉": ")",
    "∂": "d", "∞": "inf", "Φ": "Phi", "φ": "phi", "α": "alpha", "β": "beta", "ε": "eps", "θ": "theta",
    "π": "pi",
    // A curve in one line.
    "▁": "_", "▂": ".", "▃": ":", "▄": "-", "▅": "=", "▆": "+", "▇": "*", "█": "#",
    "\u{A0}": " ",
  ]
}
