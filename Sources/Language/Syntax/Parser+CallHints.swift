/// `write "x.npy" x`, as a shell or MATLAB has it: the call with its parentheses.
extension Parser {
  /// - Precondition: the parser stands behind the word.
  /// - Returns: nil for a word that is no function, and where what follows cannot be read as arguments.
  func callHint(of word: String) -> String? {
    let builtIn = Library.standard[word]
    guard
      builtIn != nil || tree.functions.contains(where: { $0.name >= 0 && tree.names[Int($0.name)] == word })
    else { return nil }
    let names = (builtIn?.parameters ?? []).map(\.namesFile)
    var ahead = self
    guard let words = ahead.words(areFiles: names) else { return nil }
    return "parentheses call a function: \(word)(\(words.joined(separator: ", ")))"
  }

  /// What follows up to the end of the statement, argument by argument.
  private mutating func words(areFiles: [Bool]) -> [String]? {
    var words: [String] = []
    while !endsStatement {
      let start = position
      let isFile = words.count < areFiles.count && areFiles[words.count]
      if isFile, let file = fileName() {
        words.append("\"\(file)\"")
        continue
      }
      guard let value = try? expression() else { return nil }
      // `x (w)` and `x [1]` are read as a call and an index, and were meant as two.
      let tokens = tokens[start..<position]
      guard tokens.dropFirst().allSatisfy({ !$0.spaceBefore || !$0.opens }) else { return nil }
      words.append(tree.source.bareText(span(value)))
      if current.kind == .comma { advance() }
    }
    return words.isEmpty ? nil : words
  }

  private var endsStatement: Bool {
    switch current.kind {
    case .newline, .semicolon, .rightBrace, .rightParenthesis, .rightBracket, .endOfInput: true
    default: false
    }
  }

  /// A word up to the next blank with a dot or a slash in it, which then lies behind the parser; nil for any other.
  private mutating func fileName() -> String? {
    guard current.kind == .identifier || current.kind == .slash || current.kind == .dot else { return nil }
    let start = Int(current.span.start)
    let word = tree.source.bytes[start...].prefix { byte in
      let scalar = Unicode.Scalar(byte)
      return byte >= 0x80 || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "._/-~".unicodeScalars.contains(scalar)
    }
    guard word.contains(UInt8(ascii: ".")) || word.contains(UInt8(ascii: "/")) else { return nil }
    while current.span.start < start + word.count, current.kind != .endOfInput { advance() }
    return String(decoding: word, as: UTF8.self)
  }
}

extension Token {
  fileprivate var opens: Bool { kind == .leftParenthesis || kind == .leftBracket }
}
