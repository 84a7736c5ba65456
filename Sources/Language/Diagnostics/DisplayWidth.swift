/// How many columns text takes in a terminal, so that carets stand under what they mean and lines wrap where they end.
///
/// East Asian wide characters and emoji take two columns, combining marks none, everything else one. Characters whose
/// width Unicode calls ambiguous (`·`, `×`, `─`) take one, as terminals draw them outside East Asian legacy locales.
/// Terminals follow different versions of Unicode; this is 15.0 on every machine.
package enum DisplayWidth {
  /// What is held back counts as the one column of the sign that a front end shows (`PrintableText`). Tabs are the caller's
  /// to expand.
  package static func columns(of text: String) -> Int {
    var columns = 0
    for character in PrintableText.make(text) { columns += self.columns(of: character) }
    return columns
  }

  package static func columns(of character: Character) -> Int {
    if character.isASCII { return 1 }
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if isEmoji(first, in: scalars) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// Whether a scalar must not reach a terminal as it is, wherever it stands: controls move the cursor or start escapes,
  /// bidirectional controls make a line read other than it runs, and what is drawn as nothing makes two texts look alike.
  /// Format characters of a script (Arabic number signs, Egyptian joiners) are drawn, and stay.
  package static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x300 {
      return scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value || scalar.value == 0xAD
    }
    switch scalar.properties.generalCategory {
    case .lineSeparator, .paragraphSeparator: return true
    case .format:
      return scalar.properties.isDefaultIgnorableCodePoint && !isJoining(scalar) || isAnnotation(scalar)
    default: return false
    }
  }

  /// Whether it is drawn as nothing and changes how its neighbours are drawn: the joiners, the separator
  /// of Mongolian vowels, and the tags of flags.
  static func isJoining(_ scalar: Unicode.Scalar) -> Bool {
    [0x180E, 0x200C, 0x200D].contains(scalar.value) || isTag(scalar)
  }

  static func isTag(_ scalar: Unicode.Scalar) -> Bool { 0xE0020...0xE007F ~= scalar.value }

  /// The anchor, separator and terminator of interlinear annotations.
  private static func isAnnotation(_ scalar: Unicode.Scalar) -> Bool { 0xFFF9...0xFFFB ~= scalar.value }

  /// A cluster that is drawn as one emoji: by nature, by the variation selector, or a flag of two letters.
  private static func isEmoji(_ first: Unicode.Scalar, in scalars: Character.UnicodeScalarView) -> Bool {
    if first.properties.isEmojiPresentation {
      let isLoneFlagLetter = 0x1F1E6...0x1F1FF ~= first.value && scalars.count == 1
      return !isLoneFlagLetter
    }
    return first.properties.isEmoji && scalars.contains("\u{FE0F}")
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if isUnprintable(scalar) || scalar.value < 0x300 { return 1 }
    if isInside(zeroEdges, scalar.value) { return 0 }
    return isInside(wideEdges, scalar.value) ? 2 : 1
  }

  /// Whether a value lies in one of the stretches whose beginnings and ends, in turn, are `edges`.
  private static func isInside(_ edges: [UInt32], _ value: UInt32) -> Bool {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low % 2 == 1
  }
}
