import Engine
import Language
import Notebook
import Testing

/// The fixture played from its first step to its last.
@Suite struct LessonWalkTests {
  @Test func theWholeLesson() throws {
    let table = try LessonTable()
    let first = table.ask(.open("9.1-doubling"))
    #expect(first.contains("Doubling  1/6"))
    #expect(first.contains("Here is `a`, a matrix."))
    #expect(first.contains("│ a = [1, 2; 3, 4]\n"), "expected outputs are not shown")
    #expect(!first.contains("#=>"))
    #expect(first.contains("a = tensor [2, 2]"))
    #expect(first.contains("`next` continues"))
    #expect(table["a"] == "[1, 2; 3, 4]")

    let question = table.ask(.next)
    #expect(question.contains("2/6") && question.contains("│ most = max(a)"))
    #expect(question.contains("`answer …`"))
    #expect(table["most"] == nil, "the code waits for the answer")
    let answered = table.ask(.answer("4"))
    #expect(
      answered.contains("most = 4") && answered.contains("Right: 4.")
        && answered.contains("It stands in the corner."))
    #expect(table["most"] == "4")

    #expect(table.ask(.next).contains("Store twice `a` in `v`."))
    #expect(table.ask(.next).contains("There is no `v` yet."), "it checks first")
    #expect(table.type("v = 2 * a").contains("`check` says whether `v` is right"))
    let moved = table.ask(.next)
    #expect(moved.contains("Right: `v` is [2, 4; 6, 8].") && moved.contains("Twice each element."))
    #expect(moved.contains("4/6") && moved.contains("error[E0201]") && moved.contains("done"))
    #expect(table["factor"] == "2", "the author's names are as the author left them")

