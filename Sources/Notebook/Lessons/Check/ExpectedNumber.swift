import Language

/// A number in an expected output, as exact as it is written: `4.2` is 4.15 to 4.25.
///
/// Half a unit of the last digit is allowed. A whole number without point and exponent is meant exactly: what float32
/// loses of six digits is allowed, and of int64, which loses nothing, no difference at all.
struct ExpectedNumber {
  let text: String
  let value: Double
  let tolerance: Double
  private let isWhole: Bool

  /// Nil for what is not a number.
  init?(_ text: String) {
    self.text = text
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    if unsigned == "nan" || unsigned == "inf" {
      value = unsigned == "nan" ? .nan : text.hasPrefix("-") ? -.infinity : .infinity
      (tolerance, isWhole) = (0, false)
      return
    }
    guard let first = unsigned.first, first.isASCII, first.isNumber || first == ".",
      let value = Double(String(text.filter { $0 != "_" }))
    else { return nil }
    self.value = value
    let parts = unsigned.split(separator: "e", omittingEmptySubsequences: false)
    let fraction = parts[0].split(separator: ".", omittingEmptySubsequences: false).dropFirst().first
    isWhole = fraction == nil && parts.count == 1
    if isWhole {
      tolerance = max(1e-6, 5e-6 * abs(value))
    } else {
      let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      tolerance = ExpectedNumber.halfUnit(exponent - (fraction?.count ?? 0))
    }
  }

  private static func halfUnit(_ place: Int) -> Double { Double("5e\(place - 1)") ?? 0 }

  func agrees(with other: ComparedNumber) -> Bool {
    guard isWhole, let whole = other.whole else { return agrees(with: other.double) }
    return Int64(text.filter { $0 != "_" }) == whole
  }

  private func agrees(with other: Double) -> Bool {
    if value.isNaN || other.isNaN { return value.isNaN && other.isNaN }
    guard value.isFinite, other.isFinite else { return value == other }
    // The ends belong to it, whatever the last bit says.
    return abs(value - other) <= tolerance * (1 + 1e-9) + abs(value) * 1e-15
  }
}
