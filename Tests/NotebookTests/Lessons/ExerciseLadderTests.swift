import Notebook
import Testing

/// Wrong answers, one for each rung.
@Suite struct ExerciseLadderTests {
  private func check(_ cells: String..., language: LessonLanguage = .english) throws -> String {
    let table = try LessonTable(language: language)
    table.open(at: 3)
    for cell in cells { table.type(cell) }
    return table.ask(.check)
  }

  @Test func missing() throws {
    #expect(try check().contains("There is no `v` yet. Store your result in it: `v = …`"))
    #expect(try check("nonsense(3)").contains("There is no `v` yet."))
  }

  @Test func anotherKind() throws {
    #expect(try check("v = 5").contains("`v` is the number 5; a tensor is expected."))
    #expect(try check("v = true").contains("`v` is true; a tensor is expected."))
    #expect(try check("v(x) = x").contains("`v` is the function v(x); a tensor is expected."))
    #expect(try check("v = list(1, 2)").contains("a list of 2; a tensor is expected."))
  }

  @Test func anotherShape() throws {
    #expect(try check("v = [2, 4, 6, 8]").contains("`v` has the shape [4]; [2, 2] is expected."))
    #expect(
      try check("v = 2 * a[1, :]").contains("`v` has the shape [2]; [2, 2] is expected."), "no broadcasting")
  }

  @Test func knownMistakes() throws {
    let added = try check("v = a + 2")
    #expect(added.contains("`v` is not right yet:") && added.contains("You added 2."))
    #expect(try check("v = [99, 4; 6, 8]").contains("The corner is huge."))
  }

  @Test func anotherValue() throws {
    let text = try check("v = [2, 4; 6, 9]")
    #expect(text.contains("`v` is [2, 4; 6, 9], and that is not right yet."))
    #expect(!text.contains("8"), "the solution is not given away")
    #expect(text.contains("`hint` helps (2 left)"))
  }

  @Test func right() throws {
    #expect(try check("v = a + a").contains("Right: `v` is [2, 4; 6, 8]."))
    #expect(try check("v = f64(a) * 2").contains("Right:"))
    #expect(try check("v = zeros(2, 2)", "for i in 1:2 { v[i, :] = 2 * a[i, :] }").contains("Right:"))
  }

  @Test func experimentsDoNotDisturbTheCheck() throws {
    #expect(try check("v = 2 * a", "a = 100").contains("Right:"), "a is the author's")
    #expect(try check("v = 2 * a", "expect = 3").contains("Right:"), "a built-in's name")
    #expect(try check("a = 100 * a", "v = 2 * a").contains("The corner is huge."))
  }

  /// Neither can a learner hide what the check is made of, nor what the lesson's own functions call.
  @Test(arguments: ["expect(a, b) = true", "expect = 3", "mean(x) = 5", "for sum in list(x -> 20) { }"])
  func nothingHidesTheCheck(_ trick: String) throws {
    let text = LessonFixture.doubling.replacing("triple(x) = 3 * x", with: "score(x) = mean(x)")
      .replacing("expect(v, 2 * a)", with: "expect(score(v), 5)\nexpect(sum(v), 20)")
    let table = try LessonTable(text)
    table.open(at: 3)
    table.type("v = zeros(2, 2)", trick)
    #expect(!table.ask(.check).contains("Right:"), "\(trick)")
    table.type("v = 2 * a")
    #expect(table.ask(.check).contains("Right:"), "\(trick)")
  }

  @Test func inChinese() throws {
    #expect(try check(language: .chinese).contains("还没有 `v`。"))
    #expect(try check("v = 5", language: .chinese).contains("`v` 是 5；这里要的是一个张量。"))
    #expect(try check("v = [1, 2]", language: .chinese).contains("`v` 的形状是 [2]；这里要的是 [2, 2]。"))
    #expect(try check("v = a + 2", language: .chinese).contains("你加了 2。"))
    #expect(try check("v = a", language: .chinese).contains("`v` 是 [1, 2; 3, 4]，还不对。"))
    let right = try check("v = 2 * a", language: .chinese)
    #expect(right.contains("正确：`v` 是 [2, 4; 6, 8]。") && right.contains("每个元素的两倍。"))
  }

  @Test func functionsAreCheckedByWhatTheyDo() throws {
    let lesson =
      LessonFixture.header
      + LessonFixture.text(
        "Store the square in `f`.", "把平方存入 `f`。", kind: "exercise", "id=\"f\" answer=\"f\"")
      + LessonFixture.text("Multiply.", "相乘。", kind: "hint") + """
        # %% [solution]
        f(x) = x^2
        # %% [check]
        expect(f(3), 9)
        expect(f([1, 2]), [1, 4])

        """
    let table = try LessonTable(lesson)
    table.ask(.open("9.1"))
    table.type("power = 2", "f(x) = x^power")
    #expect(table.ask(.check).contains("Right: `f` is the function f(x)."))
    table.restart()
    table.ask(.forget(nil))
    table.ask(.open("9.1"))
    table.type("f(x) = x * [1, 2, 3]")
    #expect(table.ask(.check).contains("`f` is the function f(x), and that is not right yet."))
    table.type("f(x) = { a = zeros(2) + zeros(3); x }")
    let stopped = table.ask(.check)
    #expect(stopped.contains("The check stopped with this error:") && stopped.contains("error[E0201]"))
    table.type("f = sin")
    #expect(table.ask(.check).contains("not right yet"), "a built-in function is a function")
    table.type("sum(x) = x", "f(x) = sum(x)^2")
    #expect(table.ask(.check).contains("Right:"), "the learner's own function with a built-in's name counts")
  }

  @Test func hintsComeInGrades() throws {
    let table = try LessonTable()
    table.open(at: 3)
    let first = table.ask(.hint)
    #expect(first.contains("Hint 1 of 2:") && first.contains("There is `*`.") && first.contains("(1 left)"))
    let second = table.ask(.hint)
    #expect(
      second.contains("Hint 2 of 2:") && second.contains("Try `2 * a`.")
        && second.contains("`solution` shows"))
    #expect(table.ask(.hint).contains("Hint 2 of 2:"))
    let solution = table.ask(.solution)
    #expect(solution.contains("│ v = factor * a") && !solution.contains("expect"))
    #expect(table["v"] == nil, "a solution is shown, not run")
  }

  @Test func skipRunsTheSolutionAndStays() throws {
    let table = try LessonTable()
    table.open(at: 3)
    table.type("v = 3", "mine = 1")
    let skipped = table.ask(.skip)
    #expect(skipped.contains("v = tensor [2, 2]") && skipped.contains("It defined `factor`, `v`."))
    #expect(table["v"] == "[2, 4; 6, 8]" && table["mine"] == "1")
    #expect(table.ask(.next).contains("4/6"))
  }

  @Test func answerStoresAndChecks() throws {
    let table = try LessonTable()
    table.open(at: 3)
    #expect(table.ask(.answer("a + 2")).contains("You added 2."))
    #expect(table.ask(.answer("2 * a")).contains("Right:"))
    #expect(table.outcome(.answer("2 *")) == .failed)
  }

  @Test func openTasksTakeAnyShape() throws {
    let table = try LessonTable()
    table.open(at: 5)
    table.type("w = [1, 2; 3, 1]")
    #expect(table.ask(.check).contains("not right yet"))
    table.type("w = [1, 2; 3, 0]")
    #expect(table.ask(.check).contains("Right:"))
    table.type("w = 6")
    #expect(table.ask(.check).contains("a tensor is expected"), "the kind still counts")
  }
}
