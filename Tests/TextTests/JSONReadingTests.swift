import Testing
import Text

@Suite struct JSONReadingTests {
  /// RFC 8259, section 13.
  @Test func theExamplesOfTheStandard() throws {
    let image = try JSON(
      parsing: """
        {
          "Image": {
              "Width":  800,
              "Height": 600,
              "Title":  "View from 15th Floor",
              "Thumbnail": {
                  "Url":    "http://www.example.com/image/481989943",
                  "Height": 125,
                  "Width":  100
              },
              "Animated" : false,
              "IDs": [116, 943, 234, 38793]
            }
        }
        """)
    #expect(
      image == [
        "Image": [
          "Width": 800, "Height": 600, "Title": "View from 15th Floor",
          "Thumbnail": ["Url": "http://www.example.com/image/481989943", "Height": 125, "Width": 100],
          "Animated": false, "IDs": [116, 943, 234, 38793],
        ]
      ])
    let places = try JSON(
      parsing: """
        [
          {
             "precision": "zip",
             "Latitude":  37.7668,
             "Longitude": -122.3959,
             "Address":   "",
             "City":      "SAN FRANCISCO",
             "State":     "CA",
             "Zip":       "94107",
             "Country":   "US"
          }
        ]
        """)
    #expect(places.elements?.first?["Longitude"]?.double == -122.3959)
    #expect(places.elements?.first?["Zip"]?.string == "94107")
    for (text, value) in [("\"Hello world!\"", JSON.string("Hello world!")), ("42", 42), ("true", true)] {
      #expect(try JSON(parsing: text) == value)
    }
    // Section 7: the pair of surrogates of a G clef.
    #expect(try JSON(parsing: #""\uD834\uDD1E""#) == "\u{1D11E}")
    #expect(try JSON(parsing: #""\u005C""#) == "\\")
  }

  /// What every reader takes.
  @Test(arguments: [
    "[]", "[ ]", "{}", " [1] ", "[1\n,\r\n2\t]", "null", "false", "-1", "0", "[0e1]", "[1E+2]", "[-0.0]",
    "[123456789012345678901234567890]", "[1.7976931348623157e308]", "[1e-400]", #"["\u0060\u012a\u12AB"]"#,
    #"["\"\\\/\b\f\n\r\t"]"#, #"["\\u0000"]"#, #"["\u0000"]"#, #"["\uDBFF\uDFFF"]"#, #"["\uFFFE\uFDD0"]"#,
    "[\"\u{7F}\"]", "[\"\u{2028}\u{2029}\"]", "[\"\u{FFFF}\u{10FFFF}\"]", "[\"a/*b*/c\"]", "{\"\":0}",
    "{\"a\":[],\"b\":{\"a\":null}}", "{\"é\":1,\"e\u{301}\":2}", #"{"foo\u0000bar":42}"#, "[[[[1,2],3],4],5]",
    "[null,1,\"1\",{}]",
  ])
  func accepted(_ text: String) {
    #expect(throws: Never.self) { try JSON(parsing: text) }
  }

  /// What no reader takes.
  @Test(arguments: [
    "", " ", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1]]", "[1]x", "[1][2]", "{", "}",
    "{\"a\"",
    "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{\"a\" 1}", "{\"a\"::1}", "{a:1}", "{'a':1}", "{1:1}",
    "{\"a\":1 \"b\":2}", "{null:1}", "{[]:1}", "[\"a\":1]", "['a']", "[a]", "[nul]", "[nulll]", "[True]",
    "[TRUE]",
    "[undefined]", "[NaN]", "[-NaN]", "[Infinity]", "[-Infinity]", "[+1]", "[01]", "[-01]", "[00]", "[1.]",
    "[.5]",
    "[-.5]", "[-]", "[- 1]", "[--1]", "[1e]", "[1e+]", "[1e1.5]", "[1.e1]", "[0x1]", "[1_000]", "[1 000]",
    "[１]",
    "[1+2]", "[0e+-1]", "[\"a]", "[\"]", "\"\\", "[\"\\\"]", #"["\x00"]"#, #"["\a"]"#, #"["\u"]"#,
    #"["\u12"]"#,
    #"["\u12G4"]"#, #"["\u+123"]"#, #"["\uD800\u1"]"#, #"["\U0041"]"#, #"["\😀"]"#, "[\"\t\"]", "[\"\n\"]",
    "[\"\0\"]", "[\"\u{1F}\"]", "\u{B}[]", "[\u{C}1]", "\u{A0}[]", "[]\u{2060}", "/* */[]", "[] // x",
    "[1] # x", "<.>",
    "[<null>]", "*", "\u{FEFF}", "[\u{FEFF}1]", "&", "{\"a\":1,\"a\":2}",
  ])
  func refused(_ text: String) {
    #expect(throws: JSON.Failure.self) { try JSON(parsing: text) }
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    let strings: [[UInt8]] = [
      [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0xBF, 0xBF, 0xBF], [0x81], [0xC3],
      [0xF0, 0x9F, 0x98],
    ]
    for string in strings {
      #expect(throws: JSON.Failure.self) { try JSON(parsing: [0x22] + string + [0x22]) }
      #expect(throws: JSON.Failure.self) { try JSON(parsing: string) }
    }
    // UTF-16, with and without its mark.
    #expect(throws: JSON.Failure.self) { try JSON(parsing: [0xFF, 0xFE, 0x5B, 0, 0x5D, 0]) }
    #expect(throws: JSON.Failure.self) { try JSON(parsing: [0, 0x5B, 0, 0x5D]) }
  }

  /// Where readers differ, and the standard leaves it to them.
  @Test func whereReadersDiffer() throws {
    #expect(try JSON(parsing: [0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == [:])
    #expect(try JSON(parsing: "-0").integer == 0)
    for text in ["[1e400]", "[-1e400]", "[0.4e00669999999999999999999999999]"] {
      #expect(throws: JSON.Failure.self) { try JSON(parsing: text) }
    }
    for text in [
      #""\uD800""#, #""\uDC00""#, #""\uD800\n""#, #""\uD800\uD800""#, #""\uDD1E\uD834""#, #""\uD800x""#,
    ] {
      #expect(throws: JSON.Failure.self) { try JSON(parsing: text) }
    }
    let twice = try JSON(parsing: "{\"a\":1,\"a\":2}", duplicateNames: .kept)
    #expect(twice["a"] == 2)
    #expect(twice.members?.count == 2)
  }

  @Test func depthHasALimit() throws {
    func nested(_ depth: Int, _ opening: String, _ closing: String) -> String {
      String(repeating: opening, count: depth) + String(repeating: closing, count: depth)
    }
    #expect(throws: Never.self) { try JSON(parsing: nested(512, "[", "]")) }
    #expect(throws: JSON.Failure.self) { try JSON(parsing: nested(513, "[", "]")) }
    #expect(throws: Never.self) { try JSON(parsing: nested(3, "[", "]"), maxDepth: 3) }
    #expect(throws: JSON.Failure.self) { try JSON(parsing: nested(4, "[", "]"), maxDepth: 3) }
    #expect(throws: JSON.Failure.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
    #expect(throws: JSON.Failure.self) { try JSON(parsing: String(repeating: "{\"\":", count: 100_000)) }
  }

  @Test(arguments: [
    ("[1, 2\n 3]", "a comma or ] is expected", 7, 2, 2),
    ("{\"a\": 1,\n\n  \"a\": 2}", "the name \"a\" occurs twice in an object", 12, 3, 3),
    (
      "[\"é中😀\", x]", "a value is expected: an object, an array, a string, a number, true, false or null", 14,
      1, 9
    ),
    ("[\"abc", "a string has no closing quote", 1, 1, 2),
    ("[012]", "a number does not begin with a further 0", 1, 1, 2),
    ("[1, 1e999]", "1e999 is beyond the range of numbers", 4, 1, 5),
    ("{} {}", "text follows the end of the value", 3, 1, 4), ("", "a value is missing at the end", 0, 1, 1),
    (#"["ab\q"]"#, "this is not an escape sequence of JSON", 4, 1, 5),
    (#"["\ud834"]"#, "half of a surrogate pair stands alone", 2, 1, 3),
  ])
  func errorsSayWhere(_ text: String, _ message: String, _ offset: Int, _ line: Int, _ column: Int) throws {
    let failure = try #require(throws: JSON.Failure.self) { try JSON(parsing: text) }
    #expect(failure.message == message)
    #expect([failure.offset, failure.line, failure.column] == [offset, line, column])
  }

  @Test func namesAreComparedScalarByScalar() throws {
    let object = try JSON(parsing: "{\"é\":1,\"e\u{301}\":2}")
    #expect(object["\u{E9}"] == 1)
    #expect(object["e\u{301}"] == 2)
    #expect(object["e"] == nil)
    #expect(JSON.array([])["e"] == nil)
  }

  /// Whatever is done to a text, reading it ends, and what is read is written so that it is read again.
  @Test func alteredTexts() throws {
    let text = Array(
      #"{"a\u00e9\ud834\udd1e":[1,-2.5e-3,true,null,"x\n"],"b":{"c":[[],{}]},"d":12345678901234567890}"#.utf8)
    let pieces = ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "1e", "-", "0", " ", "tru", "\u{7F}"].map {
      Array($0.utf8)
    }
    var generator = SystemRandomNumberGenerator()
    var accepted = 0
    for _ in 0..<5000 {
      var altered = text
      for _ in 0...Int.random(in: 0...2, using: &generator) {
        let place = Int.random(in: 0..<altered.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: altered.remove(at: place)
        case 1: altered[place] = UInt8.random(in: 0...255, using: &generator)
        default: altered.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
        }
      }
      guard let value = try? JSON(parsing: altered, duplicateNames: .kept) else { continue }
      accepted += 1
      #expect(try JSON(parsing: value.text, duplicateNames: .kept) == value)
      #expect(try JSON(parsing: value.indentedText(by: 2), duplicateNames: .kept) == value)
    }
    #expect(accepted > 0)
  }
}
