import Engine
import Language

/// Cells, as they are typed one after the other, in an interpreter of their own.
enum ProgramRun {
  /// All built-ins but those that touch files.
  private static let library = Library(
    Library.standard.builtIns.filter { !["load", "write", "picture", "plot", "compare"].contains($0.name) })

  /// Cells are parted by a byte that is in no UTF-8 text.
  static func run(_ input: [UInt8], _ cancellation: Cancellation) {
    let interpreter = Interpreter(Environment(library: library), cancellation: cancellation)
    interpreter.output = { markup in _ = markup.plainText }
    for (number, cell) in input.split(separator: 0xFF).prefix(4).enumerated() {
      run(SourceText(name: "In[\(number + 1)]", bytes: Array(cell)), interpreter)
    }
  }

  /// - Returns: whether it ran to its end.
  @discardableResult
  static func run(_ source: SourceText, _ interpreter: Interpreter) -> Bool {
    do throws(Diagnostic) {
      let program = try interpreter.compile(source)
      for statement in program.statements {
        let result = try interpreter.run(statement, of: program)
        _ = Formatter.display(result.value)
      }
      return true
    } catch {
      _ = DiagnosticRenderer.render(error).plainText
      return false
    }
  }
}
