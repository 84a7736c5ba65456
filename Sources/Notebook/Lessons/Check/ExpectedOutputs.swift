import Language

/// What a script expected output of a statement, in a comment: `#=> value`, `#> printed text`, `#=>! E0203`.
struct ExpectedOutput {
  enum Kind: Equatable { case value, text, failure }

  let kind: Kind
  /// What stands behind the mark.
  let text: String
  let comment: SourceText.Comment

  static func begins(_ comment: String) -> Bool { comment.hasPrefix("#=>") || comment.hasPrefix("#>") }

  /// Nil for an ordinary comment.
  init?(_ comment: SourceText.Comment, in source: SourceText) {
    let all = source.text(comment.span)
    self.comment = comment
    if all.hasPrefix("#=>!") {
      (kind, text) = (.failure, ExpectedOutput.trimmed(all.dropFirst(4)))
    } else if all.hasPrefix("#=>") {
      (kind, text) = (.value, ExpectedOutput.trimmed(all.dropFirst(3)))
    } else if all.hasPrefix("#>") {
      let rest = all.dropFirst(2)
      kind = .text
      text = ExpectedOutput.withoutTail(rest.first == " " ? rest.dropFirst() : rest)
    } else {
      return nil
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    withoutTail(text.drop { $0 == " " || $0 == "\t" })
  }

  private static func withoutTail(_ text: Substring) -> String {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

/// What is expected of one statement.
struct StatementExpectedOutputs {
  var all: [ExpectedOutput] = []

  /// The code that the statement must fail with.
  var failure: ExpectedOutput? { all.first { $0.kind == .failure } }

  var values: [ExpectedOutput] { all.filter { $0.kind == .value } }
  var texts: [ExpectedOutput] { all.filter { $0.kind == .text } }
}

/// The expected output of a script, by statement.
struct ExpectedOutputs {
  private(set) var byStatement: [StatementExpectedOutputs]
  /// Those that stand behind no statement.
  private(set) var strays: [ExpectedOutput] = []

  /// An expected output belongs to the statement before it: behind it on its line, or on the lines directly below.
  init(_ program: Program) {
    let source = program.source
    let statements = program.statements
    byStatement = [StatementExpectedOutputs](repeating: StatementExpectedOutputs(), count: statements.count)
    var index = -1
    var lastLine = -1
    for comment in source.comments {
      guard let expectedOutput = ExpectedOutput(comment, in: source) else { continue }
      while index + 1 < statements.count, statements[index + 1].span.start < comment.span.start { index += 1 }
      let isBehind = index >= 0 && statements[index].span.end <= comment.span.start
      let follows =
        comment.isTrailing || lastLine == comment.line - 1 || ExpectedOutputs.isCode(comment.line - 1, source)
      if isBehind && follows {
        byStatement[index].all.append(expectedOutput)
        lastLine = comment.line
      } else {
        strays.append(expectedOutput)
      }
    }
  }

  private static func isCode(_ line: Int, _ source: SourceText) -> Bool {
    guard line >= 1 else { return false }
    let first = source.bytes[source.range(ofLine: line)].first {
      $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
    }
    return first != nil && first != UInt8(ascii: "#")
  }
}
