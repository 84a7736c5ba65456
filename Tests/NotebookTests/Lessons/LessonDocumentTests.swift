import Engine
import Language
import Notebook
import Testing

@Suite struct LessonDocumentTests {
  private func read(_ text: String) throws -> LessonDocument {
    try #require(LessonDocument(SourceText(name: "x.fov", text)))
  }

  /// The first fault, as it is shown.
  private func fault(_ text: String) throws -> String {
    let lesson = try read(text)
    return lesson.problems.first.map { DiagnosticRenderer.render($0).plainText } ?? "none"
  }

  @Test func theFixtureIsWhole() throws {
    let lesson = try read(LessonFixture.doubling)
    #expect(lesson.problems.isEmpty)
    #expect(lesson.title == Bilingual("Doubling", "加倍") && lesson.seed == 3)
    #expect(lesson.steps.map(\.id) == ["start+1", "largest", "double", "double+1", "open", "open+1"])
    #expect(lesson.steps.map(\.code.count) == [1, 1, 0, 1, 0, 0])
    let exercise = try #require(lesson.steps[2].exercise)
    #expect(exercise.name == "v" && !exercise.isAnyShape && exercise.hints.count == 2)
    #expect(exercise.misconceptions.count == 2 && exercise.right != nil)
    #expect(lesson.steps[1].prediction?.misconceptions.count == 2)
    #expect(lesson.steps[4].exercise?.isAnyShape == true)
    #expect(lesson.code(of: lesson.steps[0].code[0]) == ["a = [1, 2; 3, 4]", "triple(x) = 3 * x"])
    #expect(Set(lesson.steps.map(\.hash)).count == 6)
  }

  @Test func ordinaryScriptsAreNoLessons() {
    for text in ["", "1 + 1", "# a comment\na = 1", "# %%\na = 1\n# %%\nb = 2\n", "print(\"# %% [text]\")"] {
      #expect(LessonDocument(SourceText(name: "x", text)) == nil, "\(text)")
    }
  }

  @Test func codeMayStandBeforeTheFirstMarker() throws {
    let lesson = try read(LessonFixture.header + "# a remark\n\na = 1\n" + LessonFixture.text("A.", "一。"))
    #expect(lesson.problems.isEmpty)
    #expect(lesson.steps.map(\.id) == ["start+1", "start+2"])
    #expect(lesson.code(of: lesson.steps[0].code[0]) == ["a = 1"])
  }

