import Language
import Notebook
import Testing

/// A network whose gradient is taken may be called by its parts in any way: it trains as the whole does. That the whole
/// trains as PyTorch's does is held elsewhere; Tests/reports/networks has PyTorch's numbers for parts.
@Suite("Networks by their parts") struct NetworkPartsTests {
  private static let start = """
    net = Chain(Conv(4, 3, seed=1), BatchNorm(), Relu(), MaxPool(2), BatchNorm(), Flatten(), Dense(3, seed=2));
    net = build(net, [8, 8]); seed(7); x = rand(6, 1, 8, 8); y = [1, 2, 3, 1, 2, 3];
    through(n, z) = { for layer in n { z = layer(z) }; z };
    whole = grad(n -> cross_entropy(n(x), y), net);
    """

  @Test(arguments: [
    "n[3:end](n[1:2](x))", "n[2:7](n[1](x))", "n[5:7](n[2:4](n[1](x)))", "through(n, x)",
    "through(n[3:7], through(n[1:2], x))", "n[4:7](n[1:4][1:3](x))", "n[1:7][1:7](x)",
    "Chain(n[1:3], n[4:7])(x)", "Chain(n)(x)", "Chain(Chain(n[1], n[2]), n[3:end])(x)",
    "list(n[3:7], n[1:2])[1](list(n[3:7], n[1:2])[2](x))",
    "record(head=n[1:2], tail=n[3:7]).tail(record(head=n[1:2], tail=n[3:7]).head(x))",
    "(z -> n[3:7](z))(n[1:2](x))", "(1 * n)[3:7]((1 * n)[1:2](x))", "features(n, x, 7)",
    "n[5:7](features(n, x, 4))",
  ])
  func itHasTheGradientAndTheStatisticsOfTheWhole(_ call: String) {
    let bench = Workbench()
    bench.run(Self.start)
    // `features` goes through all layers, those behind the one that is asked for too.
    let tail = call.hasPrefix("n[5:7](features") ? "1:4" : "1:7"
    bench.run("g = grad(n -> cross_entropy(\(call), y), net); m = net - 0.1 * g; w = net - 0.1 * whole;")
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    for (layer, field) in [(1, "weight"), (2, "weight"), (5, "bias"), (7, "weight")] {
      let difference = bench.number("max(abs(g[\(layer)].\(field) - whole[\(layer)].\(field)))")
      #expect(difference.map { $0 < 1e-6 } == true, "\(call): \(layer).\(field)")
    }
    #expect(bench.number("max(abs(whole[1].weight))").map { $0 > 1e-3 } == true)
    for layer in tail == "1:7" ? [2, 5] : [2] {
      for field in ["running_mean", "running_var"] {
        let difference = bench.number("max(abs(m[\(layer)].\(field) - w[\(layer)].\(field)))")
        #expect(difference.map { $0 < 1e-6 } == true, "\(call): \(layer).\(field)")
      }
    }
    #expect(bench.number("max(abs(w[2].running_mean - net[2].running_mean))").map { $0 > 1e-4 } == true)
  }

