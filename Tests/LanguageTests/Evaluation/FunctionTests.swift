import Language
import Testing

@Suite("Functions, scope and flow") struct FunctionTests {
  @Test func calls() {
    check(
      after: "add(a, b=2) = a + b; twice(f, x) = f(f(x))",
      [
        "add(1)": 3, "add(1, 5)": 6, "add(1, b=5)": 6, "add(b=5, a=1)": 6, "add(a=1)": 3,
        "twice(x -> x * 3, 2)": 18,
        "twice(add, 1)": 5, "(x -> x + 1)(2)": 3, "((x, y) -> x - y)(5, 3)": 2, "f() = 7; f()": 7,
        "f(x, y=x * 2) = x + y; f(3)": 9,
        "f(x, y=x, z=y + 1) = z; f(4)": 5, "g = add; g(1, 1)": 2, "list(add)[1](2)": 4,
        "f(x) = { }; f(1)": nil,
        "f(x) = { y = x; y + 1 }; f(1)": 2, "f(x) = { x + 1; }; f(1)": 2,
        "f(x) = { if x > 0 { return 1 }; 2 }; list(f(1), f(-1))": .list([1, 2]),
        "f(x) = { return; 5 }; f(1)": nil,
        "f(x) = { for i in 1:10 { if i == x { return i * 10 } }; -1 }; list(f(3), f(11))": .list([30, -1]),
        "f(x) = { while true { return x } }; f(4)": 4, "5 |> (x -> x + 1)": 6, "[3, 1, 2] |> max": 3,
        "[1, 2, 3] |> sum |> sqrt": 2.449489742783178,
        "[1, 2; 3, 4] |> conv([1, 1; 1, 1])[1, 1]": 10, "f(x, y) = x - y; 5 |> f(3)": 2,
      ])
    checkFailures(
      after: "add(a, b=2) = a + b",
      [
        "add()": .missingArgument, "add(1, 2, 3)": .extraArgument, "add(1, c=2)": .unknownArgument,
        "add(1, a=2)": .repeatedArgument,
        "add(b=1, 2)": .extraArgument, "add(a=1, a=2)": .repeatedArgument, "f(x, x) = x": .repeatedArgument,
        "f(x=1, y) = x": .missingArgument, "5(1)": .notCallable, "\"a\"(1)": .notCallable,
        "x = [1, 2]; x(1)": .foreignHabit,
        "none(1)": .notCallable, "1 |> 2": .unexpectedToken, "x = 1; 1 |> x": .notCallable,
        "sum = 3; sum([1])": .notCallable,
      ])
  }

