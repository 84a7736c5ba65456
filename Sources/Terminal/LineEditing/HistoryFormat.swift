/// The text of a history file, as `HistoryFile` describes it.
enum HistoryFormat {
  struct Entry {
    /// Seconds since 1970, as digits.
    var time: ArraySlice<UInt8>
    var text: String
  }

  static func bytes(of entry: Entry) -> [UInt8] {
    var bytes = [mark] + entry.time + [newline]
    for line in entry.text.utf8.split(separator: newline, omittingEmptySubsequences: false) {
      if let first = line.first, first == mark || first == escape { bytes.append(escape) }
      bytes += line
      bytes.append(newline)
    }
    return bytes
  }

  /// Lines before the first time are entries of their own, so that a plain list of lines can be read too.
  static func entries(in bytes: [UInt8]) -> [Entry] {
    var entries: [Entry] = []
    var time = bytes[..<0]
    var start = bytes.startIndex
    // Ends the entry whose lines are those from `start` to the newline before `end`.
    func finish(before end: Int) {
      guard start < end else { return }
      let lines = bytes[start..<end]
      entries.append(Entry(time: time, text: text(lines.last == newline ? lines.dropLast() : lines)))
    }
    var lineStart = start
    while lineStart < bytes.endIndex {
      let lineEnd = bytes[lineStart...].firstIndex(of: newline) ?? bytes.endIndex
      let next = min(lineEnd + 1, bytes.endIndex)
      if let newTime = timeMark(bytes[lineStart..<lineEnd]) {
        finish(before: lineStart)
        (time, start) = (newTime, next)
      } else if time.isEmpty {
        finish(before: next)
        start = next
      }
      lineStart = next
    }
    finish(before: bytes.endIndex)
    return entries
  }

  private static let newline = UInt8(ascii: "\n")
  private static let mark = UInt8(ascii: "#")
  private static let escape = UInt8(ascii: "\\")

  private static func text(_ lines: ArraySlice<UInt8>) -> String {
    // Most entries have no escape, and a whole history is read at every start.
    guard lines.contains(escape) else { return String(decoding: lines, as: UTF8.self) }
    var kept: [UInt8] = []
    var isFirst = true
    for byte in lines {
      if !(isFirst && byte == escape) { kept.append(byte) }
      isFirst = byte == newline
    }
    return String(decoding: kept, as: UTF8.self)
  }

  private static func timeMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.first == mark, line.count > 1 else { return nil }
    let digits = line.dropFirst()
    return digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? digits : nil
  }
}
