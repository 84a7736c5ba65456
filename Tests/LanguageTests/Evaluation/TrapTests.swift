import Engine
import Language
import Notebook
import Testing

/// What would go wrong without a word in other places: an error, or a note.
@Suite("Traps") struct TrapTests {
  private func notes(_ cell: String, after setup: String = "") -> [String] {
    let bench = Workbench()
    if !setup.isEmpty { bench.run(setup) }
    bench.transcript.notes = []
    bench.run(cell)
    #expect(bench.transcript.failures.isEmpty, "\(cell): \(bench.transcript.failures.map(\.text))")
    return bench.transcript.notes
  }

  /// What MATLAB understands as products and as matrices one below another is said, once in a session.
  @Test func matricesThatAreTakenElementByElement() {
    #expect(notes("A^2", after: "A = [1, 2; 3, 4]").first?.contains("`A @ A`") == true)
    #expect(notes("B = A^-1", after: "A = [1, 2; 3, 4]").first?.contains("`inv(A)`") == true)
    #expect(notes("A^2", after: "A = [1, 2; 3, 4]; A^2").isEmpty)
    for quiet in ["v^2", "sum(A^2)", "A^3", "r^2", "(A + 1)^2"] {
      #expect(notes(quiet, after: "A = [1, 2; 3, 4]; v = [1, 2]; r = ones(1, 2)").isEmpty, "\(quiet)")
    }
    #expect(notes("[A; A]", after: "A = [1, 2; 3, 4]").first?.contains("`cat(A, A)`") == true)
    #expect(notes("[v; v]", after: "v = [1, 2]").first?.contains("`stack(v, v)`") == true)
    for quiet in ["[A, A]", "[[1, 2]; [3, 4]]", "[1:2; 3:4]", "[1; 2]"] {
      #expect(notes(quiet, after: "A = [1, 2; 3, 4]").isEmpty, "\(quiet)")
    }
  }

  @Test func dimensionsAreSaidOnceInASession() {
    #expect(notes("sum(x, dim=1)", after: "x = ones(2, 3)").count == 1)
    #expect(notes("max(x, dim=2); sort(x, dim=1)", after: "x = ones(2, 3); sum(x, dim=1)").isEmpty)
  }

  /// A boolean says which elements are meant only as a mask of their shape.
  @Test func booleansAreNoIndices() {
    checkFailures(
      after: "v = [3, -1, 2]; x = [1, 2; 3, 4]; m = v > 0",
      [
        "v[true]": .wrongType, "v[v[1] > 0]": .wrongType, "v[true] = 9": .wrongType, "v[m[1]]": .wrongType,
        "list(1, 2)[true]": .wrongType, "x[true, 1]": .wrongType, "v[1 - m]": .indexZero,
        "v[1 * m]": .indexZero, "v[[1, 0, 1]]": .indexZero,
      ])
    check(
      after: "v = [3, -1, 2]; m = v > 0",
      ["v[1 + m]": [-1, 3, -1], "v[sum(m)]": -1, "v[argmax(m)]": 3, "v[1 + i64(m)]": [-1, 3, -1]])
  }

  @Test func maximumOfATensorAndANumber() {
    checkFailures(
      after: "a = [1, 2; 3, 4]",
      [
        "max(a, 1)": .extraArgument, "min(a, 0)": .extraArgument, "max(2, a)": .extraArgument,
        "a |> max(1)": .extraArgument, "max(a, a[1, 1])": .extraArgument,
      ])
    check(
      after: "a = [1, 2; 3, 4]",
      [
        "max(a, a')": [[1, 3], [3, 4]], "max(2, 3)": 3, "max(a, dim=1)": [3, 4],
        "maximum(a, 2)": [[2, 2], [3, 4]],
      ])
  }

