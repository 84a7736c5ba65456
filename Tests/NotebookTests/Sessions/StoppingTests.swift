import Engine
import Language
import Notebook
import Testing

/// A session that is stopped where its code says so: by `print("stop")`.
final class StoppedSession {
  let session = Session()
  private(set) var notes: [Diagnostic] = []
  private(set) var said: [String] = []

  init() {
    session.output = { [unowned self] event in
      switch event {
      case .markup(let markup):
        let text = markup.plainText
        said.append(text)
        if text.hasPrefix("stop") { session.interpreter.cancellation.raise() }
      case .failure(let failure): notes.append(failure)
      case .note(let text): said.append("note: " + text)
      default: break
      }
    }
  }

  subscript(name: String) -> String? { session.interpreter.environment[name].map { Formatter.inline($0) } }
}

@Suite("Cells that are stopped") struct StoppingTests {
  private let stopped = StoppedSession()
  private var session: Session { stopped.session }

  @Test func whatALoopHadAssignedStays() {
    session.run("w = [0, 0]")
    let cell =
      "total = 0\nfor i in 1:10 {\n  w[1] = i; total = total + i\n  if i == 4 { print(\"stop\") }\n}\nlater = 1"
    #expect(session.run(cell) == .interrupted)
    #expect(stopped["total"] == "10" && stopped["i"] == "4" && stopped["w"] == "[4, 0]")
    #expect(stopped["later"] == nil && session.cells[1].status == .kept)
    #expect(stopped.notes.map(\.message) == ["stopped in line 4: if i == 4 { print(\"stop\") }"])
    #expect(stopped.notes[0].help == "`undo` takes back what has changed: w, total = 10, i = 4")
    session.undo()
    #expect(stopped["total"] == nil && stopped["w"] == "[0, 0]")
    session.redo()
    #expect(stopped["total"] == "10" && stopped["w"] == "[4, 0]")
  }

  /// A function's variables are gone; what statements before it did is not.
  @Test func aFunctionIsLeftAtOnce() {
    session.run("f(n) = {\n  while true { n = n + 1; if n == 9 { print(\"stop\") } }\n}")
    #expect(session.run("a = 5; 40 + 2\n\nf(1); b = 6") == .interrupted)
    #expect(stopped["a"] == "5" && stopped["ans"] == "42" && stopped["b"] == nil && stopped["n"] == nil)
    #expect(stopped.notes.last?.message == "stopped in line 3: f(1); b = 6")
  }

  /// What was done in spite of it counts, and nothing behind it.
  @Test func aStatementThatWasDoneCounts() {
    let session = session
    session.output = { event in
      if case .result(let echo) = event, echo.name == "a" { session.interpreter.cancellation.raise() }
    }
    #expect(session.run("a = 5\nb = 6") == .interrupted)
    #expect(stopped["a"] == "5" && stopped["b"] == nil)
    #expect(session.run("a = 5") == .succeeded, "there was nothing left to stop")
  }

  @Test func aCellThatDidNothingLeavesNothing() {
    #expect(session.run("while true { print(\"stop\") }") == .interrupted)
    #expect(session.cells[0].status == .failed && stopped.notes.map(\.message) == ["interrupted"])
    #expect(session.undo() == .failed)
  }

  /// The first lets `train` finish its statement, the second is for those who want nothing of it.
  @Test func asSoonAsTrainWasStoppedASecondTimeAllIsBack() {
    session.run("net = 1; say(x) = { print(\"stop\"); x }; data = digits(100, seed=1);")
    let cell =
      "net = list(train(Chain(Flatten(), Dense(10)), data, epochs=1e6, batch_size=10), say(2)); b = 3"
    // The first line of an epoch stops it, what the function prints stops it again.
    let listener = session.output
    session.output = { [session] event in
      listener(event)
      if case .markup(let markup) = event, markup.plainText.hasPrefix("epoch") {
        session.interpreter.cancellation.raise()
      }
    }
    #expect(session.run(cell) == .interrupted)
    #expect(stopped["net"] == "1" && stopped["b"] == nil && session.cells[1].status == .failed)
  }

  @Test func whatTrainLearnedIsKept() {
    session.run("data = digits(100, seed=1);")
    let listener = session.output
    session.output = { [session] event in
      listener(event)
      if case .markup(let markup) = event, markup.plainText.hasPrefix("epoch") {
        session.interpreter.cancellation.raise()
      }
    }
    #expect(
      session.run("net = train(Chain(Flatten(), Dense(10)), data, epochs=1e6, seed=1); b = 3") == .interrupted
    )
    #expect(stopped["net"] != nil && stopped["b"] == nil)
    #expect(stopped.notes.last?.help == "`undo` takes back what has changed: net")
    session.undo()
    #expect(stopped["net"] == nil)
  }

  /// Nobody could take back there what was kept.
  @Test func codeWithANameIsRolledBack() {
    #expect(session.run("a = 5; print(\"stop\"); b = 6", name: "-e") == .interrupted)
    #expect(stopped["a"] == nil && stopped.notes.map(\.message) == ["interrupted"])
  }
}

@Suite("What failed cells had done") struct RecoveryTests {
  private let stopped = StoppedSession()
  private var session: Session { stopped.session }

  @Test func itIsBroughtBackOnce() {
    session.run("a = 1")
    #expect(session.run("8 * 8; a = 2\nfor i in 1:3 { b = i; if i == 2 { nothing } }") == .failed)
    #expect(stopped["a"] == "1" && stopped["b"] == nil)
    #expect(
      stopped.said.last
        == "note: the cell failed, so a, i, b are as before it; `recover` brings back what it had assigned")
    #expect(session.recover() == .succeeded)
    #expect(stopped["a"] == "2" && stopped["i"] == "2" && stopped["b"] == "2" && stopped["ans"] == "2")
    #expect(session.cells[1].status == .kept)
    #expect(stopped.said.last?.hasSuffix("…\na is 2\ni is 2\nb is 2") == true)
    #expect(session.recover() == .failed)
    #expect(stopped.notes.last?.message == "there is nothing to recover")
    session.undo()
    #expect(stopped["a"] == "1" && stopped["b"] == nil)
    session.redo()
    #expect(stopped["b"] == "2")
  }

  @Test(arguments: ["c = 3", "c", "nothing"]) func theNextCellEndsIt(_ cell: String) {
    session.run("a = 1; nothing")
    session.run(cell)
    #expect(session.recover() == .failed && stopped["a"] == nil)
  }

  @Test func undoEndsItToo() {
    session.run("x = 1")
    session.run("a = 1; nothing")
    session.undo()
    #expect(session.recover() == .failed && stopped["a"] == nil)
  }

  /// What was drawn until the error came cannot be drawn again by the cell's text.
  @Test func aCellThatAssignedNothingHasNothing() {
    session.run("nothing")
    #expect(session.recover() == .failed)
    session.run("1 +")
    #expect(session.recover() == .failed)
  }
}
