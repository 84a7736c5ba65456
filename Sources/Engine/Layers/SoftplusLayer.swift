extension PlainLayer where Op == Softplus {
  public static let description = LayerDescription(
    "Softplus", [Softplus.beta.option, Softplus.threshold.option], function: .call("softplus"),
    help: HelpText(
      "A layer like Relu, but smooth: the logarithm of 1 + exp(x).",
      examples: [.gives("Softplus()([-1, 2])", "softplus([-1, 2])")], torch: "nn.Softplus(1, 20)")
  ) { settings, _ throws(TensorError) in
    let softplus = Softplus(
      beta: try settings.value(Softplus.beta), threshold: try settings.value(Softplus.threshold))
    try Softplus.beta.check(softplus.beta)
    return PlainLayer(softplus)
  }

  /// PyTorch: `nn.Softplus`.
  public init(_ softplus: Softplus) {
    self.init(
      Settings("Softplus").with(Softplus.beta, softplus.beta).with(Softplus.threshold, softplus.threshold),
      softplus)
  }
}
