import Foundation
import Testing

/// The whole program at a terminal, as a person uses it: the release program that `FOVEA_PROGRAM` names.
@Suite struct PromptTests {
  private let session: ProbeSession

  init() throws { session = try ProbeSession() }

  private func start(
    _ arguments: [String] = [], environment changes: [String: String] = ["NO_COLOR": "1"]
  ) throws -> PseudoTerminal? {
    try session.startProgram(arguments, environment: changes)
  }

  @Test func theNotesExampleIsTypedAndUnderstood() throws {
    guard let terminal = try start() else { return }
    let cells = [
      ("a = [1, 2, 3; 4, 5, 6; 7, 8, 9]", "a = tensor [3, 3]"), ("theta = [0, 0.5, 0.6; 1, 0, 0.4];", ""),
      ("affine(a, theta, mode=\"round\")[2, 2]", "Out[3]: 5"), ("affine(a, theta)[2, 2]", "Out[4]: 4.2"),
      ("grad(t -> affine(a, t)[2, 2], theta)", "  6  6  3\r\n  2  2  1"),
      ("Out[3] + ans[1, 1]", "Out[6]: 11"),
    ]
    for (index, (code, answer)) in cells.enumerated() {
      try terminal.send(code + Key.enter)
      if !answer.isEmpty { try terminal.expect(answer) }
      try terminal.expect("In[\(index + 2)]: ")
    }
    try terminal.send("quit" + Key.enter)
    #expect(try terminal.exitStatus() == 0)
  }

