import Engine
import Language
import Notebook
import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    ("help", ["help"]), ("help conv", ["help", "conv"]), ("?conv", ["help", "conv"]),
    ("  vars  ", ["vars"]),
    ("quit", ["quit"]), ("exit", ["quit"]), ("lesson", ["lesson"]), ("lesson 5.4.3", ["lesson", "5.4.3"]),
    ("lesson leave", ["lesson", "leave"]), ("lesson forget 0-tour", ["lesson", "forget", "0-tour"]),
    ("answer 3 + 4", ["answer", "3 + 4"]), ("answer -5", ["answer", "-5"]),
    ("answer [1, 2]", ["answer", "[1, 2]"]), ("next", ["next"]), ("lang zh", ["lang", "zh"]),
    ("lesson /tmp/own.fov", ["lesson", "/tmp/own.fov"]),
    ("lesson ../own.fov", ["lesson", "../own.fov"]),
    ("export \"a b.html\"", ["export", "a b.html"]), ("export", ["export"]),
    ("export \"x.md\"", ["export", "x.md"]),
    ("history", ["history"]), ("next;", ["next"]), ("save 'it\"s.fov'", ["save", "it\"s.fov"]),
    ("save bob's.fov ;  # mine", ["save", "bob's.fov"]), ("save \"\"", ["save"]), ("vars # all", ["vars"]),
    ("history conv(a, b)", ["history", "conv(a, b)"]), ("history \"a b\"", ["history", "a b"]),
    ("undo 3", ["undo", "3"]), ("redo", ["redo"]), ("redo 3", ["redo", "3"]), ("recover", ["recover"]),
    ("lesson \"my lesson.fov\"", ["lesson", "my lesson.fov"]), ("help data sets", ["help", "data sets"]),
    ("?|>", ["help", "|>"]), ("?@", ["help", "@"]), ("help @", ["help", "@"]), ("help ==", ["help", "=="]),
    ("help and", ["help", "and"]), ("help ;", ["help", ";"]), ("help #", ["help", "#"]),
    ("help \"", ["help", "\""]),
    ("help torch.nn.Conv2d", ["help", "torch.nn.Conv2d"]),
    ("ls", ["ls"]), ("ls ../a", ["ls", "../a"]), ("dir /tmp", ["ls", "/tmp"]), ("ls \"a b\"", ["ls", "a b"]),
  ])
  func isRecognised(_ text: String, _ words: [String]) {
    #expect(CommandCall(text).map { [$0.command.word] + $0.arguments } == words)
  }

  @Test(arguments: [
    "history = 3", "next(x)", "vars + 1", "answer[1]", "back == 2", "skip |> f", "hint.name",
    "reset and true",
    "answer - 5", "help\nx = 1", "nextstep", "quit = true", "check, 1", "solution > 2", "x = 1", "",
    "ls = 3", "ls(x)", "dir / 2", "export = 2", "export(x)", "lesson / 2", "lesson = 3", "help = 3",
    "help - 1", "help @ x", "help + 2",
  ])
  func isProgramText(_ text: String) {
    #expect(CommandCall(text) == nil)
  }

  /// A line that is a command ends at its end, whatever it would be as program text.
  @Test(arguments: [
    ("help @", true), ("help or", true), ("help :", true), ("help {", true), ("help +", true), ("help", true),
    ("answer [1,", false), ("answer 3", true), ("x = [1,", false), ("f(x) = {", false), ("help = [", false),
  ]) func endsWithItsLine(text: String, isComplete: Bool) throws {
    let folder = try TemporaryFolder()
    let notebook = Notebook(
      catalog: LessonCatalog(folder: folder.path), progress: LessonProgress(path: folder.path + "/progress"),
      language: .english
    ) { _ in }
    #expect(notebook.isComplete(text) == isComplete)
  }
}

/// `ls` lists what lies in a folder.
@Suite struct ListFilesCommandTests {
  private func listed(_ text: String) throws -> (lines: [Substring], reply: Notebook.Reply) {
    var lines: [Substring] = []
    let notebook = Notebook(
      catalog: LessonCatalog(folder: "/nowhere"), progress: LessonProgress(path: nil), language: .english
    ) { event in
      switch event {
      case .markup(let markup): lines += markup.plainText.split(separator: "\n")
      case .failure(let diagnostic):
        lines += DiagnosticRenderer.render(diagnostic).plainText.split(separator: "\n")
      default: break
      }
    }
    let reply = notebook.submit(text)
    return (lines, reply)
  }

