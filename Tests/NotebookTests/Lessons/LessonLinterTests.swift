import Language
import Notebook
import Testing

/// Each thing that makes a lesson faulty, in an otherwise good one.
@Suite struct LessonLinterTests {
  private func findings(_ part: String = "", with other: String = "") throws -> [String] {
    let folder = try TemporaryFolder()
    let text = LessonFixture.doubling.replacing(part, with: other)
    if !part.isEmpty { #expect(text != LessonFixture.doubling, "\(part)") }
    let report = ScriptChecker().check(try folder.write(text, "x.fov"))
    #expect(report.isLesson)
    return report.findings.map(\.message)
  }

  @Test func theFixtureIsGood() throws { #expect(try findings() == []) }

  @Test func aLessonHidesNoBuiltIn() throws {
    let found = try findings("triple(x) = 3 * x", with: "triple(x) = 3 * x\npicture = 2 * a;")
    #expect(found == ["`picture` is a built-in, which this hides"])
  }

  /// By whatever way a name gets a value.
  @Test(arguments: [
    ("sum(x) = 1", "sum"), ("for max in 1:2 { triple(max) }", "max"), ("if true { mean = 3; }", "mean"),
    ("while false { min = 3 }", "min"), ("for i in 1:1 { for relu in 1:2 { i } }", "relu"),
  ])
  func functionsAndLoopsHideNoBuiltIn(_ code: String, _ name: String) throws {
    let found = try findings("triple(x) = 3 * x", with: "triple(x) = 3 * x\n\(code)")
    #expect(found.contains("`\(name)` is a built-in, which this hides"), "\(found)")
    let solution = try findings("factor = 2", with: "factor = 2\n\(code)")
    #expect(solution.contains("`\(name)` is a built-in, which this hides"), "\(solution)")
  }

  /// What is named inside a function is the function's alone.
  @Test func parametersAndLocalsMayHaveAnyName() throws {
    let found = try findings(
      "triple(x) = 3 * x",
      with: "triple(x) = 3 * x\nf(shape) = { mean = shape + 1; for max in 1:2 { mean = mean + max }; mean }")
    #expect(found == [])
  }

  @Test func aLessonHidesNoCommand() throws {
    #expect(
      try findings("triple(x) = 3 * x", with: "triple(x) = 3 * x\nnext = 2 * a;") == [
        "`next` is a command, which this hides"
      ])
  }

  /// A solution that redefines what the check is made of does not pass.
  @Test(arguments: ["expect(a, b) = true", "expect = x -> none", "max(x) = 4"])
  func aSolutionCannotHideTheCheck(_ trick: String) throws {
    let found = try findings("factor = 2", with: "factor = 3\n\(trick)")
    #expect(found.contains { $0.hasPrefix("element [1, 1] is 3, but 2 is expected") }, "\(found)")
  }

  /// Nor does one that changes what the lesson defined for the check.
  @Test func aSolutionCannotChangeWhatTheCheckUses() throws {
    let found = try findings("factor = 2", with: "factor = 2\na = [1, 2; 3, 5]")
    #expect(
      found.contains("the check uses `a`, which the solution changes, and so may a learner"), "\(found)")
  }

  /// Neither by a built-in nor by `use`; what the learner types may.
  @Test func aLessonTouchesNoFiles() throws {
    for code in ["write(\"x.npy\", a)", "load(\"x.npy\")", "plot(a, file=\"x.svg\")", "use \"x.fov\""] {
      let found = try findings("triple(x) = 3 * x", with: "triple(x) = 3 * x\n\(code)")
      #expect(found.contains { $0.hasPrefix("a lesson's own code may not read") }, "\(code): \(found)")
    }
  }

