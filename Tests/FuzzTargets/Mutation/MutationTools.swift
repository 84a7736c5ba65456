/// Chance, the numbers at which programs break, and the fuzzer's own way to change bytes.
package struct MutationTools {
  private var state: UInt64
  /// Changes some bytes without knowing what they mean.
  private let blind: ([UInt8]) -> [UInt8]

  /// - Parameter blind: changes bytes that no format is known of.
  package init(seed: UInt64, blind: @escaping ([UInt8]) -> [UInt8]) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    self.blind = blind
  }

  /// Knuth's linear congruential generator (MMIX), so that a change can be repeated.
  package mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(sides, 1)
  }

  mutating func pick<C: RandomAccessCollection>(_ choices: C) -> C.Element {
    choices[choices.index(choices.startIndex, offsetBy: roll(choices.count))]
  }

  mutating func isOneIn(_ sides: Int) -> Bool { roll(sides) == 0 }

  func changedBlindly(_ bytes: [UInt8]) -> [UInt8] { blind(bytes) }

  // MARK: Corners

  /// Where types and representations of numbers end.
  static let corners: [UInt64] = [
    0, 1, 2, 3, 255, 256, 65535, 65536, 1 << 24, 1 << 31 - 1, 1 << 31, 1 << 32 - 1, 1 << 32, 1 << 40, 1 << 53,
    1 << 53 + 1, 1 << 62, 1 << 63 - 1, 1 << 63, .max,
  ]

  /// Those that no array has as many elements as.
  static let largeCorners = corners.filter { $0 >= 1 << 31 - 1 }

  /// As text: those, and what is no whole number.
  static let cornerTexts =
    corners.map { "\($0)" } + [
      "-1", "-2147483648", "-9223372036854775808", "18446744073709551616", "0.5", "1e16", "-1e16", "1e300",
      "-1e300",
      "1e-300", "nan", "inf", "-inf",
    ]

  mutating func corner() -> UInt64 { pick(MutationTools.corners) }

  /// A corner in some bytes; what does not fit is cut off.
  mutating func cornerBytes(_ count: Int, bigEndian: Bool) -> [UInt8] {
    MutationTools.bytes(corner(), count, bigEndian: bigEndian)
  }

  static func bytes(_ number: UInt64, _ count: Int, bigEndian: Bool) -> [UInt8] {
    let little = (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    return bigEndian ? little.reversed() : little
  }

  // MARK: Text

  /// Text with one of its numbers replaced by a corner; unchanged where it has none.
  mutating func replacingNumber(in text: [UInt8]) -> [UInt8] {
    let numbers = MutationTools.numbers(in: text)
    guard !numbers.isEmpty else { return text }
    var text = text
    text.replaceSubrange(pick(numbers), with: pick(MutationTools.cornerTexts).utf8)
    return text
  }

  mutating func replacingNumber(in text: String) -> String {
    String(decoding: replacingNumber(in: Array(text.utf8)), as: UTF8.self)
  }

  /// The places of runs that begin with a digit.
  static func numbers(in text: [UInt8]) -> [Range<Int>] {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    var (found, position) = ([Range<Int>](), 0)
    while position < text.count {
      guard digits.contains(text[position]) else {
        position += 1
        continue
      }
      let start = position
      while position < text.count, digits.contains(text[position]) || text[position] == UInt8(ascii: ".") {
        position += 1
      }
      found.append(start..<position)
    }
    return found
  }

  /// Parts with one taken away, doubled, or exchanged with another.
  mutating func rearranged<T>(_ parts: [T]) -> [T] {
    guard !parts.isEmpty else { return parts }
    var parts = parts
    let place = roll(parts.count)
    switch roll(3) {
    case 0: parts.remove(at: place)
    case 1: parts.insert(parts[place], at: roll(parts.count + 1))
    default: parts.swapAt(place, roll(parts.count))
    }
    return parts
  }
}
