import Engine
import EngineTestSupport
import Foundation
import Testing

/// Ten steps from the same start, held against PyTorch's in float64. `Tests/cases/make_training.py` made the numbers.
struct TrainingAgreementTests {
  static let optimizers = ["SGD", "momentum", "nesterov", "Adam", "AdamW", "RMSprop", "RMSprop-centered"]

  private func optimizer(_ name: String) throws -> any Optimizer {
    switch name {
    case "SGD": try SGD(0.05)
    case "momentum": try SGD(0.02, momentum: 0.9, weightDecay: 0.01)
    case "nesterov": try SGD(0.02, momentum: 0.8, isNesterov: true)
    case "Adam": try Adam(0.003, weightDecay: 0.01)
    case "RMSprop": try RMSprop(0.003, weightDecay: 0.01)
    case "RMSprop-centered": try RMSprop(0.002, alpha: 0.9, epsilon: 1e-6, momentum: 0.8, isCentered: true)
    default: try Adam(0.003, betas: (0.8, 0.99), weightDecay: 0.1, isDecoupled: true)
    }
  }

  @Test(arguments: optimizers)
  func aConvolutionalNetworkLearnsAsPyTorchsDoes(_ optimizer: String) throws {
    let network = Network(
      Chain([
        try ConvLayer(4, 3, Conv(padding: 1), seed: 1), try BatchNormLayer(), PlainLayer<Relu>(),
        PlainLayer(MaxPool(2)), try ConvLayer(6, 3, seed: 2), PlainLayer<Relu>(), PlainLayer<Flatten>(),
        try DenseLayer(16, seed: 3), PlainLayer<Tanh>(), try DenseLayer(5, seed: 4),
      ]))
    try check("cnn", network, optimizer)
  }

  @Test(arguments: optimizers)
  func aSpatialTransformerLearnsAsPyTorchsDoes(_ optimizer: String) throws {
    let localisation = Chain([
      try ConvLayer(4, 3, seed: 1), PlainLayer(MaxPool(2)), PlainLayer<Relu>(), PlainLayer<Flatten>(),
      try DenseLayer(8, seed: 2), PlainLayer<Relu>(),
    ])
    let network = Network(
      Chain([
        try AffineLayer(localisation, size: 8), try ConvLayer(4, 3, seed: 3), PlainLayer<Relu>(),
        PlainLayer(AvgPool(2)), PlainLayer<Flatten>(), try DenseLayer(5, seed: 4),
      ]))
    try check("transformer", network, optimizer)
  }

  @Test(arguments: optimizers)
  func aResidualNetworkLearnsAsPyTorchsDoes(_ optimizer: String) throws {
    func conv(_ filters: Int, _ size: Int, _ operation: Conv = Conv(), bias: Bool = false) throws -> ConvLayer
    {
      try ConvLayer(filters, Pair(size), operation, hasBias: bias, seed: 1)
    }
    let network = Network(
      Chain([
        try conv(4, 3, Conv(padding: 1)), try BatchNormLayer(), PlainLayer<Relu>(),
        ResidualLayer([
          try conv(4, 3, Conv(padding: 1)), try BatchNormLayer(), PlainLayer<Relu>(),
          try conv(4, 3, Conv(padding: 1)), try BatchNormLayer(),
        ]),
        PlainLayer<Relu>(),
        ResidualLayer(
          [
            try conv(6, 3, Conv(stride: 2, padding: 1)), try BatchNormLayer(), PlainLayer<Relu>(),
            try conv(6, 3, Conv(padding: 1), bias: true),
          ], shortcut: try conv(6, 1, Conv(stride: 2), bias: true)),
        PlainLayer<Relu>(), PlainLayer(AvgPool(5)), PlainLayer<Flatten>(), try DenseLayer(5, seed: 2),
      ]))
    try check("residual", network, optimizer)
  }

