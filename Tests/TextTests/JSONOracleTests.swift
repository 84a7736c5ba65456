import Foundation
import Testing
import Text

/// Numbers and strings as Python reads and writes them; `Fixtures/make_json_cases.py` made the rows.
@Suite struct JSONOracleTests {
  private static func rows(_ kinds: Set<String>) throws -> [(kind: String, text: String, expected: String)] {
    let folder = "\(#filePath)".split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    let file = try String(contentsOfFile: folder + "/Fixtures/json_cases.tsv", encoding: .utf8)
    let rows = file.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    return rows.filter { kinds.contains(String($0[0])) }
      .map { (String($0[0]), text($0[1]), String($0[2])) }
  }

  private static func text(_ digits: Substring) -> String {
    let digits = Array(digits)
    let bytes = stride(from: 0, to: digits.count, by: 2).map { place in
      UInt8(String(digits[place...place + 1]), radix: 16) ?? 0
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func numbers() throws {
    let rows = try Self.rows(["integer", "double"])
    #expect(rows.count > 600)
    for row in rows {
      let value = try JSON(parsing: row.text)
      guard case .number(let number) = value else {
        Issue.record("\(row.text) is a number")
        continue
      }
      if row.kind == "integer" {
        #expect(number.text == row.expected)
        #expect(number.integer == Int(row.expected))
      } else {
        #expect(number.double.bitPattern == UInt64(row.expected, radix: 16), "\(row.text)")
        // What is written gives the same number again.
        #expect(try JSON(parsing: number.text).double?.bitPattern == number.double.bitPattern)
      }
    }
  }

  @Test func strings() throws {
    let rows = try Self.rows(["string", "quoted"])
    #expect(rows.count > 400)
    for row in rows {
      let expected = Self.text(row.expected[...])
      let found = row.kind == "quoted" ? JSON.quoted(row.text) : try JSON(parsing: row.text).string ?? ""
      #expect(Array(found.utf8) == Array(expected.utf8), "\(row.text)")
    }
  }
}
