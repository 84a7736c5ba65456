import Language
import Testing

/// Trainings that go wrong, each in its own way, and what is said of them.
@Suite("What keeps a network from learning") struct DiagnoseTests {
  private static let start = """
    d = digits(300, seed=1);
    see = Chain(Conv(4, 5, seed=1), Relu(), MaxPool(2), Flatten(), Dense(10, seed=2));
    look = Chain(MaxPool(2), Flatten(), Dense(32, seed=3), Relu());
    """

  /// A training, the code of what must be found in it, and words of what is said.
  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    let training: String
    let words: [String]

    var testDescription: String { code }
  }

  static let cases = [
    Case(
      code: "box_outside",
      training: "train(Chain(Affine(look, lr_multiplier=30), see), d, optimizer=SGD(0.05), epochs=2, seed=1)",
      words: [
        "epoch 1: layer 1 (Affine): the box has left the picture: for ", " of 64 pictures",
        "lr_multiplier=0.1",
      ]),
    Case(
      code: "theta_exploded",
      training:
        "train(Chain(Affine(look, lr_multiplier=100), see), d, optimizer=Adam(0.01), epochs=2, seed=1)",
      words: ["epoch 1: layer 1 (Affine): theta has numbers as large as "]),
    Case(
      code: "thetas_alike",
      training:
        "train(Chain(Affine(Chain(Relu(), look)), see), dataset(d.pictures - 1, d.labels), epochs=1, seed=1)",
      words: [
        "epoch 1: layer 1 (Affine): theta is the same for all 64 pictures, because its localisation network gives"
      ]),
    Case(
      code: "thetas_alike",
      training: "train(Chain(Affine(look, lr_multiplier=1e-6), see), d, epochs=12, seed=1)",
      words: [
        "epoch 12: layer 1 (Affine): theta is the same for all 64 pictures: the corners of the box move by",
        " %",
      ]),
    Case(
      code: "mean_far_from_zero",
      training: "train(Chain(Affine(look), see), dataset(1 - d.pictures, d.labels), epochs=1, seed=1)",
      words: ["epoch 1: layer 1 (Affine): the pictures have the mean 0.87", "subtract the mean"]),
    Case(
      code: "rounding",
      training: "train(Chain(Residual(Affine(look, mode=\"round\")), see), d, epochs=1, seed=1)",
      words: ["epoch 1: layer 1.1 (Affine): the sampling takes the nearest pixel", "mode=\"bilinear\""]),
    Case(
      code: "dead_relu",
      training:
        "train(see, d, optimizer=Adam(1), epochs=1, batch_size=20, seed=1)",
      words: ["epoch 1: layer 2 (Relu): all 4 units give 0 for all 64 pictures", "LeakyRelu()"]),
    Case(
      code: "dead_relu",
      training:
        "train(Chain(Affine(Chain(Flatten(), Dense(32, seed=1), x -> x - 100, Relu())), see), d, epochs=1, seed=1)",
      words: ["epoch 1: layer 1.loc.4 (Relu): all 32 units give 0"]),
    Case(
      code: "accuracy_at_chance",
      training: "train(see, d, optimizer=Adam(1), epochs=15, batch_size=20, seed=1)",
      words: [
        " epochs the accuracy has been what guessing gives: ", " is right for 10 %", "ten times smaller",
      ]),
    Case(
      code: "loss_unchanged",
      training:
        "train(Chain(Dense(16, seed=1), Relu(), Dense(1, seed=2)), dataset(linspace(-1, 1, 64), 5 + linspace(-1, 1, 64)), optimizer=SGD(1e-7), epochs=50, seed=1)",
      words: ["epoch 50: the loss has not changed in 50 epochs: it was "]),
    Case(
      code: "loss_unchanged",
      training:
        "train(see, d, loss=(p, t) -> cross_entropy(p, t) + sum(relu(-1 - p^2)), metric=(p, t) -> 0, optimizer=SGD(1e-7), epochs=15, batch_size=20, seed=1)",
      words: ["the loss has not changed in "]),
  ]

  @Test(arguments: cases) func isSaidOnceWhileItTrains(_ training: Case) {
    let bench = Workbench()
    bench.run(Self.start)
    bench.run("net = \(training.training);", seconds: 60)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.text))")
    let lines = bench.transcript.lines
    let notes = lines.filter { line in
      line.hasPrefix("note: ") && training.words.allSatisfy { line.contains($0) }
    }
    #expect(notes.count == 1, "\(lines.joined(separator: "\n"))")
    // Quietly, nothing is said, and the network is the same.
    let said = lines.count
    bench.run("again = \(training.training.dropLast()), quiet=true);", seconds: 60)
    #expect(bench.transcript.lines.count == said)
    #expect(bench.number("sum(again.history.loss != net.history.loss)") == 0)
  }

  /// The same is found in the network afterwards, by its code.
  @Test(
    arguments: cases.filter {
      !$0.training.contains("dataset(d") && !$0.training.contains("dataset(1")
        && !$0.code.hasPrefix("accuracy")
        && !$0.code.hasSuffix("alike")
    })
  func isFoundAfterwards(_ training: Case) {
    let bench = Workbench()
    bench.run(Self.start)
    let data =
      training.code == "loss_unchanged" && !training.training.contains("(see")
      ? "dataset(linspace(-1, 1, 64), 5 + linspace(-1, 1, 64))" : "d"
    bench.run("net = \(training.training); f = diagnose(net, \(data)).findings;", seconds: 60)
    bench.run("codes = map(f -> f.code, f);")
    #expect(bench.output("print(codes)").contains("\"\(training.code)\""), "\(bench.transcript.lines)")
  }

  /// Looking must not draw the random numbers that the training, or what comes after it, would have drawn.
  @Test func lookingChangesNothing() {
    let bench = Workbench()
    bench.run(Self.start)
    let net = "Chain(x -> x + 0.1 * randn(shape(x)), see)"
    bench.run("seed(5); a = train(\(net), d, epochs=3, seed=1); u = rand();", seconds: 30)
    bench.run("seed(5); b = train(\(net), d, epochs=3, seed=1, quiet=true); v = rand();", seconds: 30)
    #expect(bench.number("u - v + sum(a.history.loss != b.history.loss)") == 0)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.failures.map(\.text))")
  }

  @Test func aThetaThatIsNoNumberIsAnErrorThatNamesTheLayer() {
    let bench = Workbench()
    bench.run(Self.start)
    let logarithm = bench.failure("train(Chain(Affine(Chain(x -> log(x), Flatten())), see), d, seed=1)")
    #expect(logarithm?.code == .divergence)
    #expect(logarithm?.message.contains("layer 1, Affine") == true, "\(logarithm?.message ?? "")")
    // After the last step no loss would tell.
    for quiet in ["false", "true"] {
      bench.run(
        "train(Chain(Affine(look, lr_multiplier=1e38), see), d, epochs=1, batch_size=300, optimizer=SGD(1e3), seed=1, quiet=\(quiet))"
      )
      let error = bench.transcript.failures.last
      #expect(error?.code == .divergence)
      #expect(
        error?.message == "theta of layer 1, Affine is not finite after step 1 of epoch 1",
        "\(error?.message ?? "")")
      #expect(bench.number("sum(isnan(ans[1].theta.weight))") == 0)
    }
  }

  @Test func aDiagnosisIsAValue() {
    let bench = Workbench()
    bench.run(Self.start + "net = Chain(Affine(look, mode=\"round\"), see); a = diagnose(net, d);")
    #expect(
      bench.output("a").contains("1 finding (looked at 256 of 300 pictures, 1 transformer, 2 Relu layers)"))
    #expect(bench.number("count(a)") == 1 && bench.number("a.pictures") == 256)
    #expect(bench.output("print(a[1].layer, a[1].help)") == "1 use mode=\"bilinear\"")
    #expect(bench.output("print(a.findings[1].message)").hasPrefix("layer 1 (Affine): the sampling"))
    #expect(bench.output("show a").contains("; use mode=\"bilinear\""))
    #expect(
      bench.output("diagnose(see, d, count=100)")
        .contains("nothing found (looked at 100 of 300 pictures, 1 Relu layer)"))
    #expect(bench.number("diagnose(see, d, count=9e5).pictures") == 300)
    #expect(bench.failure("diagnose(see, d, count=0)")?.code == .option)
    #expect(bench.failure("diagnose(build(see, [9, 9]), d)")?.help?.contains("[1, 9, 9]") == true)
    #expect(bench.failure("diagnose(grad(n -> sum(n(d[1].picture)), see), 3)")?.code == .wrongType)
    #expect(bench.number("count(diagnose(Dense(2), dataset([1, 2; 3, 4], [1, 2])).findings)") == 0)
  }
}
