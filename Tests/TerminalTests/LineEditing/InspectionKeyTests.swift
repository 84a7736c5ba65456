import Testing

@Suite struct InspectionKeyTests {
  let session: ProbeSession

  init() throws { session = try ProbeSession() }

  @Test(arguments: [Key.shiftTab, "\u{1B}OP", "\u{1B}[11~"]) func aKeyShowsWhatStandsAtTheCursor(
    _ key: String
  ) throws {
    let terminal = try session.start()
    try terminal.send("tell me" + Key.left + key)
    try terminal.expectScreen("the answer") {
      $0.lines.prefix(3) == ["问> tell me", "cursor 6 of 7", "问> tell me"]
    }
    // The line and the cursor are as they were.
    #expect(terminal.screen.cursor.row == 2 && terminal.screen.cursor.column == 4 + 6)
    try terminal.send(key)
    try terminal.expectScreen("all of it") { $0.lines.contains("cursor 6 of 7, all") }
    try terminal.send("!" + key)
    try terminal.expectScreen("as at first") { $0.lines.contains("cursor 7 of 8") }
    try terminal.send("\r")
    try terminal.expect("cell8(tell m!e)")
  }

  @Test func nothingToSayLeavesTheScreenAlone() throws {
    let terminal = try session.start()
    try terminal.send("what" + Key.shiftTab + "ever\r")
    try terminal.expect("cell8(whatever)")
    #expect(terminal.screen.lines[0] == "问> whatever")
  }

  @Test func aLineOfSeveralRowsIsNotWrittenOver() throws {
    let terminal = try session.start(columns: 20)
    try terminal.send("tell 1234567890 1234567890" + "\u{01}" + Key.shiftTab)
    try terminal.expectScreen("the answer, and the cursor in a line below it") {
      $0.lines[2] == "cursor 0 of 26" && $0.cursor.row == 3 && $0.cursor.column == 4
    }
    #expect(
      terminal.screen.lines[0] == "问> tell 1234567890 " || terminal.screen.lines[0] == "问> tell 1234567890")
  }

  /// The lines of a cell that were entered before are part of what is asked about.
  @Test func earlierLinesOfTheCellCount() throws {
    let terminal = try session.start()
    try terminal.send("tell(1\r2" + Key.shiftTab)
    try terminal.expectScreen("the answer") { $0.lines.contains("cursor 8 of 8") }
    try terminal.send(")+ max\t\r")
    try terminal.expect("cell20(tell(1\\n2)+ max_pool )")
  }
}
