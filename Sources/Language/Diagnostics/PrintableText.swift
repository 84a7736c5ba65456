/// Text from anywhere as it may be shown: what would move a cursor, start an escape or turn a line round, and what nobody
/// would see, stands there as a sign instead.
package enum PrintableText {
  /// The same text with signs for all that is held back but line feeds and tabs.
  package static func make(
    _ text: String, symbol: (Unicode.Scalar) -> String = PrintableText.symbol
  ) -> String {
    let scalars = text.unicodeScalars
    guard scalars.contains(where: { isControl($0) || DisplayWidth.isJoining($0) }) else { return text }
    var result = ""
    for index in scalars.indices {
      let scalar = scalars[index]
      if isControl(scalar) || isMisplaced(index, in: scalars) {
        result += symbol(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a text is shown as it is, in one line.
  package static func isPlain(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.indices.allSatisfy {
      !DisplayWidth.isUnprintable(scalars[$0]) && !isMisplaced($0, in: scalars)
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "\n" && scalar != "\t" && DisplayWidth.isUnprintable(scalar)
  }

  /// Whether what joins its neighbours stands where it has none: a joiner that is not between two characters that are seen,
  /// a tag that belongs to no flag.
  private static func isMisplaced(_ index: String.Index, in scalars: String.UnicodeScalarView) -> Bool {
    let scalar = scalars[index]
    guard DisplayWidth.isJoining(scalar) else { return false }
    if DisplayWidth.isTag(scalar) { return !isInFlag(index, in: scalars) }
    let next = scalars.index(after: index)
    guard index > scalars.startIndex, next < scalars.endIndex else { return true }
    return !isSeen(scalars[scalars.index(before: index)]) || !isSeen(scalars[next])
  }

  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !DisplayWidth.isUnprintable(scalar) && !DisplayWidth.isJoining(scalar)
  }

  /// Whether tags go from a black flag to the tag that ends them, no more of them than Unicode's flags have.
  private static func isInFlag(_ index: String.Index, in scalars: String.UnicodeScalarView) -> Bool {
    let most = 8
    let before = scalars[..<index].reversed().prefix(most).drop(while: DisplayWidth.isTag)
    let rest = scalars[index...].prefix(most).prefix(while: DisplayWidth.isTag)
    return before.first == "\u{1F3F4}" && rest.contains("\u{E007F}")
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
