import Language

extension SourceText {
  /// The whole text with everything blanked but these bytes, so that messages show the right line of the right file.
  func keeping(_ range: Range<Int>) -> SourceText {
    var kept = [UInt8](repeating: UInt8(ascii: " "), count: bytes.count)
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { kept[offset] = byte }
    kept.replaceSubrange(range, with: bytes[range])
    return SourceText(
      name: name, bytes: kept, rights: rights, builtInNames: builtInNames, takesCommands: takesCommands,
      path: path)
  }

  /// The lines of a part that holds code, without expected outputs, and without empty lines around.
  func codeLines(in part: Range<Int>) -> [String] {
    let text = keeping(part)
    let expectedOutputs = text.comments.filter { ExpectedOutput.begins(text.text($0.span)) }
    var lines: [String] = []
    for number in line(of: part.lowerBound)...line(of: max(part.upperBound - 1, part.lowerBound)) {
      var range = text.range(ofLine: number)
      if let expectedOutput = expectedOutputs.first(where: { $0.line == number }) {
        guard expectedOutput.isTrailing else { continue }
        range = range.lowerBound..<Int(expectedOutput.span.start)
      }
      var line = String(decoding: text.bytes[range], as: UTF8.self)
      while line.last?.isWhitespace == true { line.removeLast() }
      if !line.isEmpty || !lines.isEmpty { lines.append(line) }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