  @Test func kindsAndSizes() throws {
    let folder = try TemporaryFolder()
    for (name, count) in [
      ("b.npy", 80), ("net.safetensors", 2000), ("a 图.png", 5), ("notes", 0), (".hidden", 1), ("x.fov", 3),
    ] {
      _ = try folder.write(String(repeating: "x", count: count), name)
    }
    try ByteFile.makeFolder(folder.path + "/sub")
    let (lines, reply) = try listed("ls \"\(folder.path)\"")
    #expect(reply == .done(.succeeded))
    #expect(
      lines == [
        "sub/                       folder", "a 图.png          5 bytes  a picture",
        "b.npy            80 bytes  an array", "net.safetensors      2 kB  a network",
        "notes             0 bytes",
        "x.fov             3 bytes  a script or a lesson",
      ])
    #expect(try listed("ls \(folder.path)/sub").lines == ["no files in \(folder.path)/sub"])
  }

  @Test func aFolderThatIsNotThere() throws {
    let (lines, reply) = try listed("ls /nowhere/at/all")
    #expect(reply == .done(.failed) && lines.contains { $0.contains("/nowhere/at/all") })
  }
}

/// A command that is given more, or something else, than it takes says so.
@Suite struct CommandMisuseTests {
  private func misuse(_ text: String) -> CommandMisuse? {
    CommandCall(text)?.misuse
  }

  /// What is suggested is typed, and works.
  @Test(arguments: [
    ("save crop crop.png", "write(\"crop.png\", crop)"), ("save crop.png crop", "write(\"crop.png\", crop)"),
    ("export crop crop.jpg", "write(\"crop.png\", crop)"),
    ("save crop crop.npz", "write(\"crop.npz\", record(crop=crop))"),
    ("save net net.pt", "write(\"net.safetensors\", net)"), ("save my work.fov", "save \"my work.fov\""),
    ("save my work", "save \"my work\""), ("save \"a\" \"b\"", "save \"a b\""),
    ("save it \"is\" mine", "save \"it is mine\""),
    ("save crop crop.fov", "save crop.fov"), ("save a.fov b.fov", "save a.fov"),

    ("export a b.html", "export \"a b.html\""), ("export x.md --lang zh", "export x.md"),

    ("help conv max_pool", "help conv"), ("?conv max_pool", "help conv"), ("lang en zh", "lang en"),
    ("undo 1 2", "undo 1"),
    ("lesson 0-tour 5.4.3", "lesson 0-tour"), ("lesson my lesson.fov", "lesson \"my lesson.fov\""),
    ("lesson forget 0-tour two", "lesson forget 0-tour"),
  ])
  func severalNamesAreNotOne(_ text: String, _ way: String) throws {
    let found = try #require(misuse(text))
    #expect(found.message.contains("there are 2 names") || found.message.contains("there are 3 names"))
    #expect(found.help.hasSuffix(way), "\(found.help)")
    let folder = try TemporaryFolder()
    try expectWorks(way, in: folder)
    if way.hasPrefix("save") || way.hasPrefix("export") || way.hasPrefix("write") {
      #expect(!folder.names.isEmpty)
    }
  }

  /// A script named like a picture would be taken for one.
  @Test(arguments: [
    ("crop.png", "a picture", "save crop.fov", "write(\"crop.png\", crop)"),
    ("a.JPG", "a picture", "save a.fov", "write(\"a.png\", x)"),
    ("crop.npy", "an array", "save crop.fov", "write(\"crop.npy\", crop)"),
    ("x.npz", "an array", "save x.fov", "write(\"x.npz\", record(x=x))"),
    ("net.onnx", "a network", "save net.fov", "write(\"net.safetensors\", net)"),
    ("a.html", "a document", "export a.html", "export a.html"),
  ])
  func aScriptIsNotNamedLikeSomethingElse(_ name: String, _ kind: String, _ cells: String, _ value: String)
    throws
  {
    let folder = try TemporaryFolder()
    let failure = try #require(try submit(["save \(name)"], in: folder).first)
    #expect(failure.message.hasSuffix("`\(name)` has the name of \(kind)"))
    #expect(
      failure.help?.contains(cells) == true && failure.help?.contains(value) == true, "\(failure.help ?? "")")
    #expect(folder.names.isEmpty)
    for way in [cells, value] { try expectWorks(way, in: folder) }
    #expect(
      try submit(["save notes.script", "save v1.2"], in: folder).isEmpty,
      "any other name is the user's choice")
  }

  private func expectWorks(_ command: String, in folder: TemporaryFolder) throws {
    let failures = try submit([command], in: folder)
    // The one lesson that is not there is a file by the user's own name.
    #expect(
      failures.allSatisfy { $0.code == .file && command.contains("my lesson") }, "\(failures.map(\.message))")
  }

  /// The failures of commands in a session with some variables.
  private func submit(_ commands: [String], in folder: TemporaryFolder) throws -> [Diagnostic] {
    var failures: [Diagnostic] = []
    let root = "\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
    let notebook = Notebook(
      catalog: LessonCatalog(folder: root + "/lessons"), progress: LessonProgress(path: nil),
      language: .english
    ) { if case .failure(let failure) = $0 { failures.append(failure) } }
    notebook.session.interpreter.folder = folder.path
    _ = notebook.submit("crop = rand(4, 4); x = crop; net = build(Dense(2), 3); y = 1;")
    for command in commands { _ = notebook.submit(command) }
    return failures
  }

  @Test func whatTakesNothingSaysSo() {
    for word in [
      "vars", "next", "back", "check", "hint", "solution", "skip", "reset", "quit", "exit", "lesson leave",
      "recover",
    ] {
      #expect(
        misuse(word + " all")?.message == "`\(word)` takes no arguments, but `all` follows it",
        "\(word)")
    }
  }

  @Test func otherThingsThatAreUnclear() {
    for text in ["undo abc", "undo 0", "undo 1.5", "redo abc", "redo 0"] {
      #expect(misuse(text)?.message.contains("takes a number of cells") == true, "\(text)")
    }
    for text in ["save \"a.fov", "lesson 'a"] {
      #expect(misuse(text)?.message.contains("is not closed") == true, "\(text)")
    }
    #expect(misuse("save \"a\"b") != nil)
    for text in ["save a.fov; x = 1", "undo 2; y", "help conv; 3"] {
      #expect(misuse(text)?.message.contains("must be alone on its line") == true, "\(text)")
    }
  }
}

