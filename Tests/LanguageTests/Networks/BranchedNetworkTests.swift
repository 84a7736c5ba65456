import Language
import Notebook
import Testing

/// Networks with branches and functions as layers, as the language uses them. What they compute and how they train is held
/// against PyTorch in the engine's tests.
@Suite("Branched networks") struct BranchedNetworkTests {
  private static let start = """
    net = Chain(Conv(3, 3, padding=1, seed=1), Residual(Conv(3, 3, padding=1, seed=2), BatchNorm(), Relu()),
                Parallel(Conv(2, 1, seed=3), Chain()), x -> x / 2, Flatten(), Dense(3, seed=4));
    net = build(net, [6, 6]); seed(7); x = rand(5, 1, 6, 6); y = [1, 2, 3, 1, 2];
    whole = grad(n -> cross_entropy(n(x), y), net);
    residual(n, z) = n(z);
    """

  /// A network called by its parts inside `grad` has the gradient and the statistics of the whole.
  @Test(arguments: [
    "n[3:6](n[1:2](x))", "n[3:6]((z -> n[2][1:3](z) + z)(n[1](x)))",
    "n[4:6]((z -> cat(n[3][1](z), n[3][2](z), dim=2))(n[1:2](x)))",
    "n[5:6]((z -> z / 2)(n[1:3](x)))", "Chain(n[1], Residual(n[2][1], n[2][2], n[2][3]), n[3:6])(x)",
  ])
  func partsTrainAsTheWhole(_ call: String) {
    let bench = Workbench()
    bench.run(Self.start)
    bench.run("g = grad(n -> cross_entropy(\(call), y), net);")
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    for path in ["[1].weight", "[2][1].weight", "[2][2].bias", "[3][1].weight", "[6].bias"] {
      let difference = bench.number("max(abs(g\(path) - whole\(path)))")
      #expect(difference.map { $0 < 1e-6 } == true, "\(call): \(path)")
      #expect(bench.number("max(abs(whole\(path)))").map { $0 > 1e-5 } == true, "\(path)")
    }
    #expect(
      bench.number("max(abs((net - g)[2][2].running_mean - (net - whole)[2][2].running_mean))").map {
        $0 < 1e-6
      }
        == true)
    #expect(
      bench.number("max(abs((net - g)[2][2].running_mean - net[2][2].running_mean))").map { $0 > 1e-4 }
        == true)
  }

  @Test func theGradientIsTheNumericOne() {
    let bench = Workbench()
    bench.run(Self.start)
    #expect(
      bench.number("max(abs(grad(x -> sum(net(x)^2), f64(x)) - numgrad(x -> sum(net(x)^2), f64(x))))").map {
        $0 < 1e-4
      } == true)
  }

  @Test func branchesAreFrozenAndLookedInto() {
    let bench = Workbench()
    bench.run(Self.start)
    #expect(bench.number("max(abs(grad(n -> sum(n(x)), freeze(net, 2))[2][1].weight))") == 0)
    #expect(
      bench.number("max(abs(features(net, x, \"2.3\") - net[2][1:3](net[1](x))))").map { $0 < 1e-6 } == true)
    #expect(
      bench.number("max(abs(features(net, x, \"3.1\") - net[3][1](net[1:2](x))))").map { $0 < 1e-6 } == true)
  }

  @Test func aFunctionGoesThroughAFile() throws {
    let folder = TemporaryFolder()
    let bench = Workbench()
    bench.run(
      """
      twice(a) = { b = a * 2; relu(b) };
      net = build(Chain(Conv(2, 3, seed=1), twice, Residual(x -> sin(x), shortcut=x -> -x), Flatten()), [5, 5]);
      write("\(folder.path)/net.safetensors", net);
      again = load("\(folder.path)/net.safetensors");
      """)
    #expect(bench.transcript.failures.isEmpty, "\(bench.transcript.lines)")
    #expect(bench.number("max(abs(again(eye(5)) - net(eye(5))))") == 0)
    // −x + sin x, of positive numbers, is negative; a layer that was lost would leave them positive.
    #expect(bench.number("max(again(ones(5, 5)))").map { $0 <= 0 } == true)
    #expect(bench.number("min(again(ones(5, 5)))").map { $0 < 0 } == true)
  }

  @Test func anErrorInAFunctionKeepsItsPlace() {
    let bench = Workbench()
    bench.run("net = Chain(Flatten(), x -> x @ ones(3, 3))")
    bench.run("net(ones(4, 4))")
    #expect(bench.transcript.lines.contains { $0.contains("layer 2, x -> x @ ones(3, 3): ") })
    #expect(bench.number("net.layers") == 2)
  }
}
