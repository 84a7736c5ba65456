import Testing

@Suite struct CompletionTests {
  let session: ProbeSession

  init() throws { session = try ProbeSession() }

  /// Types `keys` and Enter, and waits until the probe has been given `cell`.
  private func expect(_ cell: String, afterTyping keys: String) throws {
    let terminal = try session.start()
    try terminal.send(keys + "\r")
    try terminal.expect("cell\(cell.utf8.count)(\(cell))")
  }

  @Test(arguments: [
    ("x = max\t(1)", "x = max_pool (1)"),  // one candidate, with what follows it
    ("co\tn\t1", "conv 1"),  // nothing in common beyond what is typed
    ("a + 卷\t", "a + 卷积"),  // what several have in common, in whole characters
    ("卷积核 + 数\t!", "卷积核 + 数据 !"),
    ("load(\"my f\t)", "load(\"my file.png\")"),  // the span holds a space
    ("load(\"照\t)", "load(\"照片.png\")"),
    ("load(\"hid\t)", "load(\"hidden plainly.png\")"),  // what the terminal would obey is not offered
    ("nothing\t!", "nothing!"),
    ("max()\u{1B}[D\u{1B}[D\t", "max_pool()"),  // not at the end: nothing follows
  ])
  func tabCompletes(keys: String, cell: String) throws {
    try expect(cell, afterTyping: keys)
  }

  @Test func aWordInALaterLineIsCompleted() throws {
    let terminal = try session.start()
    try terminal.send(Key.paste("(1\n+ max") + "\t)\r")
    try terminal.expect("cell15((1\\n+ max_pool ))")
  }

  @Test func severalCandidatesAreListedWithoutTheirLine() throws {
    let terminal = try session.start()
    try terminal.send("y = 卷\t\t")
    try terminal.expectScreen("the list") { $0.lines.prefix(3) == ["问> y = 卷积", "卷积核  卷积层", "问> y = 卷积"] }
    #expect(terminal.screen.cursor.column == 4 + 8)
    try terminal.send("核\r")
    try terminal.expect("cell13(y = 卷积核)")
  }

  @Test func aLongListIsAskedAboutAndPaged() throws {
    let terminal = try session.start(columns: 40, rows: 10)
    try terminal.send("many_\t")
    try terminal.expect("Display all 150 possibilities? (y or n)")
    try terminal.send("y")
    try terminal.expect("many_1 ")
    try terminal.expect("--More--")
    try terminal.send(" ")
    try terminal.expect("--More--")
    try terminal.send("q")
    try terminal.expectPrompt()
    try terminal.send("\t")
    try terminal.expect("(y or n)")
    try terminal.send("?n")
    try terminal.expectPrompt()
    try terminal.send("77\t\r")
    try terminal.expect("cell8(many_77 )")
  }

  @Test func menusOfTheInputrcWork() throws {
    try session.writeFile("inputrc", "TAB: menu-complete\n")
    try expect("x = 卷积层 ", afterTyping: "x = 卷\t\t")
  }
}
