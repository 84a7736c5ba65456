/// Doubles as the language writes them.
package enum DoubleText {
  /// `0.1`, `3`, `1e-5`: what reads back as the same number.
  package static func shortest(_ value: Double) -> String {
    value.isNaN
      ? "nan"
      : value == value.rounded() && abs(value) < 1e15 ? "\(Int(clamping: value))" : compact("\(value)")
  }

  /// `1e-5` for `1e-05`.
  private static func compact(_ text: String) -> String {
    guard let mark = text.lastIndex(of: "e"), text[mark...].hasPrefix("e-0") else { return text }
    return String(text[..<mark]) + "e-" + text[mark...].dropFirst(3)
  }
}
