import Engine
import Language
import Notebook
import Testing

@Suite("Cells and answers", .serialized) struct SessionTests {
  @Test func outputsAreNumbered() {
    let bench = Workbench()
    #expect(bench.output("1 + 1") == "Out[1]: 2")
    #expect(bench.output("x = 5") == "x = 5")
    #expect(bench.output("x;") == "")
    #expect(bench.output("1; 2; 3") == "Out[4]: 3")
    #expect(bench.output("1\n2") == "Out[5]: 1\nOut[5]: 2")
    #expect(bench.output("f(x) = x") == "")
    #expect(bench.output("none") == "")
    #expect(bench.session.nextCell == 8)
    #expect(bench.output("[1, 2]") == "Out[8]: tensor [2]\n  1  2")
    #expect(bench.output("a = [1, 2; 3, 4]") == "a = tensor [2, 2]\n  1  2\n  3  4")
    #expect(bench.output("f64([1])") == "Out[10]: tensor [1] float64\n  1")
  }

  @Test func earlierResults() {
    let bench = Workbench()
    bench.run("6 * 7")
    bench.run("ans + 1")
    #expect(bench.session.interpreter.environment["ans"]?.scalar == 43)
    bench.run("Out[1] + Out[2]")
    #expect(bench.session.interpreter.environment["ans"]?.scalar == 85)
    bench.run("[4, 9];")
    bench.run("|> sqrt")
    #expect(
      bench.transcript.lines.last == "Out[5]: tensor [2]\n  2  3"
        || bench.transcript.lines.suffix(2) == ["Out[5]: tensor [2]", "  2  3"])
    bench.run("x = 3")
    bench.run("ans")
    #expect(bench.session.interpreter.environment["ans"]?.scalar == 3)
    bench.run("f(x) = x")
    bench.run("ans")
    #expect(bench.session.interpreter.environment["ans"]?.scalar == 3)
    bench.run("missing")
    #expect(bench.session.interpreter.environment["ans"]?.scalar == 3)
    #expect(bench.run("Out[100]") == .failed)
    #expect(bench.run("Out[8]") == .succeeded)
  }

  @Test func pipeWithoutAResultIsAnError() {
    let bench = Workbench()
    #expect(bench.run("|> sqrt") == .failed)
    #expect(bench.transcript.failures.first?.message.contains("no result") == true)
  }

  @Test(arguments: [
    "x = 2; y = 3; missing", "x[1] = 9; missing", "x = none; f(a) = a; missing",
    "for i in 1:3 { x = i }; missing",
    "x = rand(3); missing", "seed(5); rand(100); missing", "f(t) = { x = t }; x[1] = 5; 1 / \"a\"",
    "x = 2 +* 3", "sum = 3; missing",
    "ans = 5; missing", "x = [1 2]", "Out = 3; missing",
  ])
  func aFailedCellChangesNothing(cell: String) throws {
    let bench = Workbench()
    bench.run("seed(1); x = [1, 2, 3]; 7")
    #expect(bench.run(cell) == .failed)
    #expect(bench.elements("x") == [1, 2, 3])
    #expect(
      bench.session.interpreter.environment.definedNames.filter { !["ans", "Out"].contains($0) } == ["x"])
    #expect(bench.number("ans") == 7)
    let drawn = bench.elements("rand(3)")
    #expect(drawn == Workbench().elements("seed(1); rand(3)"))
    #expect(bench.number("sum([1, 2])") == 3)
  }

  /// What it had assigned stays, and can be taken back.
  @Test func anInterruptedCellEndsAtOnce() {
    let bench = Workbench()
    bench.run("x = 1; seed(4)")
    let start = ContinuousClock.now
    #expect(bench.run("x = 2; rand(5); while true { x = x + 1 }", seconds: 0.2) == .interrupted)
    #expect(ContinuousClock.now - start < .seconds(3))
    #expect((bench.number("x") ?? 0) > 2)
    bench.session.undo(1)
    #expect(bench.number("x") == 1)
    #expect(bench.run("x + 1") == .succeeded)
  }

  /// Each of these goes on for minutes unless the cancellation flag is heeded.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      "while true { }", "for i in 1:1e15 { }", "f(n) = { while true { n = n + 1 } }; f(0)",
      "x = rand(2000, 2000); for i in 1:1000 { x = x @ x }",
      "numgrad(x -> sum(x ^ 2), zeros(30000))", "x = ones(1500, 1500); conv(x, ones(301, 301))", "sum(1:1e8)",
      "arange(1, 1e8)",
      "randn(1e8)", "linspace(0, 1, 1e8)", "rand(1e8)", "affine(ones(4000, 4000), [1, 0, 0; 0, 1, 0])",
      "max_pool(ones(3000, 3000), 200, stride=1)",
      "f(n) = if n < 2 { n } else { f(n - 1) + f(n - 2) }; f(60)",
      "grad(x -> { s = 0; for i in 1:1e15 { s = 0 * x }; s }, 1)", "[1:1e8]",
      "l = list(1); for i in 1:23 { l = list(l, l) }; m = list(1); for i in 1:23 { m = list(m, m) }; l == m",
      "for i in 1:50 { eye(8000) }",
      "l = list(1); for i in 1:23 { l = list(l, l) }; m = list(1); for i in 1:23 { m = list(m, m) }; expect(l, m)",
      "x = ones(6000, 6000); for i in 1:20 { x |> rot90 |> flip |> transpose }", "x = 1:1e12; for v in x { }",
      "any(zeros(1e8))", "allclose(zeros(5e7), zeros(5e7))",
      "s = \"a\"; while true { s = \"b\" + \"c\" }", "x = zeros(10); while true { x[3] = 5 }",
      "gradcheck(x -> sum(x), zeros(1e6))",
    ])
  func interrupting(cell: String) {
    let bench = Workbench()
    bench.run("kept = 5")
    let start = ContinuousClock.now
    let outcome = bench.run(cell, seconds: 0.15)
    let passed = ContinuousClock.now - start
    // Memory may give out first, on a small machine.
    #expect(
      outcome == .interrupted || outcome == .succeeded || bench.transcript.failures.last?.code == .memory,
      "\(cell)")
    #expect(passed < .seconds(3), "\(cell): stopped only after \(passed)")
    #expect(bench.number("kept") == 5)
  }

  @Test func syntaxErrorsRunNothing() {
    let bench = Workbench()
    #expect(bench.output("print(1); print(2); 3 +* 4").contains("E0101"))
    #expect(!bench.transcript.lines.contains("1"))
  }

  @Test func whatIsIncomplete() {
    #expect(Session.isIncomplete("f(1,"))
    #expect(Session.isIncomplete("if true {\n  1"))
    #expect(!Session.isIncomplete("f(1)"))
    #expect(!Session.isIncomplete("f(1))"))
    #expect(!Session.isIncomplete("\"abc"))
    #expect(!Session.isIncomplete(""))
  }

  @Test func firstDimGetsANoteOnce() {
    let bench = Workbench()
    bench.run("sum([1, 2; 3, 4], dim=1)")
    #expect(bench.transcript.notes == ["dimensions count from 1; PyTorch would write 0"])
    bench.run("mean([1, 2; 3, 4], dim=2)")
    #expect(bench.transcript.notes.count == 1)
    let other = Workbench()
    other.run("softmax_free = sum([1, 2; 3, 4], dim=-1)")
    #expect(other.transcript.notes.isEmpty)
  }

  @Test func notesComeBeforeTheResult() {
    let bench = Workbench()
    bench.run("numgrad(x -> x ^ 2, 3)")
    #expect(
      bench.transcript.lines.count >= 2 && bench.transcript.lines[0].hasPrefix("note: ")
        && bench.transcript.lines[1].hasPrefix("Out[1]: 6"))
  }

  @Test func aNoteOnSeveralGradientsSaysWhatHoldsForAll() {
    let bench = Workbench()
    bench.run("for h in list(0.1, 0.01) { numgrad(x -> x ^ 2, 3, step=h) }")
    #expect(bench.transcript.notes == ["central differences in float64"])
    bench.run("for i in 1:2 { numgrad(x -> x ^ 2, 3, step=0.1) }")
    #expect(bench.transcript.notes.last == "central differences in float64, h = 0.1, 2 evaluations")
  }

  /// Nobody loses results to a request that they could not have made room for.
  @Test func smallResultsOutliveAMemoryError() {
    let bench = Workbench()
    bench.run("[1, 2] + 1")
    #expect(bench.run("zeros(1e12)") == .failed)
    #expect(bench.elements("ans") == [2, 3] && bench.transcript.notes.isEmpty)
    bench.run("Out[1]")
    #expect(bench.transcript.lines.suffix(2) == ["Out[3]: tensor [2]", "  2  3"])
  }

  @Test func commandsAreKnownToMessages() {
    let bench = Workbench()
    #expect(bench.failure("help(conv)")?.code == .command)
    #expect(bench.failure("quit()")?.code == .command)
    #expect(bench.failure("nxt")?.help == "did you mean `next`?")
    #expect(bench.failure("show")?.help == "for example: `show x`")
    #expect(bench.number("next = 3; next + 1") == 4)
  }

  @Test func memoryErrorsLetTheSessionGoOn() {
    let bench = Workbench()
    bench.run("x = [1, 2]")
    bench.run("x + 1")
    for cell in [
      "zeros(1e12)", "zeros(1e6, 1e6, 1e6)", "ones(1e18)", "eye(1e9)", "sum(1:1e15)", "arange(0, 1e16)",
      "pad([1], [1e17, 1e17])", "zeros(1e19)",
    ] {
      #expect(bench.run(cell) == .failed, "\(cell)")
      #expect(
        bench.transcript.failures.last?.code == .memory,
        "\(cell): \(bench.transcript.failures.last?.text ?? "")")
    }
    #expect(bench.elements("x") == [1, 2])
    #expect(bench.output("x + 1").hasSuffix("tensor [2]\n  2  3"))
  }
}
