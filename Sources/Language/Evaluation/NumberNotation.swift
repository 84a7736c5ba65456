import Engine
import Glibc

/// How the numbers of one tensor are written: all in one notation, so that large and small ones can be told apart at a
/// glance.
enum NumberNotation {
  /// Each with so many significant digits, and as few as it needs.
  case significant(Int)
  case fixed(decimals: Int)
  /// `4.92e+05`, all with so many decimals.
  case scientific(decimals: Int)

  /// - Parameters:
  ///   - values: the numbers that are written beside each other.
  ///   - digits: how many significant digits the largest gets.
  init(for values: [Double], digits: Int) {
    let magnitudes = values.lazy.filter(\.isFinite).map(\.magnitude)
    guard magnitudes.contains(where: { Formatter.number($0, digits: digits).contains("e") }),
      let largest = magnitudes.max(), let smallest = magnitudes.filter({ $0 > 0 }).min()
    else {
      self = .significant(digits)
      return
    }
    let (top, bottom) = (NumberNotation.exponent(largest), NumberNotation.exponent(smallest))
    let forLargest = max(0, digits - 1 - top)
    // The smallest shows two digits, if that makes the others no more than three longer.
    let decimals = max(forLargest, 1 - bottom)
    if top < 9, decimals <= 8, decimals <= forLargest + 3 {
      self = .fixed(decimals: NumberNotation.needed(decimals, values) { Formatter.printed("f", $1, $0) })
    } else {
      self = .scientific(
        decimals: NumberNotation.needed(digits - 1, values) { value, decimals in
          Formatter.printed("e", decimals, value).split(separator: "e").first.map(String.init) ?? ""
        })
    }
  }

  /// The power of ten of a number's first digit.
  private static func exponent(_ value: Double) -> Int { Int(clamping: log10(value).rounded(.down)) }

  /// As many decimals as not all have as zeros at their ends.
  private static func needed(
    _ most: Int, _ values: [Double], _ text: (_ value: Double, _ decimals: Int) -> String
  ) -> Int {
    var needed = 0
    for value in values where value.isFinite && value != 0 {
      let digits = text(value, most)
      let zeros = digits.reversed().prefix { $0 == "0" }.count
      needed = max(needed, most - min(zeros, most))
    }
    return needed
  }

  func text(_ value: Double) -> String {
    guard value.isFinite else { return Formatter.number(value) }
    switch self {
    case .significant(let digits): return Formatter.number(value, digits: digits)
    case .fixed(let decimals): return Formatter.printed("f", decimals, value)
    case .scientific(let decimals): return value == 0 ? "0" : Formatter.printed("e", decimals, value)
    }
  }
}

extension Formatter {
  /// C's `%.*f`, `%.*e` and `%.*g`.
  ///
  /// - Parameters:
  ///   - conversion: the letter.
  ///   - precision: up to 100.
  static func printed(_ conversion: String, _ precision: Int, _ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    // The sign, 309 digits, the point, and what stands behind it.
    var buffer = [CChar](repeating: 0, count: 420)
    let length = withVaList([Int32(clamping: precision), value]) {
      vsnprintf(&buffer, buffer.count, "%.*" + conversion, $0)
    }
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Elements at flat positions, counted from 0, in one notation; whole numbers of int64 in full.
  static func elements(_ positions: [Int], of tensor: Tensor, digits: Int) -> [String] {
    if tensor.dtype == .int64 { return positions.map { element($0, of: tensor) } }
    let values = positions.map(tensor.element)
    let notation = NumberNotation(for: values, digits: digits)
    return values.map(notation.text)
  }
}
