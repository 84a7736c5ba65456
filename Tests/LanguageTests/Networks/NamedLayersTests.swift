import Language
import Notebook
import Testing

/// Layers with names, as the language uses them. That names lead to the right layers is held in the engine's tests.
@Suite("Layers with names") struct NamedLayersTests {
  private static let start = """
    block(f, name) = Residual(Conv(f, 3, padding=1, name="{name}a"), BatchNorm(), name=name);
    net = build(Chain(Conv(3, 3, padding=1, name="stem"), block(3, "first"), Flatten(), Dense(3, name="head")), [6, 6]);
    seed(7); x = rand(5, 1, 6, 6); y = [1, 2, 3, 1, 2];
    whole = grad(n -> cross_entropy(n(x), y), net);
    """

  private func bench() -> Workbench {
    let bench = Workbench()
    bench.run(Self.start)
    return bench
  }

  @Test(arguments: [
    ("net[\"stem\"]", "net[1]"), ("net[\"firsta\"]", "net[2][1]"), ("net[\"first\"][1]", "net[2][1]"),
    ("net[\"2.1\"]", "net[2][1]"), ("net[\"first.1\"]", "net[2][1]"), ("net[1:2][\"firsta\"]", "net[2][1]"),
    ("(net - 0.1 * whole)[\"head\"]", "(net - 0.1 * whole)[4]"),
    ("map(f64, net)[\"head\"]", "map(f64, net)[4]"),
    ("whole[\"head\"]", "whole[4]"), ("Chain(net[\"stem\"], Relu())[\"stem\"]", "net[1]"),
  ])
  func aNameIsAnIndex(_ named: String, _ numbered: String) {
    let bench = bench()
    #expect(bench.number("(\(named)).parameters").map { $0 > 0 } == true)
    #expect(bench.number("max(abs((\(named)).weight - (\(numbered)).weight))") == 0, "\(named)")
  }

  /// A network called by named parts inside `grad` trains as the whole does.
  @Test func namedPartsTrainAsTheWhole() {
    let bench = bench()
    bench.run(
      """
      g = grad(n -> cross_entropy(n["head"](n[3](n["first"](n["stem"](x)))), y), net);
      new = net - 0.1 * g;
      """)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    for path in ["[\"stem\"].weight", "[\"firsta\"].weight", "[2][2].bias", "[4].bias"] {
      #expect(bench.number("max(abs(g\(path) - whole\(path)))").map { $0 < 1e-6 } == true, "\(path)")
      #expect(bench.number("max(abs(whole\(path)))").map { $0 > 1e-5 } == true, "\(path)")
    }
    #expect(bench.number("max(abs(new[2][2].running_mean))").map { $0 > 1e-4 } == true)
  }

