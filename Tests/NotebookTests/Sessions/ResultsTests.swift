import Engine
import Language
import Notebook
import Testing

/// `ans` and `Out`, and how long results are kept.
@Suite struct ResultsTests {
  private final class Heard {
    var notes: [String] = []
    var failures: [Diagnostic] = []
  }

  private let heard = Heard()
  private let session: Session

  init() {
    let heard = heard
    session = Session { event in
      switch event {
      case .note(let text): heard.notes.append(text)
      case .failure(let failure): heard.failures.append(failure)
      default: break
      }
    }
  }

  private func run(_ cells: String...) -> String? {
    for cell in cells { session.run(cell) }
    return session.interpreter.environment["ans"].map { Formatter.inline($0) }
  }

  @Test func functionsSeeThemToo() {
    #expect(run("10", "f(n) = Out[n]", "f(1)") == "10")
    #expect(run("g = n -> Out[n] + 1;", "g(3)") == "11")
    #expect(heard.failures.isEmpty)
  }

  @Test func theyAreAListOfTheResultsSoFar() {
    #expect(run("1", "\"two\"", "Out") == "list(1, \"two\", none)")
    #expect(run("count(Out)") == "4")
    #expect(run("all = Out;", "5", "count(all)") == "5", "a list that was assigned does not grow")
    #expect(run("s = 0; for x in Out[1:1] { s = s + x }; s") == "1")
  }

  @Test func aVariableOfThatNameIsOnesOwn() {
    #expect(run("7", "Out = list(3)", "Out[1]") == "3")
    #expect(heard.notes == ["`Out` hides the results of the cells; `Out = none` brings them back"])
    #expect(run("Out = none", "1", "x = Out") == "list(7, list(3), 3, none, 1, none)")
    session.undo(2)
    #expect(run("Out[1]") == "3")
  }

