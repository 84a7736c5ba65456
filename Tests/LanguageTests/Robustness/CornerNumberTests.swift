import Engine
import Glibc
import Language
import Notebook
import Testing

/// Numbers at which conversions and sums go wrong, in every place where a number can stand: no call may end the
/// process. `FOVEA_TRACE` prints each program before it runs, so that the last one is the one that did.
@Suite("Numbers from the corners", .serialized, .timeLimit(.minutes(5))) struct CornerNumberTests {
  /// Sizes that a machine may just have the memory for take long: they are tried with `FOVEA_THOROUGH`.
  private static let corners =
    (getenv("FOVEA_THOROUGH") == nil ? [] : ["1e9", "2^31"]) + [
      "0", "(-1)", "0.5", "2^53", "2^62", "2^63", "-2^63", "1e300", "inf", "-inf", "nan",
    ]

  private static var functions: [BuiltIn] {
    Library.standard.builtIns.filter { $0.topic != .files && !["picture_folder", "mnist"].contains($0.name) }
  }

  /// Each number of a program in turn replaced by each corner.
  private static func replaced(_ code: String) -> [String] {
    let characters = Array(code)
    var programs: [String] = []
    var (position, isQuoted) = (0, false)
    while position < characters.count {
      let character = characters[position]
      if character == "\"" { isQuoted.toggle() }
      let follows =
        position > 0 && (characters[position - 1].isLetter || "_.".contains(characters[position - 1]))
      guard !isQuoted, !follows, character.isNumber else {
        position += 1
        continue
      }
      var end = position
      while end < characters.count, characters[end].isNumber || characters[end] == "." { end += 1 }
      for corner in corners {
        programs.append(String(characters[..<position]) + "(\(corner))" + String(characters[end...]))
      }
      position = end
    }
    return programs
  }

  /// Each parameter that a call does not name, given each corner as a number and in a tensor.
  private static func extended(_ builtIn: BuiltIn) -> [String] {
    guard let code = builtIn.examples.first?.code, let start = code.ranges(of: builtIn.name + "(").first,
      let end = closing(code, from: start.upperBound)
    else { return [] }
    let call = code[start.lowerBound..<end]
    return builtIn.parameters.filter { !call.contains($0.name + "=") && $0.kind != .fields }.flatMap {
      parameter in
      corners.flatMap { corner in
        ["(\(corner))", "[\(corner), 1]", "f64([1, \(corner)])", "full(\(corner), 2, 2)"].map { value in
          "\(code[..<end])\(call.hasSuffix("(") ? "" : ", ")\(parameter.name)=\(value)\(code[end...])"
        }
      }
    }
  }

  /// Where the call whose arguments begin at `start` ends.
  private static func closing(_ code: String, from start: String.Index) -> String.Index? {
    var depth = 0
    for index in code.indices[start...] {
      switch code[index] {
      case "(", "[", "{": depth += 1
      case ")" where depth == 0: return index
      case ")", "]", "}": depth -= 1
      default: break
      }
    }
    return nil
  }

  /// Operators, parts and assignments of every kind of value that has parts.
  private static var indexed: [String] {
    let values = [
      "[1, 2, 3]", "list(1, 2, 3)", "\"abc\"", "(1:3)", "digits(3, seed=1)", "Chain(Relu(), Tanh())",
      "f64([1, 2, 3])",
      "shape(ones(2, 3))",
    ]
    return corners.flatMap { corner in
      values.flatMap { value in
        [
          "x = \(value); x[\(corner)]", "x = \(value); x[1:\(corner)]", "x = \(value); x[1:\(corner):3]",
          "x = \(value); x[\(corner):1:3]", "x = \(value); x[3:-(\(corner)):1]",
          "x = \(value); x[[1, \(corner)]]",
          "x = \(value); x[\(corner)] = 1", "x = \(value); x[1] = \(corner)",
          "x = \(value); x[1:\(corner):3] = 1",
          "x = \(value); x[1:2] = [\(corner), 1]", "x = \(value); x[end - \(corner)]",
          "for e in \(value)[1:\(corner):3] { e }",
        ]
      } + [
        "x = 1:\(corner); x[end]", "count(1:\(corner))", "for i in 1:\(corner) { if i > 3 { break } }",
        "x = \(corner):\(corner); x[end]", "x = 0:1 / (\(corner)):1; x[end]",
        "x = -(\(corner)):\(corner); x[2:4]",
        "x = \(corner):-1:1; x[end:-1:end - 2]", "sum(1:\(corner))", "[1:\(corner)]", "\"{\(corner)}\"",
        "x = 1:5; x[1:\(corner):5][1]", "show \(corner)", "show [1, \(corner)]", "plot([1, \(corner)])",
        "explain conv(ones(3, 3), ones(2, 2))[\(corner), 1]", "explain sum([\(corner), 1])",
        "show [\(corner), 1; 2, 3]", "list(\(corner), 1)", "record(a=\(corner))",
        "print(\(corner), [\(corner)])",
      ]
    }
  }

  private static func run(_ programs: [String], seconds: Double = 0.2) {
    let isTraced = getenv("FOVEA_TRACE") != nil
    // Elsewhere the suite runs beside others, and what is large fails in the same way.
    var bench = Workbench()
    for (number, program) in programs.enumerated() {
      if number % 50 == 0 { bench = Workbench() }
      if isTraced { print(program) }
      bench.run(program, seconds: seconds)
      bench.transcript.lines.removeAll()
      bench.transcript.failures.removeAll()
      bench.transcript.values.removeAll()
      bench.transcript.pictures.removeAll()
    }
  }

  /// A quarter in each run, another with each `FOVEA_SEED`; all of them with `FOVEA_THOROUGH`.
  private static func chosen(_ programs: [String]) -> [String] {
    if getenv("FOVEA_THOROUGH") != nil { return programs }
    let seed = getenv("FOVEA_SEED").flatMap { Int(String(cString: $0)) } ?? 0
    return programs.enumerated().filter { ($0.offset + seed).isMultiple(of: 4) }.map(\.element)
  }

  /// Thousands of programs take minutes, so that this and the next are for `FOVEA_THOROUGH`.
  @Test(.enabled(if: getenv("FOVEA_THOROUGH") != nil)) func inTheExamples() {
    let programs = Self.functions.flatMap { builtIn in
      (builtIn.examples + builtIn.errorExamples).flatMap { Self.replaced($0.code) }
    }
    #expect(programs.count > 2000)
    onLargeStack { Self.run(Self.chosen(programs)) }
  }

  @Test(.enabled(if: getenv("FOVEA_THOROUGH") != nil)) func asOptions() {
    let programs = Self.functions.flatMap(Self.extended)
    #expect(programs.count > 2000)
    onLargeStack { Self.run(Self.chosen(programs)) }
  }

  @Test func inPartsAndRanges() { onLargeStack { Self.run(Self.indexed) } }

  /// Python says the same of `len(range(…))` and of slices, but for counting from 1.
  @Test func rangesAndTheirParts() {
    check([
      "count(1:2^52)": 4_503_599_627_370_496, "x = 1:1e15; x[end]": 1e15, "x = [1, 2, 3]; x[1:1e300:3]": [1],
      "x = [1, 2, 3]; x[1:2^63:3]": [1], "x = [1, 2, 3]; x[1:-2^64:1]": [1], "list(1, 2)[1:1e300:2][1]": 1,
      "\"abc\"[1:2^63:3]": "a", "x = [1, 2, 3]; x[1:2^63:3] = 7; x": [7, 2, 3], "(5:9)[1:1e300:3][1]": 5,
      "count(digits(3, seed=1)[1:1e300:3])": 1, "x = 1:2^53; x[end]": 9_007_199_254_740_992,
      "count(1:1e15) - 1e15": 0, "count(0:0.1:1)": 11, "count(1:2^53) - 2^53": 0,
      "count(0:0.001:1000)": 1_000_001, "count(0:1e-9:1e6) - 1e15": 1, "(1:2^40)[end] - 2^40": 0,
    ])
    checkFailures([
      "x = 1:1e16": .tooManyNumbers, "count(1:2^62)": .tooManyNumbers, "-1e308:1e308": .tooManyNumbers,
      "0:1e-320:1": .tooManyNumbers, "for i in 1:1e300 { break }": .tooManyNumbers, "[1, 2][1e300]": .index,
      "[1, 2][2^63]": .index, "[1, 2][-1e300]": .indexNegative, "arange(1, 1e300)": .memory,
      "arange(1, inf)": .option, "x = shape([1, 2]); x[1] = 2^63": .dtype, "zeros(1e300)": .memory,
      "zeros(inf)": .option, "zeros(1e18)": .memory, "sum([1, 2], dim=1e300)": .option,
      "sum([1, 2], dim=-2^62)": .option, "seed(1e300)": .option, "digits(1e300)": .option,
      "one_hot([1, 1e300], 3)": .index, "max_pool(ones(4, 4), 1e300)": .option,
    ])
    check(["x = shape([1, 2]); x[1] = -2^63; x": [-9_223_372_036_854_775_808]])
  }

  /// In a target without the link the standard library's initializers, which end the program, are in reach again.
  @Test func everyTargetHoldsTheDoor() {
    let sources = "\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/Sources"
    let targets = TemporaryFolder.names(in: sources).filter { !$0.hasPrefix("C") && !$0.hasPrefix(".") }
    #expect(targets.count >= 5)
    let door = TemporaryFolder.read(sources + "/Engine/Tensor/CheckedIntegers.swift")
    for target in targets where target != "Engine" {
      #expect(TemporaryFolder.read("\(sources)/\(target)/CheckedIntegers.swift") == door, "\(target)")
    }
  }

  @Test func limitsAreNamed() {
    #expect(
      Workbench().failure("conv(ones(3, 3), ones(2, 2), padding=2^31)")?.message
        == "`padding` must be at most 2147483647, not 2147483648")
    #expect(
      Workbench().failure("conv(ones(3, 3), ones(2, 2), padding=-1e300)")?.message
        == "`padding` must be at least 0, not -1e+300")
    #expect(Workbench().failure("digits(0.5)")?.message == "`count` must be a whole number, not 0.5")
  }
}