  @Test func argumentsAreEvaluatedInOrder() {
    let bench = Workbench()
    let text = bench.output(
      "say(x) = { print(x); x }; f(a, b, c=0) = a + b + c; f(say(1), say(2), c=say(3));")
    #expect(text == "1\n2\n3")
    #expect(
      bench.output("conv(say([1; 2]), say([1]), stride=say(1));").split(separator: "\n").filter { $0 == "1" }
        .count >= 1)
  }

  @Test func topLevelNamesAreLookedUpWhenCalled() {
    check([
      "k = 3; f(x) = x * k; k = 4; f(1)": 4, "f(x) = g(x) + 1; g(x) = x * 10; f(2)": 21,
      "f(x) = later; later = 5; f(0)": 5,
      "f = x -> x + k; k = 1; f(1)": 2,
      "even(n) = if n == 0 { true } else { odd(n - 1) }; odd(n) = if n == 0 { false } else { even(n - 1) }; even(10)":
        true,
      "f(x) = x; f(x) = x + 1; f(1)": 2, "f(x) = 1; g(x) = f(x); f(x) = 2; g(0)": 2,
      "a = 1; f(x, y=a) = x + y; a = 10; f(1)": 11,
    ])
    checkFailures(["f(x) = missing; f(1)": .undefinedName, "f(x) = x; y": .undefinedName])
  }

  @Test func closuresCaptureByValue() {
    check([
      "mk(n) = x -> x + n; a = mk(3); b = mk(10); list(a(1), b(1))": .list([4, 11]),
      "mk(n) = { f = x -> x + n; n = 100; f }; mk(1)(1)": 2,
      "mk() = { c = 0; f = x -> { c = c + 1; c }; f(0); f(0) }; mk()": 1,
      "mk() = { c = 0; f = x -> { c = c + 1; c }; f(0); c }; mk()": 0,
      "f(x) = { g(y) = x + y; g(10) }; f(1)": 11,
      "f(a) = b -> c -> a * 100 + b * 10 + c; f(1)(2)(3)": 123,
      "f(x) = { g(n) = if n == 0 { x } else { g(n - 1) }; g(5) }; f(7)": 7,
      "n = 1; f = x -> x + n; n = 2; f(0)": 2, "fs = list(x -> 1, x -> 2); fs[2](0)": 2,
      "mk(k) = record(get=() -> k, plus=x -> x + k); r = mk(5); list(r.get(), r.plus(1))": .list([5, 6]),
      "f(v) = { w = v; g = () -> w[1]; w[1] = 99; g() }; f([1, 2])": 1,
    ])
  }

  @Test func loopsAndBranchesMakeNoScope() {
    check([
      "if true { a = 1 }; a": 1, "for i in 1:3 { b = i }; b": 3, "for i in 1:3 { }; i": 3,
      "n = 0; while n < 3 { c = n; n = n + 1 }; c": 2,
      "x = 1; for i in 1:2 { if true { x = x + i } }; x": 4,
      "f(x) = { if x > 0 { y = 1 } else { y = 2 }; y }; list(f(1), f(-1))": .list([1, 2]),
      "f(n) = { for i in 1:n { last = i }; last }; f(4)": 4, "i = 10; for i in 1:2 { }; i": 2,
    ])
  }

  @Test func functionsMakeAScope() {
    check([
      "x = 1; f(y) = { x = y; x }; f(5); x": 1, "x = 1; f(y) = { x = x + y; x }; f(5)": 6,
      "x = 1; f(x) = x; f(2); x": 1,
      "f(n) = { for i in 1:n { }; i }; i = 100; f(3); i": 100,
      "v = [1, 2]; f(y) = { v[1] = y; v }; f(9); v": [1, 2],
      "v = [1, 2]; f(y) = { v[1] = y; v }; f(9)": [9, 2], "f(y) = { g(z) = z; 1 }; g(z) = 2; f(1); g(0)": 2,
      "x = 1; f() = { x = 2; g() = x; g() }; f()": 2,
    ])
    checkFailures([
      "f(y) = { inner = y }; f(1); inner": .undefinedName,
      "f(y) = { if y > 0 { z = 1 }; z }; f(-1)": .undefinedName,
    ])
  }

  @Test func branches() {
    check([
      "if true { 1 } else { 2 }": 1, "if false { 1 }": nil, "if false { 1 } else if true { 3 } else { 2 }": 3,
      "z = if 1 > 2 { \"a\" } else { \"b\" }; z": "b", "1 + if true { 1 } else { 2 }": 2,
      "if true { 1; 2; 3 }": 3, "if true { }": nil,
      "f(n) = if n <= 1 { 1 } else { n * f(n - 1) }; f(10)": 3628800, "if true { 5; }": 5,
      "(if true { [1, 2] } else { 0 })[2]": 2,
      "fib(n) = if n < 3 { 1 } else { fib(n - 1) + fib(n - 2) }; fib(15)": 610,
    ])
  }

  @Test func loops() {
    check([
      "s = 0; for i in 1:10 { if i == 3 { continue }; if i == 6 { break }; s = s + i }; s": 12,
      "s = 0; for r in [1, 2; 3, 4] { s = s * 10 + r[2] }; s": 24,
      "s = 0; for v in [5, 6] { s = s + v }; s": 11,
      "s = \"\"; for t in list(\"a\", \"b\") { s = s + t }; s": "ab",
      "n = 0; for i in 1:3 { for j in 1:3 { if j == 2 { break }; n = n + 1 } }; n": 3,
      "n = 0; while true { n = n + 1; if n == 5 { break } }; n": 5,
      "n = 0; k = 0; while n < 5 { n = n + 1; if n % 2 == 0 { continue }; k = k + n }; k": 9,
      "for i in 1:3 { }": nil, "s = 0; for i in 1:3 { i = 10; s = s + i }; s": 30,
      "x = [1, 2]; for v in x { x = [0, 0] }; x": [0, 0],
      "c = 0; for r in zeros(0, 3) { c = c + 1 }; c": 0, "for i in list() { }; 1": 1,
      "s = 0; for p in zeros(2, 3, 4) { s = s + count(p) }; s": 24,
    ])
    checkFailures([
      "for i in 5 { }": .wrongType, "for i in \"abc\" { }": .wrongType, "for i in none { }": .wrongType,
      "for i in sum([1]) { }": .wrongType, "for i in record(a=1) { }": .wrongType,
    ])
  }

  @Test func answersOfStatements() {
    check(["x = 5": 5, "x = 5;": 5, "f(x) = { x = 2 }; f(1)": 2, "x = [1, 2]; x[1] = 7": [7, 2]])
  }

  /// Few, because the test library looks at the whole stack for each error that passes through it.
  @Test func endlessRecursionIsAnError() {
    onLargeStack {
      checkFailures([
        "f(x) = f(x); f(1)": .recursion, "g(x) = h(x); h(x) = g(x); g(1)": .recursion,
        "f(x) = { y = f(x); y }; f(1)": .recursion,
        "f(x) = f(f(x)); f(1)": .recursion,
        "f(x) = numgrad(f, x); f(1)": .recursion, "f(x, y=f(x)) = 1; f(1)": .recursion,
        "f(x) = x[f(x)]; f([1])": .recursion,
      ])
      check(["f(n) = if n == 0 { 0 } else { 1 + f(n - 1) }; f(5000)": 5000])
    }
  }

  /// Also where the thread has an ordinary stack.
  @Test func endlessRecursionOnASmallStack() {
    checkFailures(["f(x) = f(x); f(1)": .recursion, "f(x) = [1, if true { f(x) }]; f(1)": .recursion])
  }
}
