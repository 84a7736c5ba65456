import Testing

@testable import Language

@Suite("How operators bind") struct PrecedenceTests {
  private func tree(_ code: String) -> String {
    do throws(Diagnostic) { return try TreeText.of(code) } catch { return error.text }
  }

  /// Every operator beside every one that binds tighter: the table of the language, loosest first.
  @Test func table() {
    let levels: [[(symbol: String, word: String)]] = [
      [("or", "or")], [("and", "and")],
      [("==", "=="), ("!=", "!="), ("<", "<"), ("<=", "<="), (">", ">"), (">=", ">=")],
      [(":", "range")], [("+", "+"), ("-", "-")], [("*", "*"), ("/", "/"), ("@", "@"), ("%", "%")],
      [("^", "^")],
    ]
    for (loose, looser) in levels.enumerated() {
      for tighter in levels[(loose + 1)...] {
        for l in looser {
          for t in tighter {
            #expect(tree("a \(l.symbol) b \(t.symbol) c") == "(\(l.word) a (\(t.word) b c))")
            #expect(tree("a \(t.symbol) b \(l.symbol) c") == "(\(l.word) (\(t.word) a b) c)")
          }
        }
      }
    }
  }

  @Test func associativity() {
    for o in ["+", "-", "*", "/", "@", "%", "and", "or"] {
      #expect(tree("a \(o) b \(o) c") == "(\(o) (\(o) a b) c)")
    }
    #expect(tree("a - b + c") == "(+ (- a b) c)")
    #expect(tree("a / b * c @ d % e") == "(% (@ (* (/ a b) c) d) e)")
    #expect(tree("a ^ b ^ c") == "(^ a (^ b c))")
  }

  @Test func prefixes() {
    #expect(tree("-a ^ b") == "(neg (^ a b))")
    #expect(tree("-a * b") == "(* (neg a) b)")
    #expect(tree("a * -b") == "(* a (neg b))")
    #expect(tree("a ^ -b") == "(^ a (neg b))")
    #expect(tree("a - -b") == "(- a (neg b))")
    #expect(tree("--a") == "(neg (neg a))")
    #expect(tree("-x'") == "(neg (t x))")
    #expect(tree("-x[1]") == "(neg (at x 1))")
    #expect(tree("not a == b") == "(not (== a b))")
    #expect(tree("not a and b") == "(and (not a) b)")
    #expect(tree("not not a") == "(not (not a))")
    #expect(tree("a and not b or c") == "(or (and a (not b)) c)")
    #expect(tree("-1:2") == "(range (neg 1) 2)")
  }

  @Test func postfixes() {
    #expect(tree("x'[1].a(2)") == "(call (. (at (t x) 1) a) 2)")
    #expect(tree("x ^ y'") == "(^ x (t y))")
    #expect(tree("f(x)(y)") == "(call (call f x) y)")
    #expect(tree("x[1, :][end]") == "(at (at x 1 :) end)")
    #expect(tree("2 * x[end - 1]") == "(* 2 (at x (- end 1)))")
    #expect(tree("x''") == "(t (t x))")
  }

  @Test func ranges() {
    #expect(tree("1:n + 1") == "(range 1 (+ n 1))")
    #expect(tree("0:0.1:1") == "(range 0 0.1 1)")
    #expect(tree("a + 1:b * 2") == "(range (+ a 1) (* b 2))")
    #expect(tree("1:3 == x") == "(== (range 1 3) x)")
  }

