import Engine
import Language
import Testing

@Suite("What a value looks like") struct DisplayTests {
  @Test func longRowsAreShortenedToTheScreen() {
    let bench = Workbench()
    for code in [
      "rand(300, 451)", "1000 * rand(3, 30, 40)", "rand(12)", "1 / 3 * ones(5, 9)", "-1e-9 * rand(7, 100)",
    ] {
      let lines = bench.output(code).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 } && lines.count <= 26, "\(code)")
    }
    #expect(bench.output("arange(1, 12)").hasSuffix("1   2   3   4   5   6   7   8   9  10  11  12"))
    // Eleven of six characters, each behind two blanks, would be 88.
    let row = bench.output("1000.5 + arange(1, 20)").split(separator: "\n")[1].split(separator: " ")
    #expect(
      row == ["1001.5", "1002.5", "1003.5", "1004.5", "1005.5", "…", "1017.5", "1018.5", "1019.5", "1020.5"])
  }

  /// Three pictures are three, and not the channels of one.
  @Test func aListOfPicturesIsShownSideBySide() throws {
    func pictures(_ code: String) throws -> [Markup.Picture] {
      let bench = Workbench()
      bench.run(code)
      return bench.transcript.pictures
    }
    let alike = try pictures("show list(eye(4), ones(4, 4), zeros(4, 4))")
    #expect(alike.map(\.tensor.shape) == [[3, 1, 4, 4]])
    #expect(try pictures("show list(rand(3, 5, 5), rand(3, 5, 5))").map(\.tensor.shape) == [[2, 3, 5, 5]])
    let different = try pictures("show list(ones(4, 4), ones(2, 2))")
    #expect(different.map(\.tensor.shape) == [[4, 4], [2, 2]])
    #expect(different[1].caption.hasSuffix("[2]"))
    #expect(try pictures("show list(1, 2)").isEmpty && pictures("show list()").isEmpty)
  }

  /// One notation for all numbers of a tensor: none with an exponent beside others without.
  @Test(arguments: [
    ("[491960.5, 39191.2]", "491960   39191"), ("[1e-5, 0.5]", "0.00001  0.50000"),
    ("[0.00012345, 12345.6]", "0.00012345       12346"),
    ("[1e-7, 1000]", "1e-07  1e+03"), ("[1.5e-6, 2.25e-7]", "1.50e-06  2.25e-07"),
    ("[123456.7, 0.5]", "123456.7       0.5"),
    ("[1e20, 1]", "1e+20  1e+00"), ("[1e20, 0, nan]", "1e+20      0    nan"), ("[1, 2.5]", "  1  2.5"),
    ("[0.99999, 1e-5]", "0.99999  0.00001"),
    ("[1e9, 0.5]", "1000000000         0.5"), ("f64([1, 2]) / 3e6", "3.3333e-07  6.6667e-07"),
  ]) func oneNotation(code: String, row: String) {
    let bench = Workbench()
    let line = bench.output(code).split(separator: "\n").last.map(String.init) ?? ""
    #expect(line == "  " + row)
  }

  @Test func oneNotationOnOneLine() {
    check([
      "\"{[1234567.5, 39191.25]}\"": "[1234568, 39191]", "\"{[1e-7, 1]}\"": "[0.0000001, 1.0000000]",
      "\"{[1, 2.5]}\"": "[1, 2.5]",
    ])
  }
}
