/// A number as people write it: its digits in groups of three, as in `1,792` and `17 210 368`, or in the full-width digits
/// of a Chinese keyboard.
package struct GroupedNumber {
  /// As it is written in the language: `17210368`.
  package let plain: String

  /// Nil for a text that is no such number, and for one that can be written as it stands.
  package init?(_ text: String) {
    let narrow = String(String.UnicodeScalarView(text.unicodeScalars.map(GroupedNumber.narrow)))
    var rest = narrow[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    let sign = rest.first == "-" || rest.first == "+" ? String(rest.removeFirst()) : ""
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap(GroupedNumber.ungrouped) else { return nil }
    var plain = (sign == "-" ? sign : "") + whole
    if parts.count > 1 {
      guard !parts[1].isEmpty, parts[1].allSatisfy(GroupedNumber.isDigit) else { return nil }
      plain += "." + parts[1]
    }
    guard plain != text else { return nil }
    self.plain = plain
  }

  /// Digits without what parts their groups, which is the same sign everywhere.
  private static func ungrouped(_ text: Substring) -> String? {
    guard let separator = text.first(where: { !isDigit($0) }) else {
      return text.isEmpty ? nil : String(text)
    }
    guard separators.contains(separator) else { return nil }
    let groups = text.split(separator: separator, omittingEmptySubsequences: false)
    guard groups.joined().allSatisfy(isDigit), 1...3 ~= groups[0].count,
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return groups.joined()
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// Comma, underscore, apostrophes, and blanks: the usual one, and those that keep a number on one line.
  private static let separators: Set<Character> = [
    ",", "_", "'", "\u{2019}", " ", "\u{A0}", "\u{2009}", "\u{202F}",
  ]

  /// The usual form of a full-width character.
  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard 0xFF01...0xFF5E ~= scalar.value else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }
}
