import Testing
import Text

@Suite struct JSONWritingTests {
  private let value: JSON = [
    "name": "a\"b\\c\u{1}中", "empty": [:], "none": [], "list": [1, -2, true, nil, [[]]], "b": 1, "a": 2,
  ]

  @Test func compactly() {
    #expect(
      value.text
        == #"{"name":"a\"b\\c\u0001中","empty":{},"none":[],"list":[1,-2,true,null,[[]]],"b":1,"a":2}"#)
  }

  /// As Python's `json.dumps(value, indent=1, ensure_ascii=False)` does.
  @Test func inLines() {
    #expect(
      (["a": [1, ["b": "c"]], "d": [], "e": [:]] as JSON).indentedText(by: 1)
        == """
        {
         "a": [
          1,
          {
           "b": "c"
          }
         ],
         "d": [],
         "e": {}
        }
        """)
    #expect((["a"] as JSON).indentedText(by: 2) == "[\n  \"a\"\n]")
    #expect((["a"] as JSON).indentedText(by: 0) == "[\n\"a\"\n]")
  }

  @Test func whatIsWrittenIsRead() throws {
    for text in [value.text, value.indentedText(by: 3)] { #expect(try JSON(parsing: text) == value) }
  }

  @Test func numbersThatJSONHasNoneOfAreRefused() {
    for number in [Double.nan, .infinity, -.infinity, .signalingNaN] { #expect(JSON.Number(number) == nil) }
    #expect(JSON.Number(0.1)?.text == "0.1")
    #expect(JSON.Number(-0.0)?.text == "-0.0")
  }

  @Test func wholeNumbersStayAsTheyAreWritten() throws {
    let digits = "-123456789012345678901234567890"
    let number = try JSON(parsing: digits)
    #expect(number.text == digits)
    #expect(number.integer == nil)
    #expect(number.double == -123456789012345678901234567890.0)
    #expect(try JSON(parsing: "9007199254740993").integer == 9_007_199_254_740_993)
    #expect(try JSON(parsing: "1.0").integer == nil)
    #expect(try JSON(parsing: "1" + String(repeating: "0", count: 400)).double == .infinity)
  }
}
