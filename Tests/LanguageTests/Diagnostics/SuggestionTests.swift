import Engine
import Notebook
import Testing

@testable import Language

/// A suggestion is a program that works: each is run.
@Suite("Suggestions") struct SuggestionTests {
  /// What the suggestions' programs speak of.
  private static let setup = """
    x = [1, 2; 3, 4]; m = [5, 6; 7, 8]; v = [3, 1, 2]; w = [1, 0, 2]; y = [1, 3, 2]; a = 0.5; b = 0.25; c = true
    p = rand(4, 4); f(t) = sum(t^2); data = digits(20, seed=1); net = Chain(Flatten(), Dense(10))
    write("x.npy", x); write("photo.png", p)
    """
  private static let vectors = "x = [1, 2, 3]; y = [3, 2, 1]; z = [0, 1, 0]; a = 2; b = 1"

  /// What stands between backticks.
  private static func programs(_ text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  private static func run(_ setup: String, _ texts: [String: String]) throws {
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      for program in programs(text) {
        try inTemporaryFolder { folder in
          let bench = Workbench()
          bench.interpreter.folder = folder
          if let error = bench.failure(setup) { Issue.record("\(error.text)") }
          let error = bench.failure(program)
          if let error {
            Issue.record("\(name): \(program)\n\(error.text)")
          }
        }
      }
    }
  }

