import Language

/// Changes to a text, collected first and made together.
struct ExpectedOutputUpdate {
  private let source: SourceText
  private var edits: [(range: Range<Int>, text: String)] = []

  init(_ source: SourceText) { self.source = source }

  /// How many expected outputs are written anew.
  private(set) var count = 0

  /// Puts what came out where expected outputs of one kind stand: into the first of them; the others go.
  /// - Parameter lines: the comments to write, each with its mark.
  mutating func replace(_ expectedOutputs: [ExpectedOutput], with lines: [String]) {
    guard let first = expectedOutputs.first else { return }
    count += 1
    let indent = String(repeating: " ", count: column(of: first))
    if lines.isEmpty {
      edits.append((removal(of: first), ""))
    } else {
      let text = lines.joined(separator: "\n" + (first.comment.isTrailing ? "" : indent))
      edits.append((first.comment.span.range, text))
    }
    for expectedOutput in expectedOutputs.dropFirst() { edits.append((removal(of: expectedOutput), "")) }
  }

  private func column(of expectedOutput: ExpectedOutput) -> Int {
    Int(expectedOutput.comment.span.start) - source.range(ofLine: expectedOutput.comment.line).lowerBound
  }

  /// A comment with the spaces before it; where it stands alone, its whole line.
  private func removal(of expectedOutput: ExpectedOutput) -> Range<Int> {
    let line = source.range(ofLine: expectedOutput.comment.line)
    guard expectedOutput.comment.isTrailing else {
      let end =
        expectedOutput.comment.line < source.lineCount
        ? source.range(ofLine: expectedOutput.comment.line + 1).lowerBound : source.bytes.count
      return line.lowerBound..<end
    }
    var start = Int(expectedOutput.comment.span.start)
    while start > line.lowerBound, source.bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    return start..<line.upperBound
  }

  /// The text with all changes.
  var result: [UInt8] {
    var bytes = source.bytes
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: Array(edit.text.utf8))
    }
    return bytes
  }
}
