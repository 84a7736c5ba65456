import Testing

@testable import Engine

/// Layers that enlarge, pool to a given size or normalise within a case: shapes, first weights, windows, what they refuse.
/// Their values and gradients are held against PyTorch by `TrainingAgreementTests`.
@Suite struct EnlargingLayerTests {
  private func built(_ layers: [any Layer], _ shape: Shape) throws -> Network {
    var network = Network(Chain(layers))
    try network.build(for: shape)
    return network
  }

  @Test func aTransposedConvolutionBeginsAsPyTorchs() throws {
    let layer = try ConvTransposeLayer(
      64, Pair(3, 2), ConvTranspose(stride: 2, groups: 2), seed: 3)
    let network = try built([layer], [16, 5, 5])
    let weight = try #require(network["1.weight"]?.tensor)
    let bias = try #require(network["1.bias"]?.tensor)
    #expect(weight.shape == [16, 32, 3, 2] && bias.shape == [64])
    // nn.ConvTranspose2d takes the second dimension for the fan-in: 1 / √(32 · 3 · 2).
    let bound = 1 / Double(32 * 3 * 2).squareRoot()
    for numbers in [weight.elements, bias.elements] {
      #expect(numbers.allSatisfy { abs($0) <= bound })
      #expect((numbers.map(abs).max() ?? 0) > 0.9 * bound)
    }
    let mean = weight.elements.reduce(0, +) / Double(weight.count)
    #expect(abs(mean) < 0.05 * bound)
    let plain = try built([try ConvTransposeLayer(3, 2, hasBias: false, seed: 1)], [4, 5, 5])
    #expect(plain.parameters.map(\.path) == ["1.weight"])
  }

