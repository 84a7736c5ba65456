import Testing

@testable import Language

@Suite("Tokens") struct LexerTests {
  private func kinds(_ code: String) throws -> [Token.Kind] {
    try Lexer.tokenize(SourceText(name: "test", code)).map(\.kind)
  }

  private func texts(_ code: String) throws -> [String] {
    let source = SourceText(name: "test", code)
    return try Lexer.tokenize(source).dropLast().map { source.text($0.span) }
  }

  private func error(_ code: String) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try Lexer.tokenize(SourceText(name: "test", code))
      return nil
    } catch { return error }
  }

  @Test func everySymbol() throws {
    let symbols: [(String, Token.Kind)] = [
      ("+", .plus), ("-", .minus), ("*", .star), ("/", .slash), ("@", .at), ("%", .percent), ("^", .caret),
      ("==", .equal), ("!=", .notEqual), ("<", .less), ("<=", .lessEqual), (">", .greater),
      (">=", .greaterEqual), ("=", .assign), ("->", .arrow), ("|>", .pipe), (":", .colon), (",", .comma),
      (";", .semicolon), ("\n", .newline), (".", .dot), ("(", .leftParenthesis), (")", .rightParenthesis),
      ("[", .leftBracket), ("]", .rightBracket), ("{", .leftBrace), ("}", .rightBrace),
    ]
    for (text, kind) in symbols {
      #expect(try kinds(text) == [kind, .endOfInput], "\(text)")
      #expect(try kinds("a \(text) b") == [.identifier, kind, .identifier, .endOfInput], "\(text)")
    }
  }

  @Test func everyWord() throws {
    let words: [(String, Token.Kind)] = [
      ("and", .and), ("or", .or), ("not", .not), ("true", .true), ("false", .false), ("none", .none),
      ("end", .end), ("if", .if), ("else", .else), ("while", .while), ("for", .for), ("in", .in),
      ("break", .break), ("continue", .continue), ("return", .return),
    ]
    #expect(Token.keywords.count == words.count)
    for (text, kind) in words {
      #expect(try kinds(text) == [kind, .endOfInput])
      #expect(try kinds(text + "s") == [.identifier, .endOfInput])
      #expect(try kinds(text.uppercased()) == [.identifier, .endOfInput])
      #expect(try kinds("_" + text) == [.identifier, .endOfInput])
    }
  }

  @Test func numbersEndWhereTheyShould() throws {
    let cases: [(String, [String])] = [
      ("12", ["12"]), ("1.5", ["1.5"]), (".5", [".5"]), ("1e5", ["1e5"]), ("1E-5", ["1E-5"]),
      ("1e+5", ["1e+5"]), ("1_000", ["1_000"]), ("1:2", ["1", ":", "2"]), ("1.5.a", ["1.5", ".", "a"]),
      ("x.a", ["x", ".", "a"]), ("x[1].a", ["x", "[", "1", "]", ".", "a"]), ("1-2", ["1", "-", "2"]),
      ("1 .5", ["1", ".5"]), ("1'", ["1", "'"]), ("2.", ["2."]), ("2.^x", ["2.", "^", "x"]),
    ]
    for (code, tokens) in cases { #expect(try texts(code) == tokens, "\(code)") }
  }

  @Test func numbersThatAreNone() {
    for code in ["2x", "3abc", "1e5x", "0x1F", "1_a"] {
      #expect(error(code)?.code == .invalidNumber, "\(code)")
    }
    #expect(error("2x + 1")?.labels.first?.span == Span(0, 2))
  }

  @Test func namesInOtherScripts() throws {
    for name in ["x", "_x", "x1", "θ", "größe", "图像", "卷积核", "Δx", "x_1_y"] {
      #expect(try kinds(name) == [.identifier, .endOfInput], "\(name)")
      #expect(try texts(name + "+1") == [name, "+", "1"])
    }
  }

  @Test func quoteTransposesOnlyStraightAfterAnOperand() throws {
    #expect(try kinds("x'") == [.identifier, .transpose, .endOfInput])
    #expect(try kinds("x''") == [.identifier, .transpose, .transpose, .endOfInput])
    #expect(try kinds("x'*y'") == [.identifier, .transpose, .star, .identifier, .transpose, .endOfInput])
    #expect(
      try kinds("f(x)'") == [
        .identifier, .leftParenthesis, .identifier, .rightParenthesis, .transpose, .endOfInput,
      ])
    #expect(try kinds("[1]'") == [.leftBracket, .number, .rightBracket, .transpose, .endOfInput])
    #expect(try kinds("2'") == [.number, .transpose, .endOfInput])
    #expect(try kinds("'a'") == [.string, .endOfInput])
    #expect(
      try kinds("f('a', 'b')") == [
        .identifier, .leftParenthesis, .string, .comma, .string, .rightParenthesis, .endOfInput,
      ])
    #expect(try kinds("x = 'a'") == [.identifier, .assign, .string, .endOfInput])
    #expect(try kinds("return 'a'") == [.return, .string, .endOfInput])
    #expect(try kinds("x == 'a'") == [.identifier, .equal, .string, .endOfInput])
    #expect(try kinds("not 'a'") == [.not, .string, .endOfInput])
  }

  @Test func stringsAndTemplates() throws {
    #expect(try kinds("\"a\"") == [.string, .endOfInput])
    #expect(try kinds("\"a {x} b\"") == [.template, .endOfInput])
    #expect(try kinds("'a {x} b'") == [.string, .endOfInput])
    #expect(try kinds("\"a \\{x} b\"") == [.string, .endOfInput])
    #expect(try kinds("\"{'a'}\"") == [.template, .endOfInput])
    #expect(try kinds("\"{ {'}'} }\"").first == .template)
    #expect(try kinds("\"# no comment\" # one") == [.string, .endOfInput])
    #expect(try kinds("\"\\\"\"") == [.string, .endOfInput])
  }

  @Test func stringsThatDoNotEnd() {
    for code in ["\"abc", "'abc", "\"abc\n\"", "\"abc\\", "\"a {x", "x = \"", "\"\\\""] {
      #expect(error(code)?.code == .unterminatedString, "\(code)")
      #expect(error(code)?.isIncomplete == false, "\(code)")
    }
  }

  @Test func commentsAndSpace() throws {
    #expect(try kinds("1 # 2 + ( [ {") == [.number, .endOfInput])
    #expect(try kinds("# all") == [.endOfInput])
    #expect(try kinds("1 # a\n2") == [.number, .newline, .number, .endOfInput])
    #expect(try kinds("\t1\r\n") == [.number, .newline, .endOfInput])
    #expect(try kinds("\u{FEFF}1") == [.number, .endOfInput])
    #expect(try kinds("1\u{00A0}+\u{3000}1") == [.number, .plus, .number, .endOfInput])
    #expect(try kinds("") == [.endOfInput])
  }

  @Test func spansCountBytes() throws {
    let source = SourceText(name: "test", "图 = \"é\" + x\n  y'")
    let tokens = try Lexer.tokenize(source)
    let expected = [(0, 3), (4, 5), (6, 10), (11, 12), (13, 14), (14, 15), (17, 18), (18, 19), (19, 19)]
    #expect(tokens.map(\.span) == expected.map { Span($0.0, $0.1) })
    #expect(source.line(of: 17) == 2)
    #expect(tokens.map(\.spaceBefore) == [false, true, true, true, true, false, true, false, true])
  }

  @Test(arguments: [
    ("a ~= b", "!="), ("a && b", "and"), ("a || b", "or"), ("!a", "not"), ("a ** b", "^"),
    ("a // b", "floor"),
    ("a += 1", "a + 1"), ("a -= 1", "a - 1"), ("a *= 2", "a * 2"), ("a /= 2", "a / 2"), ("a++", "a + 1"),
    ("f(x) += 1", "x + 1"), ("a *= b + 1", "a * (b + 1)"),
    ("a := 1", "="), ("a => 1", "->"), ("a <- 1", "="), ("a .* b", "element"), ("a ./ b", "element"),
    ("a .^ b", "element"), ("a.' ", "'"), ("a <> b", "!="),
  ])
  func foreignOperatorsNameOurs(code: String, ours: String) {
    let error = error(code)
    #expect(error?.code == .foreignOperator, "\(code): \(error?.text ?? "no error")")
    #expect(error?.help?.contains(ours) == true, "\(code): \(error?.help ?? "no help")")
  }

  @Test(arguments: [
    ("（1）", "("), ("f（x)", "("), ("f(x）", ")"), ("f(x，y)", ","), ("x；", ";"), ("1：3", ":"), ("“a”", "\""),
    ("‘a’", "'"), ("【1】", "["), ("x ＝ 1", "="), ("1 ＋ 1", "+"), ("1 － 1", "-"), ("2 × 3", "2 * 3"),
    ("6 ÷ 3", "6 / 3"), ("1 − 2", "1 - 2"), ("f(1 – 2", "-"), ("a 、 b", ","), ("＃ a", "#"), ("｛", "{"),
    ("x ！= y", "!"), ("？conv", "?"),
    ("x ＞ 1", ">"), ("x ＜ 1", "<"), ("f(x)．y", "."), ("１ + 1", "1"),
  ])
  func fullWidthPunctuationNamesTheHalfWidth(code: String, plain: String) {
    let error = error(code)
    #expect(error?.code == .invalidCharacter, "\(code): \(error?.text ?? "no error")")
    #expect(error?.help?.contains("`\(plain)`") == true, "\(code): \(error?.help ?? "no help")")
  }

  @Test func lessOrEqualSignIsNotLess() {
    #expect(error("x ≤ 1")?.help?.contains("<=") == true)
    #expect(error("x ≥ 1")?.help?.contains(">=") == true)
    #expect(error("x ≠ 1")?.help?.contains("!=") == true)
  }

  @Test func controlCharactersHaveNames() {
    #expect(error("1 \u{0} 2")?.message.contains("U+0000") == true)
    #expect(error("1 \u{7F}")?.message.contains("U+007F") == true)
    #expect(error("\u{1B}[31m")?.message.contains("U+001B") == true)
    #expect(error("x \u{200B} y")?.message.contains("U+200B") == true)
    #expect(error("\u{202E}x")?.message.contains("U+202E") == true)
    #expect(error("💡")?.message.contains("💡") == true)
    #expect(error("$")?.code == .invalidCharacter)
  }
}
