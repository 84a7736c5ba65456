/// Numbers of bytes as people read them.
package enum ByteCount {
  /// Two numbers of bytes that a sentence compares: with so many digits that they differ, `1.074 GB` and `1.073 GB`.
  static func texts(_ a: Int, _ b: Int) -> (String, String) {
    for decimals in 1...6 {
      let texts = (text(a, decimals: decimals), text(b, decimals: decimals))
      if texts.0 != texts.1 || a == b { return texts }
    }
    return ("\(a) bytes", "\(b) bytes")
  }

  /// Bytes as a person reads them: `1.5 GB`.
  package static func text(_ bytes: Int) -> String { text(bytes, decimals: 1) }

  private static func text(_ bytes: Int, decimals: Int) -> String {
    let names = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit < names.count - 1 {
      value /= 1000
      unit += 1
    }
    if unit == 0 { return "\(bytes) bytes" }
    let factor = (0..<decimals).reduce(1.0) { factor, _ in factor * 10 }
    let short = (value * factor).rounded() / factor
    return (short == short.rounded() ? "\(Int(clamping: short))" : "\(short)") + " " + names[unit]
  }
}