    table.ask(.next)
    #expect(table.type("w = [2, 4]").contains("`check`"))
    #expect(table.ask(.check).contains("Right: `w` is [2, 4]."), "any route to the value")
    let last = table.ask(.next)
    #expect(last.contains("The end.") && last.contains("the last step"))
    let end = table.ask(.next)
    #expect(end.contains("2 of 2 exercises solved, 1 of 1 predictions right"))
    #expect(table.controller.openLesson == "9.1-doubling")
    #expect(table.ask(.leave).contains("as they were"))
    #expect(table.controller.session == nil && table.controller.openLesson == nil)
  }

  /// What the lesson ran is part of the script, in its place; what it shows to fail is not.
  @Test func whatIsSavedInALessonRunsByItself() throws {
    let table = try LessonTable()
    table.open(at: 4)
    table.type("mine = a * factor")
    table.type("mine + nothing")
    table.ask(.next)
    table.type("w = mine[1, :] + 0")
    let session = try #require(table.controller.session)
    let path = table.folder.path + "/mine.fov"
    #expect(session.save(to: path) == .succeeded)
    let text = try table.folder.read("mine.fov")
    let again = Session()
    #expect(again.runScript(file: path) == .succeeded, "\(text)")
    for name in ["a", "most", "v", "factor", "mine", "w"] {
      let value = try #require(again.interpreter.environment[name], "\(name)")
      #expect(Formatter.inline(value) == table[name], "\(name)")
    }
  }

  @Test func theSessionAroundIsNotTouched() throws {
    let table = try LessonTable()
    let session = Session()
    session.run("a = 5")
    table.open(at: 4)
    #expect(table["a"] == "[1, 2; 3, 4]")
    table.ask(.leave)
    #expect(session.interpreter.environment["a"].map { Formatter.inline($0) } == "5")
    #expect(table.ask(.next).contains("no lesson is open"))
    #expect(table.outcome(.check) == .failed)
  }

  @Test func backShowsStepsAsTheyWere() throws {
    let table = try LessonTable()
    table.open(at: 4)
    #expect(table["v"] == "[2, 4; 6, 8]")
    let exercise = table.ask(.back)
    #expect(exercise.contains("3/6") && exercise.contains("done · `next` continues"))
    #expect(table["v"] == nil, "at this step the author has no v yet")
    let question = table.ask(.back)
    #expect(question.contains("most = 4"), "an answered question shows its outcome")
    #expect(table.ask(.answer("3")).contains("answered"))
    #expect(table.ask(.back).contains("1/6"))
    #expect(table.ask(.back).contains("first step"))
    table.ask(.next)
    #expect(table.ask(.next).contains("3/6"))
    #expect(table.ask(.next).contains("4/6"), "what was passed need not be solved again")
  }

  @Test func commandsThatDoNotFitSaySo() throws {
    let table = try LessonTable()
    table.open()
    #expect(table.ask(.check).contains("no exercise here"))
    #expect(table.ask(.answer("3")).contains("no question here"))
    #expect(table.ask(.hint).contains("nothing to solve"))
    #expect(table.ask(.solution).contains("no exercise here"))
    table.ask(.next)
    #expect(table.ask(.check).contains("says what you expect"))
    #expect(table.ask(.hint).contains("no hint"))
    #expect(table.ask(.next).contains("First your prediction"))
    #expect(table.ask(.answer("  ")).contains("needs a value"))
  }

  @Test func experimentsNeverBreakTheNextStep() throws {
    let table = try LessonTable()
    table.open()
    table.type("a = 17", "mine = 5", "max = 3", "print = 1", "triple(x) = 0")
    let question = table.ask(.next)
    #expect(question.contains("`a`, `triple` are the lesson's again."))
    #expect(table["a"] == "[1, 2; 3, 4]")
    #expect(table["mine"] == "5" && table["max"] == "3", "other names stay")
    #expect(table.ask(.answer("4")).contains("Right: 4."), "the author's max is the built-in one")
    table.ask(.next)
    table.type("v = 2 * a")
    let moved = table.ask(.next)
    #expect(moved.contains("done"), "and so is the author's print")
    #expect(!moved.contains("lesson's again"), "v was right, so it was not replaced")
  }

  @Test func aRightAnswerWithinTheToleranceGivesWayQuietly() throws {
    let table = try LessonTable()
    table.open(at: 3)
    table.type("v = 2.00001 * a")
    let moved = table.ask(.next)
    #expect(moved.contains("4/6") && !moved.contains("lesson's again"))
    #expect(table["v"] == "[2, 4; 6, 8]")
  }

  @Test func resetPutsTheStepsVariablesBack() throws {
    let table = try LessonTable()
    table.open()
    table.type("mine = 5")
    table.ask(.skip)
    #expect(table.ask(.reset).contains("as at the start"))
    table.type("a = 1", "mine = 6", "extra = 7")
    #expect(table.ask(.reset).contains("`a`, `extra`, `mine`"))
    #expect(table["a"] == "[1, 2; 3, 4]" && table["mine"] == "5" && table["extra"] == nil)
  }

  @Test func eachStepHasItsOwnRandomNumbers() throws {
    let table = try LessonTable()
    table.open(at: 4)
    let drawn = table["r"]
    #expect(drawn != nil)
    let other = try LessonTable()
    other.open(at: 3)
    other.type("rand(100)", "v = 2 * a", "rand(7)")
    other.ask(.next)
    #expect(other["r"] == drawn, "whatever was drawn before")
    #expect(other.type("rand(3)") == { table.type("rand(3)") }(), "and so are the learner's")
    let script = Session()
    #expect(script.runScript(SourceText(name: "x", LessonFixture.doubling)) == .succeeded)
    #expect(script.interpreter.environment["r"].map { Formatter.inline($0) } == drawn, "as a script too")
  }

  @Test func interruptionsLeaveTheStepAsItWas() throws {
    let endless =
      LessonFixture.header + LessonFixture.text("One.", "一。") + "# %%\na = 1\n"
      + LessonFixture.text("Two.", "二。")
      + "# %%\na = 2\nprint(\"running\")\nwhile true { a = a + 1 }\n"
    let table = try LessonTable(endless)
    table.open()
    table.type("a = 5", "b = 6")
    table.listener = { [cancellation = table.cancellation] in if $0 == "running" { cancellation.raise() } }
    #expect(table.outcome(.next) == .interrupted)
    #expect(table.said.contains("interrupted") && table.said.contains("still at step 1"))
    #expect(table["a"] == "5" && table["b"] == "6")
    #expect(table.ask(.reset).contains("`a`, `b`"), "reset still belongs to step 1")
    #expect(table["a"] == "1")
  }

  @Test func faultsOfTheLessonAreToldAsSuch() throws {
    let broken =
      LessonFixture.header + LessonFixture.text("One.", "一。") + "# %%\na = 1\n"
      + LessonFixture.text("Two.", "二。")
      + "# %%\nb = a + nonsense\n"
    let table = try LessonTable(broken)
    table.open()
    #expect(table.outcome(.next) == .failed)
    #expect(table.said.contains("9.1-doubling.fov:19  b = a + nonsense"), "the line of the file")
    #expect(table.said.contains("a fault in the lesson") && table.said.contains("still at step 1"))
    #expect(table["b"] == nil)
  }

  @Test func explainGoesBackToTheLessonsStatement() throws {
    let lesson =
      LessonFixture.header + LessonFixture.text("One.", "一。")
      + "# %%\nx = [1, 2, 3; 4, 5, 6; 7, 8, 9];\ny = conv(x, [1, 1; 1, 1]);\n"
    let table = try LessonTable(lesson)
    table.open()
    #expect(table.type("explain y[1, 1]").contains("12"))
  }
}
