import Engine
import Testing

/// Trainings with branches, normalisations and a loss of the caller's own: the same bits on one thread and on several.
@Suite("Trainings on several threads") struct ThreadedTrainingTests {
  /// Squared differences that count more where the target is large.
  private struct Weighed: Loss {
    var name: String { "weighed" }
    func resultShape(for targets: Targets) -> Shape? { nil }
    func mean(
      _ prediction: Tensor, _ target: Tensor, _ pass: inout ForwardPass
    ) throws(TensorError) -> Tensor {
      let off = try Subtract().apply([prediction, target], in: pass.execution)
      let square = try Multiply().apply([off, off], in: pass.execution)
      let weighed = try Multiply().apply([square, target], in: pass.execution)
      return try Mean().apply([weighed], in: pass.execution)
    }
  }

  enum Architecture: String, CaseIterable {
    case residual, unet, layerNorm
  }

  private func layers(_ architecture: Architecture) throws -> [any Layer] {
    func conv(_ filters: Int, _ stride: Int = 1, seed: UInt64) throws -> ConvLayer {
      try ConvLayer(filters, 3, Conv(stride: Pair(stride), padding: 1), seed: seed)
    }
    switch architecture {
    case .residual:
      return [
        try conv(8, seed: 1), try BatchNormLayer(), PlainLayer<Relu>(),
        ResidualLayer([try conv(8, seed: 2), try BatchNormLayer(), PlainLayer<Relu>(), try conv(8, seed: 3)]),
        ResidualLayer(
          [try conv(12, 2, seed: 4), try GroupNormLayer(GroupNorm(3))],
          shortcut: try ConvLayer(12, 1, Conv(stride: 2), seed: 5)),
        try ConvTransposeLayer(1, 2, ConvTranspose(stride: 2), seed: 6),
      ]
    case .unet:
      let down: [any Layer] = [
        PlainLayer(MaxPool(2)), try conv(16, seed: 2), try GroupNormLayer(GroupNorm(4)), PlainLayer<Relu>(),
        try ConvTransposeLayer(8, 2, ConvTranspose(stride: 2), seed: 3),
      ]
      return [
        try conv(8, seed: 1), try GroupNormLayer(GroupNorm(2)), PlainLayer<Relu>(),
        try ParallelLayer([Chain([]), Chain(down)]), try conv(1, seed: 4),
      ]
    case .layerNorm:
      return [try conv(8, seed: 1), try LayerNormLayer(), PlainLayer<Silu>(), try conv(1, seed: 2)]
    }
  }

  @Test(arguments: Architecture.allCases) func theBitsAreTheSame(_ architecture: Architecture) throws {
    var generator = RandomGenerator(seed: 4)
    let x = try Tensor(generating: [48, 1, 24, 24], in: Execution()) { _ in generator.uniform() }
    let data = try DataSet(pictures: x, numbers: x)
    var networks: [[Double]] = []
    for threads in [1, 2, 3] {
      var training = try Training(
        Network(Chain(try layers(architecture))), on: data,
        TrainingPlan(
          epochs: 2, batchSize: 20, optimizer: Adam(0.01), seed: 5, objective: Objective(Weighed()), clip: 1),
        in: Execution(threads: threads))
      while !training.isFinished { _ = try training.advance() }
      networks.append(training.network.tensors.flatMap(\.tensor.elements))
    }
    #expect(networks[0] == networks[1] && networks[0] == networks[2], "\(architecture)")
    #expect(networks[0].count > 100 && networks[0].allSatisfy(\.isFinite))
  }
}
