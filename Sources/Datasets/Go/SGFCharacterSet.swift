/// How bytes make characters, as far as reading a record needs it: where a character's second byte can be `\` or `]`, it
/// must not be taken for one.
enum SGFCharacterSet: CaseIterable {
  /// A byte is a character, or a part of one that is no ASCII: UTF-8, Latin-1, the EUC family.
  case bytewise
  case shiftJIS
  /// GB 18030, and so GBK and GB 2312.
  case gb18030
  case big5
  /// ISO-2022-JP: escape sequences switch to pairs of ASCII bytes and back.
  case iso2022

  /// From a `CA` property; names that are not known are bytewise.
  init(named name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "shiftjis", "sjis", "xsjis", "mskanji", "cp932", "windows31j", "ms932": self = .shiftJIS
    case "gb18030", "gbk", "cp936", "ms936", "gb2312", "gb", "gb231280", "euccn": self = .gb18030
    case "big5", "big5hkscs", "cp950", "big5eten", "big5tw": self = .big5
    case "iso2022jp", "jis", "csiso2022jp": self = .iso2022
    default: self = .bytewise
    }
  }

  /// The name that `iconv` knows it by, where the record names none.
  var name: String {
    switch self {
    case .bytewise: "ISO-8859-1"
    case .shiftJIS: "CP932"
    case .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .iso2022: "ISO-2022-JP"
    }
  }

  /// How many bytes the character at a position takes; at least one, and never beyond the end.
  func length(_ bytes: [UInt8], _ position: Int) -> Int {
    let first = bytes[position]
    guard position + 1 < bytes.count else { return 1 }
    let second = bytes[position + 1]
    switch self {
    case .bytewise: return 1
    case .shiftJIS:
      let leads = (0x81...0x9F).contains(first) || (0xE0...0xFC).contains(first)
      return leads && (0x40...0xFC).contains(second) && second != 0x7F ? 2 : 1
    case .gb18030:
      guard (0x81...0xFE).contains(first) else { return 1 }
      if (0x30...0x39).contains(second) { return min(4, bytes.count - position) }
      return (0x40...0xFE).contains(second) && second != 0x7F ? 2 : 1
    case .big5:
      guard (0x81...0xFE).contains(first) else { return 1 }
      return (0x40...0x7E).contains(second) || (0xA1...0xFE).contains(second) ? 2 : 1
    case .iso2022: return escapedLength(bytes, position)
    }
  }

  /// From `ESC $` to `ESC (` and its letter; a single byte where no such sequence begins, or none ends it.
  private func escapedLength(_ bytes: [UInt8], _ position: Int) -> Int {
    let (escape, dollar, bracket) = (UInt8(0x1B), UInt8(ascii: "$"), UInt8(ascii: "("))
    guard bytes[position] == escape, bytes[position + 1] == dollar else { return 1 }
    var end = position + 2
    while end + 2 < bytes.count {
      if bytes[end] == escape, bytes[end + 1] == bracket { return end + 3 - position }
      // No record holds a line end within such a sequence, so that a lone ESC hides no moves.
      if bytes[end] == 0x0A || bytes[end] == 0x0D { return 1 }
      end += 1
    }
    return 1
  }
}
