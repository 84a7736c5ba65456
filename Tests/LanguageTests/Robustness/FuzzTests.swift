import Engine
import Glibc
import Language
import Notebook
import Testing

/// Nonsense of every kind, the same in every run: nothing may crash, hang or leave a session unusable. Another
/// `FOVEA_SEED` gives other nonsense.
@Suite("Nonsense", .serialized, .timeLimit(.minutes(5))) struct FuzzTests {
  /// Knuth's linear congruential generator (MMIX), so that a failure can be repeated.
  struct Dice {
    var state: UInt64

    init(_ seed: UInt64) {
      let other = getenv("FOVEA_SEED").flatMap { UInt64(String(cString: $0)) } ?? 0
      state = (seed &+ 16 &* other) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(sides, 1)
    }

    mutating func pick<T>(_ choices: [T]) -> T { choices[roll(choices.count)] }
  }

  /// Small numbers, so that no tensor becomes large by chance.
  private static let words =
    ["x", "y", "k", "f", "g", "i", "n", "l", "r", "missing", "图", "ans", "Out"]
    + ["0", "1", "2", "3", "0.5", "1.5", "-1", "1e30", "1e12", "7", "(1 / 0)", "(0 / 0)"]
    + [
      "+", "-", "*", "/", "@", "%", "^", "'", "==", "!=", "<", ">=", "=", "->", "|>", "&", "|", ":", ",", ";",
      "\n",
      ".",
    ]
    + ["(", ")", "[", "]", "{", "}", "(", ")", "[", "]", " ", " ", " "]
    + [
      "and", "or", "not", "true", "false", "none", "end", "if", "else", "while", "for", "in", "break",
      "continue", "return",
    ]
    + [
      "show ", "explain ", "time ", "\"a\"", "'b'", "\"{x}\"", "\"{", "#", "stride=", "dim=", "mode=",
      "padding=",
    ]

  /// Whole pieces that mean something, so that more than the parser is reached. Files are left alone.
  private static let pieces =
    [
      "x", "k", "[1, 2; 3, 4]", "x[1]", "x[end]", "x[:, 1]", "(1:3)", "list(1, x)", "record(a=x)", "sum(x)",
      "f", "t -> t + 1", "[]", "zeros(0, 2)", "2", "-1", "0", "true", "\"s\"", "none",
      "f(x)", "x'", "grad(t -> sum(t), x)", "f64(x)", "shape(x)", "rand(2)", "conv(x, k)", "r.a", "l[1]",
      "1e30", "0.5", "[1, 2, 3]", "ones(2, 2, 2)", "if true { x }", "(0 / 0)", "ones(1, 2, 3, 2)",
      "x > 2", "(y < 6)", "not (x > 1)", "[true, false]", "x[x > 2]", "x[[true, false]]", "i64(x)",
      "nonzero(x > 1)",
    ]

  private static let functions: [(name: String, names: [String])] = Library.standard.builtIns
    .filter { !["picture", "load", "write", "print"].contains($0.name) }
    .map { ($0.name, $0.parameters.map(\.name)) }

  private static func soup(_ dice: inout Dice) -> String {
    (0..<(1 + dice.roll(25))).map { _ in dice.pick(words) }.joined(separator: dice.roll(3) == 0 ? "" : " ")
  }

  private static func sensible(_ dice: inout Dice, depth: Int = 0) -> String {
    if depth > 2 { return dice.pick(pieces) }
    func next() -> String { sensible(&dice, depth: depth + 1) }
    switch dice.roll(14) {
    case 0...4:
      let function = dice.pick(functions)
      var arguments = (0..<dice.roll(4)).map { _ in next() }
      if dice.roll(3) == 0, !function.names.isEmpty {
        arguments.append("\(dice.pick(function.names))=\(next())")
      }
      return "\(function.name)(\(arguments.joined(separator: ", ")))"
    case 5, 6:
      return
        "(\(next())) \(dice.pick(["+", "-", "*", "/", "@", "%", "^", "==", "<", "and", "or", "&", "|", ":"])) (\(next()))"
    case 7: return "(\(next()))[\(next())\(dice.roll(2) == 0 ? "" : ", " + next())]"
    case 8: return "grad(x -> \(next()), \(next()))"
    case 9: return "[\(next()), \(next())]"
    case 10: return "(\(next()))'"
    case 11: return "\(next()) |> \(dice.pick(functions).name)(\(next()))"
    case 12: return "x[\(next())] = \(next())"
    default: return dice.pick(pieces)
    }
  }

  private static let setup = """
    x = [1, 2; 3, 4]; k = [1, 0; 0, 1]; f(t) = t * 2; l = list(1, x, "a"); r = record(a=1, b=x); n = 3; y = [5, 6]
    """

  /// Runs a piece in a session that has seen others, and then asks the session for something simple.
  private func run(_ text: String, in bench: Workbench) {
    bench.run(text, seconds: 0.2)
    #expect(bench.run("6 * 7") == .succeeded, "\(text)")
    #expect(bench.session.interpreter.environment["ans"]?.scalar == 42, "\(text)")
    bench.transcript.lines.removeAll()
    bench.transcript.failures.removeAll()
  }

  @Test func randomBytes() {
    var dice = Dice(1)
    for _ in 0..<4000 {
      let bytes = (0..<dice.roll(60)).map { _ in UInt8(dice.roll(dice.roll(2) == 0 ? 256 : 128)) }
      let text = String(decoding: bytes, as: UTF8.self)
      _ = Session.isIncomplete(text)
      _ = CommandCall(text)
      do throws(Diagnostic) { try Interpreter.check(SourceText(name: "fuzz", text)) } catch {
        #expect(!error.text.isEmpty)
      }
    }
  }

  @Test func randomWords() {
    var dice = Dice(2)
    for round in 0..<60 {
      let bench = Workbench()
      bench.run(Self.setup)
      for _ in 0..<30 { run(Self.soup(&dice), in: bench) }
      #expect(bench.session.nextCell > 60, "\(round)")
    }
  }

  @Test func callsOfEverythingWithAnything() {
    var dice = Dice(3)
    for _ in 0..<80 {
      let bench = Workbench()
      bench.run(Self.setup)
      for _ in 0..<25 { run(Self.sensible(&dice), in: bench) }
    }
  }

  @Test func explainingAnything() {
    var dice = Dice(4)
    let bench = Workbench()
    bench.run(Self.setup)
    for _ in 0..<300 {
      let call = dice.pick([
        "conv(x, k", "max_pool(x, 2", "avg_pool(x, 2", "affine(x, [1, 0, 0; 0, 1, 0]",
        "conv(ones(3, 4, 4), ones(2, 3, 2, 2)",
        "affine(ones(3, 4, 4), [0.5, 1, 0; 0, 1, 0.2]", "max_pool(ones(2, 3, 5, 5), [2, 3]",
        "affine(x, [0 / 0, 1, 0; 0, 1e300, 0]", "avg_pool([1 / 0, 1; 2, 3], 2",
      ])
      let options = dice.pick([
        "", ", stride=2", ", padding=1", ", dilation=2", ", size=[3, 3]", ", padding_mode=\"border\"",
        ", mode=\"round\"", ", groups=3", ", ceil_mode=true", ", size=0",
      ])
      let element = (0..<dice.roll(5)).map { _ in dice.pick(["1", "2", "end", "0", ":", "3", "1.5"]) }.joined(
        separator: ", ")
      run("explain \(call)\(options))" + (element.isEmpty ? "" : "[\(element)]"), in: bench)
    }
  }

  @Test func explainingOperations() {
    var dice = Dice(5)
    let bench = Workbench()
    bench.run(Self.setup + "; z = [0 / 0, 1 / 0; -1, 0]; c = ones(2, 1, 3)")
    let values = [
      "x", "k", "z", "c", "2", "-1", "(0 / 0)", "x[1]", "c[:, 1]", "zeros(0, 2)", "true", "f64(x)",
    ]
    let functions = [
      "sum", "mean", "max", "argmin", "std", "relu", "log", "round", "flatten", "flip", "rot90", "f32", "-",
      "1 - ",
      "cat", "stack", "where", "one_hot", "pixel_theta", "clamp",
    ]
    let operators = ["+", "-", "*", "/", "%", "^", "@", "<", "=="]
    for _ in 0..<400 {
      let (a, b) = (dice.pick(values), dice.pick(values))
      let code =
        switch dice.roll(3) {
        case 0: "(\(a) \(dice.pick(operators)) \(b))"
        case 1: "\(dice.pick(functions))(\(a))"
        default: "\(dice.pick(functions))(\(a), \(dice.pick([b, "dim=1", "dim=2", "keepdim=true"])))"
        }
      let element = (0..<dice.roll(4)).map { _ in dice.pick(["1", "2", "end", ":", "3"]) }
      run("explain \(code)" + (element.isEmpty ? "" : "[\(element.joined(separator: ", "))]"), in: bench)
    }
  }

  /// The paragraphs of code in the lessons, but for what reads files.
  private static var lessonCells: [String] {
    let folder = "\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/lessons"
    var cells: [String] = []
    for name in TemporaryFolder.names(in: folder) where name.hasSuffix(".fov") {
      let text = String(decoding: TemporaryFolder.read(folder + "/" + name) ?? [], as: UTF8.self)
      var cell = ""
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("#") || line.isEmpty {
          if !cell.isEmpty { cells.append(cell) }
          cell = ""
        } else {
          cell += line + "\n"
        }
      }
      cells.append(cell)
    }
    return cells.filter { cell in !["picture(", "load(", "write(", "use "].contains { cell.contains($0) } }
  }

  /// The programs of the error snapshots, the help and the lessons, changed at one or two places.
  @Test func mutations() {
    var dice = Dice(5)
    let names = SnapshotTests.names.filter {
      !$0.hasPrefix("file") && !$0.hasPrefix("memory") && !$0.hasPrefix("parse-deep")
        && !$0.hasPrefix("recursion")
    }
    var programs = names.compactMap { SnapshotTests.read($0 + ".fov") }.map {
      String(decoding: $0, as: UTF8.self)
    }.filter { $0.count < 400 }
    programs += Library.standard.builtIns.filter { $0.topic != .files }.flatMap { $0.examples.map(\.code) }
    programs += Self.lessonCells
    for round in 0..<8 {
      let bench = Workbench()
      bench.run(Self.setup)
      for program in programs where (programs.count + round) % 2 == 0 || dice.roll(2) == 0 {
        var characters = Array(program)
        for _ in 0..<(1 + dice.roll(3)) where !characters.isEmpty {
          let place = dice.roll(characters.count)
          switch dice.roll(5) {
          case 0: characters.remove(at: place)
          case 1: characters.insert(contentsOf: dice.pick(Self.words), at: place)
          case 2:
            characters.replaceSubrange(
              place..<min(characters.count, place + 1 + dice.roll(4)), with: dice.pick(Self.words))
          case 3: characters.swapAt(place, dice.roll(characters.count))
          default:
            characters.insert(
              contentsOf: characters[place..<min(characters.count, place + 8)],
              at: dice.roll(characters.count))
          }
        }
        let text = String(characters)
        if !text.contains("write(") && !text.contains("use ") { run(text, in: bench) }
      }
    }
  }
}
