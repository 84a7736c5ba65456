import Glibc
import Language
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("conv", 4), ("中文", 4), ("卷积核 k", 8), ("，。「」", 8), ("é", 1), ("e\u{301}", 1),
    ("ñ", 1), ("ｆｕｌｌ", 8), ("ｶﾀ", 2), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("日本語", 6), ("😀", 2),
    ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇨🇳", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("1", 1), ("─└×…·", 5), ("α = θ", 5),
    ("\u{1B}[0m", 4), ("x\u{200B}y", 2), ("क्षि", 3), ("ไม่", 2),
  ])
  func columns(_ text: String, _ expected: Int) {
    #expect(DisplayWidth.columns(of: text) == expected)
  }

  /// The C library's table, for every scalar of scripts that have long been settled in Unicode.
  @Test func agreesWithTheCLibrary() {
    // Glibc's Swift module does not declare wcwidth, which <wchar.h> hides behind a macro.
    guard let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil), let symbol = dlsym(nil, "wcwidth") else {
      print("skipped: no C.UTF-8 locale, or no wcwidth")
      return
    }
    let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> Int32).self)
    let old = uselocale(locale)
    defer {
      uselocale(old)
      freelocale(locale)
    }
    let blocks: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xA1...0xAC, 0xAE...0x17F, 0x300...0x377, 0x391...0x4FF, 0x5D0...0x5EA, 0xE01...0xE3A,
      0x1100...0x11FF, 0x2010...0x2027, 0x2030...0x205E, 0x20D0...0x20F0, 0x2100...0x2319, 0x231C...0x2426,
      0x2500...0x27BF, 0x2E80...0x2E99, 0x3000...0x3029, 0x3041...0x3096, 0x30A0...0x30FF, 0x3105...0x312F,
      0x3250...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA48C, 0xAC00...0xD7A3, 0xF900...0xFA6D,
      0xFE30...0xFE52, 0xFF01...0xFFDC, 0xFFE0...0xFFE6, 0x1F300...0x1F320, 0x1F400...0x1F43E,
      0x1F600...0x1F64F, 0x20000...0x2A6DF,
    ]
    var different: [String] = []
    for value in blocks.joined() {
      let expected = wcwidth(wchar_t(value))
      // What the C library does not know it calls −1.
      guard expected >= 0, let scalar = Unicode.Scalar(value) else { continue }
      if DisplayWidth.columns(of: Character(scalar)) != Int(expected) {
        different.append(String(value, radix: 16))
      }
    }
    #expect(different.isEmpty)
  }
}
