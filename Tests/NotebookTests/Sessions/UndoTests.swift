import Language
import Notebook
import Testing

@Suite struct UndoTests {
  private final class Heard {
    var text: [String] = []
    var failures: [Diagnostic] = []
  }

  private let heard = Heard()
  private let session: Session

  init() {
    let heard = heard
    session = Session { event in
      switch event {
      case .markup(let markup): heard.text.append(markup.plainText)
      case .failure(let failure): heard.failures.append(failure)
      default: break
      }
    }
  }

  private func text(_ name: String) -> String? {
    session.interpreter.environment[name].map { Formatter.inline($0) }
  }

  @Test func cellsAreUndoneOneAfterTheOther() {
    for cell in ["a = [1, 2, 3]", "b = 2; a[1] = 9", "f(x) = x + b"] { session.run(cell) }
    #expect(session.undo() == .succeeded)
    #expect(text("f") == nil && text("a") == "[9, 2, 3]")
    #expect(heard.text.last == "undone In[3]: f(x) = x + b\nf has no value again")
    #expect(session.undo() == .succeeded)
    #expect(text("a") == "[1, 2, 3]" && text("b") == nil)
    session.undo()
    #expect(text("a") == nil)
    #expect(session.undo() == .failed)
    #expect(heard.failures.last?.message == "there is nothing to undo")
    #expect(session.nextCell == 4)
  }

  @Test func severalAtOnce() {
    for number in 1...5 { session.run("x = \(number)") }
    session.undo(3)
    #expect(text("x") == "2" && text("ans") == "2")
    #expect(heard.text.last?.hasSuffix("x is 2 again") == true)
    session.undo(99)
    #expect(text("x") == nil)
  }

  /// A cell that only looks is no step of its own, and one that stood on what is undone goes with it.
  @Test func cellsThatChangeNothingArePassedOver() {
    for cell in ["x = 5", "x + 1", "nothing", "\"text\""] { session.run(cell) }
    session.undo()
    #expect(text("x") == nil)
    #expect(session.cells.map(\.status) == [.undone, .undone, .failed, .kept])
    #expect(heard.text.last == "undone In[1]: x = 5\nx has no value again")
  }

  /// Somebody who looks at what `undo` did can still take it back.
  @Test func lookingLeavesRedo() {
    for cell in ["x = 1", "x = 2"] { session.run(cell) }
    session.undo()
    session.run("x")
    session.run("\"text\"")
    #expect(session.redo() == .succeeded && text("x") == "2")
    session.undo()
    session.run("y = 3")
    #expect(session.redo() == .failed)
  }

  /// What only looks, or calls a function that reads a variable, is not saved without it.
  @Test func whatStoodOnAnUndoneCellIsUndone() {
    for cell in ["f(t) = t + 1", "x = 2", "f(1)", "x * 2", "1 + 1"] { session.run(cell) }
    session.undo()
    #expect(session.cells.map(\.status) == [.kept, .undone, .undone, .undone, .kept])
  }

  /// Of several cells each is compared with what the variables were when it ran, and not with what they are.
  @Test func eachOfSeveralCellsTakesAlongWhatLookedAtIt() {
    for cell in ["x = 1", "x = 2", "x", "x = 1"] { session.run(cell) }
    session.undo(2)
    #expect(session.cells.map(\.status) == [.kept, .undone, .undone, .undone])
  }

  /// Each says what it took back itself, and nothing that was taken back before.
  @Test func eachNamesItsOwnCells() {
    for cell in ["x = 1", "x = 2", "x + 1", "x = 3", "x = 4"] { session.run(cell) }
    for _ in 1...3 { session.undo() }
    #expect(
      heard.text == [
        "undone In[5]: x = 4\nx is 3 again", "undone In[4]: x = 3\nx is 2 again",
        "undone In[2]: x = 2\nx is 1 again",
      ])
  }

  @Test func whatWasUndoneIsDoneAgain() {
    for cell in ["x = 1", "x = 2", "x + 1", "x = 3", "r = rand(2)"] { session.run(cell) }
    let drawn = text("r")
    session.undo(4)
    #expect(text("x") == nil && text("r") == nil)
    #expect(session.redo() == .succeeded && text("x") == "1")
    #expect(session.redo() == .succeeded && text("x") == "2" && text("ans") == "3")
    #expect(heard.text.last == "redone In[2]: x = 2\nx is 2 again")
    #expect(session.redo(9) == .succeeded && text("x") == "3" && text("r") == drawn)
    #expect(session.cells.allSatisfy { $0.status == .kept })
    #expect(session.redo() == .failed && heard.failures.last?.message == "there is nothing to redo")
    session.undo()
    #expect(text("x") == "3" && text("r") == nil)
    session.run("r = rand(2)")
    #expect(text("r") == drawn, "the same numbers come")
    #expect(session.redo() == .failed, "a new cell has come")
  }

  /// One that failed left nothing, so what was undone fits still.
  @Test func aFailedCellDoesNotEndRedo() {
    session.run("x = 1")
    session.undo()
    session.run("x")
    #expect(session.redo() == .succeeded && text("x") == "1")
  }

  @Test func randomNumbersAreDrawnAgain() {
    session.run("rand(2)")
    let first = text("ans")
    session.run("rand(2)")
    session.undo(2)
    session.run("rand(2)")
    #expect(text("ans") == first)
  }

  /// A loop of cells that each replace a large tensor does not run out of memory for the sake of undo.
  @Test func whatIsKeptIsLimited() {
    session.run("x = zeros(10)")
    for _ in 0..<150 { session.run("x = x + 1;") }
    session.undo(1000)
    #expect(text("x") == "[50, 50, 50, 50, 50, 50, 50, 50, 50, 50]")
  }
}
