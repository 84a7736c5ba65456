import Engine
import Foundation
import Language
import Synchronization

/// What libFuzzer calls with each input: its text is read and run, as cells are, by an interpreter of its own. Nothing may
/// crash, whatever the text is.
@_cdecl("LLVMFuzzerTestOneInput")
public func runInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // libFuzzer's buffer lives until this function returns.
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let cancellation = Cancellation()
  let interpreter = Interpreter(Environment(library: Harness.library), cancellation: cancellation)
  interpreter.output = { markup in _ = markup.plainText }
  Watch.shared.begin(cancellation)
  defer { Watch.shared.end() }
  // Cells are parted by a byte that is in no UTF-8 text.
  for (number, cell) in bytes.split(separator: 0xFF).prefix(4).enumerated() {
    run(SourceText(name: "In[\(number + 1)]", bytes: Array(cell)), interpreter)
  }
  return 0
}

private func run(_ source: SourceText, _ interpreter: Interpreter) {
  do throws(Diagnostic) {
    let program = try interpreter.compile(source)
    for statement in program.statements {
      let result = try interpreter.run(statement, of: program)
      _ = Formatter.display(result.value)
    }
  } catch {
    _ = DiagnosticRenderer.render(error).plainText
  }
}

private enum Harness {
  /// All built-ins but those that touch files.
  static let library = Library(
    Library.standard.builtIns.filter { !["load", "write", "picture", "plot", "compare"].contains($0.name) })
}

/// Stops what goes on for too long, as a person would with Ctrl-C.
private final class Watch: Sendable {
  static let shared = Watch()
  private let current = Mutex<(cancellation: Cancellation, start: Date)?>(nil)

  private init() {
    Thread.detachNewThread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 0.05)
        current.withLock {
          if let run = $0, run.start.timeIntervalSinceNow < -0.5 { run.cancellation.raise() }
        }
      }
    }
  }

  func begin(_ cancellation: Cancellation) { current.withLock { $0 = (cancellation, Date()) } }
  func end() { current.withLock { $0 = nil } }
}
