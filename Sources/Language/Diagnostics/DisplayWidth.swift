/// How many columns text takes in a terminal, so that carets stand under what they mean and lines wrap where they end.
///
/// East Asian wide characters and emoji take two columns, combining marks none, everything else one. Characters whose
/// width Unicode calls ambiguous (`·`, `×`, `─`) take one, as terminals draw them outside East Asian legacy locales.
package enum DisplayWidth {
  /// Control characters count as one column: a front end shows them as one symbol (`isUnprintable`). Tabs are the
  /// caller's to expand.
  package static func columns(of text: String) -> Int {
    var columns = 0
    for character in text { columns += self.columns(of: character) }
    return columns
  }

  package static func columns(of character: Character) -> Int {
    if character.isASCII { return 1 }
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if isEmoji(first, in: scalars) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// Whether a scalar must not reach a terminal as it is: controls move the cursor or start escapes, and the
  /// bidirectional controls make a line read other than it runs.
  package static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A cluster that is drawn as one emoji: by nature, by the variation selector, or a flag of two letters.
  private static func isEmoji(_ first: Unicode.Scalar, in scalars: Character.UnicodeScalarView) -> Bool {
    if first.properties.isEmojiPresentation {
      let isLoneFlagLetter = 0x1F1E6...0x1F1FF ~= first.value && scalars.count == 1
      return !isLoneFlagLetter
    }
    return first.properties.isEmoji && scalars.contains("\u{FE0F}")
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if isUnprintable(scalar) { return 1 }
    if scalar.value < 0x300 { return 1 }
    // The vowels and final consonants of Hangul join the initial before them.
    if 0x1160...0x11FF ~= scalar.value || 0xD7B0...0xD7FF ~= scalar.value { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar.value) ? 2 : 1
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    return wide.contains { $0 ~= value }
  }

  /// East_Asian_Width W and F without the emoji (which their own property names), unassigned gaps joined.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
