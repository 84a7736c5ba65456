import Engine
import Language

/// A cell that failed, as it was when that happened.
struct FailedCell {
  let number: Int
  let state: Interpreter.State
  let progress: CellProgress
}

extension Session {
  /// Brings the variables as they were when the last cell failed; what it had done counts from then on.
  @discardableResult
  package func recover() -> Outcome {
    guard let failure else {
      output(
        .failure(
          Diagnostic(
            .command, "there is nothing to recover",
            help: "after a cell that failed, `recover` brings back what it had assigned, until the next cell")
        ))
      return .failed
    }
    self.failure = nil
    let before = interpreter.snapshot()
    let answer = interpreter.environment["ans"]
    interpreter.restore(failure.state)
    interpreter.environment["ans"] = answer
    cells[failure.number - 1].status = .kept
    keepPart(.recovered, of: failure.number, failure.progress, since: before)
    if let result = failure.progress.result { keepResult(result.value, of: failure.number) }
    output(.markup(report("recovered", [failure.number], since: before, again: false)))
    return .succeeded
  }
}
