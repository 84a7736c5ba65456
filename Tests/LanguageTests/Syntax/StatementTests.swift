import Testing

@testable import Language

@Suite("Statements, lines and brackets") struct StatementTests {
  private func tree(_ code: String) -> String {
    do throws(Diagnostic) { return try TreeText.of(code) } catch { return error.text }
  }

  private func error(_ code: String) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try TreeText.of(code)
      return nil
    } catch { return error }
  }

  @Test func semicolonsAndLinesEndStatements() {
    #expect(tree("a; b\nc") == "a ; b ; c")
    #expect(tree(";;a;;\n\n;b;") == "a ; b")
    #expect(tree("") == "")
    #expect(tree("\n\n# only words\n") == "")
    #expect(tree("a # one\n# two\nb") == "a ; b")
  }

  @Test func semicolonMutes() throws {
    let muted = try Parser.parse(SourceText(name: "test", "a; b\nc;")).statements.map(\.isMuted)
    #expect(muted == [true, false, true])
  }

  @Test func blocks() {
    #expect(tree("if a { b } else { c }") == "(if a (block b) (block c))")
    #expect(tree("if a { b }\nelse { c }") == "(if a (block b) (block c))")
    #expect(tree("if a {\n b\n c; d\n}\n\n# why\nelse\n{ e }") == "(if a (block b c d) (block e))")
    #expect(tree("if a { b } else if c { d } else { e }") == "(if a (block b) (if c (block d) (block e)))")
    #expect(tree("if a { b }\nelse if c { d }\nelse { e }") == "(if a (block b) (if c (block d) (block e)))")
    #expect(tree("if a { }") == "(if a (block))")
    #expect(tree("while a { b; c }") == "(while a (block b c))")
    #expect(tree("for i in 1:3 { break; continue }") == "(for i (range 1 3) (block break continue))")
    #expect(tree("for i in x { if i { break } }") == "(for i x (block (if i (block break))))")
    #expect(tree("f(x) = { return }") == "(def f (x -> (block (return _))))")
    #expect(tree("f(x) = { return x + 1 }") == "(def f (x -> (block (return (+ x 1)))))")
    #expect(tree("x -> {\n y = x\n y\n}") == "(x -> (block (= y x) y))")
  }

  @Test func leadingWordsAreNamesElsewhere() {
    #expect(tree("show x") == "(show x)")
    #expect(tree("show = 1") == "(= show 1)")
    #expect(tree("show + 1") == "(+ show 1)")
    #expect(tree("time [1, 2]") == "(time [1, 2])")
    #expect(tree("use \"a.fov\"") == "(use 'a.fov')")
    #expect(tree("explain conv(x, k)[1, 1]") == "(explain (at (call conv x k) 1 1))")
    #expect(tree("explain (a + b)[1]") == "(explain (at (+ a b) 1))")
    #expect(tree("explain -x") == "(explain (neg x))")
    #expect(tree("explain - x") == "(- explain x)" && tree("time-x") == "(- time x)")
    #expect(tree("show -x") == "(show (neg x))" && tree("show - x") == "(- show x)")
  }

  @Test func tensors() {
    #expect(tree("[1, 2; 3, 4]") == "[1, 2; 3, 4]")
    #expect(tree("[[1, 2], [3, 4]]") == "[[1, 2], [3, 4]]")
    #expect(tree("[1 - 1]") == "[(- 1 1)]")
    #expect(tree("[1-1]") == "[(- 1 1)]")
    #expect(tree("[1, -1]") == "[1, (neg 1)]")
    #expect(tree("[-1, -2]") == "[(neg 1), (neg 2)]")
    #expect(tree("[(1 -1)]") == "[(- 1 1)]")
    #expect(tree("[f(1 -1)]") == "[(call f (- 1 1))]")
    #expect(tree("[x[1 -1]]") == "[(at x (- 1 1))]")
    #expect(tree("[1,\n 2;\n 3,\n 4\n]") == "[1, 2; 3, 4]")
    #expect(tree("[1, 2; # one\n 3, 4]") == "[1, 2; 3, 4]")
    #expect(tree("[]") == "[]")
    #expect(tree("[1, 2,]") == "[1, 2]")
    #expect(tree("[1, 2; 3, 4;]") == "[1, 2; 3, 4]")
    #expect(tree("[x', y']") == "[(t x), (t y)]")
    #expect(tree("[a |> f, 1]") == "[(call f a), 1]")
  }

  @Test(arguments: [
    ("[1 2]", "1, 2"), ("[1, 2 3]", "2, 3"), ("[a b]", "a, b"), ("[1 (2)]", "1, (2"), ("[x [1]]", "x, ["),
    ("[1, 2\n3, 4]", "2; 3"), ("[x' y]", "x', y"), ("['a' 'b']", "'a', 'b'"), ("[[1] [2]]", "[1], ["),
    ("[1 x']", "1, x"), ("[a' b']", "a', b'"), ("[f(1) f(2)]", "f(1), f(2)"),
  ])
  func missingCommaShowsIt(code: String, shown: String) {
    let error = error(code)
    #expect(error?.code == .missingComma, "\(code): \(error?.text ?? "no error")")
    #expect(error?.help?.contains(shown) == true, "\(code): \(error?.help ?? "no help")")
  }

  @Test(arguments: [
    ("[1 -1]", "1, -1", "1 - 1"), ("[a +b]", "a, +b", "a + b"),
    ("[x[1] -y[2]]", "x[1], -y[2]", "x[1] - y[2]"),
    ("[1, 2 -3]", "2, -3", "2 - 3"), ("[f(x) -2]", "f(x), -2", "f(x) - 2"),
    ("[2 -f(x)]", "2, -f(x)", "2 - f(x)"),
  ])
  func signThatCouldBeTwoThings(code: String, two: String, one: String) {
    let error = error(code)
    #expect(error?.code == .missingComma, "\(code): \(error?.text ?? "no error")")
    #expect(
      error?.help?.contains(two) == true && error?.help?.contains(one) == true, "\(error?.help ?? "no help")")
  }

  @Test func comparisonsDoNotChain() {
    for code in ["1 < 2 < 3", "a == b == c", "a < b == c", "1 <= x <= 2"] {
      #expect(error(code)?.message.contains("chain") == true, "\(code)")
    }
    #expect(error("1 < x < 3")?.help?.contains("and x <") == true)
    #expect(tree("(a < b) == c") == "(== (< a b) c)")
  }

  @Test(arguments: [
    "f(1, 2", "x = ", "[1, 2", "{", "f(x) = {", "if a {", "1 +", "a and", "not", "x |>", "x ->", "f(x) =",
    "[1,",
    "f(", "x[", "1:", "a ==", "(1 + 2", "for i in 1:3 {\n a", "x = [1, 2;", "f(x,", "if a { 1 } else",
    "x =\n",
    "1 + # why", "(\n\n", "for i in", "while", "return_ = (", "a @", "2 ^", "-", "(x, y) ->",
  ])
  func incomplete(code: String) {
    #expect(error(code)?.isIncomplete == true, "\(code): \(error(code)?.text ?? "it is complete")")
  }

  /// What the prompt asks another line for must not be refused because of the line's end.
  @Test(arguments: [
    "x = ", "f(x) =", "x ->", "1 +", "a and", "not", "-", "x |>", "1:", "1:2:", "a ==", "2 ^", "a @", "f(1,",
    "[1,",
    "if a { 1 } else", "while", "for i in", "if", "if a", "while a", "for", "for i", "f(x, y)\n  ->",
    "return_ =",
  ])
  func anotherLineIsStillWantedAfterTheBreak(code: String) {
    guard error(code)?.isIncomplete == true else { return }
    #expect(
      error(code + "\n")?.isIncomplete == true, "\(code): \(error(code + "\n")?.text ?? "it is complete")")
  }

  @Test(arguments: [
    "", "1", "f(1)", "x = 1", "if a { 1 }", "(1))", "[1}", "\"abc", "1 + * 2", "f(x) = { x }", "x |> f", "2x",
    "]",
    "1 +\n+ 2 )", "x = 1 = 2",
  ])
  func notIncomplete(code: String) { #expect(error(code)?.isIncomplete != true, "\(code)") }

  @Test func lineGoesOnAfterOperators() {
    for o in ["+", "-", "*", "/", "@", "%", "^", "==", "<", "and", "or", ":"] {
      #expect(tree("a \(o)\n  b") == tree("a \(o) b"), "\(o)")
      #expect(tree("a \(o) # why\n\n  b") == tree("a \(o) b"), "\(o)")
    }
    #expect(tree("(a\n + b)") == "(+ a b)")
    #expect(tree("f(\n a,\n b\n)") == "(call f a b)")
    #expect(tree("x[\n1,\n2\n]") == "(at x 1 2)")
    #expect(tree("not\na") == "(not a)")
    #expect(tree("a\n+ b") == "a ; b" || tree("a\n+ b") == "a ; (+ b)")
    #expect(tree("a\n- b") == "a ; (neg b)")
    #expect(tree("f\n(x)") == "f ; x")
    #expect(tree("x\n[1]") == "x ; [1]")
    #expect(tree("a,\nb").contains("E0101"))
    #expect(tree("{\n}").contains("E0101"))
  }

  @Test func nodesKnowWhereTheyStand() throws {
    let source = SourceText(name: "test", "y = 图[1] + f(a, (b))")
    let tree = try Parser.parse(source)
    let texts = Set(tree.spans.map { source.text($0) })
    #expect(
      texts.isSuperset(of: [
        "y = 图[1] + f(a, (b))", "图[1] + f(a, (b))", "图[1]", "图", "1", "f(a, (b))", "f", "a", "(b)",
      ]))
  }

  @Test func bracketsNameBothPlaces() {
    let mixed = error("f([1, 2)")
    #expect(mixed?.code == .unclosed)
    #expect(mixed?.labels.map(\.span) == [Span(2, 3), Span(7, 8)])
    #expect(error("f(1))")?.labels.map(\.span) == [Span(4, 5)])
    #expect(error("f(\n[1\n")?.labels.map(\.span) == [Span(3, 4)])
    #expect(error("(]")?.labels.count == 2)
  }

  @Test(arguments: [
    "x = 1 = 2", "1 = x", "f(x).a = 1", "f(x)[1] = 2", "\"a\" = 1", "x + 1 = 2", "[a, b] = 1",
    "a, b = 1",
    "true = 1", "end = 1", "if = 1", "x' = 1", "(x) = 1",
  ])
  func whatCannotBeAssigned(code: String) { #expect(error(code) != nil, "\(code)") }

  @Test(arguments: [
    "break", "continue", "return", "return 1", "if true { break }", "f(x) = { break }",
    "for i in 1:2 { g(x) = { continue } }", "while a { return 1 }",
  ])
  func misplaced(code: String) { #expect(error(code)?.code == .misplacedStatement, "\(code)") }

  @Test(arguments: [
    "1 2", "x y", "f(x y)", "x[]", "()", "(1, 2)", "*2", "1 +* 2", "f(,)", "[,]", "[;]", "[1;;2]", "[,1]",
    "x.", "x.1",
    "if a b", "if a: b", "for in 1:2 { }", "for i 1:2 { }", "while { }", "else { }", "f(x=1, 2)",
    "f(a=1, a=2)",
    "f(x, x) = 1", "f(x=1, y) = x", "f(1) = 2", "(1) -> 2", "x -> ", "1 -> 2", "not", "end", "x[1:2:]",
    "x[:2]", "x[2:]",
    "{ 1 }", "if a { 1 } { 2 }", "def f(x)", "x ? 1", "@x", "x @ @ y", "a and or b", "\"{}\"", "\"{1 2}\"",
    "\"{\"",
    "\"\\q\"", "1..2", "x.y.", "|>", "|> |> f", "f(|> g)", "for i in 1:3",
  ])
  func notAProgram(code: String) {
    #expect(error(code) != nil, "\(code): \(tree(code))")
  }
}
