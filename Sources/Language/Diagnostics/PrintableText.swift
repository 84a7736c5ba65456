/// Text from anywhere as it may be shown: what would move a cursor, start an escape or turn a line round stands there as a
/// sign instead.
package enum PrintableText {
  /// The same text with signs for all control characters but line feeds and tabs.
  package static func make(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isReplaced) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isReplaced(scalar) { result += symbol(for: scalar) } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  private static func isReplaced(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && scalar != "\t" && DisplayWidth.isUnprintable(scalar)
  }

  /// The sign for a character that is not printed: ␛ for an escape.
  package static func symbol(for scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20: String(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
    }
  }
}
