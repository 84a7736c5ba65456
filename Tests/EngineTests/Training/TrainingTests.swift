import Datasets
import Testing

@testable import Engine

@Suite("Training") struct TrainingTests {
  /// Two kinds of noise: brighter above, or brighter below.
  static func data(_ count: Int, seed: UInt64 = 1) throws -> DataSet {
    var generator = RandomGenerator(seed: seed)
    let labels = (0..<count).map { Int64($0 % 2) }
    let pictures = try Tensor(generating: Shape(checking: [count, 1, 10, 10]), in: Execution()) { position in
      let isUpper = position % 100 < 50
      let label = labels[position / 100]
      return generator.uniform() * 0.7 + (isUpper == (label == 0) ? 0.3 : 0)
    }
    return try DataSet(pictures: pictures, labels: Tensor(labels, [count]), classes: ["upper", "lower"])
  }

  static func network() throws -> Network {
    Network(
      Chain([
        try ConvLayer(4, 3, seed: 1), try BatchNormLayer(), PlainLayer<Relu>(), PlainLayer(MaxPool(2)),
        PlainLayer<Flatten>(), try DropoutLayer(0.3), try DenseLayer(2, seed: 2),
      ]))
  }

  static func plan(epochs: Int = 3, seed: UInt64 = 7) throws -> TrainingPlan {
    try TrainingPlan(
      epochs: epochs, batchSize: 16, optimizer: Adam(0.01), schedule: CosineSchedule(), seed: seed)
  }

  private func trained(
    _ data: DataSet, _ plan: TrainingPlan, in execution: Execution = Execution()
  ) throws -> Training {
    var training = try Training(TrainingTests.network(), on: data, plan, in: execution)
    while !training.isFinished { _ = try training.advance() }
    return training
  }

  private func bits(_ training: Training) -> [[Double]] { training.network.tensors.map(\.tensor.elements) }

