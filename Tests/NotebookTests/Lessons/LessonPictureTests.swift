import Engine
import Glibc
import Language
import Notebook
import Rendering
import Testing

/// Pictures that lie beside a lesson.
@Suite struct LessonPictureTests {
  private static func cell(_ file: String) -> String {
    LessonFixture.text("A box, in `grey`.", "一个盒子。", kind: "picture", "file=\"\(file)\"")
  }

  private static func lesson(_ file: String) -> String {
    LessonFixture.header + LessonFixture.text("Look.", "看。") + cell(file) + "# %%\na = 1\n#=> 1\n"
  }

  /// A folder with a lesson that shows `file`, and beside it `box.png`: 12 × 20, left half white.
  private func folder(_ file: String = "box.png") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var pixels = [UInt8](repeating: 0, count: 12 * 20)
    for place in pixels.indices where place % 20 < 10 { pixels[place] = 255 }
    let image = PixelImage(width: 20, height: 12, channels: 1, pixels: pixels)
    try ByteFile.write(try PNG.encode(image), to: folder.path + "/box.png")
    try folder.write(Self.lesson(file), "x.fov")
    return folder
  }

  private func findings(_ folder: TemporaryFolder) -> [String] {
    ScriptChecker().check(folder.path + "/x.fov").findings.map(\.message)
  }

  /// What the first step shows when it is played.
  private func played(_ folder: TemporaryFolder, _ language: LessonLanguage = .english) throws -> [Session
    .Event]
  {
    let path = folder.path + "/x.fov"
    let source = SourceText(name: "x.fov", bytes: try ByteFile.read(path), path: path)
    let lesson = try #require(LessonDocument(source))
    #expect(lesson.problems.isEmpty)
    var events: [Session.Event] = []
    let player = LessonPlayer(
      lesson, id: "x", language: language, progress: LessonProgress(path: nil)
    ) { events.append($0) }
    try player.begin()
    return events
  }

  private func pictures(_ events: [Session.Event]) -> [Markup.Picture] {
    events.flatMap { event -> [Markup.Picture] in
      guard case .markup(let markup) = event else { return [] }
      return markup.blocks.compactMap { if case .picture(let picture) = $0 { picture } else { nil } }
    }
  }

  @Test func aPictureIsShownWithItsCaption() throws {
    let folder = try folder()
    #expect(findings(folder) == [])
    let picture = try #require(pictures(try played(folder)).first)
    #expect(picture.tensor.shape == [12, 20] && picture.caption == "A box, in grey.")
    #expect(
      picture.tensor.elements.prefix(20)
        == ([Double](repeating: 1, count: 10) + .init(repeating: 0, count: 10))[...])
    #expect(pictures(try played(folder, .chinese)).first?.caption == "一个盒子。")
  }

  /// Neither numbers nor a line about shape and range, in colours and without.
  @Test(arguments: [TerminalCapabilities.ColorDepth.none, .ansi256, .trueColor])
  func anIllustrationHasNothingButItsCaption(_ colors: TerminalCapabilities.ColorDepth) throws {
    let picture = Markup.Picture.illustration(try Tensor([0, 1, 1, 0], [2, 2]), caption: "A cross.")
    let capabilities = TerminalCapabilities(columns: 40, colors: colors)
    let text = MarkupRenderer.render(Markup([.picture(picture)]), for: capabilities)
    #expect(text.contains("A cross."))
    #expect(!text.contains("[2, 2]") && !text.contains("mean"))
  }

  @Test func itMayLieInAFolderBelow() throws {
    let folder = try folder("pictures/box.png")
    #expect(mkdir(folder.path + "/pictures", 0o755) == 0)
    #expect(rename(folder.path + "/box.png", folder.path + "/pictures/box.png") == 0)
    #expect(findings(folder) == [])
  }

  /// Wherever the lesson's author would like to look.
  @Test(arguments: ["../box.png", "/etc/hostname", "link.png", "~/box.png", "nothing.png", "x.fov", ""])
  func nothingElseIsRead(_ file: String) throws {
    let outside = try folder()
    let folder = try folder(file)
    #expect(symlink(outside.path + "/box.png", folder.path + "/link.png") == 0)
    #expect(findings(folder).count == 1, "\(findings(folder))")
    guard !file.isEmpty else { return }
    let events = try played(folder)
    #expect(pictures(events).isEmpty)
    let text = events.map { if case .markup(let markup) = $0 { markup.plainText } else { "" } }.joined()
    #expect(
      text.contains("[The picture `\(file)`, which belongs to this lesson, cannot be read: A box, in grey.]"))
  }

  @Test func itsPlaceIsInATextBeforeAnythingElse() throws {
    let lesson = try #require(
      LessonDocument(SourceText(name: "x", LessonFixture.header + Self.cell("box.png") + "# %%\na = 1\n")))
    #expect(lesson.problems.map(\.message) == ["`[picture]` must follow a `[text]`"])
    let late = LessonFixture.header + LessonFixture.text("A.", "一。") + "# %%\na = 1\n" + Self.cell("box.png")
    let other = try #require(LessonDocument(SourceText(name: "x", late)))
    #expect(other.problems.map(\.message) == ["`[picture]` must follow a `[text]`"])
  }

  @Test func aMarkerNeedsAFile() throws {
    let text =
      LessonFixture.header + LessonFixture.text("A.", "一。")
      + LessonFixture.text("B.", "二。", kind: "picture")
    let lesson = try #require(LessonDocument(SourceText(name: "x", text)))
    let problem = try #require(lesson.problems.first)
    #expect(problem.message == "`[picture]` needs file=\"…\"")
    #expect(problem.help == "[picture] file=\"box.png\": a picture that lies beside the lesson")
  }

  /// Text that leaves no room for it is found.
  @Test func aStepWithoutRoomIsFound() throws {
    let folder = try folder()
    let lines = (1...14).map { "#   line \($0)" }.joined(separator: "\n")
    let text = try folder.read("x.fov").replacing("# Look.", with: "# Look.\n\(lines)")
    try folder.write(text, "x.fov")
    #expect(findings(folder).contains { $0.hasPrefix("this step takes") })
  }

  // MARK: Documents

  private func exported(_ name: String) throws -> (text: String, names: [String]) {
    let folder = try folder()
    try Exporter([.english, .chinese]).export(folder.path + "/x.fov", to: "\(folder.path)/\(name)")
    return (try folder.read(name), folder.names)
  }

  @Test func documentsContainIt() throws {
    let html = try exported("page.html").text
    #expect(html.contains("<figure><img alt=\"A box, in grey. · 一个盒子。\" src=\"data:image/png;base64,"))
    #expect(html.contains("<code>grey</code>"))
    let markdown = try exported("page.md")
    #expect(markdown.text.contains("![A box, in grey. · 一个盒子。](<page-pictures/1.png>)"))
    #expect(markdown.names.contains("page-pictures"))
    #expect(try exported("page.txt").text.contains("[A box, in grey. · 一个盒子。]"))
    let notebook = try exported("page.ipynb").text
    #expect(notebook.contains("\"attachments\": {") && notebook.contains("](attachment:picture.png)"))
  }

  @Test func aDocumentWithoutItFails() throws {
    let folder = try folder("nothing.png")
    #expect(throws: Diagnostic.self) {
      try Exporter([.english]).export(folder.path + "/x.fov", to: folder.path + "/page.html")
    }
  }
}
