import Language
import Notebook
import Testing

/// How far a prediction may be off: 0.01, from 1 on one per cent, and nothing where whole numbers are asked for.
@Suite struct PredictionToleranceTests {
  private static func lesson(_ answer: String) -> String {
    LessonFixture.header
      + LessonFixture.text("How much is it?", "是多少？", kind: "predict", "id=\"guess\" answer=\"truth\"")
      + "# %%\ntruth = \(answer)\n\n" + LessonFixture.text("The end.", "完。")
  }

  private func isRight(_ guess: String, for truth: String) throws -> Bool {
    let table = try LessonTable(Self.lesson(truth))
    table.ask(.open("9.1-doubling"))
    let said = table.ask(.answer(guess))
    #expect(said.contains("Right") || said.contains("truth ="), "\(said)")
    return said.contains("Right: ")
  }

  @Test(arguments: [
    ("0.5", "0.51", true), ("0.5", "0.49", true), ("0.5", "0.515", false), ("0.25", "0.26", true),
    ("0.25", "0.24", true), ("0.25", "0.22", false), ("-0.5", "-0.51", true), ("-0.5", "0.5", false),
    ("4.2", "4.24", true), ("4.2", "4.242", true), ("4.2", "4.25", false), ("150.5", "149", true),
    ("150.5", "148", false), ("4", "4", true), ("4", "4.01", false), ("4", "3", false), ("0", "0.01", false),
    ("1234", "1235", false), ("[0.5, 2.5]", "[0.51, 2.52]", true), ("[0.5, 2.5]", "[0.51, 2.53]", false),
    ("[1, 2]", "[1, 2.01]", false), ("sum([0.1, 0.4])", "0.51", true),
  ]) func aHundredth(truth: String, guess: String, isRight expected: Bool) throws {
    #expect(try isRight(guess, for: truth) == expected, "\(guess) for \(truth)")
  }
}