  @Test func itLearns() throws {
    let training = try trained(TrainingTests.data(200), TrainingTests.plan(epochs: 6))
    let evaluation = try Evaluation(training.network, on: TrainingTests.data(100, seed: 2))
    #expect(evaluation.answers.map { $0.accuracy > 0.95 } == true)
    #expect(evaluation.answers.map { $0.correct == evaluation.count - $0.wrong.count } == true)
    #expect(evaluation.answers?.confusion.joined().reduce(0, +) == 100)
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    let data = try TrainingTests.data(70).distorted(by: AffineDistortion(rotation: -20...20), seed: 3)
    let first = bits(try trained(data, TrainingTests.plan()))
    for threads in [1, 2, 3] {
      #expect(
        bits(try trained(data, TrainingTests.plan(), in: Execution(threads: threads))) == first, "\(threads)")
    }
    #expect(bits(try trained(data, TrainingTests.plan(seed: 8))) != first)
  }

  @Test(arguments: [1, 4, 5, 9, 14])
  func aRunThatIsTakenUpAgainEndsAsOneThatWasNot(stop: Int) throws {
    let data = try TrainingTests.data(70).distorted(by: AffineDistortion.rotated, seed: 3)
    let plan = try TrainingTests.plan()
    let whole = try trained(data, plan)
    var first = try Training(TrainingTests.network(), on: data, plan)
    for _ in 0..<stop { _ = try first.advance() }
    // Through a file and back.
    let record = first.record(settings: "the same", epochs: [[1, 2]])
    let bytes = try NetworkFile(first.network, classes: data.classes, training: record).file().encode()
    let file = try NetworkFile(SafetensorsFile.decode(bytes), path: "")
    let saved = try #require(file.training)
    #expect(file.classes == ["upper", "lower"] && saved.epochs == [[1, 2]] && saved.settings == "the same")
    var second = try Training(file.network, on: data, plan, resuming: saved)
    #expect(second.stepsDone == stop)
    while !second.isFinished { _ = try second.advance() }
    #expect(bits(second) == bits(whole) && second.losses == whole.losses)
  }

  @Test func everyPictureIsSeenOnceInAnEpoch() {
    for (count, size) in [(10, 3), (10, 5), (7, 7), (1, 1), (1, 8), (65, 64), (64, 64), (129, 64)] {
      var order = BatchOrder(count, batchSize: size, seed: 1)
      var epochs: [[Int]] = []
      for epoch in 0..<2 {
        let batches = (0..<order.batchesPerEpoch).map { order.pictures(epoch: epoch, batch: $0) }
        #expect(batches.flatMap(\.self).sorted() == Array(0..<count), "\(count) by \(size)")
        // A picture alone has no variance.
        #expect(count == 1 || batches.allSatisfy { $0.count > 1 || size == 1 }, "\(count) by \(size)")
        epochs.append(batches.flatMap(\.self))
      }
      if count > 6 { #expect(epochs[0] != epochs[1]) }
    }
  }

  @Test func aLossThatIsNoNumberStopsItWithTheLastGoodNetwork() throws {
    let data = try TrainingTests.data(64)
    let plan = try TrainingPlan(epochs: 50, batchSize: 16, optimizer: SGD(1e6), seed: 1)
    var training = try Training(TrainingTests.network(), on: data, plan)
    var divergence: Divergence?
    while divergence == nil, !training.isFinished {
      do throws(TrainingError) { _ = try training.advance() } catch {
        guard case .diverged(let found) = error else { throw error }
        divergence = found
      }
    }
    let found = try #require(divergence)
    #expect(found.learningRate == 1e6 && (!found.loss.isFinite || found.loss > 1000))
    let isGood = training.previous.tensors.allSatisfy { $0.tensor.isFinite }
    #expect(isGood)
  }

  @Test func theLayerWhereItAroseIsNamed() throws {
    let data = try TrainingTests.data(64)
    var network = try TrainingTests.network()
    try network.build(for: [10, 10])
    let broken = network.changing(["7.bias"]) { parameter in
      parameter.tensor = (try? Tensor([Float.nan, 0], [2])) ?? parameter.tensor
    }
    var training = try Training(broken, on: data, TrainingTests.plan())
    do throws(TrainingError) {
      _ = try training.advance()
      Issue.record("a NaN was trained on")
    } catch {
      guard case .diverged(let found) = error else { throw error }
      #expect(found.origin == .weights("layer 7, Dense(2)"))
    }
  }

  /// All numbers are finite, and the loss is far too large: the layer where they grow most, wherever it stands.
  @Test func theLayerWhereNumbersGrowIsNamed() throws {
    let data = try TrainingTests.data(64)
    let layers: [any Layer] = [
      PlainLayer<Flatten>(), try DenseLayer(8, seed: 1), PlainLayer<Relu>(), try DenseLayer(2, seed: 2),
    ]
    for (layer, name) in [("2", "layer 2, Dense(8)"), ("4", "layer 4, Dense(2)")] {
      let plan = try TrainingPlan(epochs: 9, batchSize: 16, optimizer: SGD(1e-9), seed: 1)
      var training = try Training(Network(Chain(layers)), on: data, plan)
      _ = try training.advance()
      let grown = training.network.changing([layer + ".weight"]) { parameter in
        parameter.tensor = (try? Multiply()(parameter.tensor, Tensor(filled: 1e7, []))) ?? parameter.tensor
      }
      let record = TrainingRecord(settings: "", state: training.state, losses: training.losses, epochs: [])
      training = try Training(grown, on: data, plan, resuming: record)
      do throws(TrainingError) {
        _ = try training.advance()
        Issue.record("a loss that has exploded was trained on")
      } catch {
        guard case .diverged(let found) = error else { throw error }
        guard case .growth(name, let before, let after)? = found.origin else {
          Issue.record("\(String(describing: found.origin)), not \(name)")
          continue
        }
        #expect(found.loss.isFinite && after / before > 1e5)
      }
    }
  }

  /// Numbers that are not finite come from the data before they come from a layer.
  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func thePictureThatHoldsThemIsNamed(_ value: Float) throws {
    let data = try TrainingTests.data(20)
    var pictures = try Multiply()(data.pictures, Tensor(1, .float32))
    let size = pictures.count / 20
    for number in [7, 13] { try pictures.setElement((number - 1) * size + 5, to: Double(value)) }
    let broken = try DataSet(pictures: pictures, labels: #require(data.labels), classes: data.classes)
    // All are one batch, in whatever order.
    var training = try Training(
      TrainingTests.network(), on: broken,
      TrainingPlan(epochs: 1, batchSize: 20, optimizer: SGD(0.01), seed: 1))
    do throws(TrainingError) {
      _ = try training.advance()
      Issue.record("a picture with \(value) was trained on")
    } catch {
      guard case .diverged(let found) = error else { throw error }
      #expect(found.origin == .picture(7, distorted: false))
    }
  }

  /// A first loss that has exploded itself is no beginning to compare with.
  @Test func aFirstLossMayHaveExploded() throws {
    let data = try TrainingTests.data(20)
    for (factor, explodes) in [(1e30, true), (1e3, false)] {
      let pictures = try Multiply()(data.pictures, Tensor(factor, .float32))
      let large = try DataSet(pictures: pictures, labels: #require(data.labels), classes: data.classes)
      let network = Network(Chain([PlainLayer<Flatten>(), try DenseLayer(2, seed: 1)]))
      var training = try Training(
        network, on: large, TrainingPlan(epochs: 1, batchSize: 20, optimizer: SGD(1e-9), seed: 1))
      do throws(TrainingError) {
        let loss = try training.advance().loss
        #expect(!explodes && loss > 1 && loss < 1e6)
      } catch {
        guard case .diverged(let found) = error else { throw error }
        #expect(explodes && found.loss.isFinite && found.loss > 1e20)
      }
    }
  }

  /// The localisation network's sums go beyond float32, and what theta is made of is no number any more.
  @Test(arguments: ["bilinear", "round"])
  func aTransformerWhoseThetaIsNotANumberIsStopped(_ mode: String) throws {
    let data = try TrainingTests.data(32)
    let localisation = Chain([PlainLayer<Flatten>(), try DenseLayer(4, seed: 1)])
    let sampling = GridSample(mode: try #require(GridSample.Mode(rawValue: mode)))
    var network = Network(
      Chain([
        try AffineLayer(localisation, sampling: sampling), PlainLayer<Flatten>(), try DenseLayer(2, seed: 2),
      ]))
    try network.build(for: [10, 10])
    let broken = network.changing(["1.localisation.2.weight"]) { parameter in
      parameter.tensor = (try? Tensor(filled: 3e38, parameter.tensor.shape)) ?? parameter.tensor
    }
    var training = try Training(broken, on: data, TrainingTests.plan())
    do throws(TrainingError) {
      _ = try training.advance()
      Issue.record("a NaN was trained on")
    } catch {
      guard case .diverged(let found) = error else { throw error }
      #expect(found.loss.isNaN)
      let layer: String? =
        switch found.origin {
        case .weights(let layer), .result(let layer), .theta(let layer), .growth(let layer, _, _): layer
        case .picture, .target, .loss, nil: nil
        }
      #expect(layer?.hasPrefix("layer 1, Affine") == true, "\(layer ?? "none")")
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let data = try TrainingTests.data(20)
    func refused(_ layers: [any Layer]) -> String {
      do throws(TensorError) {
        _ = try Training(Network(Chain(layers)), on: data, TrainingPlan(epochs: 1, optimizer: Adam()))
        return ""
      } catch { return error.message }
    }
    #expect(refused([PlainLayer<Flatten>(), try DenseLayer(3, seed: 1)]).contains("3 scores"))
    #expect(refused([try ConvLayer(3, 3, seed: 1)]).contains("[3, 8, 8]"))
    #expect(refused([try ConvLayer(3, 11, seed: 1)]).hasPrefix("layer 1"))
    let one = try Tensor(zeros: [1, 4, 4])
    for labels in [[2.0], [-1], [0.5]] {
      let labels = try Tensor(labels, [1])
      #expect(throws: TensorError.self) { try DataSet(pictures: one, labels: labels, classes: ["a", "b"]) }
    }
    let none = try Tensor(zeros: [0, 4, 4])
    #expect(throws: TensorError.self) {
      try DataSet(pictures: none, labels: Tensor(zeros: [0]), classes: ["a"])
    }
    #expect(throws: TensorError.self) {
      try DataSet(pictures: one, labels: Tensor(zeros: [2]), classes: ["a"])
    }
  }

  @Test func stepsAskTheSystemForNothingNew() throws {
    // Serial within this test only: other tests may ask meanwhile, so a few attempts are allowed.
    let data = try TrainingTests.data(2000)
    var requests = [Int]()
    for _ in 0..<5 {
      var training = try Training(
        TrainingTests.network(), on: data, TrainingPlan(epochs: 8, batchSize: 64, optimizer: Adam(), seed: 1))
      for _ in 0..<20 { _ = try training.advance() }
      let before = StoragePool.process.systemRequests
      while !training.isFinished { _ = try training.advance() }
      requests.append(StoragePool.process.systemRequests - before)
      if requests.last == 0 { break }
    }
    #expect(requests.contains(0), "\(requests)")
  }

  @Test func schedules() throws {
    let steps = try StepSchedule(2, gamma: 0.5)
    #expect([0, 9, 19, 20, 40].map { steps.factor(step: $0, of: 60, perEpoch: 10) } == [1, 1, 1, 0.5, 0.25])
    let byStep = try StepSchedule(3, gamma: 0.1, unit: .step)
    #expect(abs(byStep.factor(step: 6, of: 60, perEpoch: 10) - 0.01) < 1e-15)
    let exponential = try ExponentialSchedule(0.5)
    #expect([0, 4, 5, 11].map { exponential.factor(step: $0, of: 20, perEpoch: 5) } == [1, 1, 0.5, 0.25])
    let cosine = try CosineSchedule(minimum: 0.2)
    #expect(cosine.factor(step: 0, of: 60, perEpoch: 10) == 1)
    #expect(abs(cosine.factor(step: 30, of: 60, perEpoch: 10) - 0.6) < 1e-12)
    #expect(abs(cosine.factor(step: 60, of: 60, perEpoch: 10) - 0.2) < 1e-12)
  }
}