  /// What one call made of the statistics, the next one evaluates with, and nothing stays behind in the network itself.
  @Test func copiesShareTheirStatisticsWhileTheGradientIsTaken() {
    let bench = Workbench()
    bench.run("net = build(BatchNorm(), [2, 4, 4]); x = 5 + rand(6, 2, 4, 4); seen = 0;")
    bench.run(
      """
      f(n) = { part = Chain(n); part(x); again = n.running_mean; sum(n(x)) + 0 * sum(again)
               + sum(abs(again - 0.1 * mean(x, dim=[1, 3, 4]))) };
      value = f(net);
      """)
    // Outside of grad nothing trains: the mean is 0, and far from a tenth of that of x.
    #expect(bench.number("abs(value - sum(net(x)))").map { $0 > 0.5 } == true)
    bench.run("m = net - 0 * grad(f, net);")
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    // Two passes: 0.9 · 0.1 + 0.1 of the batch's mean.
    #expect(
      bench.number("max(abs(m.running_mean - 0.19 * mean(x, dim=[1, 3, 4])))").map { $0 < 1e-5 } == true)
    #expect(bench.number("max(abs(net.running_mean))") == 0)
  }

  /// What has no parameters trains too: PyTorch's module is in training mode as a whole.
  @Test func layersWithoutParametersTrain() {
    let bench = Workbench()
    bench.run("net = build(Chain(Flatten(), Dropout(1), Dense(2, bias=false)), [3, 3]); x = ones(2, 3, 3);")
    for call in ["n[3](n[2](n[1](x)))", "n[3](Chain(n[2])(n[1](x)))", "n[3](n[1:2](x))"] {
      #expect(bench.number("max(abs(grad(n -> sum(\(call)), net)[3].weight))") == 0, "\(call)")
      #expect(bench.number("max(abs(numgrad(n -> sum(\(call)), net)[3].weight))") == 0, "\(call)")
    }
    #expect(bench.number("max(abs(grad(n -> sum(n[3](n[1](x))), net)[3].weight))") == 2)
  }

  @Test func aTransformersLocalisation() {
    let bench = Workbench()
    bench.run(
      """
      loc = Chain(Conv(2, 3), BatchNorm(), Flatten(), Dense(4));
      net = build(Chain(Affine(loc), Flatten(), Dense(2)), [6, 6]); x = rand(4, 1, 6, 6);
      a = net - 0.1 * grad(n -> sum(n[1].localisation(x)^2), net);
      b = net[1].localisation - 0.1 * grad(l -> sum(l(x)^2), net[1].localisation);
      """)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    for place in ["[1].weight", "[2].running_var", "[4].weight"] {
      #expect(bench.number("max(abs(a[1].localisation\(place) - b\(place)))").map { $0 < 1e-6 } == true)
    }
    #expect(bench.number("max(abs(a[1].localisation[2].running_var - 1))").map { $0 > 1e-3 } == true)
  }

  /// The first part that sees the inputs draws the weights of all; a part alone cannot know what it will be.
  @Test func aNetworkThatHasSeenNothing() {
    let bench = Workbench()
    bench.run(Self.start)
    bench.run(
      """
      new = Chain(Conv(4, 3, seed=1), BatchNorm(), Relu(), MaxPool(2), BatchNorm(), Flatten(), Dense(3, seed=2));
      f(n) = { tail = n[3:end]; cross_entropy(tail(n[1:2](x)), y) };
      g = grad(f, new);
      """)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    #expect(bench.number("max(abs(g[7].weight - whole[7].weight))").map { $0 < 1e-6 } == true)
    for call in ["n[7](ones(2, 36))", "Chain(n[1], n[2])(x)", "Affine(n[1])(x)"] {
      let failure = bench.failure("grad(n -> sum(\(call)), new)")
      #expect(failure?.code == .size && failure?.help?.contains("build(net") == true, "\(call)")
    }
    #expect(
      bench.number("h = grad(n -> { m = build(n, [8, 8]); cross_entropy(m(x), y) }, new); count(h)") == 7)
    #expect(bench.number("max(abs(h[7].weight - whole[7].weight))").map { $0 < 1e-6 } == true)
  }

  @Test func whatHasNoGradientSaysSo() {
    let bench = Workbench()
    bench.run(Self.start)
    for call in [
      "sum(freeze(n, 1)(x))", "sum(grad(m -> sum(m(x)), n)[1].weight)",
      "sum(numgrad(m -> sum(m(x)), n[7])[1].weight)",
    ] {
      #expect(bench.failure("grad(n -> \(call), net)")?.code == .gradient, "\(call)")
    }
    // Looking takes no part in it.
    #expect(bench.number("max(abs(grad(n -> sum(n(x)) + sum(saliency(n, x[1])), net)[7].bias - 6))") == 0)
  }
}
