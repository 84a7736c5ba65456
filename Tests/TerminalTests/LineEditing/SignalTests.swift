import Glibc
import Testing

@Suite struct SignalTests {
  let session: ProbeSession

  init() throws { session = try ProbeSession() }

  @Test(arguments: [SIGTERM, SIGHUP], ["abc", "compute 1\r"])
  func aDeadlySignalLeavesTheTerminalInOrder(signal: Int32, keys: String) throws {
    let terminal = try session.start()
    #expect(!terminal.isInLineMode)
    try terminal.send(keys)
    try terminal.expect(keys.hasSuffix("\r") ? "computing" : keys)
    terminal.kill(signal)
    #expect(try terminal.exitStatus() == 128 + signal)
    #expect(terminal.isInLineMode)
    // Bracketed paste was switched off after it was last switched on.
    let afterLastSwitch = terminal.output.split(separator: "\u{1B}[?2004h").last
    #expect(afterLastSwitch?.contains("\u{1B}[?2004l") == true)
  }

  @Test func theShellCanStopAndContinueTheProgram() throws {
    let terminal = try PseudoTerminal(
      "/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"],
      environment: session.environment(["PS1": "shell> ", "HISTFILE": ""]))
    try terminal.expect("shell> ")
    try terminal.send("'\(try builtProgram("line-editor-probe"))'\n")
    try terminal.expectPrompt()
    try terminal.send("half ")
    try terminal.expect("half ")
    try terminal.send(Key.suspend)
    try terminal.expect("Stopped")
    try terminal.expect("shell> ")
    #expect(terminal.isInLineMode)
    try terminal.send("fg\n")
    try terminal.expect("half ")
    try terminal.send("and half\r")
    try terminal.expectPrompt(after: "cell13(half and half)")
    try terminal.send("compute 1\r")
    try terminal.expect("computing")
    try terminal.send(Key.suspend)
    try terminal.expect("Stopped")
    try terminal.expect("shell> ")
    try terminal.send("fg\n")
    try terminal.expect("at it")
    try terminal.send(Key.interrupt)
    try terminal.expectPrompt(after: "stopped after 1")
    try terminal.send(Key.endOfInput)
    try terminal.expect("end")
    try terminal.expect("shell> ")
  }

  @Test func aProgramStoppedFromOutsideTakesUpItsLine() throws {
    let terminal = try session.start()
    try terminal.send("abc")
    try terminal.expect("abc")
    terminal.kill(SIGSTOP)
    terminal.kill(SIGCONT)
    try terminal.expect("abc")
    try terminal.send("d\r")
    try terminal.expect("cell4(abcd)")
  }
}
