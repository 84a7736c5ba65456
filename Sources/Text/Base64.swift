/// Bytes as text (RFC 4648, section 4).
public enum Base64 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// - Parameter bytes: what is to be written as text.
  /// - Returns: the bytes as one line of letters, padded to a multiple of four.
  public static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for byte in group { bits = bits << 8 | Int(byte) }
      bits <<= 8 * (3 - group.count)
      for place in 0..<4 {
        result.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : padding)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// - Parameter text: letters of base64 with their padding; blanks and line breaks between them are passed over.
  /// - Returns: the bytes; nil for other characters, for a text that was cut short, and where bits are left over that are not
  ///   zero.
  public static func decode(_ text: String) -> [UInt8]? {
    var (bits, held, paddings) = (0, 0, 0)
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count / 4 * 3)
    for letter in text.utf8 where letter != 0x20 && !(0x09...0x0D).contains(letter) {
      if letter == padding {
        paddings += 1
        continue
      }
      guard paddings == 0, let value = value(of: letter) else { return nil }
      bits = (bits << 6 | value) & 0xFFF
      held += 6
      if held >= 8 {
        held -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> held))
      }
    }
    // Two letters of a group leave four bits and want two paddings, three leave two bits and want one.
    guard held < 6, held == 2 * paddings, bits & (1 << held - 1) == 0 else { return nil }
    return result
  }

  private static func value(of letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(letter) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(letter) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(letter) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
