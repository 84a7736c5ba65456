import Engine
import Glibc
import Language
import Notebook
import Testing

/// The faults that people reported of other programs of the field, held against this one (`Tests/reports`).
@Suite struct ReportTests {
  private static let cases = ReportCase.all

  @Test func thereAreMany() { #expect(Self.cases.count >= 40) }

  /// What was reported, and who says what is right.
  @Test(arguments: cases) func saysWhatItIs(_ report: ReportCase) throws {
    let text = try report.text
    for mark in ["# report: ", "# right: "] {
      let line = text.split(separator: "\n").first { $0.hasPrefix(mark) }
      #expect(line.map { $0.dropFirst(mark.count).contains { !$0.isWhitespace } } == true, "\(mark)…")
    }
  }

  @Test(arguments: cases) func comesOutRight(_ report: ReportCase) throws {
    let folder = try report.copy()
    let result = ScriptChecker(allowsFiles: true, folder: folder.path).check(
      "\(folder.path)/\(report.fileName)")
    #expect(result.holds, "\(result.markup.plainText)")
    #expect(result.expectedOutputs > 0, "nothing that was run is compared with anything")
  }
}

/// One script of `Tests/reports`, and the files beside it.
struct ReportCase: CustomTestStringConvertible {
  private static let root =
    "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/reports"

  let area: String
  let fileName: String

  static var all: [ReportCase] {
    TemporaryFolder.names(root).sorted().flatMap { area in
      TemporaryFolder.names("\(root)/\(area)").filter { $0.hasSuffix(".fov") }.sorted().map {
        ReportCase(area: area, fileName: $0)
      }
    }
  }

  var testDescription: String { "\(area)/\(fileName)" }

  var text: String {
    get throws {
      String(decoding: try ByteFile.read("\(Self.root)/\(area)/\(fileName)"), as: UTF8.self)
    }
  }

  /// In a folder of its own with what it reads, so that what it writes goes away again.
  func copy() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in TemporaryFolder.names("\(Self.root)/\(area)")
    where name == fileName || !name.hasSuffix(".fov") {
      try Self.copy("\(Self.root)/\(area)/\(name)", to: "\(folder.path)/\(name)")
    }
    return folder
  }

  private static func copy(_ path: String, to target: String) throws {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return try ByteFile.write(try ByteFile.read(path, allowingEmpty: true), to: target)
    }
    mkdir(target, 0o755)
    for name in TemporaryFolder.names(path) { try copy("\(path)/\(name)", to: "\(target)/\(name)") }
  }
}
