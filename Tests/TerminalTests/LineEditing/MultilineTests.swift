import Testing

@Suite struct MultilineTests {
  let session: ProbeSession

  init() throws { session = try ProbeSession() }

  @Test func linesAreReadUntilTheCellIsComplete() throws {
    let terminal = try session.start()
    try terminal.send("f(\r1,\r\r2)\r")
    try terminal.expectPrompt(after: "cell9(f(\\n1,\\n\\n2))")
    #expect(terminal.screen.lines[1...3] == [".. 1,", "..", ".. 2)"])
    try terminal.send(Key.up)
    try terminal.expectScreen("the whole cell") { $0.text.hasSuffix("问> f(\n1,\n\n2)") }
    try terminal.send("+3\r")
    try terminal.expect("cell11(f(\\n1,\\n\\n2)+3)")
  }

  @Test func aPasteIsOneCell() throws {
    let terminal = try session.start()
    try terminal.send(Key.paste("a = 1\nb = 2\rc = 3"))
    try terminal.expectScreen("the paste") { $0.text == "问> a = 1\nb = 2\nc = 3" }
    try terminal.send(Key.enter)
    try terminal.expectPrompt(after: "cell17(a = 1\\nb = 2\\nc = 3)")
    try terminal.send(Key.up + Key.enter)
    try terminal.expectPrompt(after: "cell17(a = 1\\nb = 2\\nc = 3)")
  }

  @Test func aPastesLastNewlineIsNeitherLostNorDoubled() throws {
    let terminal = try session.start()
    try terminal.send(Key.paste("a = 1\nb = 2\n") + Key.enter)
    try terminal.expectPrompt(after: "cell11(a = 1\\nb = 2)")
    try terminal.send(Key.paste("f(1,\n") + Key.enter + Key.paste("2\n)\n") + Key.enter)
    try terminal.expectPrompt(after: "cell8(f(1,\\n2\\n))")
    try terminal.send(Key.paste("\n") + Key.enter)
    try terminal.expectPrompt(after: "cell0()")
  }

  @Test func aPasteFromWindowsHasTheSameLines() throws {
    let terminal = try session.start()
    try terminal.send(Key.paste("a = 1\r\n\r\nb = 2\r\n") + Key.enter)
    try terminal.expectPrompt(after: "cell12(a = 1\\n\\nb = 2)")
  }

  @Test func aPasteComesThroughInViModeToo() throws {
    try session.writeFile("inputrc", "set editing-mode vi\n")
    let terminal = try session.start()
    try terminal.send(Key.paste("a = 1\nb = 2") + Key.enter)
    try terminal.expectPrompt(after: "cell11(a = 1\\nb = 2)")
  }

  @Test func aPasteWithoutBracketsIsReadLineByLine() throws {
    let terminal = try session.start(environment: ["TERM": "dumb"])
    try terminal.send("f(\r1)\rg(2)\rh(\r3\r)\r")
    for cell in ["cell5(f(\\n1))", "cell4(g(2))", "cell6(h(\\n3\\n))"] { try terminal.expect(cell) }
  }

  @Test func altEnterStartsALine() throws {
    let terminal = try session.start()
    try terminal.send("a = 1\(Key.altEnter)b = 2\r")
    try terminal.expect("cell11(a = 1\\nb = 2)")
  }

  @Test func theEndOfInputEndsAnIncompleteCellFirst() throws {
    let terminal = try session.start()
    try terminal.send("f(1,\r")
    try terminal.expect(".. ")
    try terminal.send(Key.endOfInput)
    try terminal.expectPrompt(after: "cell4(f(1,)")
    try terminal.send(Key.endOfInput)
    try terminal.expect("end")
  }
}
