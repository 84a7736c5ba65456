import Glibc
import Language
import Notebook
import Testing

/// What strangers type, with their habits from elsewhere and a mistake on nearly every line, beside what they get:
/// `Snapshots/strangers/NAME.cells` and `NAME.txt`.
///
/// `FOVEA_UPDATE=1` writes the answers anew; read what it wrote.
@Suite struct StrangerTests {
  private static var folder: String {
    String(SnapshotTests.folder.dropLast("errors".count)) + "strangers"
  }

  @Test(arguments: ["matlab", "matlab-work", "numpy", "pytorch", "beginner"])
  func theyAreAnswered(
    _ name: String
  ) throws {
    let cells = String(
      decoding: try #require(TemporaryFolder.read(Self.folder + "/\(name).cells")), as: UTF8.self)
    var text = ""
    onLargeStack {
      let bench = Workbench()
      bench.interpreter.folder = "/nonexistent"
      for cell in cells.split(separator: "\n").map(String.init) {
        text += "In[\(bench.session.nextCell)]: \(cell)\n"
        let answer =
          if let call = CommandCall(cell) {
            call.misuse.map { "\($0.message)\n  help: \($0.help)" } ?? "(a command)"
          } else {
            bench.output(cell)
          }
        if !answer.isEmpty { text += answer + "\n" }
      }
    }
    let path = Self.folder + "/\(name).txt"
    if getenv("FOVEA_UPDATE") != nil {
      let file = try #require(fopen(path, "w"))
      fputs(text, file)
      fclose(file)
      return
    }
    #expect(text == String(decoding: try #require(TemporaryFolder.read(path)), as: UTF8.self), "\(name)")
  }
}
