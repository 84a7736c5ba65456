import Glibc
import Language
import Notebook
import Terminal

/// Knows a few words outside strings and a few files inside them. Takes its time after an exclamation mark. Of `tell` it
/// has something to say, and more when it is asked again.
struct ProbeAssistant: LineAssistant {
  private static let names = ["conv", "cosine", "cos", "max_pool", "卷积核", "卷积层", "数据"]
  private static let manyNames = (1...150).map { "many_\($0)" }
  private static let files = [
    "my file.png", "my other file.png", "照片.png", "hidden \u{9B}31m.png", "hidden \u{85}.png",
    "hidden \u{202E}.png", "hidden \u{61C}.png", "hidden \u{200B}.png", "hidden \u{200E}.png",
    "hidden \u{FEFF}.png",
    "hidden \u{200D}.png",
    "hidden \u{1B}[31m.png", "hidden plainly.png",
  ]

  func explanation(of text: String, cursor: Int, isRepeated: Bool) -> Markup? {
    guard text.hasPrefix("tell") else { return nil }
    return Markup([.line([.init("cursor \(cursor) of \(text.utf8.count)\(isRepeated ? ", all" : "")")])])
  }

  func completion(of line: String, cursor: Int) -> Completion {
    let before = Array(line.utf8.prefix(cursor))
    if before.last == UInt8(ascii: "!") { usleep(300_000) }
    let quotes = before.indices { $0 == UInt8(ascii: "\"") }
    if let quote = before.lastIndex(of: UInt8(ascii: "\"")), quotes.ranges.map(\.count).reduce(0, +) % 2 == 1
    {
      return matching(Self.files, from: quote + 1, in: before, suffix: "\"")
    }
    let start = before.lastIndex { !isPartOfName($0) }.map { $0 + 1 } ?? 0
    return matching(Self.names + Self.manyNames, from: start, in: before, suffix: " ")
  }

  private func isPartOfName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || isalnum(Int32(byte)) != 0
  }

  private func matching(
    _ known: [String], from start: Int, in bytes: [UInt8], suffix: Character
  ) -> Completion {
    let word = String(decoding: bytes[start...], as: UTF8.self)
    return Completion(
      replaced: start..<bytes.count,
      candidates: known.filter { $0.hasPrefix(word) }.map { .init($0, .function) }, suffix: suffix)
  }
}
