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
    ("export \"a b.html\"", .export("a b.html")), ("export", .export(nil)),
    ("export \"x.md\"", .export("x.md")),
    ("history", .history(nil)), ("next;", .lesson(.next)), ("save 'it\"s.fov'", .save("it\"s.fov")),
    ("save bob's.fov ;  # mine", .save("bob's.fov")), ("save \"\"", .save(nil)), ("vars # all", .variables),
    ("history conv(a, b)", .history("conv(a, b)")), ("history \"a b\"", .history("a b")),
    ("undo 3", .undo(3)),
    ("lesson \"my lesson.fov\"", .lesson(.open("my lesson.fov"))), ("help data sets", .help("data sets")),
    ("?|>", .help("|>")),
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

/// A command that is given more, or something else, than it takes says so.
@Suite struct CommandMisuseTests {
  private func misuse(_ text: String) -> CommandMisuse? {
    if case .unclear(let misuse) = Command(text) { misuse } else { nil }
  }

  @Test func severalNamesAreNotOne() {
    let save = misuse("save crop crop.png")
    #expect(save?.message == "`save` takes one file, and 2 names stand there: `crop`, `crop.png`")
    #expect(save?.help == "a name with blanks in it stands in quotes: save \"crop crop.png\"")
    for text in [
      "export a b.html", "lesson my lesson.fov", "lesson forget one two", "help conv max_pool",
      "?conv max_pool",
      "lang en zh", "undo 1 2", "save \"a\" \"b\"",
    ] {
      #expect(misuse(text)?.message.contains("2 names stand there") == true, "\(text)")
      #expect(misuse(text)?.help.contains("in quotes") == true, "\(text)")
    }
    #expect(misuse("lesson forget one two")?.help.hasSuffix("lesson forget \"one two\"") == true)
  }

  @Test func whatTakesNothingSaysSo() {
    for word in [
      "vars", "next", "back", "check", "hint", "solution", "skip", "reset", "quit", "exit", "lesson leave",
    ] {
      #expect(
        misuse(word + " all")?.message == "`\(word)` takes nothing behind it, and `all` stands there",
        "\(word)")
    }
  }

  @Test func otherThingsThatAreUnclear() {
    for text in ["undo abc", "undo 0", "undo 1.5"] {
      #expect(misuse(text)?.message.contains("takes a number of cells from 1") == true, "\(text)")
    }
    for text in ["save \"a.fov", "lesson 'a"] {
      #expect(misuse(text)?.message.contains("is not closed") == true, "\(text)")
    }
    #expect(misuse("save \"a\"b") != nil)
    for text in ["save a.fov; x = 1", "undo 2; y", "help conv; 3"] {
      #expect(misuse(text)?.message.contains("stands alone on its line") == true, "\(text)")
    }
  }

  /// What is shown as the way to type it is understood.
  @Test func theQuotedFormIsOneName() throws {
    for text in ["save crop crop.png", "save it \"is\" mine"] {
      let help = try #require(misuse(text)?.help)
      let command = try #require(help.ranges(of: ": ").first.map { String(help[$0.upperBound...]) })
      guard case .save(let name?) = Command(command) else {
        Issue.record("\(command)")
        continue
      }
      #expect(name.contains(" "))
    }
  }
}

/// A variable is always looked at by its name alone.
@Suite struct CommandNameTests {
  @Test(arguments: Command.words.map(\.word) + ["exit"])
  func aVariableComesBeforeTheCommand(_ word: String) {
    let environment = Environment()
    #expect(Command(word, in: environment) != nil)
    environment[word] = .number(3)
    for text in [word, "  \(word) ", word + ";", word + "\n"] {
      #expect(Command(text, in: environment) == nil, "\(text)")
    }
    environment[word] = Value.none
    #expect(Command(word, in: environment) != nil, "\(word) = none gives the command back")
  }

  @Test func withSomethingBehindItIsTheCommandStill() {
    let environment = Environment()
    for word in ["help", "save", "undo", "lang", "answer"] { environment[word] = .number(3) }
    #expect(Command("help conv", in: environment) == .help("conv"))
    #expect(Command("undo 2", in: environment) == .undo(2))
    #expect(Command("save work.fov", in: environment) == .save("work.fov"))
  }

  @Test func theNotebookShowsTheVariable() throws {
    let folder = try TemporaryFolder()
    var said: [String] = []
    let notebook = Notebook(
      shelf: LessonShelf(folder: folder.path), progress: LessonProgress(path: nil), language: .english
    ) { event in
      switch event {
      case .result(let echo): said.append(echo.lines.joined())
      case .note(let text): said.append("note: " + text)
      case .failure(let failure): said.append(failure.message)
      default: break
      }
    }
    for cell in ["hint = 3", "hint", "quit = 4;", "quit"] {
      #expect(notebook.submit(cell) == .done(.succeeded))
    }
    #expect(
      said == [
        "hint = 3", "note: `hint` alone shows this variable now; `hint = none` makes it a command again", "3",
        "note: `quit` alone shows this variable now; `quit = none` makes it a command again", "4",
      ])
    #expect(notebook.submit("quit = none") == .done(.succeeded) && notebook.submit("quit") == .quit)
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
