import Engine
import Glibc
import Language
import Testing

/// `load`, `picture`, `write` and `sgf` on files, through the language.
@Suite("Files") struct FileTests {
  private let bench = Workbench()
  private let folder: String

  init() {
    var template = Array("/tmp/fovea-files-XXXXXX".utf8CString)
    folder = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    bench.interpreter.folder = folder
  }

  private func inline(_ code: String) throws -> String { Formatter.inline(try bench.value(code)) }

  private func failure(_ code: String) -> Diagnostic? { bench.failure(code) }

  private func put(_ bytes: [UInt8], _ name: String) throws {
    try ByteFile.write(bytes, to: "\(folder)/\(name)")
  }

  @Test(arguments: ["x.npz", "X.NPZ", "x.safetensors", "X.SafeTensors"])
  func recordsAreWrittenAndRead(_ name: String) throws {
    let code =
      "r = record(a=[1.5, 2], n=3, t=true); r[\"conv1.weight\"] = ones(2, 3); write(\"\(name)\", r); s = load(\"\(name)\");"
    #expect(
      try inline("\(code) list(s[\"conv1.weight\"], s.a, s.n, s.t)")
        == "list([1, 1, 1; 1, 1, 1], [1.5, 2], 3, true)")
    #expect(try inline("\(code) count(names(s))") == "4")
    #expect(try inline("\(code) dtype(s.n)") == "\"float64\"")
  }

  /// A byte is always a number: what others become is said.
  @Test(arguments: [
    ("[0.25, nan; nan, 1]", "[64, 0; 0, 255]", "2 are nan"),
    ("[0, inf; -inf, 1; nan, 0]", "[0, 255; 0, 255; 0, 0]", "1 is nan and 2 are infinite"),
    ("[0, 1; 0.5, 1]", "[0, 255; 128, 255]", nil),
  ])
  func numbersThatAreNotFiniteAreCounted(_ picture: String, _ bytes: String, _ count: String?) throws {
    bench.run("write(\"x.png\", \(picture))")
    #expect(try inline("load(\"x.png\")[1]") == bytes)
    let said = bench.transcript.notes.filter { $0.hasPrefix("of the picture's numbers ") }
    #expect(said.count == (count == nil ? 0 : 1))
    if let count {
      #expect(
        said.first?.hasPrefix("of the picture's numbers \(count), which bytes cannot represent") == true)
    }
  }

  @Test(arguments: ["x.csv", "X.CSV", "x.tsv"])
  func tablesAreWrittenAndRead(_ name: String) throws {
    let numbers = "[1, 2.5; nan, -inf]"
    #expect(try inline("write(\"\(name)\", \(numbers)); load(\"\(name)\")") == numbers)
    #expect(try inline("write(\"\(name)\", [1, 2, 3]); shape(load(\"\(name)\"))") == "[3, 1]")
    #expect(try inline("dtype(load(\"\(name)\"))") == "\"float64\"")
    let refused = failure("write(\"\(name)\", ones(2, 2, 2))")
    #expect(refused?.message == "a .csv file holds a matrix or a vector, not [2, 2, 2]")
    #expect(failure("write(\"\(name)\", record(a=1))")?.code == .file)
  }

  @Test func namesOfColumnsAreNoted() throws {
    try put(Array("height,weight\n1.5,2\n".utf8), "people.csv")
    #expect(try inline("t = load(\"people.csv\"); list(shape(t), t[1, 1])") == "list([1, 2], 1.5)")
    bench.run("load(\"people.csv\")")
    #expect(
      bench.transcript.notes.contains {
        $0.hasSuffix("people.csv is taken for the names of its columns: \"height\" and \"weight\"")
      })
  }

  @Test(arguments: ["X.NPY", "x.Npy", "X.PNG"])
  func endingsAreTakenInCapitalsToo(_ name: String) throws {
    #expect(try inline("write(\"\(name)\", [0, 1; 1, 0]); max(load(\"\(name)\")) > 0") == "true")
  }

  @Test func whatCannotBeWrittenIsSaid() {
    #expect(
      failure("write(\"x.npz\", [1, 2])")?.help?.hasSuffix("x.npz\", record(x=…)) gives it the name x")
        == true)
    #expect(failure("write(\"x.npy\", record(a=1))")?.code == .file)
    #expect(failure("write(\"x.npz\", record(a=\"text\"))")?.code == .wrongType)
    #expect(
      failure("r = record(); r[\"__metadata__\"] = 1; write(\"x.safetensors\", r)")?.code == .fileContents)
  }

  @Test func integersThatDoNotFitAreAnError() throws {
    let array = NumPyArray(elementType: .uint64, shape: [2], bytes: [UInt8](repeating: 0, count: 15) + [0x80])
    try put(NumPyFile.encode(array), "u.npy")
    #expect(failure("load(\"u.npy\")")?.code == .fileContents)
    try put(try NumPyArchive([.init(name: "w.b", array: array)]).encode(), "u.npz")
    #expect(failure("load(\"u.npz\")")?.message.hasPrefix("\"w.b\" in ") == true)
  }

  /// 2¹⁶ − 1 is white.
  @Test func sixteenBitsOfAPGM() throws {
    try put("P5 2 1 65535\n".utf8 + [0xFF, 0xFF, 0, 1], "x.pgm")
    #expect(
      try inline("list(load(\"x.pgm\"), dtype(load(\"x.pgm\")))") == "list(tensor [1, 1, 2], \"int64\")")
    #expect(try inline("load(\"x.pgm\")[1, 1, :]") == "[65535, 1]")
    #expect(bench.number("picture(\"x.pgm\")[1, 2] * 65535") == 1)
  }

  @Test func whatIsLeftOutIsANote() throws {
    let one = NumPyFile.encode(NumPyArray(elementType: .uint8, shape: [1], bytes: [7]))
    try put(one + one, "two.npy")
    bench.run("load(\"two.npy\")")
    #expect(bench.transcript.notes.contains { $0.contains("another array follows the first in") })
  }

  @Test func aCheckpointInNoFolder() {
    let error = failure(
      "train(Chain(Flatten(), Dense(2)), dataset(ones(4, 2, 2), [1, 2, 1, 2]), checkpoint=\"none/x.safetensors\")"
    )
    #expect(error?.message.contains("there is no folder \(folder)/none") == true, "\(error?.message ?? "")")
    #expect(error?.help == "create it first: `mkdir -p \(folder)/none`")
  }

  @Test func gamesOfACollection() throws {
    try put(Array("(;SZ[5];B[aa])(;SZ[5];B[bb];W[cc])".utf8), "G.SGF")
    bench.run("sgf(\"G.SGF\")")
    #expect(
      bench.transcript.notes == ["there are 2 games, and this is the first; game=2 gives the second"])
    #expect(try inline("sum(abs(sgf(\"G.SGF\", game=2)))") == "2")
    #expect(failure("sgf(\"G.SGF\", game=3)")?.message == "there are 2 games, and not 3")
    #expect(try inline("go_games(\"G.SGF\").count") == "3")
    #expect(failure("load(\"G.SGF\")")?.help?.hasPrefix("sgf(") == true)
  }

  /// Extents beside a zero are nothing to go over, however large.
  @Test func emptyArraysOfAnyExtent() throws {
    let header = "{'descr': '<f4', 'fortran_order': True, 'shape': (1099511627776, 0), }"
    try put([0x93] + "NUMPY\u{1}\0".utf8 + [UInt8(header.utf8.count), 0] + header.utf8, "e.npy")
    for code in [
      "x", "\"{x}\"", "print(x)", "shape(x)", "x'", "sum(x)", "x + x", "x * 2", "relu(x)", "cat(x, x, dim=1)",
      "f64(x)", "write(\"f.npy\", x)", "x == x", "sum(x, dim=1)", "flip(x, dim=1)", "x[1:3, :]", "x[:, :]",
      "reshape(x, 0)",
      "stack(x, x)", "max(x, dim=1)", "argmax(x, dim=1)", "softmax(x, dim=1)", "log_softmax(x, dim=2)",
      "reshape(x, 1048576, 1048576, 0, 0) @ reshape(x, 1048576, 1048576, 0, 0)", "softmax(x, dim=2)",
      "allclose(x, x)",
    ] {
      let start = ContinuousClock.now
      bench.run("x = load(\"e.npy\"); \(code)", seconds: 5)
      #expect(ContinuousClock.now - start < .seconds(2), "\(code)")
    }
  }
}
