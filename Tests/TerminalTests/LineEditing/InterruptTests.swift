import Glibc
import Testing

@Suite struct InterruptTests {
  let session: ProbeSession

  init() throws { session = try ProbeSession() }

  @Test func atThePromptTheLineIsDroppedAndNoLaterKey() throws {
    let terminal = try session.start()
    for round in 1...20 {
      try terminal.send("abc")
      try terminal.expect("abc")
      try terminal.send("\(Key.interrupt)def \(round)\r")
      try terminal.expect("interrupted")
      try terminal.expectPrompt(after: "(def \(round))")
    }
    try terminal.send(Key.interrupt)
    try terminal.expectPrompt(after: "interrupted")
    try terminal.send(Key.endOfInput)
    #expect(try terminal.exitStatus() == 0)
  }

  /// The key that is waited for can vanish with the queue that Ctrl-C empties: then nobody may wait for it.
  @Test func ctrlCBehindAKeyIsNotHeldUpUntilTheNext() throws {
    let terminal = try session.start()
    for _ in 1...2000 {
      try terminal.send("a")
      try terminal.send(Key.interrupt)
      try terminal.expectPrompt(after: "interrupted")
    }
  }

  @Test func aComputationIsStoppedWithinATenthOfASecond() throws {
    let terminal = try session.start()
    var shortest = Duration.seconds(100)
    for _ in 1...5 {
      try terminal.send("compute 1\r")
      try terminal.expect("computing")
      let start = ContinuousClock.now
      try terminal.send(Key.interrupt)
      try terminal.expect("stopped after 1")
      shortest = min(shortest, ContinuousClock.now - start)
      try terminal.expectPrompt()
    }
    #expect(shortest < .milliseconds(100))
    try terminal.send("still here\r")
    try terminal.expect("cell10(still here)")
  }

  @Test func aSecondInterruptIsCounted() throws {
    let terminal = try session.start()
    try terminal.send("compute 3\r")
    try terminal.expect("computing")
    for _ in 1...3 {
      // Signals do not queue, so each must have been taken before the next.
      try terminal.expect("at it")
      try terminal.send(Key.interrupt)
    }
    try terminal.expectPrompt(after: "stopped after 3")
    try terminal.send("compute 1\r")
    try terminal.expect("computing")
    try terminal.send(Key.interrupt)
    try terminal.expect("stopped after 1")
  }

  @Test(arguments: [
    ("a search", "\u{12}old", "`old': old"), ("half a key", "ab\u{1B}", "ab"),
    ("a number", "ab\u{1B}5", "(arg: 5) ab"),
    ("a paste", "ab\u{1B}[200~x\ny", "ab"),
    ("a question", "many_\t", "possibilities"), ("a continuation", "f(\r12", ".. 12"),
    ("a completer at work", "ab!\t", "ab!"),
  ])
  func everyStateOfTheEditorIsLeft(state: String, keys: String, sign: String) throws {
    let terminal = try session.start()
    try terminal.send("old\r")
    try terminal.expectPrompt(after: "cell3(old)")
    try terminal.send(keys)
    try terminal.expectScreen(sign) { $0.text.contains(sign) }
    try terminal.send(Key.interrupt)
    try terminal.expectPrompt(after: "interrupted")
    try terminal.send("new\(Key.left)\(Key.left)\(Key.backspace)N\r")
    try terminal.expectPrompt(after: "cell3(New)")
    try terminal.send(Key.up + Key.up + "er\r")
    try terminal.expectPrompt(after: "cell5(older)")
  }
}