  @Test func foreignNames() throws {
    for name in ForeignHabits.names.keys {
      #expect(Library.standard[name] == nil, "\(name) is a function of ours")
    }
    try Self.run(Self.setup, ForeignHabits.names)
    #expect(
      ForeignHabits.topics.map(\.count).reduce(0, +) == Set(ForeignHabits.topics.flatMap(\.keys)).count,
      "a name is twice there"
    )
    for library in ForeignLibrary.allCases {
      try Self.run(Self.setup, ForeignLibrary.differences[library] ?? [:])
    }
  }

  /// Each of the names that people use most leads to a function of ours or to lines that do it.
  @Test(arguments: ForeignLibrary.allCases) func everyNameLeadsSomewhere(library: ForeignLibrary) {
    #expect(library.paths.count >= 150 && Set(library.names).count == library.paths.count)
    for path in library.paths {
      let found = ForeignName(path, of: library, in: .standard)
      #expect(found?.ours != nil || found?.answer != nil, "\(library.rawValue): \(path)")
      let text = library.qualified(String(path))
      if text.contains(".") {
        let again = ForeignName(text, in: .standard)
        #expect(again?.ours == found?.ours && again?.answer == found?.answer, "\(text)")
      }
    }
    for name in ForeignLibrary.differences[library, default: [:]].keys {
      #expect(
        Library.standard[name] != nil || library.names.contains(name),
        "\(name)")
    }
  }

  @Test(
    arguments: [
      ("np.zeros", "zeros", nil), ("np.clip", "clamp", "write `clamp(x, 0, 1)`"),
      ("torch.nn.Conv2d", "Conv", nil),
      ("F.relu", "relu", nil), ("nn.ReLU", "Relu", nil), ("np.linalg.norm", nil, nil),
      ("matmul", nil, "write `x @ m`"),
      ("np.append", "cat", "write `cat(v, [3])`; append is for lists here"),
      ("torch.optim.Adam", "Adam", nil),
    ] as [(String, String?, String?)]) func aNameOfAnotherLibrary(
      text: String, ours: String?, answer: String?
    )
  {
    let found = ForeignName(text, in: .standard)
    if text != "np.linalg.norm" { #expect(found?.ours == ours, "\(text)") }
    if let answer { #expect(found?.answer == answer) }
    for other in ["conv", "r.left", "np.", ".zeros", "np.nonsense", "", "x.zeros"] {
      #expect(ForeignName(other, in: .standard) == nil, "\(other)")
    }
  }

  /// Options, arguments and fields of other libraries' calls.
  @Test func foreignArguments() throws {
    for (function, options) in ForeignHabits.options {
      let builtIn = try #require(
        function == "show" ? ShowStatement.builtIn : Library.standard[function], "\(function)")
      for option in options.keys {
        #expect(!builtIn.parameters.contains { $0.name == option }, "\(function) has the option \(option)")
      }
      try Self.run(Self.setup, options)
    }
    try Self.run(Self.setup, ForeignHabits.anywhere)
    try Self.run(Self.setup, ForeignHabits.extra)
    try Self.run(Self.setup, ForeignHabits.incomplete)
    for name in [ForeignHabits.extra.keys, ForeignHabits.incomplete.keys].joined() {
      #expect(Library.standard[name] != nil, "\(name)")
    }
    let records = "; r = record(Vh=x, S=v, counts=v, edges=w, indices=w)"
    for (name, field) in ForeignHabits.recordFields {
      let help = try #require(ForeignHabits.recordField(name, of: "r", having: ["Vh", "edges", "indices"]))
      try Self.run(Self.setup + records, [field.having: help])
      #expect(ForeignHabits.recordField(name, of: "r", having: ["other"]) == nil)
    }
  }

  @Test func foreignFields() throws {
    try Self.run(
      Self.setup, ForeignHabits.fields.mapValues { $0.map { $0 == "$" ? "x" : String($0) }.joined() })
    try Self.run(Self.setup, ForeignHabits.statements.filter { $0.key != "use" }.mapValues { "`\($0)`" })
  }

  @Test func foreignOperatorsAndStatements() throws {
    try Self.run(Self.setup, Lexer.foreign)
    try Self.run(Self.vectors, Parser.foreignStatements)
  }

  /// Each program fails, its help holds what stands beside it, and the mended program gives the value.
  @Test(arguments: [
    ("v[::2]", "1:2:end", "v[1:2:end]", "[5, 7, 9]"), ("v[:2]", "1:2", "v[1:2]", "[5, 6]"),
    ("v[2:]", "2:end", "v[2:end]", "[6, 7, 8, 9]"), ("v[:-1]", "1:end - 1", "v[1:end - 1]", "[5, 6, 7, 8]"),
    ("v[-2:]", "end - 1:end", "v[end - 1:end]", "[8, 9]"), ("v[-1:]", "end:end", "v[end:end]", "[9]"),
    ("v[::-1]", "end:-1:1", "v[end:-1:1]", "[9, 8, 7, 6, 5]"),
    ("v[1::2]", "1:2:end", "v[1:2:end]", "[5, 7, 9]"),
    ("v[:-n]", "1:end - n", "v[1:end - n]", "[5, 6, 7]"),
    ("v[-n:]", "end - n + 1:end", "v[end - n + 1:end]", "[8, 9]"),
    ("v[-n - 1:]", "end - n - 1 + 1:end", "v[end - n - 1 + 1:end]", "[7, 8, 9]"),
    ("v[:-(n + 1)]", "1:end - (n + 1)", "v[1:end - (n + 1)]", "[5, 6]"),
    ("v[:-n + 1]", "1:end - n + 1", "v[1:end - n + 1]", "[5, 6, 7, 8]"),
    ("v[-n::-1]", "end - n + 1:-1:1", "v[end - n + 1:-1:1]", "[8, 7, 6, 5]"),
    ("v[:-3:-1]", "end:-1:end - 1", "v[end:-1:end - 1]", "[9, 8]"),
    ("v[-2]", "end - 1", "v[end - 1]", "8"), ("v[-5]", "end - 4", "v[end - 4]", "5"),
    ("v[:n + 1]", "1:n + 1", "v[1:n + 1]", "[5, 6, 7]"),
    ("m[:, ::2]", "1:2:end", "m[:, 1:2:end]", "[1, 3; 4, 6]"),
    ("m[:-1, 1]", "1:end - 1", "m[1:end - 1, 1]", "[1]"),
    ("v[::2] = 0", "1:2:end", "v[1:2:end] = 0", "[0, 6, 0, 8, 0]"),
    ("(v > 5) && (v < 8)", "(v > 5) & (v < 8)", "v > 5 & v < 8", "[0, 1, 1, 0, 0]"),
    ("v > 5 & not v > 7", "v > 5 & (not v > 7)", "v > 5 & (not v > 7)", "[0, 1, 1, 0, 0]"),
    ("v[[0, 1, 1, 0, 0]]", "[0, 1, 1, 0, 0] != 0", "v[[0, 1, 1, 0, 0] != 0]", "[6, 7]"),
    ("v[nonzero(v > 7)]", "flatten(nonzero(v > 7))", "v[flatten(nonzero(v > 7))]", "[8, 9]"),
    ("max(m, 1)", "max(x, dim=1)", "max(m, dim=1)", "[4, 5, 6]"),
    ("max(m, 4)", "maximum(x, 1)", "maximum(m, 4)", "[4, 4, 4; 4, 5, 6]"),
    ("5 < v < 8", "5 < v & v < 8", "5 < v & v < 8", "[0, 1, 1, 0, 0]"),
    ("0 < n < 8", "0 < n and n < 8", "0 < n and n < 8", "true"),
    ("v > 5 and v < 8", "v > 5 & v < 8", "v > 5 & v < 8", "[0, 1, 1, 0, 0]"),
    ("v < 6 or v > 8", "v < 6 | v > 8", "v < 6 | v > 8", "[1, 0, 0, 0, 1]"),
    ("!(v > 6)", "not (v > 6)", "not (v > 6)", "[1, 1, 0, 0, 0]"),
    ("\"{n:n}\"", "{(n:n)}", "\"{(n:n)}\"", "\"2:2\""),
    ("sum v", "sum(v)", "sum(v)", "35"), ("picture \"f.png\"", "picture(\"f.png\")", "1", "1"),
    (
      "affine(m, [1, 0, 0; 0, 1, 0], mode=\"nearest\")", "mode=\"round\"",
      "affine(m, [1, 0, 0; 0, 1, 0], mode=\"round\")", "[1, 2, 3; 4, 5, 6]"
    ),
    ("sum(m, dim=1, keepdim=1)", "keepdim=true", "sum(m, dim=1, keepdim=true)", "[[5, 7, 9]]"),
    ("[v[1] v[2]]", "v[1], v[2]", "[v[1], v[2]]", "[5, 6]"), ("a(1)", "a[1]", "a[1]", "4"),
    ("a(1) = 7", "a[1] = …", "a[1] = 7", "[7, 4]"),
  ]) func isInTheHelp(program: String, help: String, mended: String, value: String) throws {
    let setup = "v = [5, 6, 7, 8, 9]; m = [1, 2, 3; 4, 5, 6]; n = 2; a = [4, 4]; "
    let error = try #require(Workbench().failure(setup + program), "\(program) works")
    #expect(error.help?.contains(help) == true, "\(error.text)")
    let found = try Workbench().value(setup + mended)
    let expected = try Workbench().value(value)
    #expect(
      Comparison(relative: 0, absolute: 0).difference(found, expected) == nil, "\(Formatter.inline(found))")
  }

  /// Names of other libraries lead to what does it, and never to ours that look alike.
  @Test func didYouMeanOffersNothingElse() {
    for (name, wrong) in [
      ("tan", "nan"),
      ("clip", "flip"),
      ("sort", "sqrt"), ("prod", "prof"),
      ("rint", "hint"), ("long", "lang"), ("rank", "rand"), ("logspace", "linspace"), ("GELU", "Relu"),
      ("ELU", "Relu"), ("SELU", "Relu"), ("grid", "grad"), ("atanh", "tanh"), ("vsplit", "split"),
      ("cov", "conv"),
      ("cond", "conv"), ("cosd", "cos"), ("tand", "rand"), ("expm", "exp"), ("edit", "exit"),
      ("exist", "exit"),
      ("isin", "sin"), ("fill", "full"), ("info", "inf"), ("NAdam", "Adam"), ("rsqrt", "sqrt"),
      ("fmax", "max"),
      ("around", "round"), ("dist", "list"), ("cell", "ceil"), ("psi", "pi"), ("uint", "hint"),
    ] {
      let help = Workbench().failure("\(name)(1)")?.help
      #expect(
        help?.contains("`\(wrong)`") != true && help?.contains("did you mean") != true,
        "\(name): \(help ?? "")")
      #expect(Workbench().failure(name)?.help?.contains("did you mean") != true, "\(name)")
    }
    for (slip, meant) in [
      ("conb", "conv"), ("cnov", "conv"), ("smu", "sum"), ("softmx", "softmax"), ("max_pol", "max_pool"),
      ("linspce", "linspace"),
      ("leaky_realu", "leaky_relu"), ("rotaton", "rotation"), ("abss", "abs"),
    ] {
      #expect(Workbench().failure("\(slip)(1)")?.help == "did you mean `\(meant)`?", "\(slip)")
    }
  }

  @Test func aBacktickIsNamed() {
    #expect(Workbench().failure("`")?.message == "a backtick has no meaning here")
    #expect(Workbench().failure("$")?.message == "`$` has no meaning here")
  }

  /// A layer that is called is no function of nearly the same name.
  @Test func aLayerIsCalledByItsName() {
    for (layer, name) in [("Dropout(0.5)", "Dropout"), ("Conv(2, 3)", "Conv"), ("Chain(Dense(2))", "Chain")] {
      let error = Workbench().failure("d = \(layer); d([1, 2], train=true)")
      #expect(error?.message == "\(name) has no option `train`" && error?.help == "did you mean `training`?")
    }
  }

  /// What the snapshots of errors suggest can at least be read.
  @Test func suggestionsInSnapshotsParse() throws {
    var count = 0
    for name in SnapshotTests.names {
      let text = String(decoding: SnapshotTests.read(name + ".txt") ?? [], as: UTF8.self)
      for line in text.split(separator: "\n") where line.hasPrefix("  help: write `") {
        for program in Self.programs(String(line)) where !program.contains("…") {
          count += 1
          do throws(Diagnostic) { try Interpreter.check(SourceText(name: name, program)) } catch {
            Issue.record("\(name): \(program)\n\(error.text)")
          }
        }
      }
    }
    #expect(count > 5)
  }
}
