import Engine
import Testing

@testable import Language

/// Formats in strings against Python's own: `Fixtures/make_formats.py` writes the rows.
@Suite("Formats") struct FormatTests {
  private struct Row {
    let value: String
    let format: String
    /// Nil where Python has an error.
    let text: String?
  }

  private static let rows: [Row] = {
    let folder = "\(#filePath)".split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 }
    let bytes = (try? ByteFile.read(folder + "/Fixtures/formats.tsv")) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 3 else { return nil }
      let text = cells[2] == "!" ? nil : String(cells[2].dropFirst().dropLast())
      return Row(value: cells[0], format: cells[1], text: text)
    }
  }()

  @Test func formatsAreThoseOfPython() throws {
    #expect(Self.rows.count > 800)
    let bench = Workbench()
    for row in Self.rows {
      let value = row.value.hasPrefix("\"") ? "'\(row.value.dropFirst().dropLast())'" : "(\(row.value))"
      let code = "\"{\(value):\(row.format)}\""
      guard let text = row.text else {
        #expect(bench.failure(code)?.code == .format, "\(code)")
        continue
      }
      guard case .string(let box) = try bench.value(code) else {
        Issue.record("\(code) is no string")
        continue
      }
      #expect(box.text == text, "\(code)")
    }
  }

  @Test func valuesThatPythonDoesNotHave() {
    check(
      after: "x = f32(0.1); v = [0.25, 0.75]; m = [1, 2.5; 3, 4]; s = sum([1, 2]); n = none; l = list(1, 2)",
      [
        "\"{x:.10f}\"": "0.1000000015", "\"{x:8}\"": "     0.1", "\"{[[7]]:.1f}\"": "7.0", "\"{s:d}\"": "3",
        "\"{v:.1f}\"": "[0.2, 0.8]", "\"{m:6.2f}\"": "[  1.00,   2.50;   3.00,   4.00]",
        "\"{v:>14}|\"": "  [0.25, 0.75]|", "\"{n:>6}\"": "  none", "\"{l:12}|\"": "list(1, 2)  |",
        "\"{1 == 1:6}|{true:.0f}\"": "true  |1", "\"{3:8.2}\"": "       3", "\"{shape(m):d}\"": "[2, 2]",
        "\"{9007199254740993:,}\"": "9,007,199,254,740,993",
      ])
  }

  /// The expression ends at the last colon outside of brackets.
  @Test func whereAFormatBegins() {
    check(
      after: "x = 3; v = [1, 2, 3]; r = record(a=2); r[\"a:b\"] = 5",
      [
        "\"{x:3}\"": "  3", "\"{(1:2:9)}\"": "1:2:9", "\"{count(1:x):3}\"": "  3",
        "\"{v[1:2]:.1f}\"": "[1.0, 2.0]",
        "\"{r['a:b']:3d}\"": "  5", "\"{if x > 2 { 1 } else { 2 }:3}\"": "  1",
        "\"{[1, 2; 3, 4]':.0f}\"": "[1, 3; 2, 4]",
        "\"{x:}\"": "3", "\"{(1:3):>5}\"": "  1:3", "\"{'a:b':>5}\"": "  a:b",
        "\"a{x:2}b{x:>2}c\"": "a 3b 3c",
        "\"{x:'>4}\"": "'''3", "\"{(t -> 2 * t)(x):.1f}\"": "6.0",
      ])
  }

  @Test func errorsSayWhereAndWhatToDo() throws {
    for (code, help, place) in [
      ("\"{x:n}\"", "write `\"{(x:n)}\"` for the range", "n"),
      ("\"{1:2:3}\"", "write `\"{(1:2:3)}\"` for the range", "1:2:3"),
      ("\"{x:8.2q}\"", "the types are e, f, g, d, % and s, as in 8.3f", "8.2q"),
      ("\"{x:.2d}\"", "f writes decimals: .2f", ".2d"),
      ("\"{2.5:d}\"", "round(x) is whole, and f writes decimals: .2f", "2.5"),
      ("\"{'a':.2f}\"", "number(text) makes a number of a string", "'a'"),
      ("\"{zeros(3, 9):.2f}\"", "pick some with an index, or write them in a loop", "zeros(3, 9)"),
    ] {
      let error = try #require(Workbench().failure("x = 3; n = 4; \(code)"), "\(code) works")
      #expect(error.code == .format && error.help == help, "\(error.text)")
      let source = try #require(error.source)
      #expect(error.labels.first.map { source.text($0.span) } == place, "\(error.text)")
    }
    for code in ["\"{x!r}\"", "\"{x=}\""] {
      #expect(Workbench().failure("x = 3; \(code)")?.code == .foreignHabit, "\(code)")
    }
    #expect(
      Workbench().failure("\"{3:2000}\"")?.message == "the width of a format must be at most 1000, not 2000")
    #expect(Workbench().failure("\"{3:.999999999999999999999999f}\"")?.code == .format)
    #expect(Workbench().failure("\"{record():.2f}\"")?.code == .format)
    #expect(Workbench().failure("\"{missing:.2f}\"")?.code == .undefinedName)
  }

  @Test func gradientsPassByAFormat() {
    check(["grad(x -> { t = \"{x:.2f}\"; x^2 }, 3)": 6])
  }
}
