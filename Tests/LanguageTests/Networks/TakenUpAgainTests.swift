import Engine
import Foundation
import Language
import Notebook
import Testing

/// Trainings with all that can be asked of them, ended and taken up again: the same bits.
@Suite("Trainings taken up again") struct TakenUpAgainTests {
  private static let start = """
    seed(1); x = rand(48, 1, 6, 6); d = dataset(x, where(x > 0.5, 1, 0)); v = dataset(x, where(x > 0.6, 1, 0));
    n = build(Chain(Conv(3, 3, padding=1, seed=1), BatchNorm(), Dropout(0.2), Conv(1, 1, seed=2)), [1, 6, 6]);
    own(p, t) = mean((p - t)^2 * (1 + 0.1 * rand(1)[1]));

    """
  private static let options =
    "loss=own, metric=\"iou\", clip=0.5, optimizer=Adam(0.02), schedule=s -> 1 / s^0.5, batch_size=10, seed=3, quiet=true"

  /// Once from beginning to end, and once stopped at the end of an epoch.
  @Test(arguments: ["", ", validation=v, patience=2"]) func theSameBits(_ more: String) throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(Self.start + "a = train(n, d, epochs=6, \(Self.options)\(more));")
      // The second call of `each` is stopped by an error, and what comes after it goes on.
      bench.run("halt(e, net, r) = if e == 2 { error_here };")
      #expect(
        bench.run(
          "b = train(n, d, epochs=6, \(Self.options)\(more), each=halt, checkpoint=\"c.safetensors\");")
          == .failed)
      bench.run("b = train(n, d, epochs=6, \(Self.options)\(more), checkpoint=\"c.safetensors\");")
      bench.run("expect(a == b, true); expect(a.history.loss, b.history.loss);")
      #expect(bench.transcript.failures.count == 1, "\(bench.transcript.failures.map(\.text))")
      #expect(bench.transcript.notes.contains { $0.contains("continues after step 10 of") })
    }
  }

  /// Stopped within an epoch, by an error at its second step: an epoch has five.
  @Test(arguments: ["", ", validation=v, patience=2"]) func withinAnEpoch(_ more: String) throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      // The text of the function stays as it is.
      bench.run(Self.start + "halt = 8; slower(s) = if s == halt { error_here } else { 1 / s^0.5 };")
      let options = Self.options.replacing("s -> 1 / s^0.5", with: "slower") + more
      let call = "train(n, d, epochs=6, \(options)"
      #expect(bench.run("b = \(call), checkpoint=\"c.safetensors\");") == .failed)
      bench.run("halt = 0; b = \(call), checkpoint=\"c.safetensors\"); a = \(call));")
      bench.run("expect(a == b, true); expect(a.history.loss, b.history.loss);")
      bench.run("expect(a.history.epoch_loss, b.history.epoch_loss); expect(a.history.iou, b.history.iou);")
      #expect(bench.transcript.failures.count == 1, "\(bench.transcript.failures.map(\.text))")
      #expect(bench.transcript.notes.contains { $0.contains("continues after step 7 of") })
    }
  }

  @Test func moreEpochsGoOn() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(Self.start + "a = train(n, d, epochs=5, \(Self.options));")
      bench.run("b = train(n, d, epochs=3, \(Self.options), checkpoint=\"c.safetensors\");")
      bench.run(
        "b = train(n, d, epochs=5, \(Self.options), checkpoint=\"c.safetensors\"); expect(a == b, true)")
      #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.text))")
      #expect(!bench.transcript.notes.contains { $0.contains("spreads over") })
      // Fewer, another loss, another text of a function: another training.
      for other in [
        "epochs=4, \(Self.options)", "epochs=5, \(Self.options.replacing("loss=own", with: "loss=\"mse\""))",
        "epochs=5, \(Self.options.replacing("s^0.5", with: "s^0.6"))",
        "epochs=5, \(Self.options.replacing("0.5, o", with: "0.7, o"))",
      ] {
        let failure = bench.failure("train(n, d, \(other), checkpoint=\"c.safetensors\")")
        #expect(failure?.message.contains("belongs to another training") == true, "\(other)")
      }
      bench.run("c = train(n, d, epochs=1, seed=1, quiet=true, checkpoint=\"s.safetensors\");")
      bench.run("c = train(n, d, epochs=2, seed=1, quiet=true, checkpoint=\"s.safetensors\");")
      #expect(bench.transcript.notes.contains { $0.hasPrefix("CosineLR() spreads over all epochs") })
    }
  }

  /// What `each` ended stays ended.
  @Test func whatWasEndedStaysSo() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(Self.start + "f(e, net, r) = if e == 2 { \"stop\" };")
      bench.run("a = train(n, d, epochs=6, \(Self.options), each=f, checkpoint=\"c.safetensors\");")
      bench.run(
        "b = train(n, d, epochs=6, \(Self.options), each=f, checkpoint=\"c.safetensors\"); expect(a == b, true)"
      )
      #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.text))")
      #expect(bench.elements("b.history.epoch_loss")?.count == 2)
    }
  }
}
