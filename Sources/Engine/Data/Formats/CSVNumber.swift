/// A number in text, as programs write it: `-1`, `.5`, `2e-3`, `nan`, `inf`.
enum CSVNumber {
  /// - Returns: the nearest float64; nil for what is not a number.
  static func value(_ text: ArraySlice<UInt8>) -> Double? { exact(text) ?? nearest(text) }

  /// A number of at most 15 digits whose power of ten is at most 22: both are float64 exactly, and so one operation rounds it
  /// right (Clinger, "How to read floating point numbers accurately", 1990). Nil for all others.
  private static func exact(_ text: ArraySlice<UInt8>) -> Double? {
    var (mantissa, digits, decimals, hasPoint) = (0, 0, 0, false)
    let isNegative = text.first == UInt8(ascii: "-")
    for byte in isNegative ? text.dropFirst() : text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard digits < 15 else { return nil }
        mantissa = mantissa * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
        if hasPoint { decimals += 1 }
      case UInt8(ascii: "."):
        guard !hasPoint else { return nil }
        hasPoint = true
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    let value = Double(mantissa) / powers[decimals]
    return isNegative ? -value : value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  private static func nearest(_ text: ArraySlice<UInt8>) -> Double? {
    let allowed = "0123456789+-.eE".utf8
    if text.allSatisfy(allowed.contains) { return Double(String(decoding: text, as: UTF8.self)) }
    let unsigned =
      text.first.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } == true ? text.dropFirst() : text
    switch String(decoding: unsigned, as: UTF8.self).lowercased() {
    case "nan": return .nan
    case "inf", "infinity": return text.first == UInt8(ascii: "-") ? -.infinity : .infinity
    default: return nil
    }
  }

  /// Whether a text is a whole number that its float64 is not.
  static func isRounded(_ text: ArraySlice<UInt8>, _ value: Double) -> Bool {
    guard text.count > 15, let whole = Int(String(decoding: text, as: UTF8.self)) else { return false }
    return Int(exactly: value) != whole
  }
}
