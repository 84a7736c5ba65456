import Language
import Testing

/// Trainings that go well, of all kinds: nothing is said of them, neither while they go on nor afterwards.
@Suite("Healthy trainings", .timeLimit(.minutes(3))) struct HealthyTrainingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Makes `data` and gives `net`, for a seed `s`.
    let code: String
    let options: String

    init(_ name: String, _ code: String, _ options: String) {
      (testDescription, self.code, self.options) = (name, code, options)
    }
  }

  /// Networks that several of the trainings have.
  private static let parts = """
    lenet(s) = Chain(Conv(6, 5, padding=2, seed=s), Relu(), MaxPool(2), Conv(16, 5, seed=s + 1), Relu(), MaxPool(2),
      Flatten(), Dense(60, seed=s + 2), Relu(), Dense(10, seed=s + 3));
    see(s) = Chain(Conv(8, 5, seed=s), Relu(), MaxPool(2), Conv(16, 3, seed=s + 1), Relu(), MaxPool(2), Flatten(),
      Dense(10, seed=s + 2));
    look(s) = Chain(MaxPool(2), Conv(8, 5, seed=s + 3), Relu(), MaxPool(2), Flatten(), Dense(32, seed=s + 5), Relu());
    block(f, s) = Chain(Residual(Conv(f, 3, padding=1, bias=false, seed=s), BatchNorm(), Relu(),
      Conv(f, 3, padding=1, bias=false, seed=s + 1), BatchNorm()), Relu());
    """

  static let cases = [
    Case("LeNet", "data = digits(300, seed=s); net = lenet(s)", "epochs=4"),
    Case(
      "LeNet by momentum", "data = digits(300, seed=s); net = lenet(s)",
      "epochs=6, batch_size=16, optimizer=SGD(0.02, momentum=0.9)"),
    Case(
      "a network that was trained before",
      "data = digits(300, seed=s); net = train(lenet(s), data, epochs=5, seed=s, quiet=true)", "epochs=4"),
    Case(
      "a few pictures, learned by heart", "data = digits(40, seed=s); net = lenet(s)",
      "epochs=25, batch_size=8"),
    Case(
      "frozen convolutions", "data = digits(300, seed=s); net = freeze(build(lenet(s), [28, 28]), 1:5)",
      "epochs=5"),
    Case(
      "dense layers",
      "data = digits(400, seed=s); net = Chain(Flatten(), Dense(64, seed=s), Relu(), Dense(10, seed=s + 1))",
      "epochs=6"),
    Case(
      "a transformer before upright digits",
      "data = digits(300, seed=s); net = Chain(Affine(look(s)), see(s))", "epochs=6"),
    Case(
      "a transformer before turned digits",
      "data = distort(digits(400, seed=s), \"R\", seed=s); net = Chain(Affine(look(s)), see(s))", "epochs=6"),
    Case(
      "a transformer before moved digits",
      "data = augment(digits(300, seed=s), shift=4, rotate=20, seed=s); net = Chain(Affine(look(s), padding_mode=\"border\"), see(s))",
      "epochs=6"),
    Case(
      "a transformer before digits around 0",
      "d = digits(300, seed=s); data = dataset(0.12 - d.pictures, d.labels); net = Chain(Affine(look(s)), see(s))",
      "epochs=5"),
    Case(
      "a residual network",
      "data = shapes(240, seed=s); net = Chain(Conv(8, 3, stride=2, padding=1, bias=false, seed=s), BatchNorm(), Relu(), block(8, s + 2), GlobalAvgPool(), Dense(5, seed=s + 6))",
      "epochs=4"),
    Case(
      "dropout on pictures in colour",
      "data = cartoons(240, seed=s); net = Chain(Conv(8, 3, seed=s), Relu(), MaxPool(2), Conv(16, 3, seed=s + 1), Relu(), MaxPool(2), Dropout(0.25), Flatten(), Dense(32, seed=s + 2), Relu(), Dropout(0.5), Dense(4, seed=s + 3))",
      "epochs=5"),
    Case(
      "one class much more frequent",
      "d = digits(400, seed=s); data = dataset(d.pictures, where(d.labels == 1, 2, 1)); net = Chain(Flatten(), Dense(32, seed=s), Relu(), Dense(2, seed=s + 1))",
      "epochs=5"),
    Case(
      "an autoencoder",
      "x = flatten(digits(400, seed=s).pictures, start_dim=2); data = dataset(x, x); net = Chain(Dense(64, seed=s), Relu(), Dense(4, seed=s + 1), Dense(64, seed=s + 2), Relu(), Dense(784, seed=s + 3), Sigmoid())",
      "epochs=5, batch_size=25, loss=\"bce\", metric=\"mse\""),
    Case(
      "an autoencoder of convolutions",
      "x = digits(200, seed=s).pictures; data = dataset(x, x); net = Chain(Conv(8, 3, padding=1, stride=2, seed=s), Relu(), Conv(4, 3, padding=1, stride=2, seed=s + 1), Relu(), Upsample(4), Conv(1, 3, padding=1, seed=s + 3))",
      "epochs=4"),
    Case(
      "segmentation with branches",
      "x = shapes(120, seed=s).pictures; data = dataset(x, where(x > 0.3, 1, 0)); net = Chain(Conv(4, 3, padding=1, seed=s), Relu(), Parallel(Chain(), Chain(MaxPool(2), Conv(8, 3, padding=1, seed=s + 1), Relu(), Upsample(2))), Conv(1, 3, padding=1, seed=s + 3))",
      "epochs=2, loss=\"bce_with_logits\", metric=\"iou\""),
    Case(
      "a curve",
      "seed(s); x = linspace(-3, 3, 200); data = dataset(x, sin(x) + 0.1 * randn(200)); net = Chain(Dense(32, seed=s), Relu(), Dense(32, seed=s + 1), Relu(), Dense(1, seed=s + 2))",
      "epochs=60, optimizer=Adam(0.01), loss=\"huber\""),
    Case(
      "a line through noise, found before",
      "seed(s); x = linspace(-1, 1, 64); data = dataset(x, 3 * x + randn(64)); net = train(Dense(1, seed=s), data, epochs=100, optimizer=Adam(0.1), quiet=true)",
      "epochs=50, optimizer=Adam(0.01)"),
    Case(
      "points in a plane",
      "seed(s); r = rand(300); c = 1 + (rand(300) > 0.5); a = 6 * r + pi * c; data = dataset(stack(r * cos(a), r * sin(a))', c); net = Chain(Dense(16, seed=s), Relu(), Dense(16, seed=s + 1), Relu(), Dense(2, seed=s + 2))",
      "epochs=50, optimizer=Adam(0.01)"),
    Case(
      "a loss of one's own", "data = digits(300, seed=s); net = lenet(s)",
      "epochs=4, loss=(p, t) -> cross_entropy(p, t) + 0.01 * mean(p^2)"),
  ]

  @Test(arguments: cases) func nothingIsSaid(_ training: Case) {
    for seed in [1, 2] {
      let bench = Workbench()
      bench.run(Self.parts)
      bench.run("s = \(100 * seed); \(training.code);", seconds: 60)
      let output = bench.output(
        "net = train(net, data, \(training.options), seed=s);", seconds: 60)
      #expect(!output.contains("note: "), "seed \(seed):\n\(output)")
      #expect(bench.number("count(diagnose(net, data).findings)") == 0)
      if let failure = bench.transcript.failures.first {
        Issue.record("\(failure.text)")
      } else if seed == 1, let found = try? bench.value("diagnose(net, data)") {
        #expect(Formatter.display(found).joined().contains("nothing found"))
      }
    }
  }

  @Test func thereAreTwenty() { #expect(Self.cases.count >= 20) }
}