  @Test func aQuestionJoinsTheTextBeforeIt() throws {
    let question = LessonFixture.text("Q?", "问？", kind: "predict", "id=\"q\" answer=\"a\"") + "# %%\na = 1\n"
    #expect(
      try read(LessonFixture.header + LessonFixture.text("A.", "一。") + question).steps.map(\.id) == ["q"])
    let apart = LessonFixture.header + LessonFixture.text("A.", "一。") + "# %%\nb = 1\n" + question
    #expect(try read(apart).steps.map(\.id) == ["start+1", "q"])
  }

  @Test func windowsLineEndsAreFine() throws {
    let lesson = try read(
      LessonFixture.doubling.split(separator: "\n", omittingEmptySubsequences: false).joined(
        separator: "\r\n"))
    #expect(lesson.problems.isEmpty && lesson.steps.count == 6)
    #expect(lesson.code(of: lesson.steps[0].code[0]) == ["a = [1, 2; 3, 4]", "triple(x) = 3 * x"])
  }

  @Test func expectedOutputsBehindCodeAreNotShown() throws {
    let lesson = try read(
      LessonFixture.header + "# %%\nx = 1  #=> 1\nprint(\"#=> no\")\n#> #=> no\n\ny = x' #=> 1\n\n")
    #expect(lesson.code(of: lesson.steps[0].code[0]) == ["x = 1", "print(\"#=> no\")", "", "y = x'"])
  }

  @Test func faultsInTheHeader() throws {
    let text = LessonFixture.text("A.", "一。")
    #expect(try fault(text).contains("a lesson begins with a header"))
    #expect(try fault("# ---\n# title.en: A\n").contains("the header does not end"))
    #expect(try fault("# ---\n# title.en: A\n# ---\n" + text).contains("the header has no `title.zh`"))
    let typo = try fault("# ---\n# titel.en: A\n# title.zh: B\n# ---\n" + text)
    #expect(typo.contains("x.fov:2  # titel.en: A") && typo.contains("did you mean `title.en`?"))
    #expect(
      try fault("# ---\n# title.en: A\n# title.zh: B\n# seed: x\n# ---\n" + text).contains(
        "a whole number, not `x`"))
    #expect(try fault("# ---\n# title.en:\n# title.zh: B\n# ---\n" + text).contains("`title.en` is empty"))
    #expect(
      try fault("# ---\nnonsense\n# title.en: A\n# title.zh: B\n# ---\n" + text).contains("`# key: value`"))
    #expect(try fault(LessonFixture.header).contains("no steps"))
  }

  /// Each fault with the line that it is told at, the place of its first caret, and a part of the message.
  @Test(arguments: [
    ("# %% [txet]", "there is no kind of cell `[txet]`", "did you mean [text]?"),
    ("# %% [code]", "a code cell has no kind", "write # %% alone"),
    ("# %% [text", "`]` is expected", "# %% [text]"),
    ("# %%x", "a space is expected after `# %%`", "a marker is"),
    ("# %% [text] nonsense", "`=` is expected after `nonsense`", "nonsense=\"value\""),
    ("# %% [text] id=x", "must be in quotes", "id=\"value\""),
    ("# %% [text] id=\"x", "the quote is not closed", ""),
    ("# %% [text] id=\"x\"y=\"z\"", "a space is expected between attributes", "single quotes"),
    ("# %% [text] ansewr=\"x\"", "`[text]` has no `ansewr`", "it has id"),
    ("# %% [predict] id=\"a\" anwser=\"x\"", "`[predict]` has no `anwser`", "did you mean `answer`?"),
    ("# %% [text] id=\"x\" id=\"y\"", "`id` is given twice", ""),
    ("# %% [text] id=\"\"", "`id` is empty", ""),
    ("# %% [text] id=\"a b\"", "an id is made of", ""),
    ("# %% [predict] id=\"a\"", "`[predict]` needs answer", "[predict] id="),
    ("# %% [exercise] answer=\"v\"", "`[exercise]` needs id", "[exercise] id="),
    ("# %% [exercise] id=\"a\" answer=\"v + 1\"", "an exercise's answer is a name", "[check]"),
    ("# %% [exercise] id=\"a\" answer=\"v\" shape=\"all\"", "`shape` can only be \"any\"", "solution's"),
    ("# %% [wrong]", "`[wrong]` has value", "example"),
    ("# %% [wrong] when=\"v > 1\"", "`[wrong]` has value", "example"),
    ("# %% [wrong] value=\"1\" when=\"v > 1\" example=\"2\"", "`[wrong]` has value", "example"),
    ("# %% [hint] id=\"x\"", "`[hint]` has no `id`", "it has no attributes"),
    ("# %% [wrong] value=\"1\"", "belongs to a `[predict]` or `[exercise]`", ""),
    ("# %% [right]", "belongs to a `[predict]` or `[exercise]`", ""),
    ("# %% [hint]", "`[hint]` belongs to an exercise", "[exercise], [hint]"),
  ])
  func faultsInMarkers(_ marker: String, _ message: String, _ help: String) throws {
    let text =
      LessonFixture.header + LessonFixture.text("A.", "一。") + "# %%\na = 1\n" + marker
      + "\n# en:\n# A.\n# zh:\n# 一。\n"
    let fault = try fault(text)
    #expect(fault.contains(message) && fault.contains(help), "\(fault)")
    #expect(fault.contains("x.fov:13  \(marker)"), "\(fault)")
    #expect(fault.contains("─"), "\(fault)")
  }

  @Test(arguments: [
    ("", "`[text]` has no English text"),
    ("# en:\n# A.\n", "`[text]` has no Chinese text"),
    ("# zh:\n# 一。\n", "`[text]` has no English text"),
    ("# zh:\n# 一。\n# en:\n# A.\n", "`# en:` must come before `# zh:`"),
    ("# en:\n# A.\n# zh:\n#\n", "`[text]` has no Chinese text"),
    ("# en:\n# A.\n# en:\n# B.\n# zh:\n# 一。\n", "`# en:` occurs twice"),
    ("# A.\n# en:\n# A.\n# zh:\n# 一。\n", "text begins with a line `# en:`"),
    ("# en: A.\n# A.\n# zh:\n# 一。\n", "the text starts on the line below `# en:`"),
    ("# en:\n#A.\n# zh:\n# 一。\n# B", "a space is expected after `#`"),
    ("# en:\n# A.\n#=> 3\n# zh:\n# 一。\n", "an expected output belongs to a statement"),
    ("# en:\n# A.\n# zh:\n# 一。\na = 1\n", "`[text]` contains text, but this is code"),
  ])
  func faultsInText(_ body: String, _ message: String) throws {
    let fault = try fault(LessonFixture.header + "# %% [text]\n" + body)
    #expect(fault.contains(message), "\(fault)")
  }

  @Test func faultsInExercises() throws {
    let question = LessonFixture.text("Q.", "问。", kind: "exercise", "id=\"q\" answer=\"v\"")
    let hint = LessonFixture.text("H.", "示。", kind: "hint")
    let solution = "# %% [solution]\nv = 1\n"
    let check = "# %% [check]\nexpect(v, 1)\n"
    let head = LessonFixture.header
    #expect(try fault(head + question + hint + solution + check) == "none")
    #expect(try fault(head + question + solution + check).contains("the exercise has no `[hint]`"))
    #expect(try fault(head + question + hint + check).contains("the exercise has no `[solution]`"))
    #expect(try fault(head + question + hint + solution).contains("the exercise has no `[check]`"))
    #expect(try fault(head + question + hint + check + solution).contains("must come before `[check]`"))
    #expect(try fault(head + question + hint + solution + solution + check).contains("a solution already"))
    #expect(try fault(head + question + hint + solution + check + check).contains("a check already"))
    #expect(
      try fault(head + question + hint + "# %% [solution]\n\n" + check).contains(
        "`[solution]` contains no code")
    )
    let predict = LessonFixture.text("Q.", "问。", kind: "predict", "id=\"q\" answer=\"v\"")
    #expect(try fault(head + predict).contains("`[predict]` must be followed by a code cell"))
    #expect(
      try fault(head + predict + "# %%\nv = 1\n" + question + hint + solution + check).contains(
        "the id `q` is already used in line 6"))
    let right = LessonFixture.text("R.", "对。", kind: "right")
    #expect(
      try fault(head + question + hint + solution + check + right + right).contains(
        "`[right]` occurs twice"))
  }

  @Test func allFaultsAreTold() throws {
    let lesson = try read(LessonFixture.header + "# %% [txet]\n# %% [text]\n# %% [hint]\n# en:\n# H.\n")
    #expect(lesson.problems.map(\.message).count == 5)
  }
}
