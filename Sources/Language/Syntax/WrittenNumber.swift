/// A number as it is written. Whole ones without point and exponent are meant to the last digit, so that one which a
/// double would round becomes an int64.
package enum WrittenNumber {
  case double(Double)
  case whole(Int64)
  /// Neither a double nor an int64; with what would be written for the nearest double, where there is one.
  case unheld(nearest: String?)

  /// Nil for what is not a number. Underscores between digits are gone already.
  package init?(_ text: String) {
    guard let value = Double(text.hasSuffix(".") ? text + "0" : text) else { return nil }
    let digits = text.drop { $0 == "-" || $0 == "+" }
    // Up to fifteen digits a double holds them all.
    guard digits.utf8.count > 15, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
      self = .double(value)
      return
    }
    if let whole = Int64(text) {
      self = Int64(exactly: value) == whole ? .double(value) : .whole(whole)
    } else if value.isFinite, Formatter.digits(ofWhole: abs(value)) == digits.drop(while: { $0 == "0" }) {
      self = .double(value)
    } else {
      self = .unheld(nearest: value.isFinite ? "\(value)" : nil)
    }
  }

  package static func message(for text: String) -> String {
    let short = text.count <= 40 ? text : text.prefix(39) + "…"
    return "`\(short)` is a whole number that neither float64 nor int64 can represent"
  }
}
