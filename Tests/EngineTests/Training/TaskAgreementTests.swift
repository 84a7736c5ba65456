import EngineTestSupport
import Foundation
import Testing

@testable import Engine

/// Ten steps of trainings on numbers, held against PyTorch's in float64. `Tests/cases/make_tasks.py` made the numbers.
@Suite("Other tasks than classes, as PyTorch learns them") struct TaskAgreementTests {
  /// As a caller's own schedule is: of the steps that were made.
  private struct Inverse: Schedule {
    var settings: Settings { Settings("Inverse") }
    func factor(step: Int, of total: Int, perEpoch: Int) -> Double { 1 / (1 + 0.3 * Double(step)) }
  }

  private struct Case {
    let name: String
    var loss = "mse"
    var optimizer: any Optimizer
    var schedule: (any Schedule)?
    var clip: Double?

    init(
      _ name: String, loss: String = "mse", _ optimizer: (any Optimizer)? = nil,
      _ schedule: (any Schedule)? = nil,
      clip: Double? = nil
    ) throws {
      self.name = name
      self.loss = loss
      self.optimizer = try optimizer ?? Adam(0.02)
      (self.schedule, self.clip) = (schedule, clip)
    }
  }

  @Test func anAutoencoderLearnsAsPyTorchsDoes() throws {
    let network = Chain([try DenseLayer(5, seed: 1), PlainLayer<Tanh>(), try DenseLayer(12, seed: 2)])
    for task in [
      try Case("momentum", SGD(0.5, momentum: 0.9)), try Case("adam"),
      try Case("adamw", Adam(0.02, weightDecay: 0.1, isDecoupled: true)), try Case("rmsprop", RMSprop(0.01)),
      try Case("cosine", Adam(0.02), CosineSchedule()), try Case("inverse", SGD(0.5), Inverse()),
      try Case("clipped", SGD(2, momentum: 0.5), clip: 0.05), try Case("l1", loss: "l1"),
      try Case("huber", loss: "huber"),
    ] { try check("autoencoder", network, [12], task) }
  }

  @Test func masksAreLearnedAsPyTorchLearnsThem() throws {
    let scores = Chain([
      try ConvLayer(4, 3, Conv(padding: 1), seed: 1), try BatchNormLayer(), PlainLayer<Relu>(),
      try ConvLayer(1, 3, Conv(padding: 1), seed: 2),
    ])
    try check("segmentation", scores, [1, 7, 7], Case("logits", loss: "bce_with_logits"))
    try check(
      "segmentation", scores, [1, 7, 7],
      Case("clipped", loss: "bce_with_logits", SGD(1), CosineSchedule(), clip: 0.1))
    let probabilities = Chain([
      try ConvLayer(4, 3, Conv(padding: 1), seed: 1), PlainLayer<Tanh>(), try ConvLayer(1, 1, seed: 2),
      PlainLayer<Sigmoid>(),
    ])
    try check("probabilities", probabilities, [1, 7, 7], Case("bce", loss: "bce"))
  }

  /// Three levels, with transposed convolutions upwards and normalisation within each case.
  @Test func aUNetLearnsAsPyTorchsDoes() throws {
    func block(_ filters: Int) throws -> [any Layer] {
      [
        try ConvLayer(filters, 3, Conv(padding: 1), seed: 1), try GroupNormLayer(GroupNorm(2)),
        PlainLayer<Relu>(),
      ]
    }
    func joined(_ layers: [any Layer], up filters: Int) throws -> ParallelLayer {
      let back = try ConvTransposeLayer(filters, 2, ConvTranspose(stride: 2), seed: 2)
      return try ParallelLayer([Chain([]), Chain([PlainLayer(MaxPool(2))] + layers + [back])])
    }
    let inner = try joined(try block(8), up: 6)
    let outer = try joined(try block(6) + [inner] + block(6), up: 4)
    let network = Chain(try block(4) + [outer] + block(4) + [ConvLayer(1, 1, seed: 3)])
    for task in [
      try Case("sgd", SGD(0.1)), try Case("momentum", SGD(0.05, momentum: 0.9, weightDecay: 0.01)),
      try Case("nesterov", SGD(0.05, momentum: 0.8, isNesterov: true)),
      try Case("adam", Adam(0.02), CosineSchedule()),
      try Case("adamw", Adam(0.02, weightDecay: 0.1, isDecoupled: true)), try Case("rmsprop", RMSprop(0.005)),
      try Case("clipped", SGD(1), Inverse(), clip: 0.1),
    ] {
      var task = task
      task.loss = "bce_with_logits"
      try check("unet", network, [1, 8, 8], task)
    }
  }

