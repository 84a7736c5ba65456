import Notebook
import Testing

@Suite struct PredictionTests {
  private func answer(_ text: String, language: LessonLanguage = .english) throws -> (
    said: String, isRevealed: Bool
  ) {
    let table = try LessonTable(language: language)
    table.open(at: 2)
    let said = table.ask(.answer(text))
    return (said, table["most"] != nil)
  }

  @Test func rightAnswers() throws {
    #expect(try answer("4").said.contains("Right: 4."))
    #expect(try answer("a[2, 2]").said.contains("Right: 4."), "an expression on the lesson's variables")
    #expect(try answer("max(a)").said.contains("Right: 4."))
  }

  @Test func wrongAnswersRunTheCodeToo() throws {
    let (said, isRevealed) = try answer("5")
    #expect(isRevealed && said.contains("most = 4"))
    #expect(said.contains("You expected 5; `most` is 4.") && said.contains("It stands in the corner."))
    #expect(try answer("3.99").said.contains("You expected"), "whole numbers are counted")
  }

  @Test func knownMistakesAreExplained() throws {
    let sum = try answer("10").said
    #expect(sum.contains("You expected 10") && sum.contains("That is the sum."))
    #expect(try answer("1e3").said.contains("Far too large."))
  }

  @Test func answersOfAnotherKindMayBeTriedAgain() throws {
    let (said, isRevealed) = try answer("[4]")
    #expect(!isRevealed && said.contains("The answer is a number, and this is a tensor [1]. Try again."))
    #expect(try answer("\"four\"").said.contains("Try again."))
  }

  @Test func answersThatCannotBeReadAreErrors() throws {
    let table = try LessonTable()
    table.open(at: 2)
    #expect(table.outcome(.answer("4 +")) == .failed)
    #expect(table.said.contains("error[E0101]"))
    #expect(table.outcome(.answer("nonsense")) == .failed)
    #expect(table.said.contains("answer:1  nonsense"))
    #expect(table["most"] == nil)
    #expect(table.ask(.answer("4")).contains("Right: 4."))
  }

  @Test func answersChangeNothing() throws {
    let table = try LessonTable()
    table.open(at: 2)
    table.ask(.answer("a = 4"))
    #expect(table["a"] == "[1, 2; 3, 4]")
  }

  @Test func skipRunsTheCodeWithoutAnAnswer() throws {
    let table = try LessonTable()
    table.open()
    table.ask(.next)
    let said = table.ask(.skip)
    #expect(said.contains("most = 4") && said.contains("`most` is 4."))
    #expect(table["most"] == "4")
    #expect(table.ask(.next).contains("3/6"))
  }

  @Test func fractionsMayBeOffByAHundredth() throws {
    let lesson =
      LessonFixture.header
      + LessonFixture.text("How large?", "多大？", kind: "predict", "id=\"third\" answer=\"x\"")
      + "# %%\nx = 1 / 3\n"
    for (guess, isRight) in [("0.33", true), ("1/3", true), ("0.3", false), ("0.35", false), ("0.34", true)] {
      let table = try LessonTable(lesson)
      table.open()
      #expect(table.ask(.answer(guess)).contains("Right") == isRight, "\(guess)")
    }
  }

  @Test func vectorsAreTakenHoweverTheyAreWritten() throws {
    let lesson =
      LessonFixture.header + LessonFixture.text("Which?", "哪些？", kind: "predict", "id=\"v\" answer=\"x\"")
      + "# %%\nx = [1, 2, 3]\n"
    for (guess, said) in [
      ("[1, 2, 3]", "Right"), ("1:3", "Right"), ("list(1, 2, 3)", "Right"), ("[1, 2]", "has the shape [3]"),
      ("3", "The answer is a tensor"), ("[3, 2, 1]", "You expected [3, 2, 1]"),
    ] {
      let table = try LessonTable(lesson)
      table.open()
      #expect(table.ask(.answer(guess)).contains(said), "\(guess)")
    }
  }

  @Test func inChinese() throws {
    #expect(try answer("4", language: .chinese).said.contains("正确：4。"))
    #expect(try answer("10", language: .chinese).said.contains("那是总和。"))
    #expect(try answer("[4]", language: .chinese).said.contains("答案应是一个数，而这是形状为 [1] 的张量。再试一次。"))
  }
}
