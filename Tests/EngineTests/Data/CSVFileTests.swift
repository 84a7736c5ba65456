import Testing

@testable import Engine

/// Tables of numbers in text. `Fixtures/make_tables.py` made the tables and what NumPy reads of them.
@Suite struct CSVFileTests {
  private func read(_ text: String, path: String = "x.csv") throws -> (tensor: Tensor, remarks: [String]) {
    let remarks = FileRemarks()
    let array = try CSVFile.decode(Array(text.utf8), path: path, remarks: remarks)
    return (try Tensor(array), remarks.sentences)
  }

  private func bits(_ tensor: Tensor) -> [UInt64] {
    tensor.read(as: Double.self) { $0.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } }
  }

  @Test(arguments: [
    "savetxt", "savetxt-blanks", "savetxt-header", "savetxt-integers", "savetxt-column", "savetxt-row",
    "special",
    "spellings", "lines", "quoted", "names", "blanks", "exact", "decimals", "written",
  ])
  func agreesWithNumPy(_ name: String) throws {
    let expected = try Tensor(NumPyFile.decode(DataFixtures.bytes("csv/\(name).npy")))
    let found = try Tensor(CSVFile.decode(DataFixtures.bytes("csv/\(name).csv")))
    #expect(found.shape == expected.shape)
    #expect(bits(found) == bits(expected))
  }

  /// The same bytes as Python writes, which NumPy reads without loss.
  @Test func writesTheShortestNumbers() throws {
    let tensor = try Tensor(NumPyFile.decode(DataFixtures.bytes("csv/written.npy")))
    #expect(try CSVFile.encode(tensor) == DataFixtures.bytes("csv/written.csv"))
  }

  @Test func shapesAndTypesAreWritten() throws {
    func text(_ tensor: Tensor, _ separator: Unicode.Scalar = ",") throws -> String {
      String(decoding: try CSVFile.encode(tensor, separator: separator), as: UTF8.self)
    }
    #expect(try text(Tensor([0.1, 2, -3.5] as [Float], [3])) == "0.1\n2\n-3.5\n")
    #expect(try text(Tensor([1, 2, 3, 4] as [UInt8], [2, 2])) == "1,2\n3,4\n")
    #expect(try text(Tensor([.min, .max] as [Int64], [1, 2]), "\t") == "\(Int64.min)\t\(Int64.max)\n")
    #expect(try text(Tensor([7] as [Double], [])) == "7\n")
    #expect(throws: TensorError.self) { try CSVFile.encode(Tensor([1] as [Float], [1, 1, 1])) }
    #expect(throws: TensorError.self) { try CSVFile.encode(Tensor([] as [Float], [0, 3])) }
  }

  /// RFC 4180, section 2: quotes, doubled quotes and line breaks within them, a last line without an end.
  @Test func quotedFields() throws {
    let (tensor, remarks) = try read("\"a\nb\",\"say \"\"c\"\"\"\r\n\"1\",\"-2e1\"\r\n3,4")
    #expect(tensor.elements == [1, -20, 3, 4] && tensor.shape == [2, 2])
    #expect(
      remarks == ["the first line of x.csv is taken for the names of its columns: \"a?b\" and \"say \"c\"\""])
  }

  @Test func namesAreRemarked() throws {
    #expect(
      try read("height,weight\n1,2\n").remarks
        == ["the first line of x.csv is taken for the names of its columns: \"height\" and \"weight\""])
    // As pandas writes a table with an index.
    #expect(try read(",0,1\n0,5,6\n1,7,8\n").tensor.elements == [0, 5, 6, 1, 7, 8])
    #expect(try read("1,2\n").remarks == [])
    #expect(try read("nan,inf\n").remarks == [])
  }

  @Test func roundedWholeNumbersAreRemarked() throws {
    #expect(
      try read("9007199254740993\n9007199254740992\n").remarks
        == ["whole numbers of x.csv that float64 does not hold, such as 9007199254740993, are rounded"])
  }

  @Test func whatPartsColumns() throws {
    for text in [
      "1,2\n3,4", "1;2\n3;4", "1\t2\n3\t4", "1 2\n3 4", " 1  2 \n3\t 4\t", "1 , 2\n3,4  ",
      "# c, d\n\n1;2\r3;4\r", "\t\n1,2\n3,4",
    ] {
      let tensor = try read(text).tensor
      #expect(tensor.shape == [2, 2] && tensor.elements == [1, 2, 3, 4], "\(text)")
    }
  }

  @Test(
    arguments: [
      (
        "a,b\n1,2\n3,x\n", "line 3, column 2 (b) of x.csv is \"x\", but a number is expected",
        "write nan where a number is missing"
      ),
      ("1,2\n3,\n", "line 2, column 2 of x.csv is empty", "write nan where a number is missing"),
      (
        "1,2\n\n3\n", "line 3 of x.csv has 1 column, and those before it have 2",
        "each row of a table has as many numbers"
      ),
      (
        "a,b\n1,2,3\n", "line 2 of x.csv has 3 columns, and the line of names has 2",
        "each row of a table has as many numbers"
      ),
      (
        "1;2\n1,5;2\n", "line 2, column 1 of x.csv is \"1,5\", but a number is expected",
        "decimals are written with a point: 1.5"
      ),
      (
        "1,2\n\"3,4\n", "a quote that opens on line 2 of x.csv is not closed",
        "a quote within a field is written twice: \"\""
      ),
      (
        "1\n\"2\"3\n", "line 2, column 1 of x.csv is \"\"2\"3\", but a number is expected",
        "write nan where a number is missing"
      ),
      (
        "1\n0x10\n", "line 2, column 1 of x.csv is \"0x10\", but a number is expected",
        "write nan where a number is missing"
      ),
      (
        "1\n1_000\n", "line 2, column 1 of x.csv is \"1_000\", but a number is expected",
        "write nan where a number is missing"
      ),
      (
        "a,b\n", "x.csv has a line of names and no numbers below it",
        "each row of numbers has a line of its own"
      ),
      ("# only this\n", "x.csv has no numbers in it", nil),
    ] as [(String, String, String?)])
  func errorsNameThePlace(_ text: String, _ message: String, _ help: String?) throws {
    let error = try #require(throws: FileError.self) { try read(text) }
    #expect(error.message == message)
    #expect(error.help == help)
  }

  @Test func otherEncodingsAndLimits() throws {
    let wide: [UInt8] = [0xFF, 0xFE, 0x31, 0, 0x0A, 0]
    #expect(CSVFile.recognizes(FileStart(wide, path: "x.csv")))
    #expect(fileErrorCode { try CSVFile.decode(wide, path: "x.csv") } == .unsupported)
    #expect(fileErrorCode { try CSVFile.decode(Array("1,2\n3,4".utf8), limit: 31) } == .tooLarge)
    #expect(fileErrorCode { try CSVFile.decode([]) } == .empty)
  }

  @Test(arguments: [
    ("1,2\n", "x.csv", true), ("name,age\n", "x.csv", true), ("name,age\n", "x.csv.gz", true),
    ("name age\n", "x.txt", false),
    ("1 2 3\n", "x.txt", true), ("a b\n1 2\n", "x.dat", true), ("1.5\n", "x", true),
    ("P2 1 1 9 9", "x.csv", false),
    ("<!DOCTYPE html>", "x.csv", false), ("(;SZ[9])", "x.csv", false), ("1\0\n", "x.csv", false),
    ("the 3 bears\n1", "x", true),
  ])
  func isToldByContent(_ text: String, _ path: String, _ isTable: Bool) {
    #expect((FileFormats.format(of: Array(text.utf8), path: path) == CSVFile.self) == isTable)
  }

  @Test func aLongFirstLineIsToldByItsBeginning() {
    let line = (0..<785).map { "\($0).25" }.joined(separator: ",")
    #expect(FileFormats.format(of: Array(line.utf8)) == CSVFile.self)
    #expect(FileFormats.format(of: Array(String(repeating: "word ", count: 200).utf8)) == nil)
  }
}
