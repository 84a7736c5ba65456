import Engine
import Language
import Notebook
import Testing

@Suite struct ShowTests {
  @Test(arguments: ShowStatement.builtIn.examples.map(\.code)) func examplesAreTrue(_ code: String) throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(code)
      #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
      #expect(!bench.transcript.pictures.isEmpty)
    }
  }

  @Test(arguments: ShowStatement.builtIn.errorExamples.map(\.code)) func errorExamplesAreTrue(
    _ code: String
  ) throws {
    let example = try #require(ShowStatement.builtIn.errorExamples.first { $0.code == code })
    #expect(Workbench().failure(code)?.code == example.error)
  }

  @Test(arguments: [
    "show x, range=[0, 4], caption=\"a\"", "show(x, range=[0, 4], caption=\"a\")",
    "show x,\n  range=[0, 4],\n  caption=\"a\"", "show (x + 0), range=[0, 4], caption=\"a\"",
    "for i in 1:1 { show x, range=[0, 4], caption=\"a\" }",
    "f(r, c=\"a\") = { show x, range=r, caption=c }; f([0, 4])",
  ])
  func waysToWriteIt(_ statement: String) throws {
    let bench = Workbench()
    bench.run("x = [1, 2; 3, 4]; " + statement)
    let picture = try #require(bench.transcript.pictures.first, "\(bench.transcript.lines)")
    #expect(picture.range == 0...4 && picture.caption == "a")
  }

  @Test func whatFollowsIsStillAPipeline() throws {
    let bench = Workbench()
    bench.run("x = [1, 2; 3, 4]\nshow(x) |> relu\nshow (x)\n  |> relu")
    #expect(bench.transcript.pictures.map(\.caption) == ["(x) |> relu", ""], "\(bench.transcript.lines)")
  }

  @Test(arguments: [
    "show build(Chain(Conv(2, 3), Relu()), [4, 4]), caption=\"mine\"", "show 3, caption=\"mine\"",
    "show record(counts=[1, 2], edges=[0, 1, 2]), caption=\"mine\"", "show eye(3), caption=\"mine\"",
  ])
  func aCaptionIsSaidOnce(_ statement: String) {
    var text = ""
    let session = Session { event in if case .markup(let markup) = event { text += markup.plainText + "\n" } }
    session.run(statement)
    #expect(text.split(separator: "mine", omittingEmptySubsequences: false).count == 2, "\(text)")
  }

  @Test func anElementOfADataSetHasItsClass() throws {
    let bench = Workbench()
    bench.run("d = digits(5, seed=1); show d[2]; show d[3], caption=\"third\"")
    let name = bench.output("print(d[2].name)")
    #expect(bench.transcript.pictures.first?.caption == "d[2], class \"\(name)\"")
    #expect(bench.transcript.pictures.last?.caption.hasPrefix("third, class") == true)
  }

  @Test func wrongAnswersStandBesideTheClass() throws {
    let bench = Workbench()
    bench.run("net = Chain(Flatten(), Dense(2, seed=1)); x = ones(4, 2, 2); d = dataset(x, [1, 2, 1, 2])")
    bench.run("e = evaluate(net, d); w = e.wrong; show d[w]; show d[1:4]; show dataset(x, [1, 2, 1, 2])[w]")
    let pictures = bench.transcript.pictures
    try #require(pictures.count == 3, "\(bench.transcript.lines)")
    // All pictures are the same, so one class is always given, and the other is always wrong.
    let labels = Set(pictures[0].labels)
    #expect(labels == ["1 → 2"] || labels == ["2 → 1"])
    #expect(pictures[1].labels == ["1", "2", "1", "2"], "not all of these were wrong")
    #expect(pictures[2].labels.allSatisfy { !$0.contains("→") }, "of another set nothing is known")
  }

  @Test(arguments: [
    ("show eye(2), range=[nan, 1]", ErrorCode.option), ("show eye(2), range=[1]", .option),
    ("show eye(2), range=3", .wrongType), ("show eye(2), caption=3", .wrongType),
    ("show eye(2), range=[0, 1], range=[0, 2]", .repeatedArgument), ("show(1, 2)", .extraArgument),
    ("show()", .missingArgument), ("show eye(2), \"a.png\"", .extraArgument),
    ("show eye(2), file=\"a.jpg\"", .file), ("show eye(2), file=3", .wrongType),
    ("show none + 1, range=[0, 1]", .wrongType),
  ])
  func mistakes(_ code: String, _ expected: ErrorCode) {
    #expect(Workbench().failure(code)?.code == expected)
  }
}