  @Test func pipelines() {
    #expect(tree("x |> f") == "(call f x)")
    #expect(tree("x |> f(1)") == "(call f x 1)")
    #expect(tree("x |> f(1, k=2) |> g") == "(call g (call f x 1 k=2))")
    #expect(tree("x |> conv(k)[1, 1]") == "(at (call conv x k) 1 1)")
    #expect(tree("x |> f'") == "(t (call f x))")
    #expect(tree("x |> f.a") == "(. (call f x) a)")
    #expect(tree("x |> f |> g(2)[1]") == "(at (call g (call f x) 2) 1)")
    #expect(tree("x |> (t -> t + 1)") == "(call (t -> (+ t 1)) x)")
    #expect(tree("x |> (f)(2)") == "(call f x 2)")
    #expect(tree("a or b |> f") == "(call f (or a b))")
    #expect(tree("1 + 2 |> f") == "(call f (+ 1 2))")
    #expect(tree("y = x |> f |> g") == "(= y (call g (call f x)))")
    #expect(tree("x -> x |> f") == "(x -> (call f x))")
    #expect(tree("f(x) = x |> g") == "(def f (x -> (call g x)))")
    #expect(tree("g(x |> f)") == "(call g (call f x))")
    #expect(tree("[x |> f, 2]") == "[(call f x), 2]")
    #expect(tree("|> f(2)") == "(call f ans 2)")
    #expect(tree("show x |> f") == "(show (call f x))")
    #expect(tree("explain x |> conv(k)[1, 1]") == "(explain (at (call conv x k) 1 1))")
    #expect(tree("time x |> f") == "(time (call f x))")
    #expect(tree("x |>\n f") == "(call f x)")
    #expect(tree("x\n  |> f\n  |> g") == "(call g (call f x))")
    #expect(tree("x\n\n# why\n|> f") == "(call f x)")
    #expect(tree("a; x\n|> f") == "a ; (call f x)")
  }

  @Test func pipelinesThatNeedParentheses() {
    for code in [
      "x |> f + 1", "x |> f * 2", "x |> 3", "x |> t -> t", "x |> f == 2", "x |> [1]", "x |> -f", "x |>",
    ] {
      #expect(throws: Diagnostic.self, "\(code)") { try TreeText.of(code) }
    }
    #expect(tree("(x |> f) + 1") == "(+ (call f x) 1)")
  }

  /// Only as the first token of a cell does `|>` take the last answer.
  @Test func pipeAfterAnEndedStatement() {
    #expect(throws: Diagnostic.self) { try TreeText.of("a;\n|> f") }
    #expect(throws: Diagnostic.self) { try TreeText.of("f(x) = { |> g }") }
  }

  @Test func functions() {
    #expect(tree("x -> y -> x + y") == "(x -> (y -> (+ x y)))")
    #expect(tree("(x, y) -> x") == "(x y -> x)")
    #expect(tree("() -> 1") == "( -> 1)")
    #expect(tree("(x, y=2) -> x + y") == "(x y=2 -> (+ x y))")
    #expect(tree("f(x) = x + 1") == "(def f (x -> (+ x 1)))")
    #expect(tree("f(x, y=1 + 2) = { x; y }") == "(def f (x y=(+ 1 2) -> (block x y)))")
    #expect(tree("f() = 1") == "(def f ( -> 1))")
    #expect(tree("f(x) =\n  x") == "(def f (x -> x))")
    #expect(tree("f = x ->\n  x") == "(= f (x -> x))")
    #expect(tree("f(x) == 1") == "(== (call f x) 1)")
    #expect(tree("grad(x -> x ^ 2, 3)") == "(call grad (x -> (^ x 2)) 3)")
    #expect(tree("f(a, k=x -> x)") == "(call f a k=(x -> x))")
    #expect(tree("f(a,)") == "(call f a)")
    #expect(tree("f()") == "(call f)")
  }

  @Test func assignments() {
    #expect(tree("x = 1") == "(= x 1)")
    #expect(tree("x[1, :] = y + 1") == "([]= x 1 : <- (+ y 1))")
    #expect(tree("x[end] = 0") == "([]= x end <- 0)")
    #expect(tree("x =\n 1") == "(= x 1)")
    #expect(tree("x[f(1)] == 2") == "(== (at x (call f 1)) 2)")
    #expect(tree("x = if c { 1 } else { 2 }") == "(= x (if c (block 1) (block 2)))")
  }
}