  /// What was assigned stays, and the note says what that is; `undo` and `redo` go back and forth.
  @Test func controlCStopsTheComputationAndKeepsWhatWasAssigned() throws {
    guard let terminal = try start() else { return }
    try terminal.send("a = 1" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("b = 5; while true { a = a + 1 }" + Key.enter)
    try terminal.expect("a + 1 }\r\n")
    usleep(200_000)
    try terminal.send(Key.interrupt)
    try terminal.expect("stopped in `while true { a = a + 1 }`", within: .seconds(2))
    try terminal.expect("`undo` takes back what has changed: ")
    try terminal.expect("In[3]: ")
    try terminal.send("list(a > 1, b)" + Key.enter)
    try terminal.expect("Out[3]: list(true, 5)")
    try terminal.send("undo" + Key.enter)
    try terminal.expect("a is 1 again")
    try terminal.send("redo" + Key.enter)
    try terminal.expect("b is 5 again")
    try terminal.send("hint = 3; nothing" + Key.enter)
    try terminal.expect("`recover` brings back what it")
    try terminal.send("recover" + Key.enter)
    try terminal.expect("hint is 3")
    try terminal.send("hint" + Key.enter)
    try terminal.expect("Out[5]: 3")
    try terminal.expect("`hint = none` makes it a command")
    // Tab knows the commands, and what a variable of that name is.
    try terminal.send("reco\t")
    try terminal.expect("recover")
  }

  /// The step ends, what was learned is assigned, the rest of the cell is left out, and the cell counts.
  @Test func controlCInATrainingKeepsWhatWasLearned() throws {
    guard let terminal = try start() else { return }
    try terminal.send(
      "net = build(Chain(Flatten(), Dense(10)), [28, 28]); data = digits(2000, seed=1); old = net;"
        + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("net = train(net, data, epochs=100000, seed=1); later = 1" + Key.enter)
    // One line that is written over, with the loss as a curve.
    try terminal.expect("accuracy", within: .seconds(10))
    try terminal.expect("/100000", within: .seconds(10))
    try terminal.send(Key.interrupt)
    try terminal.expect("this is what was learned until then", within: .seconds(5))
    try terminal.expect("the rest of the cell was skipped")
    try terminal.expect("`undo` takes back what has changed: net")
    try terminal.expect("In[3]: ")
    try terminal.send("evaluate(net, data).accuracy > evaluate(old, data).accuracy" + Key.enter)
    try terminal.expect("Out[3]: true")
    try terminal.send("later" + Key.enter)
    try terminal.expect("there is no `later`")
  }

  private static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"
  private static let colored = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]

  /// Asked once, when the first picture comes; keys that are typed meanwhile are not lost.
  @Test func aTerminalThatTakesPixelsGetsThem() throws {
    guard let terminal = try start(environment: Self.colored) else { return }
    try terminal.send("show eye(40)" + Key.enter)
    try terminal.expect(Self.question)
    try terminal.send("40 + 2" + Key.enter)
    try terminal.send("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;4c")
    try terminal.expect("\u{1B}_Ga=T,f=100,q=2")
    try terminal.expect("[40, 40] float32")
    try terminal.expect("42")
    try terminal.expect("In[3]: ")
    try terminal.send("show eye(41)" + Key.enter)
    try terminal.expect("\u{1B}_Ga=T,f=100,q=2")
    #expect(terminal.output.components(separatedBy: Self.question).count == 2)
  }

  @Test func aTerminalThatSaysNothingGetsHalfBlocks() throws {
    guard let terminal = try start(environment: Self.colored) else { return }
    try terminal.send("show eye(40)" + Key.enter)
    try terminal.expect(Self.question)
    try terminal.expect("▀")
    try terminal.expect("In[2]: ")
    #expect(!terminal.output.contains("a=T,f=100"))
  }

  @Test func theUsersWordIsNotAskedFor() throws {
    guard let terminal = try start(environment: Self.colored.merging(["FOVEA_GRAPHICS": "sixel"]) { $1 })
    else { return }
    try terminal.send("show eye(40)" + Key.enter)
    try terminal.expect("\u{1B}P0;1;0q")
    try terminal.expect("In[2]: ")
    #expect(!terminal.output.contains(Self.question))
  }

  @Test func anErrorPointsAtItsPlaceAndThePromptComesBack() throws {
    guard let terminal = try start() else { return }
    try terminal.send("中文 = 3; 中文 + nothing" + Key.enter)
    try terminal.expect("error[E0301]: there is no `nothing`")
    try terminal.expect("In[2]: ")
    let lines = terminal.screen.lines
    let place = try #require(lines.firstIndex { $0.contains("In[1]:1") })
    #expect(lines[place] == "  In[1]:1  中文 = 3; 中文 + nothing")
    #expect(lines[place + 1] == String(repeating: " ", count: 11 + 17) + "───────")
  }

  /// Readline is told of UTF-8 all the same, so that typed text stays whole; what the program says is ASCII.
  @Test func aTerminalWithoutUTF8GetsNone() throws {
    guard let terminal = try start(environment: ["NO_COLOR": "1", "LC_ALL": "C", "LANG": "C"]) else { return }
    let cells = [
      "conv([1, 2; 3, 4], ones(3, 3, 3, 3))", "rand(100)", "[1,\r2]",
      "explain affine(eye(2), [1, 0, 0; 0, 1, 0])[1, 1]", "help affine",
    ]
    for (index, code) in cells.enumerated() where index < 4 {
      try terminal.send(code + Key.enter)
      try terminal.expect("In[\(index + 2)]: ")
    }
    try terminal.send(cells[4] + Key.enter)
    try terminal.expect("PyTorch")
    try terminal.expect("In[5]: ")
    #expect(terminal.output.contains("... "), "the second line of a cell")
    let strange = terminal.output.unicodeScalars.filter { $0.value >= 0x80 }
    #expect(strange.isEmpty, "\(String(String.UnicodeScalarView(strange)))")
  }

  /// What was typed is written once more on its own row, in colours: words strong, functions, numbers and strings.
  @Test func inputIsColoredWhereItStands() throws {
    guard let terminal = try start(environment: ["FOVEA_COLOR": "truecolor"]) else { return }
    try terminal.send("y = relu(3) # 中文" + Key.enter)
    try terminal.expect("\u{1b}[1A\r")
    try terminal.expect("y = 3")
    try terminal.expect("In[2]: ")
    let lines = terminal.screen.lines.filter { !$0.isEmpty }
    #expect(lines.filter { $0.contains("y = relu(3) # 中文") }.count == 1)
    #expect(lines.contains { $0.hasSuffix("In[1]: y = relu(3) # 中文") })
    // A row that is full, and several lines, stay as readline left them.
    try terminal.send("z = [" + String(repeating: "1, ", count: 30) + "1];" + Key.enter)
    try terminal.expect("In[3]: ")
    try terminal.send("count(z)" + Key.enter)
    try terminal.expect("31")
  }

  /// Numbers that are left out are still seen: a few rows of shades.
  @Test func aLargeTensorIsSeenSmall() throws {
    guard let terminal = try start() else { return }
    try terminal.send("x = zeros(64, 64); x[1:32, :] = 1; x" + Key.enter)
    try terminal.expect("mean 0.5")
    try terminal.expect("In[2]: ")
    let lines = terminal.screen.lines
    let facts = try #require(lines.firstIndex { $0.contains("mean 0.5") })
    #expect(lines[facts + 1].contains("██"))
    try terminal.send("x[1:2, 1:2]" + Key.enter)
    try terminal.expect("In[3]: ")
    #expect(terminal.screen.lines.filter { $0.contains("██") }.count <= 6)
  }

  @Test func theWindowCanChangeItsSizeWhileTyping() throws {
    guard let terminal = try start() else { return }
    let sum = (1...40).map(String.init).joined(separator: " + ")
    try terminal.send(sum)
    try terminal.expect("39 + 40")
    terminal.resize(columns: 40, rows: 20)
    usleep(200_000)
    try terminal.send(" + 1000" + Key.enter)
    try terminal.expect("Out[1]: 1820")
    terminal.resize(columns: 20, rows: 5)
    try terminal.send("while true { }" + Key.enter)
    usleep(200_000)
    terminal.resize(columns: 100, rows: 30)
    try terminal.send(Key.interrupt)
    try terminal.expect("interrupted", within: .seconds(2))
    try terminal.send("ones(2, 20)" + Key.enter)
    try terminal.expect("tensor [2, 20]")
  }

  /// A limit on the size of files stands in for a disk that is full: writing fails half-way, and the signal that the
  /// system sends then ends a program that does not ignore it.
  @Test func aFullDiskIsAnError() throws {
    guard let program = ProbeSession.program else { return }
    let folder = session.home.path + "/work"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "cd '\(folder)' && ulimit -f 8 && exec '\(program)'"],
      environment: session.environment(["NO_COLOR": "1"]), columns: 80, rows: 40)
    try terminal.expect("In[1]: ")
    try terminal.send("write(\"x.npy\", zeros(1000, 1000))" + Key.enter)
    try terminal.expect("error[E0701]")
    try terminal.expect("In[2]: ")
    let long = "a = \"" + String(repeating: "x", count: 12_000) + "\";"
    try terminal.send(long + Key.enter)
    try terminal.expect("In[3]: ")
    try terminal.send("save work.fov" + Key.enter)
    try terminal.expect("error[E0701]")
    try terminal.expect("In[3]: ")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    try terminal.send("count(a)" + Key.enter)
    try terminal.expect("Out[3]: 12000")
  }

  @Test func aFunctionOverSeveralLinesIsOneCell() throws {
    guard let terminal = try start() else { return }
    try terminal.send(
      "f(x) = {" + Key.enter + "  y = x + 1" + Key.enter + "  y * 2" + Key.enter + "}" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("f(4)" + Key.enter)
    try terminal.expect("Out[2]: 10")
    try terminal.send(Key.paste("b = 5\nb * 3") + Key.enter)
    try terminal.expect("Out[3]: 15")
  }

  @Test func aLessonOpensAndIsLeft() throws {
    guard let terminal = try start() else { return }
    try terminal.send("mine = 7" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("lesson 5.4.3" + Key.enter)
    try terminal.expect("5.4.3-rounding In[1]: ")
    try terminal.send("lesson leave" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("mine" + Key.enter)
    try terminal.expect("Out[2]: 7")
    try terminal.expect("In[3]: ")
    try terminal.send(Key.endOfInput)
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func aCellIsUndoneAndTheSessionSaved() throws {
    guard let terminal = try start() else { return }
    try terminal.send("a = 1" + Key.enter + "a = 2" + Key.enter + "undo" + Key.enter)
    try terminal.expect("undone In[2]: a = 2")
    try terminal.expect("a is 1 again")
    let file = session.home.path + "/work.fov"
    try terminal.send("save " + file + Key.enter)
    try terminal.expect("saved 1 cell to")
    try terminal.expect("In[3]: ")
    let saved = try String(contentsOfFile: file, encoding: .utf8)
    #expect(saved.hasSuffix("left out.\n\na = 1\n"))
  }

  /// One key a move: forward, back, and away; what follows is the prompt again.
  @Test func aWindowSlidesUnderTheKeys() throws {
    guard let terminal = try start() else { return }
    try terminal.send("slide conv([1, 2, 3; 4, 5, 6], [1; 1])" + Key.enter)
    try terminal.expect("1 of 3")
    #expect(terminal.screen.text.contains("[1, 1] = 5"))
    try terminal.send(" ")
    try terminal.expect("2 of 3")
    try terminal.expectScreen("the second window") {
      $0.text.contains("[1, 2] = 7") && !$0.text.contains("[1, 1] = 5")
    }
    try terminal.send("b")
    try terminal.expect("1 of 3")
    try terminal.send("\u{1B}[C")
    try terminal.expect("2 of 3")
    try terminal.send("q")
    try terminal.expect("In[2]: ")
    #expect(!terminal.screen.text.contains("q: leave"))
    // Keys are seen again, and Ctrl-C is a signal again.
    try terminal.send("1 + 1" + Key.enter)
    try terminal.expect("Out[2]: 2")
    try terminal.send("slide conv([1, 2, 3; 4, 5, 6], [1; 1])" + Key.enter)
    try terminal.expect("1 of 3")
    try terminal.send(Key.interrupt)
    try terminal.expect("In[4]: ")
    try terminal.send("while true { }" + Key.enter)
    usleep(200_000)
    try terminal.send(Key.interrupt)
    try terminal.expect("interrupted", within: .seconds(2))
  }

  /// Ctrl-C at times drawn by lot, at the prompt, while reading and while computing: the session answers afterwards.
  @Test func controlCAtAnyMoment() throws {
    guard let terminal = try start() else { return }
    var generator = Lot(seed: 7)
    let cells = [
      "x = randn(300, 300) @ randn(300, 300);", "while true { }", "numgrad(t -> sum(t^2), randn(300));",
      "x = 1 +",
      "f(n) = if n < 2 { n } else { f(n - 1) + f(n - 2) }; f(30)", "show rand(40, 40)", "vars",
    ]
    for round in 0..<25 {
      try terminal.send(cells[round % cells.count] + Key.enter)
      usleep(generator.microseconds(below: 60_000))
      try terminal.send(Key.interrupt)
      usleep(generator.microseconds(below: 20_000))
    }
    // Whatever was still running or half typed is left.
    usleep(300_000)
    try terminal.send(Key.interrupt)
    try terminal.send("\"still \" + \"here\"" + Key.enter)
    try terminal.expect("\"still here\"", within: .seconds(10))
    try terminal.send("quit" + Key.enter)
    #expect(try terminal.exitStatus() == 0)
  }

  /// Two programs that are left one after the other: the history has the cells of both.
  @Test func twoPromptsShareOneHistory() throws {
    guard let first = try start(), let second = try start() else { return }
    try first.send("first = 11" + Key.enter)
    try first.expect("In[2]: ")
    try second.send("second = 22" + Key.enter)
    try second.expect("In[2]: ")
    for terminal in [second, first] {
      try terminal.send("quit" + Key.enter)
      #expect(try terminal.exitStatus() == 0)
    }
    guard let third = try start() else { return }
    for (index, cell) in ["first = 11", "second = 22"].enumerated() {
      // Found in the history, run again, and answered.
      try third.send("\u{12}" + cell.prefix(6))
      usleep(100_000)
      try third.send(Key.enter)
      try third.expect("In[\(index + 2)]: ")
      #expect(third.screen.lines.contains(cell))
    }
  }
}

/// Numbers drawn by lot, the same in every run.
private struct Lot {
  var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func microseconds(below limit: Int) -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(Int(state >> 33) % limit)
  }
}