  @Test func formIsLookedAt() throws {
    #expect(try findings("# zh:\n# 最大的元素是多少？\n", with: "") == ["`[predict]` has no Chinese text"])
    #expect(
      try findings("id=\"open\"", with: "id=\"double\"").contains {
        $0.hasPrefix("the id `double` is already used")
      }
        && findings("id=\"open\"", with: "id=\"start\"").contains {
          $0.hasPrefix("the id `start` is reserved")
        }
    )
    #expect(
      try findings("# %% [hint]\n# en:\n# Any length will do.\n# zh:\n# 长度不限。\n", with: "") == [
        "the exercise has no `[hint]`"
      ])
    #expect(try findings("[summary]", with: "[sumary]") == ["there is no kind of cell `[sumary]`"])
  }

  @Test func solutionsMustSolve() throws {
    #expect(try findings("factor = 2", with: "factor = 3").first?.hasPrefix("element [1, 1] is 3") == true)
    #expect(try findings("v = factor * a", with: "u = factor * a").contains("there is no `v`"))
    #expect(
      try findings("value=\"a + 2\"", with: "value=\"2 * a\"").contains("this mistake passes the check"))
  }

  @Test func unsolvedExercisesMustFail() throws {
    #expect(
      try findings("expect(v, 2 * a)", with: "expect(1, 1)").contains(
        "the check passes although nothing was solved"))
    #expect(
      try findings("# %% [check]\nexpect(sum(w), 6)", with: "# %% [check]\nexpect(6, 6)") == [
        "the check passes although nothing was solved"
      ])
  }

  @Test func mistakesMustBeReached() throws {
    #expect(
      try findings("value=\"a + 2\"", with: "value=\"7\"") == [
        "this mistake is never reached: it is a different kind of value from the answer"
      ])
    #expect(
      try findings("value=\"a + 2\"", with: "value=\"[1, 2]\"") == [
        "this mistake is never reached: it has a different shape from the answer"
      ])
    #expect(
      try findings("example=\"[100, 2; 3, 4]\"", with: "example=\"[1, 1; 1, 1]\"") == [
        "the condition is false for its example"
      ])
    #expect(
      try findings("when=\"v[1, 1] > 50\"", with: "when=\"nonsense > 50\"").contains("there is no `nonsense`")
    )
    #expect(
      try findings("example=\"[100, 2; 3, 4]\"", with: "example=\"a + 2\"").first?.hasPrefix(
        "this mistake is never reached: the one in line") == true)
    #expect(try findings("value=\"10\"", with: "value=\"4\"") == ["this mistake passes the check"])
    #expect(
      try findings("value=\"10\"", with: "value=\"[10]\"") == [
        "this mistake is never reached: it is a different kind of value from the answer"
      ])
    #expect(
      try findings("example=\"1000\"", with: "example=\"99\"") == [
        "the condition is false for its example"
      ])
    #expect(
      try findings("example=\"1000\"", with: "example=\"10\"").first?.contains("the one in line") == true)
    #expect(
      try findings("value=\"10\"", with: "value=\"x -> x\"").first?.contains("a different kind") == true)
    #expect(try findings("value=\"10\"", with: "value=\"nonsense\"") == ["there is no `nonsense`"])
    #expect(try findings("answer=\"most\"", with: "answer=\"moost\"") == ["there is no `moost`"])
  }

  @Test func aSolutionMustNotBeTakenForAMistake() throws {
    #expect(
      try findings("expect(v, 2 * a)", with: "expect(v, 2 * a)\nexpect(factor, 3)").first?.hasPrefix(
        "it is 2") == true)
  }

  @Test func namesMustBeDefined() throws {
    #expect(
      try findings("triple(x) = 3 * x", with: "triple(x) = three * x") == [
        "`three` is not defined in this lesson"
      ])
    #expect(
      try findings("triple(x) = 3 * x", with: "triple(x) = { y = 3; x * y }") == [],
      "locals are no such names")
    #expect(try findings("triple(x) = 3 * x", with: "triple(x) = later * x").count == 1)
    #expect(try findings("triple(x) = 3 * x", with: "triple(x) = most * x") == [], "it may be defined later")
    #expect(
      try findings("a + [1, 2, 3]\n#=>! E0201", with: "nonsense\n#=>! E0301") == [], "a mistake that is shown"
    )
    #expect(try findings("triple(x) = 3 * x", with: "for i in 1:2 { k = i }\ntriple(x) = k * x + i") == [])
  }

  @Test func codeCarriesNoComments() throws {
    #expect(
      try findings("triple(x) = 3 * x", with: "triple(x) = 3 * x  # three times") == [
        "a code cell may not contain comments"
      ])
    #expect(
      try findings("factor = 2", with: "# first\nfactor = 2") == ["a code cell may not contain comments"])
    #expect(
      try findings("triple(x) = 3 * x", with: "triple(x) = {\n  # inside\n  3 * x\n}") == [
        "a code cell may not contain comments"
      ])
    #expect(try findings("print(\"done\")\n#> done", with: "print(\"# done\")\n#> # done") == [])
  }

  @Test func aStepFitsOneScreen() throws {
    let long = String(repeating: "# A line of its own.\n#\n", count: 9)
    let english = try findings("# Here is `a`, a matrix.\n", with: long)
    // Heading, gap, 17 lines, gap, two lines of code, three of output, the closing line and the prompt.
    #expect(
      english == [
        "this step takes 27 lines in English; a screen has 24: 22 of text and code, 3 of output, 2 below"
      ])
    let chinese = try findings("# 这是矩阵 `a`。\n", with: long)
    #expect(chinese.count == 1 && chinese[0].contains("27 lines in Chinese"))
    #expect(
      try findings("# 这是矩阵 `a`。\n", with: String(repeating: "# 卷积核在图像上滑动。\n", count: 40)) == [],
      "lines are wrapped")
    let outputs = try findings("r = rand(3);", with: "zeros(12, 3)\nones(9, 3)")
    #expect(outputs.first?.contains("of output") == true)
  }
}
