import Engine
import Language
import Notebook
import Testing

/// The programs that a fuzzer found to reach something of their own (`Scripts/fuzz`), run again: none may crash or hang.
@Suite("The corpus", .serialized, .timeLimit(.minutes(2))) struct CorpusTests {
  private static let folder =
    String("\(#filePath)".split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }) + "/Fuzz/corpus"

  private static let library = Library(
    Library.standard.builtIns.filter { !["load", "write", "picture", "plot", "compare"].contains($0.name) })

  @Test func everyProgramEnds() throws {
    let names = TemporaryFolder.names(in: Self.folder)
    #expect(names.count > 100)
    for name in names {
      let bytes = try #require(TemporaryFolder.read(Self.folder + "/" + name))
      onLargeStack { Self.run(bytes, name) }
    }
  }

  private static func run(_ bytes: [UInt8], _ name: String) {
    let interpreter = Interpreter(Environment(library: library))
    Watchdog.guarding(interpreter.cancellation, seconds: 10, over: name) {
      for cell in bytes.split(separator: 0xFF) {
        do throws(Diagnostic) {
          let program = try interpreter.compile(SourceText(name: name, bytes: Array(cell)))
          for statement in program.statements {
            _ = Formatter.display(try interpreter.run(statement, of: program).value)
          }
        } catch { _ = error.text }
      }
    }
  }
}