/// A variable is always looked at by its name alone.
@Suite struct CommandNameTests {
  @Test(arguments: Command.all.flatMap { [$0.word] + $0.aliases })
  func aVariableComesBeforeTheCommand(_ word: String) {
    let environment = Environment()
    #expect(CommandCall(word, in: environment) != nil)
    environment[word] = .number(3)
    for text in [word, "  \(word) ", word + ";", word + "\n", word + " # c", word + "# c; d"] {
      #expect(CommandCall(text, in: environment) == nil, "\(text)")
    }
    environment[word] = Value.none
    // Behind these two stands text, in which # may be looked for.
    if !["answer", "history"].contains(word) {
      #expect(
        CommandCall(word + "# c", in: environment)?.command.word == CommandCall(word)?.command.word,
        "a comment does not matter")
    }
    #expect(CommandCall(word, in: environment) != nil, "\(word) = none gives the command back")
  }

  @Test func withSomethingBehindItIsTheCommandStill() {
    let environment = Environment()
    for word in ["help", "save", "undo", "lang", "answer"] { environment[word] = .number(3) }
    #expect(CommandCall("help conv", in: environment)?.arguments == ["conv"])
    #expect(CommandCall("undo 2", in: environment)?.arguments == ["2"])
    #expect(CommandCall("save work.fov", in: environment)?.arguments == ["work.fov"])
  }

  @Test func theNotebookShowsTheVariable() throws {
    let folder = try TemporaryFolder()
    var said: [String] = []
    let notebook = Notebook(
      catalog: LessonCatalog(folder: folder.path), progress: LessonProgress(path: nil), language: .english
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
      #expect(help(word).contains("For example") || help(word).contains("Examples"), "\(word)")
    }
  }

  @Test func everythingThatIsCompletedHasAPage() {
    for word in HelpPages.words + Library.standard.names + Command.all.map(\.word) {
      #expect(!help(word).contains("there is no help"), "\(word)")
    }
  }

  /// Help, the list of commands and the reference say the same of each, in its own words.
  @Test(arguments: Command.all.map(\.word)) func whatIsSaidOfACommandIsSaidOnce(_ word: String) throws {
    let command = try #require(Command.named(word))
    #expect(help(word).contains(command.usage) && help(word).contains(command.summary))
    let overview = HelpPages(.standard).page(nil).plainText
    #expect(overview.split(separator: "\n").last { $0.hasPrefix("commands: ") }?.contains(word) == true)
    let pages = ReferencePages(catalog: LessonCatalog(folder: "/nonexistent")).pages
    let page = try #require(pages.first { $0.name == "commands.md" })
    #expect(page.text.contains("`\(command.usage)`") && page.text.contains(command.summary))
  }

  @Test func aVariableHasAPage() throws {
    let folder = try TemporaryFolder()
    var said: [String] = []
    let notebook = Notebook(
      catalog: LessonCatalog(folder: folder.path), progress: LessonProgress(path: nil), language: .english
    ) { if case .markup(let markup) = $0 { said.append(markup.plainText) } }
    for cell in ["weights = ones(2, 3);", "help weights"] { _ = notebook.submit(cell) }
    #expect(said.count == 1 && said[0].contains("weights") && said[0].contains("float32 [2, 3]"), "\(said)")
  }
}
