import Language
import Testing

/// Records of any names: what files of tensors become.
@Suite("Records") struct RecordTests {
  private let bench = Workbench()
  private let state = "r = record(a=[1, 2]); r[\"conv1.weight\"] = ones(2, 3); r[\"conv1.bias\"] = zeros(2);"

  private func inline(_ code: String) throws -> String { Formatter.inline(try bench.value(code)) }

  private func failure(_ code: String) -> Diagnostic? { bench.failure(code) }

  @Test func fieldsAreReadByAnyName() throws {
    #expect(try inline("\(state) shape(r[\"conv1.weight\"])") == "[2, 3]")
    #expect(try inline("\(state) name = \"a\"; r[name]") == "[1, 2]")
    #expect(try inline("record(a=record(b=5))[\"a\"][\"b\"]") == "5")
    #expect(try inline("f(r) = r[\"conv1.bias\"]; \(state) f(r)") == "[0, 0]")
  }

  @Test func loopsGoOverTheNames() throws {
    #expect(
      try inline("\(state) names(r)") == "list(\"a\", \"conv1.weight\", \"conv1.bias\")")
    #expect(try inline("\(state) n = 0; for name in names(r) { n = n + count(r[name]) }; n") == "10")
  }

  /// A record is a value: the other variable keeps what it had.
  @Test func fieldsAreAssigned() throws {
    #expect(
      try inline("r = record(a=1); s = r; r[\"a\"] = 2; r[\"b\"] = \"x\"; list(r, s)")
        == "list(record(a=2, b=\"x\"), record(a=1))")
    #expect(try inline("f(r) = { r[\"a\"] = 7; r.a }; r = record(a=1); list(f(r), r.a)") == "list(7, 1)")
  }

  @Test func whatIsNoFieldIsAnErrorWithAWayOut() {
    #expect(
      failure("\(state) r.conv1.weight")?.help
        == "a name that contains a dot is written in quotes: r[\"conv1.weight\"]")
    #expect(failure("\(state) r[\"conv1.wieght\"]")?.help == "did you mean `\"conv1.weight\"`?")
    #expect(failure("\(state) r[\"zzz\"]")?.help == "its fields are a, \"conv1.weight\", \"conv1.bias\"")
    #expect(failure("record()[\"a\"]")?.code == .unknownField)
    #expect(failure("\(state) r[1]")?.code == .wrongType)
    #expect(failure("\(state) r[1, 2]")?.code == .indexCount)
    #expect(failure("\(state) r[:]") != nil && failure("\(state) r[end]") != nil)
    #expect(failure("\(state) r[2] = 3")?.code == .wrongType)
    #expect(failure("\(state) for x in r { x }")?.help == "over its names: for name in names(r) { … }")
    #expect(failure("names(3)")?.code == .wrongType)
    for index in ["end", "end - 1", ":"] {
      let message = failure("\(state) r[\(index)]")?.message
      #expect(message == "a field of a record is selected by its name in quotes, not by `\(index)`")
    }
    for code in ["y[\"a\"] = 1", "name = \"a\"; y[name] = 1", "y[\"{1}\"] = 1"] {
      #expect(failure(code)?.help == "create it first: y = record()", "\(code)")
    }
    #expect(failure("y[1, 1] = 1")?.help == "create it first: y = zeros(3, 3)")
  }

  /// A field, a part of a field, a field of a field.
  @Test(arguments: [
    ("r.b = 2", "r.b", "2"), ("r.a = 7 + 1", "r.a", "8"),
    ("r[\"conv1.weight\"][1, 1] = 5", "r[\"conv1.weight\"][1, 1]", "5"),
    ("r.a[2] = 9", "r.a", "[1, 9]"), ("r[\"s\"][\"b\"] = 6", "r.s.b", "6"), ("r.s.t.u = 3", "r.s.t.u", "3"),
    ("r.s.t[\"u\"][1] = 4", "r.s.t.u", "[4, 0]"),
  ])
  func partsOfPartsAreAssigned(code: String, part: String, value: String) throws {
    let state = self.state + " r[\"s\"] = record(b=1, t=record(u=[0, 0]));"
    #expect(try inline("\(state) \(code); \(part)") == value)
  }

  @Test func textInsideOfAText() throws {
    for (code, mended) in [
      ("\"{r[\"a\"]}\"", "{r['a']}"), ("print(\"x {names(r)[1] + \"t\"} y\")", "{names(r)[1] + 't'}"),
    ] {
      #expect(failure(code)?.help == "inside { } write text in single quotes: \(mended)", "\(code)")
    }
    #expect(try inline("\(state) \"{r['a']}\"") == "\"[1, 2]\"")
    #expect(failure("\"a { b\"")?.help == "write \\{ for the character itself")
  }

  @Test func theEchoIsLegible() throws {
    #expect(
      Formatter.display(try bench.value("\(state) r")) == [
        "record of 3 fields", "  a               [1, 2]", "  \"conv1.weight\"  [1, 1, 1; 1, 1, 1]",
        "  \"conv1.bias\"    [0, 0]",
      ])
    #expect(Formatter.display(try bench.value("record(a=1, b=2)")) == ["record(a=1, b=2)"])
    let many = try bench.value("r = record(); for i in 1:100 { r[\"layer.{i}\"] = i }; r")
    #expect(Formatter.display(many).count == 25 && Formatter.display(many).last == "  … 77 more")
  }
}
