import Language
import Testing

/// Numbers as people write them: an error that says how, and in an answer taken.
@Suite("Grouped numbers") struct GroupedNumberTests {
  @Test(arguments: [
    ("1,792", "`1792`"), ("x = 1,792", "`1792`, or `1.792` if the comma is a decimal point"),
    ("17 210 368", "`17210368`"), ("x = 17,210,368.5", "`17210368.5`"), ("print(17 210)", "`17210`"),
    ("(1,792)", "`1792`"), ("x = 2 * 1 000", "`1000`"), ("3,14", "`3.14`"), ("x = 0,5", "`0.5`"),
    ("f(x) = { x + 1 000 }", "`1000`"),
  ]) func inAProgram(code: String, help: String) throws {
    let error = try #require(Workbench().failure(code), "\(code) works")
    #expect(error.code == .invalidNumber && error.help?.hasPrefix("write \(help)") == true, "\(error.text)")
  }

  /// What is something else stays that.
  @Test(arguments: [
    ("max(1,792)", "792"), ("[1,792][2]", "792"), ("1_792", "1792"), ("17_210_368", "17210368"),
  ]) func isNoMistake(code: String, value: String) throws {
    let (found, expected) = (try Workbench().value(code), try Workbench().value(value))
    #expect(found.isSame(as: expected))
  }

  @Test func otherMistakesKeepTheirMessages() {
    #expect(Workbench().failure("sum(1 2)")?.code == .unexpectedToken)
    #expect(Workbench().failure("[1 792]")?.code == .missingComma)
    #expect(Workbench().failure("x = 1, 792")?.code == .unexpectedToken)
    #expect(Workbench().failure("1 1792")?.code == .unexpectedToken)
    #expect(Workbench().failure("１７９２ + 1")?.help?.hasPrefix("write `1792`") == true)
    #expect(Workbench().failure("１")?.help?.hasPrefix("type `1`") == true)
  }

  @Test(arguments: [
    ("1,792", "1792"), ("17 210 368", "17210368"), ("17\u{202F}210\u{202F}368", "17210368"),
    ("1'000'000.5", "1000000.5"),
    ("-1,000", "-1000"), ("１７９２", "1792"), ("１，７９２", "1792"), ("－３．５", "-3.5"), ("1_000", "1000"),
  ]) func plain(text: String, plain: String) { #expect(GroupedNumber(text)?.plain == plain) }

  @Test(arguments: [
    "1792", "1,79", "1792,000", "1,792 000", "a", "", "[1,792]", "1,", ",792", "1.2.3", "3,14", "- 5", "1.",
    "-",
  ])
  func isNone(text: String) { #expect(GroupedNumber(text) == nil) }
}
