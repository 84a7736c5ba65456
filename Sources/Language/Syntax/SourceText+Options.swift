extension SourceText {
  /// Where the name of an option stands, before its `=` and its value; the value's own place where the text is another.
  func option(_ name: String, of value: Span) -> Span {
    let white = " \t\r\n".utf8
    var end = Int(value.start)
    func skipWhite() { while end > 0, white.contains(bytes[end - 1]) { end -= 1 } }
    // A value in parentheses begins behind them.
    while end > 0, white.contains(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: "(") { end -= 1 }
    guard end > 0, bytes[end - 1] == UInt8(ascii: "=") else { return value }
    end -= 1
    skipWhite()
    let start = end - name.utf8.count
    guard start >= 0, bytes[start..<end].elementsEqual(name.utf8) else { return value }
    return Span(start, end)
  }
}
