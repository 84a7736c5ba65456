import Notebook
import Testing

@Suite("Commands and expressions") struct CommandTests {
  /// The command's word and its arguments; nil for program text.
  private func words(_ text: String) -> [String]? {
    CommandCall(text).map { [$0.command.word] + $0.arguments }
  }

  @Test func commandsWithoutArgument() {
    #expect(words("vars") == ["vars"])
    #expect(words("  history ") == ["history"])
    #expect(words("undo") == ["undo"])
    #expect(words("save") == ["save"])
    #expect(words("quit") == ["quit"])
    #expect(words("exit") == ["quit"])
    #expect(words("help") == ["help"])
    #expect(words("?") == ["help"])
    #expect(words("next") == ["next"])
    #expect(words("back") == ["back"])
    #expect(words("check") == ["check"])
    #expect(words("hint") == ["hint"])
    #expect(words("solution") == ["solution"])
    #expect(words("skip") == ["skip"])
    #expect(words("reset") == ["reset"])
    #expect(words("lesson") == ["lesson"])
    #expect(words("quit;") == ["quit"])
  }

  @Test func commandsWithArgument() {
    #expect(words("help conv") == ["help", "conv"])
    #expect(words("?conv") == ["help", "conv"])
    #expect(words("? conv") == ["help", "conv"])
    #expect(words("help E0203") == ["help", "E0203"])
    #expect(words("lesson 0-tour") == ["lesson", "0-tour"])
    #expect(words("lesson progress") == ["lesson", "progress"])
    #expect(words("lesson leave") == ["lesson", "leave"])
    #expect(words("lesson forget 0-tour") == ["lesson", "forget", "0-tour"])
    #expect(words("lang zh") == ["lang", "zh"])
    #expect(words("history conv") == ["history", "conv"])
    #expect(words("undo 3") == ["undo", "3"])
    #expect(words("save work") == ["save", "work"])
    #expect(words("save /tmp/a.fov") == ["save", "/tmp/a.fov"])
    #expect(words("save ../a.fov") == ["save", "../a.fov"])
    #expect(words("save \"a b.fov\"") == ["save", "a b.fov"])
    #expect(words("answer 5") == ["answer", "5"])
    #expect(words("answer [1, 2; 3, 4]") == ["answer", "[1, 2; 3, 4]"])
    #expect(words("answer -1") == ["answer", "-1"])
    #expect(words("answer .5") == ["answer", ".5"])
    #expect(words("answer (1 + 2) * 3") == ["answer", "(1 + 2) * 3"])
    #expect(words("answer \"a\"") == ["answer", "\"a\""])
  }

  /// A word is no command when `=`, `(`, `[` or an operator follows.
  @Test(arguments: [
    "history = 3", "vars(1)", "next[1]", "check + 1", "back - 1", "hint * 2", "skip |> sum", "reset'",
    "lang == 1", "help = 1",
    "quit / 2", "exit ^ 2", "answer = 5", "lesson.a", "vars @ x", "history and true", "next or false",
    "check < 1", "vars;x",
    "histories", "nexts", "helper", "x = 1", "print(history)", "vars, 1", "reset % 2", "hint != 1",
    "quit : 3", "lesson(1)", "help(conv)",
    "back in x", "save(\"a\")", "vars\nx", "undo = 2",
    "undo + 1", "save = 3", "save / 2", "save . 2", "save.a",
  ])
  func expressions(text: String) { #expect(CommandCall(text) == nil, "\(text)") }
}
