import Engine
import Foundation
import Language
import Notebook
import Testing

/// A training is worth more than what goes wrong around it: its file, its end by Ctrl-C, what was to come behind it.
@Suite("Trainings that end early, or lose their file") struct TrainingEndsTests {
  private static let data = "data = digits(60, seed=1); net = Chain(Flatten(), Dense(10, seed=1));"

  // MARK: Checkpoints

  private func training(_ folder: String, _ actions: [String: () -> Void]) -> WatchedSession {
    let watched = WatchedSession()
    watched.actions = actions
    watched.session.interpreter.folder = folder
    watched.session.run(Self.data)
    watched.session.run(
      "net = train(net, data, epochs=4, seed=1, checkpoint=\"sub/run.safetensors\"); after = 1;")
    return watched
  }

  private func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }
  private func make(_ folder: String) {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  @Test func aFileThatCannotBeWrittenForAWhile() throws {
    try inTemporaryFolder { folder in
      let sub = folder + "/sub"
      make(sub)
      let watched = training(
        folder, ["epoch 1/4": { self.remove(sub) }, "epoch 3/4": { self.make(sub) }])
      #expect(watched.transcript.failures.isEmpty && watched.holds("after"))
      let said = watched.transcript.lines.filter { $0.hasPrefix("checkpoint: ") }
      #expect(said.count == 2, "\(said)")
      #expect(
        said.first?.contains("training continues") == true && said.first?.contains("no folder") == true)
      #expect(said.last?.hasSuffix("could be written again after epoch 3") == true)
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(
        Self.data + "expect(load(\"sub/run.safetensors\") == train(net, data, epochs=4, seed=1), true);")
      #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    }
  }

  @Test func aFileThatIsBehindInTheEnd() throws {
    try inTemporaryFolder { folder in
      let (sub, away) = (folder + "/sub", folder + "/away")
      make(sub)
      let watched = training(
        folder, ["epoch 3/4": { try? FileManager.default.moveItem(atPath: sub, toPath: away) }])
      #expect(watched.transcript.failures.isEmpty && watched.holds("after"))
      let said = watched.transcript.lines.filter { $0.hasPrefix("checkpoint: ") }
      #expect(
        said.count == 2 && said.last?.contains("the file contains the training after epoch 2") == true,
        "\(said)"
      )
      // The same call goes on from there.
      try FileManager.default.moveItem(atPath: away, toPath: sub)
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(
        Self.data + "a = train(net, data, epochs=4, seed=1, checkpoint=\"sub/run.safetensors\"); "
          + "expect(a == train(net, data, epochs=4, seed=1), true);")
      #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
      #expect(bench.transcript.notes.contains { $0.contains("continues after step 4 of 8") })
    }
  }

  @Test func aPlaceThatCannotBeWrittenIsFoundBeforeTheFirstStep() throws {
    try inTemporaryFolder { folder in
      let watched = training(folder, [:])
      #expect(watched.transcript.failures.map(\.code) == [.file])
      #expect(!watched.transcript.lines.contains { $0.hasPrefix("epoch") })
    }
  }

  // MARK: Ctrl-C

  private func interrupted(_ cell: String, at line: String = "epoch 2/") -> (WatchedSession, Session.Outcome)
  {
    let watched = WatchedSession()
    watched.session.run(Self.data)
    watched.stop(at: line)
    return (watched, watched.session.run(cell))
  }

  @Test func theStatementIsFinishedAndTheRestLeftOut() {
    for rest in ["later = 1", "x = 3; later = x"] {
      let (watched, outcome) = interrupted("net = train(net, data, epochs=9, seed=1); \(rest)")
      #expect(outcome == .interrupted && !watched.holds("later"))
      let text = watched.transcript.failures.map(\.text)
      #expect(
        text == [
          "train was stopped after step 4 of 18: this is what was learned until then; the rest of the cell was skipped\n"
            + "  help: `undo` takes back what has changed: net"
        ])
      // What was learned is there, and the cell can be taken back.
      watched.actions = [:]
      #expect(watched.session.run("expect(count(net.history.loss), 4)") == .succeeded)
    }
  }

  /// A loop has no value, a function goes on to its end, a file that is used does not.
  @Test func whereverTrainIsCalled() throws {
    let (loop, end) = interrupted("for i in 1:5 { n = train(net, data, epochs=3, seed=1) }; later = i")
    #expect(end == .interrupted && !loop.holds("later") && loop.holds("n"))
    #expect(loop.transcript.lines.count { $0.hasPrefix("epoch 1/3") } == 1)
    let (function, _) = interrupted(
      "f() = { n = train(net, data, epochs=9, seed=1); count(n.history.loss) }; steps = f(); later = 1")
    #expect(!function.holds("later") && function.session.interpreter.environment["steps"]?.scalar == 4)
    try inTemporaryFolder { folder in
      let text = "n = train(net, data, epochs=9, seed=1)\nlater = 1\n"
      try ByteFile.write(Array(text.utf8), to: folder + "/train.fov")
      let watched = WatchedSession()
      watched.session.interpreter.folder = folder
      watched.session.run(Self.data)
      watched.stop(at: "epoch 2/")
      #expect(watched.session.run("use \"train.fov\"; last = 1") == .interrupted)
      #expect(watched.holds("n") && !watched.holds("later") && !watched.holds("last"))
    }
  }

  /// No further round and no further training begins, and it is said that something was left out; not so where nothing was.
  @Test(arguments: [
    ("for i in 1:3 { n = train(net, data, epochs=3, seed=1); print(\"round\", i) }", 1, true),
    ("for i in 3:3 { n = train(net, data, epochs=3, seed=1); print(\"round\", i) }", 1, false),
    (
      "i = 0; while i < 2 { n = train(net, data, epochs=3, seed=1); i = i + 1; print(\"round\", i) }", 1, true
    ),
    (
      "i = 0; while i < 1 { n = train(net, data, epochs=3, seed=1); i = i + 1; print(\"round\", i) }", 1,
      false
    ),
    ("for i in 1:2 { n = train(net, data, epochs=3, seed=1); print(\"round\", i); break }", 1, false),
    (
      "list(train(net, data, epochs=3, seed=1), print(\"round\"), train(net, data, epochs=3, seed=1))", 1,
      true
    ),
    ("list(train(net, data, epochs=3, seed=1), print(\"round\"))", 1, false),
    ("f(n) = { m = train(n, data, epochs=3, seed=1); while true { print(\"round\") } }; f(net)", 0, true),
    ("f(n) = { m = train(n, data, epochs=3, seed=1); for i in 1:0 { print(\"round\") } }; f(net)", 0, false),
  ])
  func whatIsLeftOutIsSaid(_ cell: String, _ rounds: Int, _ isLeftOut: Bool) {
    for (rest, ending) in [
      ("", ""),
      ("; later = 1", isLeftOut ? ", and so was that of the cell" : "; the rest of the cell was skipped"),
    ] {
      let (watched, outcome) = interrupted(cell + rest)
      #expect(outcome == .interrupted && !watched.holds("later"))
      #expect(watched.transcript.lines.count { $0.hasPrefix("round") } == rounds)
      let text = isLeftOut ? "; the rest of its statement was skipped" : ""
      #expect(
        watched.transcript.failures.map(\.message) == [
          "train was stopped after step 4 of 6: this is what was learned until then\(text)\(ending)"
        ])
    }
  }

  @Test func whatIsLeftOutOfAFileIsSaid() throws {
    try inTemporaryFolder { folder in
      for (rest, isLeftOut) in [("", false), ("later = 1\n", true)] {
        let text = "n = train(net, data, epochs=9, seed=1)\n" + rest
        try ByteFile.write(Array(text.utf8), to: folder + "/train.fov")
        let watched = WatchedSession()
        watched.session.interpreter.folder = folder
        watched.session.run(Self.data)
        watched.stop(at: "epoch 2/")
        watched.session.run("use \"train.fov\"")
        #expect(watched.transcript.failures.last?.message.hasSuffix("skipped") == isLeftOut)
      }
    }
  }

  @Test func whileThetaIsNoted() {
    let watched = WatchedSession()
    watched.session.run(
      "data = digits(60, seed=1); net = Chain(Affine(Chain(Flatten(), Dense(4))), Flatten(), Dense(10));")
    watched.stop(at: "epoch 2/")
    let outcome = watched.session.run("t = train(net, data, epochs=9, seed=1, watch=data[1].picture)")
    #expect(outcome == .interrupted && watched.holds("t"))
  }

  @Test func aScriptFinishesTheStatementToo() throws {
    try inTemporaryFolder { folder in
      let watched = WatchedSession()
      watched.session.interpreter.folder = folder
      watched.stop(at: "epoch 2/")
      let text = Self.data + "\nwrite(\"net.safetensors\", train(net, data, epochs=9, seed=1))\nlater = 1\n"
      #expect(watched.session.runScript(SourceText(name: "s.fov", text)) == .interrupted)
      #expect(!watched.holds("later"))
      #expect(watched.transcript.failures.last?.message.hasSuffix("nothing after it was run") == true)
      watched.actions = [:]
      #expect(watched.session.run("m = load(\"net.safetensors\")") == .succeeded)
    }
  }
}
