import Engine
import Language
import Notebook
import Testing

/// Ctrl-C while a training runs a function of one's own: it ends at once, and what was learned until then is kept.
@Suite("Ctrl-C in a function that train calls") struct InterruptedFunctionTests {
  /// Three steps to an epoch, of which the last has 10 cases. `wait` never ends; the flag is raised when it says that it runs.
  private static let start = """
    seed(1); x = rand(50, 2); y = x @ [1; 2]; data = dataset(x, y); held = dataset(x[1:9], y[1:9]);
    net = build(Dense(1, seed=1), 2); isSlow = true;
    wait() = { print("now"); while isSlow { } };
    multiply() = { print("now"); a = rand(1200, 1200); while isSlow { a = a @ a } };
    off(p, t) = mean((p - t)^2);

    """

  private struct Moment: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let options: String
    /// How many steps were made before.
    let steps: Int
    var net = "net"

    init(_ name: String, _ options: String, steps: Int, net: String = "net") {
      (testDescription, self.options, self.steps, self.net) = (name, options, steps, net)
    }
  }

  private static let moments = [
    Moment("a loss", "loss=(p, t) -> { if shape(p)[1] == 10 { wait() }; off(p, t) }", steps: 2),
    Moment(
      "a product in a loss", "loss=(p, t) -> { if shape(p)[1] == 10 { multiply() }; off(p, t) }", steps: 2),
    Moment("a metric", "metric=(p, t) -> { if shape(p)[1] == 10 { wait() }; off(p, t) }", steps: 2),
    Moment("a schedule", "schedule=s -> { if s == 3 { wait() }; 1 }", steps: 2),
    Moment("each", "each=(epoch, n, record) -> wait()", steps: 3),
    Moment(
      "a loss of what is held out",
      "validation=held, loss=(p, t) -> { if shape(p)[1] == 9 { wait() }; off(p, t) }",
      steps: 3),
    Moment(
      "a layer", "quiet=true", steps: 2,
      net: "Chain(Dense(1, seed=1), x -> { if shape(x)[1] == 10 { wait() }; x })"),
  ]

  /// How long after the flag was raised a cell ended, and how.
  private func interrupted(
    _ cell: String, in session: WatchedSession
  ) -> (outcome: Session.Outcome, seconds: Double) {
    var raised: ContinuousClock.Instant?
    session.actions["now"] = { [session = session.session] in
      session.interpreter.cancellation.raise()
      raised = .now
    }
    defer { session.actions = [:] }
    let outcome = Watchdog.guarding(session.session.interpreter.cancellation, seconds: 10, over: cell) {
      session.session.run(cell)
    }
    guard let raised else { return (outcome, .infinity) }
    let (whole, parts) = (ContinuousClock.now - raised).components
    return (outcome, Double(whole) + Double(parts) * 1e-18)
  }

  @Test(arguments: moments) private func whatWasLearnedIsKept(_ moment: Moment) {
    let watched = WatchedSession()
    watched.session.run(Self.start)
    let (outcome, seconds) = interrupted(
      "t = train(\(moment.net), data, epochs=4, batch_size=20, seed=1, \(moment.options)); later = 1",
      in: watched)
    #expect(outcome == .interrupted && seconds < 1, "\(seconds) s")
    let said = watched.transcript.failures
    #expect(said.count == 1 && !watched.holds("later"))
    #expect(
      said.first?.message
        == "train was stopped after step \(moment.steps) of 12: this is what was learned until then; "
        + "the rest of the cell was skipped")
    #expect(
      watched.session.run("isSlow = false; expect(count(t.history.loss), \(moment.steps))") == .succeeded)
    // What was learned is what the same steps give that nobody stops.
    watched.session.run(
      "u = train(\(moment.net), data, epochs=4, batch_size=20, seed=1, \(moment.options)); "
        + "expect(u.history.loss[1:\(moment.steps)], t.history.loss)")
    #expect(watched.transcript.failures.count == 1, "\(watched.transcript.failures.map(\.text))")
  }

  /// Before the first step has been made there is nothing to keep, and all is as before.
  @Test func beforeAnythingWasLearned() {
    for options in ["loss=(p, t) -> { wait(); off(p, t) }", "schedule=s -> { wait(); 1 }"] {
      let watched = WatchedSession()
      watched.session.run(Self.start + "before = net;")
      let (outcome, seconds) = interrupted(
        "net = train(net, data, batch_size=20, seed=1, \(options)); later = 1", in: watched)
      #expect(outcome == .interrupted && seconds < 1 && !watched.holds("later"), "\(seconds) s")
      #expect(watched.session.run("expect(net == before, true)") == .succeeded)
    }
  }

  /// In a loop of one's own the steps that were made stay, and what it was at is left.
  @Test func aLoopOfOnesOwn() {
    let watched = WatchedSession()
    watched.session.run(
      Self.start
        + "own(n, b) = { if shape(b.x)[1] == 10 { wait() }; off(n(b.x), b.y) }; first = start(Adam(0.01), net); state = first;"
    )
    let loop = "for b in batches(data, 20) { state = step(state, grad(n -> own(n, b), state.net)) }"
    let (outcome, seconds) = interrupted("\(loop); later = 1", in: watched)
    #expect(outcome == .interrupted && seconds < 1 && !watched.holds("later"), "\(seconds) s")
    #expect(watched.transcript.failures.last?.help?.contains("state") == true)
    watched.session.run(
      """
      isSlow = false; half = state; state = first; parts = batches(data, 20);
      for i in 1:2 { b = parts[i]; state = step(state, grad(n -> own(n, b), state.net)) };
      expect(half.steps, 2); expect(half == state, true)
      """)
    #expect(watched.transcript.failures.count == 1, "\(watched.transcript.failures.map(\.text))")
  }

  /// A checkpoint holds the steps before, also those within an epoch; taken up again, the training ends with the same bits.
  @Test(arguments: moments.filter { $0.net == "net" }) private func aCheckpointGoesOn(_ moment: Moment) throws
  {
    try inTemporaryFolder { folder in
      let watched = WatchedSession()
      watched.session.interpreter.folder = folder
      watched.session.run(Self.start)
      let training = "train(net, data, epochs=4, batch_size=20, seed=1, \(moment.options)"
      let (outcome, _) = interrupted("t = \(training), checkpoint=\"c.safetensors\")", in: watched)
      #expect(outcome == .interrupted)
      watched.session.run(
        "isSlow = false; a = \(training), checkpoint=\"c.safetensors\"); b = \(training)); expect(a == b, true)"
      )
      #expect(watched.transcript.failures.count == 1, "\(watched.transcript.failures.map(\.text))")
      #expect(watched.transcript.notes.contains { $0.contains("continues after step \(moment.steps) of 12") })
    }
  }
}
