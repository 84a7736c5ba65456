import Engine
import Language
import Notebook
import Testing

@Suite struct ExpectedValueTests {
  private func difference(_ code: String, _ expectedOutput: String) throws -> String? {
    let session = Session()
    #expect(session.run("value = \(code)") == .succeeded)
    return ExpectedValue(expectedOutput).difference(try #require(session.interpreter.environment["value"]))
  }

  /// The tolerance is half a unit of the last digit written; whole numbers are meant exactly.
  @Test(arguments: [
    ("4.2", "4.2", true), ("4.16", "4.2", true), ("4.24", "4.2", true), ("4.26", "4.2", false),
    ("4.14", "4.2", false),
    ("4.15", "4.2", true), ("4.25", "4.2", true), ("4.204", "4.20", true), ("4.206", "4.20", false),
    ("5", "5", true), ("5.4", "5", false), ("5.001", "5", false), ("5.000001", "5", true),
    ("5.4", "5.", true),
    ("0.0000004", "0", true), ("0.0001", "0", false), ("-3", "-3", true), ("3", "-3", false),
    ("17210368", "17_210_368", true), ("17210369", "17_210_368", true), ("17210900", "17_210_368", false),
    ("1.26e6", "1.3e6", true), ("1.36e6", "1.3e6", false), ("0.00013", "1.3e-4", true),
    ("0.00014", "1.3e-4", false),
    ("1/0", "inf", true), ("-1/0", "-inf", true), ("1/0", "-inf", false), ("0/0", "nan", true),
    ("1", "nan", false),
    ("1/3", "0.3333", true), ("1/3", "0.33", true), ("1/3", "0.34", false), ("f32(1/3)", "0.33333", true),
    ("argmax([1]) + 16777216", "16777217", true), ("argmax([1]) + 16777216", "16777216", false),
    ("argmax([1]) + 16777216", "1.6777e7", true), ("stack(argmax([1]) + 16777216)", "[16777216]", false),
    ("9007199254740993", "9_007_199_254_740_993", true), ("9007199254740993", "9007199254740992", false),
    ("9223372036854775807", "9223372036854775808", false),
    ("true", "true", true), ("false", "true", false), ("1", "true", false), ("none", "none", true),
  ])
  func numbers(_ code: String, _ expectedOutput: String, _ holds: Bool) throws {
    #expect(try (difference(code, expectedOutput) == nil) == holds, "\(code) #=> \(expectedOutput)")
  }

  @Test(arguments: [
    ("[1, 2, 3]", "[1, 2, 3]", true), ("[1, 2, 3]", "[1, 2]", false), ("[1, 2, 3]", "[1, 2, 4]", false),
    ("[1, 2; 3, 4]", "[1, 2; 3, 4]", true), ("[1, 2; 3, 4]", "[[1, 2], [3, 4]]", true),
    ("[1, 2; 3, 4]", "[1, 2, 3, 4]", false),
    ("[[1, 2, 3]]", "[[1, 2, 3]]", true), ("[[1, 2, 3]]", "[1, 2, 3]", false), ("[1; 2]", "[1; 2]", true),
    ("[1.24, 2]", "[1.2, 2]", true), ("[1.26, 2]", "[1.2, 2]", false),
    ("zeros(100)", "[0, 0, …]", true), ("zeros(100)", "[…, 0]", true),
    ("arange(1, 100)", "[1, 2, …, 100]", true),
    ("arange(1, 100)", "[1, 2, …, 99]", false), ("[1, 2]", "[1, …, 2]", true),
    ("[1, 2]", "[1, 2, …, 3]", false),
    ("eye(5)", "[1, 0, …; …; …, 1]", true), ("eye(5)", "[1, 0, …; …; …, 0]", false), ("eye(3)", "[…]", true),
    ("eye(3)", "…", true), ("zeros(2, 3, 4)", "tensor [2, 3, 4]", true),
    ("zeros(2, 3, 4)", "tensor [2, 3]", false),
    ("f64(zeros(30))", "tensor [30] float64", true), ("zeros(30)", "tensor [30] float64", false),
    ("zeros(2, 2, 2)", "[[0, 0; 0, 0], [0, 0; 0, 0]]", true), ("shape(zeros(3, 4))", "[3, 4]", true),
    ("[1, 2] > 1", "[0, 1]", true), ("5", "[5]", false), ("[5]", "5", false), ("zeros(0)", "[]", true),
    ("list(1, 2.04, \"a\")", "list(1, 2.0, \"a\")", true), ("list(1, [2])", "list(1, [2])", true),
    ("list(1, 2)", "list(1)", false), ("list(1, 2, 3)", "list(1, …)", true), ("list()", "list()", true),
    ("record(a=1, b=2.04)", "record(a=1, b=2.0)", true), ("record(a=1)", "record(b=1)", false),
    ("\"hello\"", "\"hello\"", true), ("\"hello\"", "\"he…\"", true), ("\"hello\"", "hello", false),
    ("1:10", "1:10", true), ("1:10", "1:11", false), ("x -> x^2", "x -> x^2", true),
  ])
  func others(_ code: String, _ expectedOutput: String, _ holds: Bool) throws {
    #expect(try (difference(code, expectedOutput) == nil) == holds, "\(code) #=> \(expectedOutput)")
  }

  @Test func differencesNameTheElement() throws {
    #expect(try difference("5.5", "4.2") == "it is 5.5, but 4.2 is expected")
    #expect(try difference("[1, 2; 3, 4]", "[1, 2; 3, 5]") == "element [2, 2] is 4, but 5 is expected")
    #expect(try difference("arange(1, 100)", "[1, …, 99]") == "element [100] is 100, but 99 is expected")
    #expect(try difference("[1, 2]", "[1, 2, 3]") == "it has the shape [2], which is not the expected one")
    #expect(try difference("list(1, [2, 3])", "list(1, [2, 4])") == "element [2] is 3, but 4 is expected")
    #expect(try difference("true", "1") == "it is true, which is not the expected value")
  }

  /// What promotion writes holds.
  @Test(arguments: [
    "1/3", "5", "1e20", "-0.00001234567", "f32(1e-8)", "[1, 2; 3, 4] / 3", "[[1, 2, 3]]", "zeros(2, 2, 3)",
    "zeros(50)",
    "list(1/3, \"a b\", [1])", "record(x=0.1, y=1:3)", "true", "\"a {1}\"", "1e15", "123456789",
    "f32(123456789)",
    "16777217.5", "zeros(0)", "zeros(3, 0)", "9007199254740993", "stack(9007199254740993, -9007199254740993)",
    "1/0", "0/0",
  ])
  func whatIsWrittenHolds(_ code: String) throws {
    let session = Session()
    session.run("value = \(code)")
    let value = try #require(session.interpreter.environment["value"])
    #expect(ExpectedValue(ExpectedValue.text(value)).difference(value) == nil, "\(ExpectedValue.text(value))")
  }

  @Test func textsWithGaps() {
    #expect(WildcardText.matches("loss 0.25", "loss 0.25"))
    #expect(!WildcardText.matches("loss 0.25", "loss 0.2"))
    #expect(WildcardText.matches("loss 0.25 after 3 steps", "loss … after … steps"))
    #expect(!WildcardText.matches("loss 0.25 before 3 steps", "loss … after … steps"))
    #expect(
      WildcardText.matches("aba", "a…a") && !WildcardText.matches("a", "a…a") && WildcardText.matches("", "…")
    )
    #expect(WildcardText.matches(["1", "2", "3", "4"], ["1", "…", "4"]))
    #expect(
      WildcardText.matches(["1", "4"], ["1", "…", "4"])
        && !WildcardText.matches(["1", "2"], ["1", "…", "4"]))
    #expect(WildcardText.matches(["a", "x", "b", "y", "b"], ["a", "…", "b"]))
    #expect(!WildcardText.matches(["1", "2"], ["1"]) && !WildcardText.matches(["1"], ["1", "2"]))
    #expect(
      WildcardText.matches([], ["…"]) && WildcardText.matches([], []) && !WildcardText.matches([], ["x"]))
  }
}