  @Test func broadcastsOfTwoShapes() {
    #expect(
      notes("mean((zeros(4, 1) - zeros(4))^2)") == [
        "[4, 1] with [4] gives [4, 4]: every element is combined with every other; `flatten(x)` makes [4] of [4, 1]"
      ])
    #expect(
      notes("where([1; 2; 3; 4] > 0, [1, 2, 3, 4], 0)").count == 1
        && notes("allclose([1; 1], [1, 1])").count == 1 && notes("where([1, 2] > 0, 3, [4, 5])").isEmpty)
    #expect(
      notes("ones(3, 1) + ones(1, 4)") == [
        "[3, 1] with [1, 4] gives [3, 4]: every element is combined with every other"
      ]
    )
    // Once a cell, also in a loop, a function, a comparison; again in the next.
    let bench = Workbench()
    bench.run(
      "f(a, b) = a * b; for i in 1:3 { f(ones(2, 1), ones(2)) }; ones(2) == ones(2, 1); maximum(ones(2), ones(2, 1))"
    )
    #expect(bench.transcript.notes.count == 1)
    bench.run("maximum(ones(2), ones(2, 1))")
    #expect(bench.transcript.notes.count == 2)
    for silent in [
      "ones(3, 4) + ones(4)", "ones(3, 4) * 2", "ones(2, 3, 4) - ones(3, 1)", "ones(3) + ones(3)",
      "ones(4, 1) - mean(ones(4))",
      "ones(2, 3) @ ones(3, 4)", "ones(1) + ones(4, 1)", "conv(ones(4, 4), ones(2, 2))",
    ] { #expect(notes(silent).isEmpty, "\(silent)") }
  }

  @Test func builtInsThatAreHidden() {
    let note = "`sum` hides the built-in function of that name; `sum = none` brings it back"
    for cell in ["sum = 3", "sum(x) = 1", "for sum in 1:2 { }", "if true { sum = 3 }"] {
      #expect(notes(cell) == [note], "\(cell)")
    }
    #expect(notes("pi = 3") == ["`pi` hides the constant of that name; `pi = none` brings it back"])
    #expect(notes("sum = 4", after: "sum = 3").isEmpty)
    #expect(notes("y = 3; f(sum) = sum; g(x) = { max = x; max }; for e in [] { e }; f(1); g(2)").isEmpty)
    check([
      "sum = 3; sum = none; sum([1, 2])": 3, "pi = 3; pi = none; pi > 3.1": true,
      "max(x) = 1; max = none; max([4, 5])": 5,
      "x = 3; x = none; x": nil,
    ])
    #expect(Workbench().failure("sum = 3; sum([1])")?.help?.contains("`sum = none` brings it back") == true)
    for program in [
      "max = [1]; max([1, 2])", "shape = [1, 2]; shape([1])", "max = \"a\"; max(1)", "sum = list(1); sum(1)",
    ] {
      let error = Workbench().failure(program)
      #expect(
        error?.code == .notCallable && error?.help?.contains(" = none` brings it back") == true, "\(program)")
    }
    let own = Workbench().failure("f(max) = max([1, 2]); f([3])")
    #expect(own?.code == .notCallable && own?.help?.contains("give it another name") == true)
  }

  @Test func countOfAComparison() {
    let note = "count says how many elements there are; `sum(x > 0)` counts those for which it is true"
    #expect(notes("v = [3, 1, 3]; count(v == 3)") == [note])
    #expect(notes("count([1, 0, 1])").isEmpty)
    for program in ["count(3 == 3)", "count(argmax([1, 2]) == 2)"] {
      let error = Workbench().failure(program)
      #expect(error?.code == .wrongType && error?.help?.contains("`sum(x > 0)`") == true, "\(program)")
    }
  }

  @Test func optionsThatCannotBe() {
    checkFailures([
      "expect(1, 2, atol=-5)": .option, "allclose(1, 1, rtol=-1)": .option,
      "allclose(1, 1, atol=nan)": .option,
      "gradcheck(x -> x^2, 1, tolerance=-5)": .option, "sum([1, 2], dim=1, keepdim=1)": .wrongType,
      "sum([1, 2], keepdim=0)": .wrongType, "dropout([1, 2], training=1)": .wrongType,
      "allclose(1, 1, rtol=\"a\")": .wrongType,
    ])
    check([
      "allclose(1, 1, rtol=0, atol=0)": true, "allclose(1, 2, atol=inf)": true,
      "shape(sum(ones(2, 3), dim=1, keepdim=true))": [1, 3],
      "sum(ones(2), keepdim=1 == 1)": [2],
    ])
  }

  /// Where help says "an error that names …".
  @Test func errorsNameWhatTheirHelpExpectedOutputs() {
    let bench = Workbench()
    #expect(
      bench.failure("gradcheck(x -> sum(where(x > 0, 1, 0) + x), [1, 0, 2])")?.message.contains("element [2]")
        == true)
    #expect(
      bench.failure("sgf(\"(;SZ[5];B[aa];W[aa])\")")?.message.contains("row 1, column 1, is on a stone")
        == true)
    #expect(
      bench.failure("sgf(\"(;SZ[5];B[ba];W[ee];B[ab];W[aa])\")")?.message.contains("move 4") == true)
  }

  /// Letters that are drawn as nothing are no names.
  @Test func invisibleLetters() {
    for letter in ["\u{3164}", "\u{115F}", "\u{FFA0}", "x\u{3164}", "x\u{180B}"] {
      let error = Workbench().failure("\(letter) + 1")
      #expect(
        error?.code == .invalidCharacter && error?.message.contains("U+") == true, "\(error?.text ?? "works")"
      )
    }
    check(["변수 = 3; 변수": 3, "x̂ = 2; x̂": 2])
  }

  /// Time in proportion to their number: a square would take minutes.
  @Test(.timeLimit(.minutes(5))) func manyNamedArguments() {
    let names = (1...60_000).map { "a\($0)=1" }.joined(separator: ", ")
    let start = ContinuousClock.now
    #expect(Workbench().failure("record(\(names)).a60000", seconds: 50) == nil)
    let once = ContinuousClock.now - start
    #expect(once < .seconds(20), "\(once)")
    #expect(Workbench().failure("record(\(names), a7=2)", seconds: 50)?.code == .repeatedArgument)
  }

  /// Functions of 100,000 parameters are defined, and called by their names, in time in proportion to their number.
  @Test(.timeLimit(.minutes(5))) func manyParameters() throws {
    let numbers = 0..<100_000
    let defaults = numbers.map { "a\($0)=1" }.joined(separator: ", ")
    let names = numbers.map { "a\($0)" }.joined(separator: ", ")
    let start = ContinuousClock.now
    for code in ["f(\(defaults)) = a99999; f()", "f(\(names)) = 1", "g = (\(names)) -> 1"] {
      #expect(Workbench().failure(code, seconds: 100) == nil)
    }
    #expect(Workbench().failure("f(\(defaults)) = a99999; f(\(defaults))", seconds: 100) == nil)
    let spent = ContinuousClock.now - start
    #expect(spent < .seconds(60), "\(spent)")
    let twice = Workbench().failure("f(\(names), a7) = 1", seconds: 100)
    #expect(twice?.code == .repeatedArgument && twice?.labels.map(\.text) == ["first here", "again"])
  }
}