  @Test func aNameStandsWhereANumberDoes() {
    let bench = bench()
    #expect(bench.number("max(abs(features(net, x, \"firsta\") - features(net, x, \"2.1\")))") == 0)
    #expect(bench.number("max(abs(features(net, x, \"first.2\") - features(net, x, \"2.2\")))") == 0)
    #expect(
      bench.number("max(abs(gradcam(net, x[1], layer=\"stem\") - gradcam(net, x[1], layer=1)))") == 0)
    bench.run("frozen = freeze(net, list(\"stem\", \"2.1\", 4)); g = grad(n -> sum(n(x)^2), frozen);")
    for path in ["[1]", "[2][1]", "[4]"] {
      #expect(bench.number("max(abs(g\(path).weight))") == 0, "\(path)")
    }
    #expect(bench.number("max(abs(g[2][2].bias))").map { $0 > 1e-3 } == true)
    bench.run("g = grad(n -> sum(n(x)^2), unfreeze(frozen, \"head\"));")
    #expect(bench.number("max(abs(g[4].weight))").map { $0 > 1e-3 } == true)
    #expect(bench.number("max(abs(g[1].weight))") == 0)
    // A network that is one layer is the one that it is called.
    #expect(bench.number("max(abs(grad(n -> sum(n(x)), freeze(net[\"stem\"], \"stem\")).weight))") == 0)
    #expect(bench.number("max(abs(grad(n -> sum(n(x)), freeze(net[\"stem\"], 1)).weight))") == 0)
  }

  @Test func theTableAndTheDrawingShowNames() {
    let bench = bench()
    bench.run("show net")
    let lines = bench.transcript.lines.joined(separator: "\n")
      .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("name layer output parameters sees"))
    #expect(lines.contains("1 stem Conv(3, 3, padding=1) [3, 6, 6] 30 3×3"))
    #expect(lines.contains("2.1 firsta Conv(3, 3, padding=1) [3, 6, 6] 84 5×5"))
    #expect(lines.contains("2 first Residual(…) [3, 6, 6] 5×5"))
  }

  /// An error in a layer says which, also where it lies in others.
  @Test func errorsSayTheName() {
    let bench = Workbench()
    let failure = bench.failure(
      "Chain(Conv(2, 3, name=\"stem\"), Chain(Conv(2, 9), name=\"deep\"))(ones(6, 6))")
    #expect(failure?.message.contains("layer 2 \"deep\", Chain(Conv(2, 9)): layer 1, Conv(2, 9): ") == true)
  }

  @Test func networksGoThroughFilesAndComparisons() {
    let folder = TemporaryFolder()
    let bench = bench()
    bench.run(
      "write(\"\(folder.path)/net.safetensors\", net); again = load(\"\(folder.path)/net.safetensors\");")
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    #expect(bench.number("if again == net { 1 } else { 0 }") == 1)
    #expect(bench.number("max(abs(again[\"firsta\"].weight - net[2][1].weight))") == 0)
  }

  /// An index that names nothing is evaluated once, as any other.
  @Test func anIndexIsEvaluatedOnce() {
    let bench = bench()
    bench.run("calls = list(); which(n) = { print(\"asked\"); n };")
    bench.run("net[which(\"stem\")]; net[which(2)]; net[which(1:2)]; net[end];")
    let lines = bench.transcript.lines.joined(separator: "\n")
    #expect(lines.split(separator: "asked", omittingEmptySubsequences: false).count == 4, "\(lines)")
    #expect(bench.number("net[end].parameters") == bench.number("net[\"head\"].parameters"))
  }
}

/// Metrics of one's own whose names the results use for something else.
@Suite("Names of metrics") struct MetricNameTests {
  @Test(arguments: ["count", "wrong", "loss", "epoch"])
  func aReservedNameGivesWay(_ name: String) {
    let bench = Workbench()
    bench.run(
      """
      data = dataset(rand(8, 3, 3), [1, 2, 1, 2, 1, 2, 1, 2]); \(name)(p, t) = 0.25;
      net = train(Chain(Flatten(), Dense(2)), data, metric=\(name), quiet=true);
      result = evaluate(net, data, metric=\(name));
      """)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    #expect(bench.number("result.metric") == 0.25 && bench.number("net.history.metric[1]") == 0.25)
    #expect(bench.transcript.lines.contains { $0.contains("the metric `\(name)` is called `metric`") })
  }

  @Test func accuracyIsOnesOwn() {
    let bench = Workbench()
    bench.run(
      """
      data = dataset(rand(8, 3, 3), [1, 2, 1, 2, 1, 2, 1, 2]); accuracy(p, t) = 0.123;
      net = train(Chain(Flatten(), Dense(2)), data, metric=accuracy, quiet=true);
      """)
    #expect(bench.number("evaluate(net, data, metric=accuracy).accuracy") == 0.123)
    #expect(bench.number("net.history.accuracy[1]").map { abs($0 - 0.123) < 1e-6 } == true)
    #expect(bench.number("evaluate(net, data).accuracy").map { $0 != 0.123 } == true)
  }
}