  private func check(_ file: String, _ layers: Chain, _ shape: Shape, _ task: Case) throws {
    let archive = try archive(file)
    func tensors(_ prefix: String) throws -> [String: Tensor] {
      var found: [String: Tensor] = [:]
      for member in archive.members
      where member.name.hasPrefix(prefix + "/") && !member.name.hasSuffix("/losses") {
        found[String(member.name.dropFirst(prefix.count + 1))] = try Tensor(member.array)
      }
      return found
    }
    let network = try Network(layers).loading(tensors("start"), inputShape: shape)
    let data = try DataSet(
      pictures: Tensor(try #require(archive["x"])), numbers: Tensor(try #require(archive["y"])))
    let losses = try Tensor(try #require(archive["\(task.name)/losses"])).elements
    let loss = try #require(LossDescription.standard.first { $0.name == task.loss }).loss
    var training = try Training(
      network, on: data,
      TrainingPlan(
        epochs: 10, batchSize: data.count, optimizer: task.optimizer, schedule: task.schedule,
        objective: Objective(loss), clip: task.clip))
    for expected in losses {
      let step = try training.advance()
      #expect(abs(step.loss - expected) <= 1e-9 * expected, "\(file), \(task.name)")
    }
    let expected = try tensors(task.name)
    #expect(Set(training.network.tensors.map(\.name)) == Set(expected.keys))
    for (path, ours) in training.network.tensors {
      let theirs = try #require(expected[path])
      let scale = theirs.elements.map(abs).max() ?? 0
      let worst = zip(ours.elements, theirs.elements).map { abs($0 - $1) }.max() ?? 0
      // Batch normalisation takes this bias away again: its gradient is rounding alone, which Adam divides by its size; and
      // the running mean follows it.
      let isNoise = file == "segmentation" && ["1.bias", "2.running_mean"].contains(path)
      let noise = isNoise ? 1e-6 : 0
      #expect(worst <= 1e-9 * scale + noise, "\(file), \(task.name): \(path) differs by \(worst) of \(scale)")
    }
  }

  /// A loss of the caller's own is as good as the built-in, and the batches' order and the threads change nothing.
  @Test func everyLossGivesTheSameBitsOnAnyNumberOfThreads() throws {
    var generator = RandomGenerator(seed: 4)
    let x = try Tensor(generating: [24, 1, 6, 6], in: Execution()) { _ in generator.uniform() }
    let data = try DataSet(pictures: x, numbers: x)
    for description in LossDescription.standard {
      var networks: [[Double]] = []
      for threads in [1, 2] {
        let layers = Chain([
          try ConvLayer(4, 3, Conv(padding: 1), seed: 1), PlainLayer<Sigmoid>(), try ConvLayer(1, 1, seed: 2),
          PlainLayer<Sigmoid>(),
        ])
        var training = try Training(
          Network(layers), on: data,
          TrainingPlan(
            epochs: 2, batchSize: 10, optimizer: Adam(0.01), seed: 5, objective: Objective(description.loss),
            clip: 0.2),
          in: Execution(threads: threads))
        while !training.isFinished { _ = try training.advance() }
        networks.append(training.network.tensors.flatMap(\.tensor.elements))
      }
      #expect(networks[0] == networks[1] && networks[0].allSatisfy(\.isFinite), "\(description.name)")
    }
  }

  private func archive(_ name: String) throws -> NumPyArchive {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../cases/expected/training/\(name).npz").standardized
    return try NumPyArchive.decode(try ByteFile.read(file.path), path: file.lastPathComponent)
  }
}
