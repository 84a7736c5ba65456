import Glibc

/// How the numbers of one heat map are written: all alike, so that their columns line up.
package enum NumberFormat: Equatable {
  case fixed(decimals: Int)
  /// `1.2e-5` with so many decimals.
  case scientific(decimals: Int)

  /// Ways to write these values, from the most digits worth showing down to two significant ones of the largest.
  package static func candidates(for values: [Double]) -> [NumberFormat] {
    let finite = values.filter(\.isFinite)
    let largest = finite.reduce(0) { max($0, $1.magnitude) }
    if largest == 0 { return [.fixed(decimals: 0)] }
    guard 1e-3..<1e7 ~= largest else { return [.scientific(decimals: 2), .scientific(decimals: 1)] }
    let exponent = Int(clamping: log10(largest).rounded(.down))
    let wanted = exponent < 0 ? 2 - exponent : max(3 - exponent, exponent < 4 ? 1 : 0)
    // Float32 carries seven digits; what differs beyond them is no decimal worth a column.
    let tolerance = largest * 1e-6
    let needed = (0..<wanted).first { decimals in
      let scale = pow(10, Double(decimals))
      return finite.allSatisfy { (($0 * scale).rounded() / scale - $0).magnitude <= tolerance }
    }
    let most = needed ?? wanted
    let fewest = min(most, max(0, 1 - exponent))
    return stride(from: most, through: fewest, by: -1).map { .fixed(decimals: $0) }
  }

  package func text(_ value: Double) -> String {
    guard value.isFinite else { return NumberFormat.nonFinite(value) }
    switch self {
    case .fixed(let decimals): return NumberFormat.fixed(value, decimals)
    case .scientific(let decimals): return NumberFormat.scientific(value, decimals)
    }
  }

  /// A single number in running text: four significant digits, whole numbers whole.
  package static func short(_ value: Double) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let magnitude = value.magnitude
    if magnitude < 1e7 && value == value.rounded() { return fixed(value, 0) }
    guard 1e-4..<1e7 ~= magnitude else { return trimmed(scientific(value, 3)) }
    let exponent = Int(clamping: log10(magnitude).rounded(.down))
    return trimmed(fixed(value, max(3 - exponent, 0)))
  }

  /// A number with a power of ten, and no more digits than it needs: `1.5e7`.
  package static func power(_ value: Double) -> String {
    value.isFinite ? trimmed(scientific(value, 4)) : nonFinite(value)
  }

  private static func nonFinite(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  /// For magnitudes below 1e10, so that the scaled value is a whole number that a double holds exactly.
  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    let scaled = Int64(clamping: (value.magnitude * scale).rounded(.toNearestOrEven))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(scaled)" }
    let unit = Int64(clamping: scale)
    let fraction = String(scaled % unit)
    return "\(sign)\(scaled / unit)." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  private static func scientific(_ value: Double, _ decimals: Int) -> String {
    if value == 0 { return "0" }
    var exponent = Int(clamping: log10(value.magnitude).rounded(.down))
    // Two steps, because 10^exponent alone would be zero for the smallest doubles.
    let half = exponent / 2
    let mantissa = value / pow(10, Double(half)) / pow(10, Double(exponent - half))
    var text = fixed(mantissa, decimals)
    if text.hasPrefix("10") || text.hasPrefix("-10") {
      text = fixed(mantissa / 10, decimals)
      exponent += 1
    }
    return "\(text)e\(exponent)"
  }

  /// Without zeros at the end of the decimals.
  private static func trimmed(_ text: String) -> String {
    let parts = text.split(separator: "e", maxSplits: 1)
    guard let first = parts.first, first.contains(".") else { return text }
    var mantissa = String(first)
    while mantissa.last == "0" { mantissa.removeLast() }
    if mantissa.last == "." { mantissa.removeLast() }
    return parts.count > 1 ? "\(mantissa)e\(parts[1])" : mantissa
  }
}
