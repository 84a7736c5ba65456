import Glibc
import Language
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("conv", 4), ("中文", 4), ("卷积核 k", 8), ("，。「」", 8), ("é", 1), ("e\u{301}", 1),
    ("ñ", 1), ("ｆｕｌｌ", 8), ("ｶﾀ", 2), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("日本語", 6), ("😀", 2),
    ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇨🇳", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("1", 1), ("─└×…·", 5), ("α = θ", 5),
    ("\u{1B}[0m", 4), ("x\u{200B}y", 3), ("x\u{200D}y", 2), ("x\u{200D}", 2), ("می\u{200C}خواهم", 7),
    ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2), ("क्षि", 3), ("ไม่", 2),
  ])
  func columns(_ text: String, _ expected: Int) {
    #expect(DisplayWidth.columns(of: text) == expected)
  }

  /// Every character of Unicode 15.0, by Unicode's own tables. C libraries and terminals follow this version or another,
  /// so what the machine's library says decides nothing.
  @Test func agreesWithUnicode15() throws {
    let source = #filePath
    let path = source.prefix(source.count - "DisplayWidthTests.swift".count) + "display_widths.txt"
    var checked = 0
    var different: [String] = []
    for line in try Self.lines(of: String(path)) where !line.hasPrefix("#") {
      let fields = line.split(separator: " ")
      let (first, last) = (
        try #require(UInt32(fields[0], radix: 16)), try #require(UInt32(fields[1], radix: 16))
      )
      let expected = try #require(Int(fields[2]))
      for value in first...last {
        // What is not shown as it is has a symbol of one column in its place.
        guard let scalar = Unicode.Scalar(value), !DisplayWidth.isUnprintable(scalar) else { continue }
        checked += 1
        if DisplayWidth.columns(of: Character(scalar)) != expected {
          different.append(String(value, radix: 16))
        }
      }
    }
    #expect(checked > 140_000)
    #expect(different.isEmpty)
  }

  private static func lines(of path: String) throws -> [Substring] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}
