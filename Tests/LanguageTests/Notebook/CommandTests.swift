import Notebook
import Testing

@Suite("Commands and expressions") struct CommandTests {
  @Test func commandsWithoutArgument() {
    #expect(Command("vars") == .variables)
    #expect(Command("  history ") == .history(nil))
    #expect(Command("undo") == .undo(1))
    #expect(Command("save") == .save(nil))
    #expect(Command("quit") == .quit)
    #expect(Command("exit") == .quit)
    #expect(Command("help") == .help(nil))
    #expect(Command("?") == .help(nil))
    #expect(Command("next") == .lesson(.next))
    #expect(Command("back") == .lesson(.back))
    #expect(Command("check") == .lesson(.check))
    #expect(Command("hint") == .lesson(.hint))
    #expect(Command("solution") == .lesson(.solution))
    #expect(Command("skip") == .lesson(.skip))
    #expect(Command("reset") == .lesson(.reset))
    #expect(Command("lesson") == .lesson(.list))
    #expect(Command("quit;") == .quit)
  }

  @Test func commandsWithArgument() {
    #expect(Command("help conv") == .help("conv"))
    #expect(Command("?conv") == .help("conv"))
    #expect(Command("? conv") == .help("conv"))
    #expect(Command("help E0203") == .help("E0203"))
    #expect(Command("lesson 0-tour") == .lesson(.open("0-tour")))
    #expect(Command("lesson progress") == .lesson(.progress))
    #expect(Command("lesson leave") == .lesson(.leave))
    #expect(Command("lesson forget 0-tour") == .lesson(.forget("0-tour")))
    #expect(Command("lang zh") == .language("zh"))
    #expect(Command("history conv") == .history("conv"))
    #expect(Command("undo 3") == .undo(3))
    #expect(Command("save work") == .save("work"))
    #expect(Command("save /tmp/a.fov") == .save("/tmp/a.fov"))
    #expect(Command("save ../a.fov") == .save("../a.fov"))
    #expect(Command("save \"a b.fov\"") == .save("a b.fov"))
    #expect(Command("answer 5") == .lesson(.answer("5")))
    #expect(Command("answer [1, 2; 3, 4]") == .lesson(.answer("[1, 2; 3, 4]")))
    #expect(Command("answer -1") == .lesson(.answer("-1")))
    #expect(Command("answer .5") == .lesson(.answer(".5")))
    #expect(Command("answer (1 + 2) * 3") == .lesson(.answer("(1 + 2) * 3")))
    #expect(Command("answer \"a\"") == .lesson(.answer("\"a\"")))
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
  func expressions(text: String) { #expect(Command(text) == nil, "\(text)") }
}
