import Foundation
import Terminal
import Testing

@Suite struct HistoryTests {
  let session: ProbeSession

  init() throws { session = try ProbeSession() }

  /// Runs a probe that is given these keys, each after the last one's cell.
  private func run(_ keys: [String], environment: [String: String] = [:]) throws -> PseudoTerminal {
    let terminal = try session.start(environment: environment)
    for key in keys {
      try terminal.send(key)
      try terminal.expectPrompt(after: "cell")
    }
    return terminal
  }

  @Test func theNextSessionHasTheCellsOfThisOne() throws {
    let cells = ["first\r", Key.paste("f(\n#1 a comment\n\\n\n数据)") + "\r", "last\r"]
    try run(cells).close()
    let terminal = try session.start()
    try terminal.send(Key.up + Key.up + Key.enter)
    try terminal.expectPrompt(after: "cell26(f(\\n#1 a comment\\n\\n\\n数据))")
    try terminal.send(Key.up + Key.up + Key.up + Key.up + Key.enter)
    try terminal.expect("cell5(first)")
  }

  @Test func controlRFindsACellOfSeveralLines() throws {
    let terminal = try run(["needle(\r1)\r", "hay\r"])
    try terminal.send("\u{12}need\r")
    try terminal.expect("cell10(needle(\\n1))")
  }

  @Test func theFileIsForTheUserAlone() throws {
    try run(["x\r"]).close()
    var status = stat()
    #expect(stat(session.historyPath, &status) == 0 && status.st_mode & 0o777 == 0o600)
    for folder in ["/state", "/state/fovea"] {
      #expect(stat(session.home.path + folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
    }
  }

  @Test func neighboursThatAreEqualAndBlankLinesAreKeptOnce() throws {
    try run(["a\r", "a\r", "\r", "  \r", "b\r", "a\r"]).close()
    #expect(HistoryFile(path: session.historyPath).load() == ["a", "b", "a"])
    try run(["a\r"]).close()
    #expect(HistoryFile(path: session.historyPath).load() == ["a", "b", "a"])
  }

  @Test func editingARecalledCellLeavesItInTheHistory() throws {
    let terminal = try run(["original\r", "newer\r"])
    try terminal.send(Key.up + "!" + Key.up + "?")
    try terminal.expectScreen("the edited cell") { $0.text.hasSuffix("问> original?") }
    try terminal.send(Key.interrupt)
    try terminal.expectPrompt(after: "interrupted")
    try terminal.send(Key.up + Key.up + Key.enter)
    try terminal.expectPrompt(after: "cell8(original)")
    try terminal.send(Key.up + Key.up + Key.enter)
    try terminal.expect("cell5(newer)")
  }

  @Test func upAfterTypingSearchesByWhatWasTyped() throws {
    let terminal = try run(["conv one\r", "other\r", "conv two\r", "conv two \r", "last\r"])
    try terminal.send("conv" + Key.up)
    try terminal.expectScreen("the newest") { $0.text.hasSuffix("问> conv two") }
    // The cursor is at the end, so that what is recalled goes on.
    #expect(terminal.screen.cursor.column == 4 + "conv two ".count)
    try terminal.send(Key.up + Key.up)
    try terminal.expectScreen("the oldest") { $0.text.hasSuffix("问> conv one") }
    try terminal.send(Key.up)
    try terminal.send(Key.down + Key.down + Key.down)
    try terminal.expectScreen("what was typed") { $0.text.hasSuffix("问> conv") }
    try terminal.send(Key.up + Key.up + "!" + Key.enter)
    try terminal.expectPrompt(after: "cell9(conv two!)")
    try terminal.send("nothing like it" + Key.up + Key.enter)
    try terminal.expectPrompt(after: "cell15(nothing like it)")
    // Without a word it is the entry before, as ever.
    try terminal.send(Key.up + Key.up + Key.up + Key.down + Key.enter)
    try terminal.expect("cell9(conv two!)")
  }

  @Test func onlyWhatStandsBeforeTheCursorIsSearched() throws {
    let terminal = try run(["abc\r", "axe\r"])
    try terminal.send("abx" + Key.left + Key.up + Key.enter)
    try terminal.expect("cell3(abc)")
  }

  @Test(arguments: ["/dev/null", "/proc/nowhere", ""])
  func withoutAFileThereIsAHistoryAllTheSame(stateHome: String) throws {
    let environment = ["XDG_STATE_HOME": stateHome, "HOME": stateHome]
    let terminal = try run(["one\r", "two\r"], environment: environment)
    try terminal.send(Key.up + Key.up + Key.enter)
    try terminal.expect("cell3(one)")
  }
}

@Suite struct HistoryFileTests {
  let home: TemporaryFolder
  let file: HistoryFile

  init() throws {
    home = try TemporaryFolder()
    file = HistoryFile(path: home.path + "/a/b/history")
  }

  private func write(_ text: String) throws {
    try text.write(toFile: file.path, atomically: true, encoding: .utf8)
  }

  @Test func whatIsAppendedIsLoaded() {
    let entries = ["x", "#1", "#12\n#x\n\\#1\n\\", "", "a\n\nb", "c\r\nd", "数据 👩‍🔬"]
    for entry in entries { #expect(file.append(entry)) }
    #expect(file.load() == entries)
  }

  @Test func plainLinesAndBrokenFilesCanBeRead() throws {
    #expect(file.load() == [])
    #expect(file.append(""))
    try write("one\ntwo\n#17\nthree\nand more\n#18\n#19\nfour")
    #expect(file.load() == ["one", "two", "three\nand more", "four"])
    try write("#")
    #expect(file.load() == ["#"])
  }

  @Test func aFileThatIsMuchTooLongIsCutDown() throws {
    #expect(file.append("x"))
    let limit = HistoryFile.limit
    try write((1...limit + 500).map { "#1\n\($0)\n" }.joined())
    #expect(file.load() == (501...limit + 500).map(String.init))
    try write((1...limit * 2).map { "#1\n\($0)\n\n" }.joined())
    #expect(file.load().count == limit)
    #expect(file.load().last == "\(limit * 2)\n")
    let text = try String(contentsOfFile: file.path, encoding: .utf8)
    #expect(text.split(separator: "#1\n").count == limit)
  }
}