  @Test(arguments: optimizers)
  func branchesLearnAsPyTorchsDo(_ optimizer: String) throws {
    let inner = try ParallelLayer(
      [try ConvLayer(3, 1, seed: 1), try ConvLayer(3, 3, Conv(padding: 1), seed: 2)], join: .sum)
    let network = Network(
      Chain([
        try ParallelLayer([
          try ConvLayer(2, 1, seed: 3),
          Chain([try ConvLayer(3, 3, Conv(padding: 1), seed: 4), PlainLayer<Tanh>(), inner]), Chain([]),
        ]),
        PlainLayer<Sigmoid>(), PlainLayer(MaxPool(2)), PlainLayer<Flatten>(), try DenseLayer(5, seed: 5),
      ]))
    try check("branches", network, optimizer)
  }

  /// Layers that normalise within a case, enlarge, and pool to a given size.
  @Test(arguments: optimizers)
  func aNetworkThatEnlargesLearnsAsPyTorchsDoes(_ optimizer: String) throws {
    let network = Network(
      Chain([
        try ConvLayer(4, 3, Conv(stride: 2), seed: 1), try GroupNormLayer(GroupNorm(2)), PlainLayer<Relu>(),
        try ConvTransposeLayer(3, 3, ConvTranspose(stride: 2, padding: 1, outputPadding: 1), seed: 2),
        try LayerNormLayer(), PlainLayer<Relu>(), UpsampleLayer(Resize(.scale(2), mode: .bilinear)),
        try ConvTransposeLayer(2, 2, seed: 3), PlainLayer(AdaptiveAvgPool(3)), PlainLayer<Flatten>(),
        try DenseLayer(5, seed: 4),
      ]))
    try check("enlarging", network, optimizer)
  }

  private func check(_ file: String, _ untrained: Network, _ name: String)
    throws
  {
    let archive = try self.archive(file)
    func tensor(_ name: String) throws -> Tensor { try Tensor(try #require(archive[name])) }
    func tensors(_ prefix: String) throws -> [String: Tensor] {
      var found: [String: Tensor] = [:]
      for member in archive.members
      where member.name.hasPrefix(prefix + "/") && !member.name.hasSuffix("/losses") {
        found[String(member.name.dropFirst(prefix.count + 1))] = try Tensor(member.array)
      }
      return found
    }
    var network = try untrained.loading(tensors("start"), inputShape: [1, 10, 10])
    let (pictures, labels, losses) = (
      try tensor("pictures"), try tensor("labels"), try tensor("\(name)/losses")
    )
    let rule = try optimizer(name)
    var state = OptimizerState()
    for step in 0..<10 {
      let x = try Slice([.index(step)])(pictures)
      let y = try Slice([.index(step)])(labels)
      let result = try LossGradient(network, x, y, ForwardPass(isTraining: true))
      #expect(abs(result.loss - losses.element(step)) <= 1e-9 * abs(losses.element(step)))
      try state.update(&network, by: result.gradient, rule, learningRate: rule.learningRate)
    }
    let expected = try tensors(name)
    #expect(Set(network.tensors.map(\.name)) == Set(expected.keys))
    for (path, ours) in network.tensors {
      let theirs = try #require(expected[path])
      let scale = theirs.elements.map(abs).max() ?? 0
      let worst = zip(ours.elements, theirs.elements).map { abs($0 - $1) }.max() ?? 0
      // Batch normalisation takes this bias away again: its gradient is rounding alone, some 2^-50, which Adam divides by
      // its size and eps.
      let noise = file == "cnn" && path == "1.bias" ? 10 * rule.learningRate * 0x1p-50 / 1e-8 : 0
      #expect(worst <= 1e-9 * scale + noise, "\(file), \(name): \(path) differs by \(worst) of \(scale)")
    }
  }

  private func archive(_ name: String) throws -> NumPyArchive {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../cases/expected/training/\(name).npz").standardized
    return try NumPyArchive.decode(try ByteFile.read(file.path), path: file.lastPathComponent)
  }
}
