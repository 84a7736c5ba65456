import Glibc
import Terminal

/// Knows a few words outside strings and a few files inside them. Takes its time after an exclamation mark.
struct ProbeCompleter: Completer {
  private static let names = ["conv", "cosine", "cos", "max_pool", "卷积核", "卷积层", "数据"]
  private static let manyNames = (1...150).map { "many_\($0)" }
  private static let files = [
    "my file.png", "my other file.png", "照片.png", "hidden \u{9B}31m.png", "hidden \u{85}.png",
    "hidden \u{202E}.png", "hidden \u{61C}.png", "hidden \u{200B}.png", "hidden \u{200E}.png",
    "hidden \u{FEFF}.png",
    "hidden \u{200D}.png",
    "hidden \u{1B}[31m.png", "hidden plainly.png",
  ]

  func completions(for line: String, cursor: Int) -> Completions {
    let before = Array(line.utf8.prefix(cursor))
    if before.last == UInt8(ascii: "!") { usleep(300_000) }
    let quotes = before.indices { $0 == UInt8(ascii: "\"") }
    if let quote = before.lastIndex(of: UInt8(ascii: "\"")), quotes.ranges.map(\.count).reduce(0, +) % 2 == 1
    {
      return matching(Self.files, from: quote + 1, in: before, suffix: .doubleQuote)
    }
    let start = before.lastIndex { !isPartOfName($0) }.map { $0 + 1 } ?? 0
    return matching(Self.names + Self.manyNames, from: start, in: before, suffix: .space)
  }

  private func isPartOfName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || isalnum(Int32(byte)) != 0
  }

  private func matching(
    _ known: [String], from start: Int, in bytes: [UInt8], suffix: Completions.Suffix
  ) -> Completions {
    let word = String(decoding: bytes[start...], as: UTF8.self)
    return Completions(start: start, candidates: known.filter { $0.hasPrefix(word) }, suffix: suffix)
  }
}
