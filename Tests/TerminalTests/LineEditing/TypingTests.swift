import Glibc
import Testing

@Suite struct TypingTests {
  let session: ProbeSession

  init() throws { session = try ProbeSession() }

  @Test func enterGivesTheLineAndControlDTheEnd() throws {
    let terminal = try session.start()
    try terminal.send("1 + 2\r")
    try terminal.expectPrompt(after: "cell5(1 + 2)")
    try terminal.send("abc\u{01}\u{04}\u{05}\r")
    try terminal.expectPrompt(after: "cell2(bc)")
    try terminal.send(Key.endOfInput)
    try terminal.expect("end\r\n")
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.isInLineMode)
    #expect(
      terminal.screen.lines.prefix(6) == ["问> 1 + 2", "cell5(1 + 2)", "问> bc", "cell2(bc)", "问>", "end"])
  }

  @Test(arguments: ["C", "POSIX", "C.UTF-8", "xx_XX.nonsense"])
  func wideCharactersAreEditedWholeInAnyLocale(locale: String) throws {
    let terminal = try session.start(environment: ["LC_ALL": locale])
    try terminal.send("x = \"中文字é\"\(Key.backspace)\(Key.backspace)")
    try terminal.expectScreen("the last character gone") { $0.lines[0] == "问> x = \"中文字" }
    try terminal.send("\(Key.left)\(Key.left)大")
    try terminal.expectScreen("a character inserted") { $0.lines[0] == "问> x = \"中大文字" }
    #expect(terminal.screen.cursor.column == 4 + 5 + 4)
    try terminal.send(Key.backspace + Key.enter)
    try terminal.expect("cell14(x = \"中文字)")
  }

  @Test func localeIsAlsoSetRightWithoutLC_ALL() throws {
    let terminal = try session.start(environment: ["LC_ALL": "", "LANG": "C"])
    try terminal.send("中文\(Key.backspace)\r")
    try terminal.expect("cell3(中)")
  }

  @Test func aLineMayBeVeryLong() throws {
    let terminal = try session.start()
    try terminal.send("a" + String(repeating: "x", count: 99_998) + "b\r")
    try terminal.expect("cell100000(axxxxxxxxx…xxxxxxxxxb)")
    try terminal.send("1\r")
    try terminal.expect("cell1(1)")
  }

  @Test func bytesThatAreNoTextDoNoHarm() throws {
    let terminal = try session.start()
    try terminal.send([0x61, 0x00, 0x62, 0xFF, 0x63, 0xE4, 0xB8, 0x64] + Array("\t\r".utf8))
    try terminal.expect("cell")
    try terminal.send("fine\r")
    try terminal.expect("cell4(fine)")
    try terminal.send(Key.paste("12\u{00}34") + Key.enter)
    try terminal.expect("cell4(1234)")
  }

  @Test func aDumbTerminalGetsNoEscapes() throws {
    let terminal = try session.start(environment: ["TERM": "dumb"])
    try terminal.send("abc\(Key.backspace)d\r")
    try terminal.expect("cell3(abd)")
    try terminal.send("(1\r2)\r")
    try terminal.expect("cell5((1\\n2))")
    // The probe's own prompt is coloured, everything else must not be.
    let escapes = terminal.output.split(separator: "\u{1B}[").dropFirst()
    #expect(escapes.allSatisfy { $0.hasPrefix("1;34m") || $0.hasPrefix("0m") })
  }

  @Test func theLineIsDrawnAnewWhenTheWindowChanges() throws {
    let terminal = try session.start(columns: 80, rows: 24)
    try terminal.send(String(repeating: "0123456789", count: 5))
    try terminal.expectScreen("one row") { $0.lines[0].hasSuffix("6789") }
    terminal.resize(columns: 30, rows: 24)
    try terminal.send("|")
    try terminal.expectScreen("two rows") {
      $0.text.hasSuffix("问> 01234567890123456789012345\n678901234567890123456789|")
    }
    try terminal.send("\r")
    try terminal.expectPrompt(after: "cell51(")
  }

  @Test func aChangeOfTheWindowDuringAComputationIsNoticed() throws {
    let terminal = try session.start(columns: 80, rows: 24)
    try terminal.send("compute 1\r")
    try terminal.expect("computing")
    terminal.resize(columns: 20, rows: 24)
    try terminal.send(Key.interrupt)
    try terminal.expectPrompt(after: "stopped after 1")
    // Inserting before the break shows whether the editor knows where it is.
    try terminal.send("abcdefghijklmnopqrstuvwxyz\u{01}123")
    try terminal.expectScreen("two rows") { $0.text.hasSuffix("问> 123abcdefghijklm\nnopqrstuvwxyz") }
  }

  @Test func aWindowTooSmallToReadInDoesNoHarm() throws {
    let terminal = try session.start(columns: 2, rows: 1)
    try terminal.send("abcdef\u{01}x\r")
    try terminal.expectPrompt(after: "cell7(xabcdef)")
    terminal.resize(columns: 80, rows: 24)
    try terminal.send("abc")
    try terminal.expect("abc")
    terminal.resize(columns: 2, rows: 1)
    try terminal.send("def\u{01}x\r")
    try terminal.expectPrompt(after: "cell7(xabcdef)")
  }

  @Test func textCanBeThereFromTheStart() throws {
    let terminal = try session.start()
    try terminal.send("prefill\r")
    try terminal.expectScreen("the text") { $0.text.hasSuffix("问> filled in") }
    try terminal.send("!\r")
    try terminal.expect("cell10(filled in!)")
  }

  @Test func inputrcKnowsTheProgramsName() throws {
    try session.writeFile("inputrc", "$if Fovea\n\"\\C-g\": \"from inputrc\"\n$endif\n")
    let terminal = try session.start()
    try terminal.send("\u{07}\r")
    try terminal.expect("cell12(from inputrc)")
  }

  @Test func withoutATerminalLinesAreReadPlainly() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      ["-c", "printf 'a\\n(b\\r\\nc)\\n\\n(open' | \"$0\" plain | od -c", builtProgram("line-editor-probe")],
      environment: session.environment())
    #expect(try terminal.exitStatus() == 0)
    let shown = terminal.screen.text.split(whereSeparator: \.isNewline).flatMap {
      $0.split(separator: " ").dropFirst()
    }
    #expect(shown.joined() == #"cell1(a)\ncell5((b\nc))\ncell0()\ncell5((open)\nend\n"#)
  }
}
