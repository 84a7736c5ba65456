import Foundation
import Engine
import Language
import Notebook
import Testing

@Suite struct TransactionTests {
  private func text(_ session: Session, _ name: String) -> String? {
    session.interpreter.environment[name].map { Formatter.inline($0) }
  }

  @Test func aFailedCellLeavesEveryVariableAsItWas() {
    let session = Session()
    #expect(session.run("a = [1, 2, 3]; b = 5") == .succeeded)
    #expect(session.run("a[1] = 9; b = 6; c = 7; nothing") == .failed)
    #expect(text(session, "a") == "[1, 2, 3]")
    #expect(text(session, "b") == "5")
    #expect(text(session, "c") == nil)
  }

  @Test func aFailedCellDrawsNoRandomNumbers() {
    let (session, alias) = (Session(), Session())
    session.run("seed(3)")
    alias.run("seed(3)")
    session.run("rand(5); nothing")
    session.run("x = rand(2)")
    alias.run("x = rand(2)")
    #expect(text(session, "x") == text(alias, "x"))
  }

  @Test func resultsAreNumbered() {
    var lines: [String] = []
    let session = Session { event in if case .result(let echo) = event { lines += echo.lines } }
    session.run("3 + 4")
    session.run("10;")
    session.run("Out[1] + Out[2] + ans")
    session.run("|> sum")
    #expect(lines == ["7", "27", "27"])
  }

  @Test func interruptionKeeps() {
    let session = Session()
    session.run("a = 1")
    let cancellation = session.interpreter.cancellation
    let alarm = Thread {
      usleep(50_000)
      cancellation.raise()
    }
    alarm.start()
    #expect(session.run("a = -1; b = 2; while true { a = a - 1 }; b = 3") == .interrupted)
    #expect(text(session, "a")?.hasPrefix("-") == true && text(session, "b") == "2")
    session.undo()
    #expect(text(session, "a") == "1" && text(session, "b") == nil)
  }
}
