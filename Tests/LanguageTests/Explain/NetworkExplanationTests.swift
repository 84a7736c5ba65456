import Notebook
import Testing

/// `explain net(x)[1]` is the arithmetic of the last layer, in the language's own functions.
@Suite("Explained networks") struct NetworkExplanationTests {
  private static let setup = """
    seed(3); x = rand(6, 6); row = [1, 2, 3]
    net = build(Chain(Conv(2, 3, padding=[1, 0]), BatchNorm(), MaxPool(2), LeakyRelu(0.2), Flatten(), Dense(3)), [1, 6, 6])
    """

  /// Each layer's element, and the call that it is explained as.
  @Test(arguments: [
    ("net(x)[2]", "linear(net[1:5](x), net[6].weight, net[6].bias)[2]"),
    ("net[1](x)[2, 1, 3]", "conv(x, net[1].weight, net[1].bias, padding=[1, 0])[2, 1, 3]"),
    (
      "net[1:2](x)[1, 1, 1]",
      "batch_norm(net[1:2][1](x), net[1:2][2].running_mean, net[1:2][2].running_var, net[1:2][2].weight, net[1:2][2].bias)[1, 1, 1]"
    ),
    ("net[1:3](x)[1, 2, 2]", "max_pool(net[1:3][1:2](x), 2)[1, 2, 2]"),
    ("net[1:4](x)[1, 2, 2]", "leaky_relu(net[1:4][1:3](x), negative_slope=0.2)[1, 2, 2]"),
    ("net[1:5](x)[4]", "flatten(net[1:5][1:4](x))[4]"),
  ])
  func anElementIsExplainedAsTheFunctionsElement(element: String, function: String) {
    let explained = Explained(element, after: Self.setup)
    let bench = Workbench()
    bench.run(Self.setup + ";")
    #expect(explained.first.hasPrefix(element + " is what"), "\(explained.lines)")
    #expect(explained.contains(function + " = "), "\(explained.lines)")
    #expect(bench.output("expect(\(element), \(function))") == "")
  }

  /// Layers whose function takes an option or a shape before the weights.
  @Test(arguments: [
    ("up(x)[2, 3, 4]", "conv_transpose(up[1:2](x), up[3].weight, up[3].bias, stride=2)[2, 3, 4]"),
    (
      "up[1:2](x)[4, 2, 3]",
      "group_norm(up[1:2][1](x), 2, up[1:2][2].weight, up[1:2][2].bias, eps=0.1)[4, 2, 3]"
    ),
    ("Chain(Upsample(2))(x)[1, 3, 4]", "resize(x, scale=2)[1, 3, 4]"),
    ("Chain(AdaptiveAvgPool(4))(x)[1, 3, 4]", "adaptive_avg_pool(x, 4)[1, 3, 4]"),
    (
      "rows(row)[3]",
      "layer_norm(rows[1](row), shape(rows[2].weight), rows[2].weight, rows[2].bias)[3]"
    ),
  ])
  func whatEnlargesAndNormalisesIsExplainedToo(element: String, function: String) {
    let setup =
      Self.setup
      + "; up = build(Chain(Conv(4, 3), GroupNorm(2, eps=0.1), ConvTranspose(3, 2, stride=2)), [1, 6, 6])"
      + "; rows = build(Chain(Dense(5), LayerNorm()), [3]); x = rand(1, 6, 6)"
    let explained = Explained(element, after: setup)
    #expect(explained.first.hasPrefix(element + " is what"), "\(explained.lines)")
    #expect(explained.contains(function + " = "), "\(explained.lines)")
  }

  @Test func aVariableThatCameFromANetworkIsExplained() {
    let explained = Explained("y[1]", after: Self.setup + "; y = net(x)")
    #expect(explained.first == "y[1] is what layer 6, Dense(3), makes of net[1:5](x):")
  }

  @Test func aDropoutLayerIsExplainedByWhatItPasses() {
    let explained = Explained("Chain(Relu(), Dropout(0.5))(row)[2]", after: Self.setup)
    #expect(explained.contains("makes of Chain(Relu(), Dropout(0.5))[1](row)"), "\(explained.lines)")
  }

  @Test func aTransformerSaysWhereToLook() {
    let bench = Workbench()
    bench.run(Self.setup + ";")
    bench.run("explain Chain(Affine(Flatten()))(x)[1, 1, 1]")
    let failure = bench.transcript.failures.last?.text ?? ""
    #expect(failure.contains("Affine is more than one operation"))
    #expect(failure.contains("transformer(Chain(Affine(Flatten())), x) shows where it looks"))
  }
}
