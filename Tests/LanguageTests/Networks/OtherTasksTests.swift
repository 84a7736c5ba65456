import Engine
import Foundation
import Language
import Notebook
import Testing

/// Numbers as targets, losses and metrics of one's own, and what a training is told beside them.
@Suite("Training for any task") struct OtherTasksTests {
  /// A line through points, whose least squares are known: y = 3 x + 0.5.
  private static let line =
    "seed(1); x = linspace(-1, 1, 64); data = dataset(x, 3 * x + 0.5); "
  private static let fitting = "epochs=200, optimizer=Adam(0.1), schedule=CosineLR(), seed=2, quiet=true"

  @Test func numbersAreLearnedByAnyLoss() {
    let bench = Workbench()
    bench.run(Self.line)
    for loss in ["", ", loss=\"l1\"", ", loss=\"huber\"", ", loss=(p, t) -> 2 * mean((p - t)^2)"] {
      bench.run("n = train(Dense(1), data, \(Self.fitting)\(loss));")
      #expect(
        bench.number("abs(n.weight[1, 1] - 3) + abs(n.bias[1] - 0.5)").map { $0 < 0.1 } == true, "\(loss)")
    }
    #expect(bench.transcript.failures.isEmpty && bench.transcript.lines.isEmpty)
  }

  @Test func whatDecidesWhetherTheyAreClasses() {
    let bench = Workbench()
    bench.run("x = zeros(4, 3, 3)")
    for (y, targets) in [
      "[1, 2, 2, 1]": "[4]", "[1, 2.5, 2, 1]": "[4, 1]", "[1; 2; 2; 1]": "[4, 1]", "x": "[4, 1, 3, 3]",
      "ones(4, 2, 3, 3)": "[4, 2, 3, 3]", "i64([2, 1, 1, 1])": "[4]",
    ] {
      #expect(bench.output("print(shape(dataset(x, \(y)).y))") == targets, "\(y)")
    }
    #expect(bench.output("print(shape(dataset(x, [1, 2, 2, 1], targets=\"numbers\").y))") == "[4, 1]")
    #expect(bench.output("print(dataset(x, [2, 1, 1, 1])[1].label)") == "2")
    #expect(bench.output("print(shape(dataset(x, x)[2].y))") == "[1, 3, 3]")
    #expect(bench.failure("dataset(x, [0, 1, 2, 3])")?.help?.contains("targets=\"numbers\"") == true)
    #expect(bench.failure("dataset(x, ones(4, 3, 3), classes=list(\"a\"))")?.code == .shapes)
    #expect(bench.failure("dataset(x, x).labels") != nil)
  }

  /// A part, a batch and an epoch's order have the targets that belong to the pictures.
  @Test func targetsStayWithTheirPictures() {
    let bench = Workbench()
    bench.run("x = rand(20, 4, 4); d = dataset(x, mean(x, dim=[2, 3]));")
    bench.run("a = d[[3, 7, 5]]; expect(max(abs(a.y[:, 1] - mean(a.x, dim=[2, 3, 4]))) < 1e-6, true);")
    bench.run(
      "for b in batches(d, 6, shuffle=true) { expect(max(abs(b.y[:, 1] - mean(b.x, dim=[2, 3, 4]))) < 1e-6, true) }"
    )
    bench.run("s = split(d, 0.5, seed=1); expect(count(s[1].y) + count(s[2].y), 20);")
    #expect(bench.transcript.failures.isEmpty)
  }

  /// What moves the pictures moves targets that are pictures of their size, by the same random numbers.
  @Test func targetsAreMovedAlong() {
    let bench = Workbench()
    bench.run("x = digits(6, seed=1).pictures; d = augment(dataset(x, x), rotate=20, shift=3, seed=4);")
    bench.run("expect(max(abs(d.x - d.y)), 0); expect(max(abs(d.x - x)) > 0.1, true);")
    bench.run("for b in batches(d, 4) { expect(max(abs(b.x - b.y)), 0) };")
    bench.run("e = distort(dataset(x, x), \"RTS\"); expect(shape(e.y), [6, 1, 42, 42]);")
    bench.run(
      "f = augment(dataset(x, mean(x, dim=[2, 3, 4])), shift=3, seed=4); expect(f.y[:, 1], mean(x, dim=[2, 3, 4]));"
    )
    #expect(bench.transcript.failures.isEmpty)
    #expect(bench.failure("distort(dataset(x, x), \"TC\")")?.code == .option)
    #expect(bench.failure("augment(dataset([1, 2; 3, 4], [0.5, 1]), shift=1)")?.code == .rank)
  }

  @Test func aMetricHasItsPlaceInLineHistoryAndFile() throws {
    try inTemporaryFolder { folder in
      let bench = Workbench()
      bench.interpreter.folder = folder
      bench.run(
        "x = rand(40, 1, 6, 6); d = dataset(x, where(x > 0.5, 1, 0)); psnr(p, t) = -10 * log10(mean((p - t)^2));"
      )
      let output = bench.output(
        "n = train(Chain(Conv(4, 3, padding=1), Relu(), Conv(1, 1)), d, epochs=3, loss=\"bce_with_logits\", metric=\"iou\", "
          + "validation=d, seed=1);")
      #expect(
        output.contains("  iou ") && output.contains("  validation iou ") && !output.contains("accuracy"))
      #expect(bench.elements("n.history.iou")?.count == 3)
      #expect(bench.elements("n.history.validation_iou")?.allSatisfy { $0 >= 0 && $0 <= 1 } == true)
      #expect(bench.failure("n.history.accuracy") != nil)
      bench.run("write(\"n.safetensors\", n); again = load(\"n.safetensors\");")
      #expect(bench.elements("again.history.iou") == bench.elements("n.history.iou"))
      bench.run("m = train(n, d, loss=\"bce_with_logits\", metric=psnr, quiet=true);")
      #expect(bench.elements("m.history.psnr")?.count == 1)
      bench.run("e = evaluate(m, d, loss=\"bce_with_logits\", metric=psnr);")
      #expect(bench.number("abs(e.psnr - psnr(m(x), d.y))").map { $0 < 1e-4 } == true)
      #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.text))")
    }
  }

  /// Of masks, half of which are said: what they share, of what either has, by hand.
  @Test func metricsAreTheirFormulas() {
    let bench = Workbench()
    bench.run("d = dataset([0.9, 0.8, 0.1, 0.4; 0.2, 0.1, 0.3, 0.4], [1, 0, 1, 0; 0, 0, 0, 0]);")
    // One of three, and nothing of nothing.
    #expect(
      bench.number("evaluate(Relu(), d, metric=\"iou\").iou").map { abs($0 - (1 / 3.0 + 1) / 2) < 1e-12 }
        == true)
    #expect(bench.number("evaluate(Relu(), d, metric=\"accuracy\").accuracy") == 0.75)
    #expect(bench.number("evaluate(Relu(), d, metric=\"mae\").mae").map { abs($0 - 3.2 / 8) < 1e-6 } == true)
    #expect(
      bench.number("evaluate(Relu(), d).loss").map { abs($0 - (0.01 + 0.64 + 0.81 + 0.16 + 0.3) / 8) < 1e-6 }
        == true)
    // Scores count as yes from 0 on.
    #expect(
      bench.number("evaluate(Relu(), d, loss=\"bce_with_logits\", metric=\"iou\").iou").map {
        abs($0 - 0.25) < 1e-12
      } == true)
  }

  @Test func errorsNameBothShapesAndTheLastLayer() {
    let bench = Workbench()
    bench.run("x = zeros(4, 8, 8);")
    let shape = bench.failure("train(Chain(Conv(8, 3), Relu()), dataset(x, x))")
    #expect(shape?.code == .shapes)
    #expect(
      shape?.message
        == "the network gives [8, 6, 6] for each picture, and the targets are [1, 8, 8]: its last layer is Relu()"
    )
    #expect(
      bench.failure("train(Chain(Flatten(), Dense(2)), dataset(x, [1, 2, 1, 2]), loss=\"mse\")")?.code
        == .option)
    #expect(bench.failure("train(Conv(1, 1), dataset(x, x), metric=\"f1\")")?.code == .option)
    let vector = bench.failure("train(Chain(Conv(1, 1)), dataset(x, x), loss=(p, t) -> p - t)")
    #expect(
      vector?.code == .wrongType
        && vector?.message.hasPrefix("a loss gives one number, and this one gives [4, 1") == true)
    let apart = bench.failure("train(Chain(Conv(1, 1)), dataset(x, x), loss=(p, t) -> sum(t))")
    #expect(apart?.code == .gradient)
    #expect(bench.failure("train(Chain(Conv(1, 1)), dataset(x, x), loss=p -> sum(p))")?.code == .wrongType)
    #expect(bench.failure("train(Chain(Conv(1, 1)), dataset(x, x), clip=0)")?.code == .option)
    #expect(bench.failure("train(Chain(Conv(1, 1)), dataset(x, x), schedule=s -> -s)")?.code == .option)
    let nan = bench.failure(
      "y = x + 0; y[3, 1, 1] = nan; train(Chain(Conv(1, 1)), dataset(x, y), batch_size=2)")
    #expect(nan?.message.hasSuffix(": target 3 of the data has a number that is not finite") == true)
  }

  /// In an error of the function what was learned is kept, and the place of the error is in the function.
  @Test func aFailingCallbackKeepsWhatWasLearned() {
    let bench = Workbench()
    bench.run(Self.line + "f(epoch, net, record) = if epoch == 3 { record.nothing };")
    #expect(bench.run("n = train(Dense(1), data, epochs=9, quiet=true, seed=1, each=f)") == .failed)
    #expect(bench.transcript.failures.last?.help?.contains("in `ans`") == true)
    #expect(bench.elements("ans.history.epoch_loss")?.count == 3)
  }

  @Test func eachIsCalledAndStops() {
    let bench = Workbench()
    bench.run(
      Self.line
        + "seen = list(); f(epoch, net, record) = { print(\"{epoch} {record.epoch}\"); if record.loss < 100 and epoch == 4 { \"stop\" } };"
    )
    let output = bench.output("n = train(Dense(1), data, epochs=9, quiet=true, seed=1, each=f);")
    #expect(output == "1 1\n2 2\n3 3\n4 4")
    #expect(bench.elements("n.history.epoch_loss")?.count == 4)
  }

  /// The factor of each step, counted from 1: with SGD on a constant slope the way is the sum of the factors.
  @Test func aScheduleCountsStepsFromOne() {
    let bench = Workbench()
    bench.run("x = ones(8, 1); d = dataset(x, x); a = build(Dense(1, seed=1), 1);")
    bench.run(
      "b = train(a, d, batch_size=4, epochs=2, optimizer=SGD(0.01), loss=(p, t) -> mean(p), schedule=s -> s, quiet=true);"
    )
    // 1 + 2 + 3 + 4
    #expect(bench.number("a.bias[1] - b.bias[1]").map { abs($0 - 0.1) < 1e-6 } == true)
    bench.run(
      "c = train(a, d, batch_size=4, epochs=2, optimizer=SGD(0.01), loss=(p, t) -> mean(p), clip=0.5, quiet=true);"
    )
    // The gradient is (1, 1), of norm √2.
    #expect(
      bench.number("a.bias[1] - c.bias[1]").map { abs($0 - 4 * 0.01 * 0.5 / 2.0.squareRoot()) < 1e-6 } == true
    )
  }

  @Test func patienceKeepsTheBestNetwork() {
    let bench = Workbench()
    // What is learned is the opposite of what is looked at: the first epoch is the best.
    bench.run(
      "seed(1); x = rand(32, 3); a = build(Dense(1, seed=1), 3); d = dataset(x, sum(x, dim=2) + 5); v = dataset(x, sum(x, dim=2) - 5);"
    )
    let output = bench.output(
      "n = train(a, d, epochs=20, validation=v, patience=3, optimizer=SGD(0.05), seed=1);")
    #expect(output.contains("no lower validation loss for 3 epochs: the network of epoch 1 is the result"))
    #expect(bench.elements("n.history.validation_loss")?.count == 4)
    bench.run("m = train(a, d, epochs=1, optimizer=SGD(0.05), seed=1, quiet=true); expect(n == m, true)")
    #expect(bench.transcript.failures.isEmpty)
    #expect(bench.failure("train(a, d, patience=2)")?.code == .missingArgument)
  }
}
