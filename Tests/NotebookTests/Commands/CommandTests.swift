import Language
import Notebook
import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    ("help", Command.help(nil)), ("help conv", .help("conv")), ("?conv", .help("conv")),
    ("  vars  ", .variables),
    ("quit", .quit), ("exit", .quit), ("lesson", .lesson(.list)), ("lesson 5.4.3", .lesson(.open("5.4.3"))),
    ("lesson leave", .lesson(.leave)), ("lesson forget 0-tour", .lesson(.forget("0-tour"))),
    ("answer 3 + 4", .lesson(.answer("3 + 4"))), ("answer -5", .lesson(.answer("-5"))),
    ("answer [1, 2]", .lesson(.answer("[1, 2]"))), ("next", .lesson(.next)), ("lang zh", .language("zh")),
    ("lesson /tmp/own.fov", .lesson(.open("/tmp/own.fov"))),
    ("lesson ../own.fov", .lesson(.open("../own.fov"))),
    ("export a b.html", .export("a b.html")), ("export", .export(nil)), ("export \"x.md\"", .export("x.md")),
    ("history", .history(nil)), ("next;", .lesson(.next)),
  ])
  func isRecognised(_ text: String, _ command: Command) {
    #expect(Command(text) == command)
  }

  @Test(arguments: [
    "history = 3", "next(x)", "vars + 1", "answer[1]", "back == 2", "skip |> f", "hint.name",
    "reset and true",
    "answer - 5", "help\nx = 1", "nextstep", "quit = true", "check, 1", "solution > 2", "x = 1", "",
    "export = 2", "export(x)", "lesson / 2", "lesson = 3",
  ])
  func isProgramText(_ text: String) {
    #expect(Command(text) == nil)
  }
}

@Suite struct HelpTests {
  private func help(_ topic: String) -> String { HelpPages(.standard).page(topic).plainText }

  @Test func wordsOfTheLanguageHavePages() {
    for word in ["show", "explain", "slide", "time", "use", "if", "for", "while", "|>", "->", "ans", "end"] {
      #expect(help(word).contains("For example"), "\(word)")
    }
  }

  @Test func everythingThatIsCompletedHasAPage() {
    for word in HelpPages.words + Library.standard.names + Command.words.map(\.word) {
      #expect(!help(word).contains("there is no help"), "\(word)")
    }
  }
}