  @Test func shapes() throws {
    func result(_ layer: any Layer, _ input: Shape) throws -> Shape {
      try Network(layer)(try Tensor(zeros: input)).shape
    }
    let up = ConvTranspose(stride: 2)
    #expect(try result(ConvTransposeLayer(8, 2, up, seed: 1), [16, 7, 7]) == [8, 14, 14])
    #expect(try result(ConvTransposeLayer(8, 2, up, seed: 1), [0, 16, 7, 7]) == [0, 8, 14, 14])
    #expect(try result(UpsampleLayer(Resize(.scale(2))), [3, 7, 5]) == [3, 14, 10])
    #expect(
      try result(UpsampleLayer(Resize(.size(Pair(3, 4)), mode: .bilinear)), [2, 1, 7, 5]) == [2, 1, 3, 4])
    #expect(try result(PlainLayer(AdaptiveAvgPool(4)), [3, 9, 7]) == [3, 4, 4])
    #expect(try result(PlainLayer(AdaptiveMaxPool(Pair(1, 2))), [3, 9, 7]) == [3, 1, 2])
    #expect(try result(PlainLayer.globalAvgPool, [5, 3, 9, 7]) == [5, 3])
    #expect(try result(GroupNormLayer(GroupNorm(2)), [4, 3, 3]) == [4, 3, 3])
    #expect(try result(LayerNormLayer(), [2, 4, 3, 3]) == [2, 4, 3, 3])
    #expect(try result(IdentityLayer(), [2, 4, 3, 3]) == [2, 4, 3, 3])
  }

  /// The classifier behind sees as many numbers of any picture.
  @Test func pooledToOneSizePicturesMayHaveAny() throws {
    for pool in [PlainLayer(AdaptiveAvgPool(2)) as any Layer, PlainLayer.globalAvgPool] {
      let network = try built(
        [try ConvLayer(4, 3, seed: 1), pool, PlainLayer<Flatten>(), try DenseLayer(3, seed: 2)], [1, 9, 9])
      #expect(try network(Tensor(zeros: [1, 9, 9])).shape == [3])
      #expect(try network(Tensor(zeros: [7, 1, 20, 13])).shape == [7, 3])
    }
  }

  @Test func normalisationsBeginAt1And0() throws {
    let network = try built([try GroupNormLayer(GroupNorm(2)), try LayerNormLayer()], [4, 3, 2])
    #expect(network.parameters.map(\.path) == ["1.weight", "1.bias", "2.weight", "2.bias"])
    #expect(network["1.weight"]?.tensor.elements == [Double](repeating: 1, count: 4))
    #expect(network["1.bias"]?.tensor.elements == [Double](repeating: 0, count: 4))
    #expect(network["2.weight"]?.tensor.shape == [4, 3, 2] && network["2.bias"]?.tensor.shape == [4, 3, 2])
    #expect(network.parameterCount == 56)
  }

  /// A pixel of the enlarged picture sees few of the small one: numbers counted by hand.
  @Test func receptiveFieldsGoThroughWhatEnlarges() throws {
    func fields(_ layers: [any Layer]) throws -> [Pair?] {
      try NetworkTable(try built(layers, [1, 16, 16])).rows.map(\.receptiveField)
    }
    // Doubled, a window of 3 pixels touches 2 at most, one of 5 touches 3.
    let nearest = UpsampleLayer(Resize(.scale(2)))
    #expect(
      try fields([nearest, ConvLayer(1, 3, seed: 1), ConvLayer(1, 3, seed: 2)]) == [1, 2, 3])
    #expect(try fields([UpsampleLayer(Resize(.scale(2), mode: .bilinear))]) == [2])
    // A kernel of 3 at every second pixel meets 2 numbers, one of 2 meets 1.
    #expect(try fields([ConvTransposeLayer(1, 3, ConvTranspose(stride: 2), seed: 1)]) == [2])
    #expect(
      try fields([
        PlainLayer(MaxPool(2)), ConvTransposeLayer(1, 2, ConvTranspose(stride: 2), seed: 1),
        ConvLayer(1, 3, seed: 2),
      ]) == [2, 2, 4])
    #expect(try fields([ConvTransposeLayer(1, 3, seed: 1), ConvLayer(1, 3, seed: 2)]) == [3, 5])
    #expect(try fields([GroupNormLayer(GroupNorm(1)), IdentityLayer(), LayerNormLayer()]) == [1, 1, 1])
    #expect(try fields([PlainLayer(AdaptiveAvgPool(2))]) == [nil])
    // Not a whole number of times as large.
    #expect(try fields([UpsampleLayer(Resize(.scale(1.5)))]) == [nil])
  }

  /// What a layer prints makes one like it, and so does what a file holds.
  @Test func settingsMakeTheLayerAgain() throws {
    let layers: [(any Layer, String)] = [
      (
        try ConvTransposeLayer(
          8, 3, ConvTranspose(stride: 2, padding: 1, outputPadding: 1), hasBias: false, seed: 1),
        "ConvTranspose(8, 3, stride=2, padding=1, output_padding=1, bias=false)"
      ),
      (UpsampleLayer(Resize(.scale(2))), "Upsample(scale=2)"),
      (UpsampleLayer(Resize(.size(Pair(3, 4)), mode: .bilinear)), "Upsample(size=[3, 4], mode=\"bilinear\")"),
      (PlainLayer(AdaptiveAvgPool(Pair(2, 3))), "AdaptiveAvgPool([2, 3])"),
      (PlainLayer(AdaptiveMaxPool(2)), "AdaptiveMaxPool(2)"),
      (PlainLayer.globalAvgPool, "GlobalAvgPool()"),
      (try GroupNormLayer(GroupNorm(4)), "GroupNorm(4)"),
      (try LayerNormLayer(epsilon: 0.5), "LayerNorm(eps=0.5)"),
      (IdentityLayer(), "Identity()"),
    ]
    for (layer, text) in layers {
      #expect(layer.text == text)
      #expect(try layer.settings.layer().text == text)
    }
  }

  @Test func saysWhatIsWrong() throws {
    func error(_ layers: [any Layer], _ shape: Shape) -> TensorError? {
      #expect(throws: TensorError.self) { try built(layers, shape) }
    }
    let flat = error([PlainLayer<Flatten>(), try ConvTransposeLayer(3, 2, seed: 1)], [1, 4, 4])
    #expect(
      flat?.message
        == "layer 2, ConvTranspose(3, 2): ConvTranspose takes pictures [C, H, W], but its input is [16]")
    let groups = error([try ConvTransposeLayer(3, 2, ConvTranspose(groups: 2), seed: 1)], [4, 4, 4])
    #expect(groups?.code == .option)
    let uneven = error([try GroupNormLayer(GroupNorm(4))], [6, 4, 4])
    #expect(
      uneven?.code == .channels
        && uneven?.message
          == "layer 1, GroupNorm(4): the 6 channels of x [1, 6, 4, 4] cannot be divided into 4 groups"
    )
    #expect(throws: TensorError.self) { try GroupNormLayer(GroupNorm(0)) }
    #expect(throws: TensorError.self) { try LayerNormLayer(epsilon: -1) }
    #expect(throws: TensorError.self) { try ConvTransposeLayer(0, 2, seed: 1) }
    let other = #expect(throws: TensorError.self) {
      try built([try LayerNormLayer()], [3, 4, 4])(try Tensor(zeros: [3, 5, 5]))
    }
    #expect(other?.code == .shapes)
  }
}
