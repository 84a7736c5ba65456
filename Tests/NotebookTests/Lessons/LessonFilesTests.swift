import Engine
import Language
import Notebook
import Testing

/// A lesson's own code touches no file, wherever it runs.
@Suite struct LessonFilesTests {
  /// Every door to the file system, as an expression that would write or read `NAME`.
  static let doors = [
    "write(\"NAME\", [1, 2])", "load(\"NAME\")", "picture(\"NAME.png\")", "picture_folder(\"FOLDER\")",
    "mnist(\"FOLDER\")", "go_games(\"NAME.sgf\")", "sgf(\"NAME.sgf\")", "plot([1, 2], file=\"NAME.svg\")",
    "compare((t, m) -> sum(t), [1, 0, 0; 0, 1, 0], file=\"NAME.svg\")",
    "train(Chain(Flatten(), Dense(10)), digits(20), epochs=1, checkpoint=\"NAME.safetensors\")",
  ]

  private static let denial = "a lesson's own code may not read or write files"

  private func door(_ text: String, in folder: TemporaryFolder) -> String {
    text.replacing("NAME", with: folder.path + "/x.npy").replacing("FOLDER", with: folder.path)
  }

  private func table(_ part: String, with other: String) throws -> LessonTable {
    let text = LessonFixture.doubling.replacing(part, with: other)
    #expect(text != LessonFixture.doubling)
    return try LessonTable(text)
  }

  /// A function that the lesson defined, called by the learner.
  @Test(arguments: doors) func itsFunctionsMayNot(_ text: String) throws {
    let folder = try TemporaryFolder()
    let code =
      "triple(x) = 3 * x\nhelper() = \(door(text, in: folder))\nstored = () -> \(door(text, in: folder));"
    let table = try table("triple(x) = 3 * x", with: code)
    table.open()
    #expect(table.type("helper()").contains(Self.denial))
    #expect(table.type("stored()").contains(Self.denial))
    #expect(folder.names == [])
  }

  /// One that hides a built-in is called without a thought.
  @Test func aHiddenBuiltInMayNot() throws {
    let folder = try TemporaryFolder()
    let code = "triple(x) = 3 * x\nconv(x, w) = { write(\"\(folder.path)/x.npy\", x); x }"
    let table = try table("triple(x) = 3 * x", with: code)
    table.open()
    #expect(table.type("conv([1, 2], [1])").contains(Self.denial))
    #expect(table.type("explain conv([1, 2], [1])[1]").contains("error["))
    #expect(table.type("y = conv([1, 2], [1])", "explain y[1]").contains(Self.denial))
    #expect(folder.names == [])
  }

  /// What the learner writes may; where lesson's code calls it, it may no more than that.
  @Test func theLearnersOwnCodeMay() throws {
    let folder = try TemporaryFolder()
    let table = try table("triple(x) = 3 * x", with: "triple(x) = 3 * x\ncalls(f) = f()")
    table.open()
    table.type("write(\"\(folder.path)/x.npy\", a)", "keep() = write(\"\(folder.path)/y.npy\", a)", "keep()")
    #expect(folder.names == ["x.npy", "y.npy"])
    #expect(table.type("calls(() -> write(\"\(folder.path)/z.npy\", a))").contains(Self.denial))
    #expect(table.type("calls(keep)").contains(Self.denial))
    #expect(folder.names == ["x.npy", "y.npy"])
    #expect(table.type("load(\"\(folder.path)/x.npy\")").contains("tensor [2, 2]"), "the right comes back")
  }

  @Test func aCheckMayNot() throws {
    let folder = try TemporaryFolder()
    let code = "# %% [check]\nwrite(\"\(folder.path)/x.npy\", v)\nexpect(v, 2 * a)"
    let table = try table("# %% [check]\nexpect(v, 2 * a)", with: code)
    table.open(at: 3)
    table.type("v = 2 * a")
    #expect(table.ask(.check).contains(Self.denial))
    #expect(folder.names == [])
  }

  @Test func conditionsAndAnswersMayNot() throws {
    let folder = try TemporaryFolder()
    let write = "{ write('\(folder.path)/x.npy', [1]); true }"
    let condition = try table("when=\"v[1, 1] > 50\"", with: "when=\"if true \(write)\"")
    condition.open(at: 3)
    condition.type("v = [9, 9; 9, 9]")
    condition.ask(.check)
    #expect(folder.names == [])
    let answer = try table("answer=\"most\"", with: "answer=\"if true \(write)\"")
    answer.open(at: 2)
    #expect(answer.ask(.answer("3")).contains(Self.denial))
    #expect(folder.names == [])
  }

  @Test func usingAFileMayNot() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("kept = 1", "x.fov")
    let table = try table("triple(x) = 3 * x", with: "triple(x) = 3 * x\nhelper() = { use \"\(path)\" }")
    table.open()
    #expect(table.type("helper()").contains(Self.denial))
  }

  /// Neither as a script, nor by `use`, nor as a document.
  @Test func otherWaysToRunALessonMayNot() throws {
    let folder = try TemporaryFolder()
    let text = LessonFixture.doubling.replacing(
      "triple(x) = 3 * x",
      with: "triple(x) = 3 * x\nhelper() = write(\"\(folder.path)/x.npy\", [1])\nhelper()")
    let path = try folder.write(text, "lesson.fov")
    var failures: [String] = []
    let session = Session { if case .failure(let failure) = $0 { failures.append(failure.message) } }
    #expect(session.runScript(file: path) == .failed)
    #expect(session.run("use \"\(path)\"") == .failed)
    #expect(failures.count == 2 && failures.allSatisfy { $0.hasPrefix(Self.denial) }, "\(failures)")
    #expect(throws: Diagnostic.self) { try Exporter([.english]).export(path, to: folder.path + "/lesson.md") }
    #expect(folder.names == ["lesson.fov", "lesson.md"])
  }

  // MARK: What `check` finds

  private func findings(_ part: String, with other: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let text = LessonFixture.doubling.replacing(part, with: other)
    return ScriptChecker(allowsFiles: true).check(try folder.write(text, "x.fov")).findings.map(\.message)
  }

  /// Code that no run reaches too.
  @Test(arguments: doors.filter { !$0.contains("sgf") } + ["use \"x.fov\""])
  func codeThatIsNeverRunIsFound(_ text: String) throws {
    let found = try findings("triple(x) = 3 * x", with: "triple(x) = 3 * x\nhelper() = { \(text) }")
    #expect(found == [Self.denial], "\(found)")
  }

  @Test func aNameAloneIsFound() throws {
    #expect(try findings("triple(x) = 3 * x", with: "triple(x) = 3 * x\nreader = load;") == [Self.denial])
    #expect(
      try findings("triple(x) = 3 * x", with: "triple(x) = 3 * x\nshape(x -> plot(x));") != [Self.denial])
  }

  @Test func conditionsAreFound() throws {
    let found = try findings("when=\"v[1, 1] > 50\"", with: "when=\"v[1, 1] > 50 or count(load('x')) > 1\"")
    #expect(found.contains(Self.denial), "\(found)")
  }
}