  @Test func partsOfThemAreNotAssigned() throws {
    _ = run("7", "Out[1] = 6")
    #expect(
      heard.failures.last?.message
        == "`Out` is a list of 2, and parts of tensors, elements of lists and fields of records can be assigned"
    )
    let help = try #require(heard.failures.last?.help)
    #expect(help == "to change a result, store it in a variable: x = Out[1]")
    #expect(run("x = Out[1]") == "7")
    // Other names that mean something without a variable are named for what they are.
    _ = run("pi[1] = 3", "sum[1] = 3")
    #expect(
      heard.failures.suffix(2).map { $0.message.prefix(25) } == [
        "`pi` is the number 3.1415", "`sum` is the function sum",
      ])
  }

  @Test func scriptsHaveNone() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("Out[1]", "x.fov")
    #expect(Session().runScript(file: path) == .failed)
    for name in ["Out", "ans"] {
      #expect(session.runScript(SourceText(name: "x.fov", "\(name)")) == .failed)
      #expect(heard.failures.last?.message == "there is no `\(name)`")
      #expect(heard.failures.last?.help?.hasSuffix("in a script, store a value in a variable: x = …") == true)
    }
    _ = run("ans")
    #expect(heard.failures.last?.help == "there is no result yet")
  }

  /// The oldest go, with a note; who asks for one is told.
  @Test func soManyAreKept() {
    var results = CellResults()
    for index in 0..<(CellResults.most + 5) {
      results.append()
      let hasLetGo = results.set(.number(Double(index)), at: index)
      #expect(hasLetGo == (index >= CellResults.most))
    }
    #expect(results.letGo == 5 && results.values[5].scalar == 5)
    if case .none = results.values[4] {} else { Issue.record("it has been dropped") }
  }

  @Test func soManyBytesAreKept() throws {
    let size = CellResults.maxByteCount / 4 - 4096
    var results = CellResults()
    for index in 0..<6 {
      results.append()
      _ = results.set(.tensor(try Tensor(zeros: [size / 4])), at: index)
    }
    #expect(results.letGo == 2 && results.heldBytes <= CellResults.maxByteCount)
    // The same one again takes no more room.
    let again = results.values[5]
    for index in 6..<20 {
      results.append()
      let hasLetGo = results.set(again, at: index)
      #expect(!hasLetGo)
    }
    // One that is larger than all that is allowed stays as long as it is the last.
    results.append()
    _ = results.set(.tensor(try Tensor(zeros: [CellResults.maxByteCount / 4 + 1])), at: 20)
    #expect(results.letGo == 20)
    if case .tensor = results.values[20] {} else { Issue.record("the last stays") }
  }

  @Test func whatWasLetGoIsSaid() {
    _ = run("1", "2")
    session.interpreter.environment.results?.clear()
    _ = run("3", "f(n) = Out[n]", "f(1)")
    #expect(heard.failures.last?.code == .index)
    #expect(heard.failures.last?.message.hasPrefix("the result of In[1] has been dropped") == true)
    #expect(run("f(3)") == "3")
  }

  /// In the whole list they are `none`, which is said; a part that reaches back to them is an error.
  @Test func whatWasLetGoIsSaidOfPartsAndTheWhole() {
    _ = run("1", "2")
    session.interpreter.environment.results?.clear()
    for code in ["Out[1:3]", "Out[[3, 1]]", "f(a) = Out[a]; f(2:3)"] {
      heard.failures = []
      _ = run("3", code)
      #expect(
        heard.failures.first?.message.hasPrefix("the results up to Out[2] have been dropped: ") == true,
        "\(code)")
      #expect(heard.failures.first?.help == "the others are Out[3:end]")
    }
    for code in ["x = Out", "for x in Out { x }", "Out[:]", "count(Out)", "\"{Out}\"", "f() = Out; f()"] {
      heard.notes = []
      _ = run(code)
      #expect(
        heard.notes == ["the results up to Out[2] have been dropped, and are `none` in the list `Out`"],
        "\(code)")
    }
    heard.notes = []
    #expect(run("Out[3:3]") == "list(3)" && heard.notes.isEmpty)
  }

  /// What messages say of the sizes is what the documents say.
  @Test func theSizesAreRound() {
    #expect(ByteCount.text(256_000_000) == "256 MB")
    #expect(CellResults.maxByteCount <= 256_000_000 && CellResults.rule.contains("10,000 cells"))
  }

  // MARK: undo

  @Test func undoSaysHowFarItReaches() {
    for number in 1...102 { session.run("x = \(number)") }
    session.undo(1000)
    #expect(session.undo() == .failed)
    #expect(
      heard.failures.last?.help?.hasPrefix("what the variables were before In[3] has been dropped") == true)
  }

  /// Lists, networks and data sets hold memory as tensors do; what old and new value share counts once.
  @Test func whatAValueHoldsIsMeasured() throws {
    func bytes(_ code: String) throws -> Int {
      session.run(code)
      var memory = ValueMemory()
      memory.add(try #require(session.interpreter.environment["ans"]))
      return memory.bytes
    }
    #expect(try 4_000_000..<4_001_000 ~= bytes("zeros(1000, 1000)"))
    #expect(try 8_000_000..<8_002_000 ~= bytes("a = zeros(1000, 1000); list(a, list(a, zeros(1000, 1000)))"))
    #expect(
      try 8_000_000..<8_010_000
        ~= bytes("hold(v) = x -> v; record(f=hold(a), g=list(hold(a)), h=ones(1000, 1000))"))
    // 1000 × 1000 weights and 1000 biases, four bytes each.
    #expect(try 4_004_000..<4_006_000 ~= bytes("build(Dense(1000), 1000)"))
    #expect(try 20 * 28 * 28..<40_000 ~= bytes("digits(20)"))
    let deep = try bytes("l = list(); for i in 1:100 { l = list(l, l) }; l")
    #expect(deep < 20_000, "each is counted once")
  }
}
