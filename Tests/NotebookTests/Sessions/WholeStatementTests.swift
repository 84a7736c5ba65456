import Engine
import Language
import Notebook
import Testing

/// Words that stand before whole statements: `time net = train(…)`, `show y = conv(x, k)`.
@Suite("Words before whole statements") struct WholeStatementTests {
  private struct Said {
    var results: [String] = []
    var printed: [String] = []
    var failures: [Diagnostic] = []
  }

  private func run(_ cells: String...) -> (Said, Session) {
    var said = Said()
    let session = Session { event in
      switch event {
      case .result(let echo): said.results.append(echo.lines.joined(separator: "\n"))
      case .markup(let markup): said.printed.append(markup.plainText)
      case .failure(let failure): said.failures.append(failure)
      default: break
      }
    }
    for cell in cells { session.run(cell) }
    session.output = { _ in }
    return (said, session)
  }

  private func isDuration(_ text: String?) -> Bool { text?.hasPrefix("time: ") == true }

  @Test(arguments: [
    ("time y = 3", "y = 3"), ("time { a = 3; a + 4 }", "7"), ("time {\n  a = 3\n  a + 4\n}", "7"),
    ("x = [0, 0]; time x[2] = 5", "x = tensor [2]\n  0  5"), ("time if true { 8 }", "8"), ("time 2 + 3", "5"),
    ("time f(x) = x", nil), ("time for i in 1:2 { }", nil), ("time while false { }", nil),
    ("time y = 3;", nil),
    ("time time 4", "4"), ("time = 3; time", "3"),
  ])
  func timeTakesAnyStatement(_ cell: String, _ result: String?) {
    let (said, _) = run(cell)
    #expect(
      said.failures.isEmpty
        && said.results.last == (cell.hasPrefix("x") ? result : result ?? said.results.last))
    #expect(result != nil || said.results.isEmpty)
    #expect(
      cell.hasPrefix("time =")
        ? said.printed.isEmpty : said.printed.allSatisfy(isDuration) && !said.printed.isEmpty)
  }

  @Test func whatIsAssignedBehindThemIsThere() {
    let (said, session) = run(
      "x = [1, 2; 3, 4]; k = ones(1, 2);", "show y = conv(x, k)", "time show z = y + 1",
      "time g(a) = a * 2; g(21)",
      "explain y[2, 1]", "f(n) = { time m = n + 1; show m = m * 2; m }; f(3)")
    #expect(said.failures.isEmpty, "\(said.failures.map(\.message))")
    for (name, value) in [("y", "[3; 7]"), ("z", "[4; 8]")] {
      #expect(session.interpreter.environment[name].map { Formatter.inline($0) } == value)
    }
    #expect(said.results.suffix(2) == ["42", "8"])
    #expect(said.printed.contains { $0.hasPrefix("y[2, 1] = 7\nThe window covers") }, "\(said.printed)")
  }

  @Test(arguments: ["explain y = conv(x, k)", "slide y[1] = 3", "explain y = 3"])
  func anExplanationIsOfAnExpression(_ cell: String) {
    let (said, _) = run(cell)
    #expect(said.failures.first?.code == .invalidAssignment)
    #expect(said.failures.first?.help?.hasPrefix("assign it first: y = …; ") == true)
  }

  @Test func noNumberOfThemEndsTheProgram() {
    let (said, _) = run(String(repeating: "time ", count: 100_000) + "1")
    #expect(said.failures.first?.code == .tooDeep)
  }
}

/// `use` looks beside the file that says it first.
@Suite("Files that are used") struct UsedFileTests {
  @Test func theyLieBesideTheFileThatSaysIt() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "a/b", "here"] { try ByteFile.makeFolder("\(folder.path)/\(name)") }
    try folder.write("use \"b/second.fov\"\nx = \"first\"\ng() = { use \"last.fov\"; 0 }\n", "a/first.fov")
    try folder.write("use \"third.fov\"; use \"only.fov\"\n", "a/b/second.fov")
    try folder.write("y = \"beside\"\n", "a/b/third.fov")
    try folder.write("y = \"elsewhere\"\n", "here/third.fov")
    try folder.write("z = \"here\"\n", "here/only.fov")
    try folder.write("last = \"beside\"\n", "a/last.fov")
    try folder.write("use \"./a/first.fov\"\nuse \"\(folder.path)/a/b/third.fov\"\ng()\n", "main.fov")
    var failures: [Diagnostic] = []
    let session = Session { if case .failure(let failure) = $0 { failures.append(failure) } }
    session.interpreter.folder = folder.path + "/here"
    #expect(session.runScript(file: folder.path + "/main.fov") == .succeeded, "\(failures.map(\.message))")
    let values = ["x", "y", "z", "last"].map {
      session.interpreter.environment[$0].map { Formatter.inline($0) }
    }
    #expect(values == ["\"first\"", "\"beside\"", "\"here\"", "\"beside\""])
    // What is typed stands in no file.
    session.run("use \"third.fov\"")
    #expect(session.interpreter.environment["y"].map { Formatter.inline($0) } == "\"elsewhere\"")
    try folder.write("use \"nowhere.fov\"\n", "main.fov")
    #expect(session.runScript(file: folder.path + "/main.fov") == .failed)
    #expect(
      failures.last?.help
        == "it is looked for beside the file that uses it, \(folder.path)/nowhere.fov, and then as \(folder.path)/here/nowhere.fov"
    )
  }
}
