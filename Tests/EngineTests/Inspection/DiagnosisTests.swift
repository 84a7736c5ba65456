import EngineTestSupport
import Testing

@testable import Engine

/// What is found in networks whose weights are set by hand, so that the numbers can be worked out.
@Suite("Diagnoses") struct DiagnosisTests {
  /// Pictures of random pixels from `mean` to `mean` + 1 within a border, in two classes.
  private static func data(
    _ count: Int = 80, mean: Double = 0, border: Double? = nil
  ) throws -> DataSet {
    let size = 8
    var generator = RandomGenerator(seed: 3)
    let pictures = try Tensor(generating: [count, 1, size, size], in: Execution()) { place in
      let (row, column) = (place / size % size, place % size)
      let isEdge = row == 0 || column == 0 || row == size - 1 || column == size - 1
      return isEdge ? border ?? mean : mean + generator.uniform()
    }
    let labels = try Tensor((0..<count).map { Int64($0 % 2) }, [count])
    return try DataSet(pictures: pictures.converted(to: .float32), labels: labels, classes: ["a", "b"])
  }

  private func examined(
    _ network: Network, _ data: DataSet, curve: LearningCurve? = nil
  ) throws -> [Finding] {
    var network = network
    try network.build(for: data.pictureShape)
    return try Examination(network, on: data, Array(0..<data.count), curve: curve).findings
  }

  /// A transformer whose last layer has this bias, and a weight for the first pixel that is not on the border.
  private func transformer(
    bias: [Float], _ sampling: GridSample = GridSample(), weight: Float = 0, frozen: Bool = false
  ) throws -> Network {
    var network = Network(
      Chain([
        try AffineLayer(PlainLayer<Flatten>(), sampling: sampling), PlainLayer<Flatten>(),
        try DenseLayer(2, seed: 1),
      ]))
    try network.build(for: [1, 8, 8])
    return network.changing(["1"]) { parameter in
      parameter.isFrozen = frozen
      if parameter.tensor.shape == [6] { try? parameter.tensor = Tensor(bias, [6]) }
      guard parameter.tensor.shape == [6, 64] else { return }
      try? parameter.tensor.setElement(2 * 64 + 9, to: Double(weight))
    }
  }

  private let identity: [Float] = [1, 0, 0, 0, 1, 0]

  @Test func nothingIsSaidOfTheIdentityAtTheBeginning() throws {
    #expect(try examined(try transformer(bias: identity), Self.data()).isEmpty)
    #expect(try examined(try transformer(bias: identity), Self.data(), curve: curve(4)).isEmpty)
  }

  /// A box of the picture's size that is moved to the right by a whole picture sees nothing of it, and by 0.4 pictures it sees
  /// three fifths.
  @Test func aBoxOutsideIsFound() throws {
    let found = try examined(try transformer(bias: [1, 0, 2, 0, 1, 0]), Self.data())
    #expect(found.map(\.code) == [.boxOutside])
    #expect(found[0].layer == Finding.Layer(path: "1", name: "Affine"))
    #expect(found[0][.affected] == 80 && found[0][.pictures] == 80 && found[0][.outside] == 1)
    #expect(try examined(try transformer(bias: [1, 0, 0.8, 0, 1, 0]), Self.data()).isEmpty)
    // Of one that is 1.6 times as large, 64 of 100 points lie outside.
    #expect(try examined(try transformer(bias: [1.6, 0, 0, 0, 1.6, 0]), Self.data()).isEmpty)
    let frozen = try transformer(bias: [1, 0, 2, 0, 1, 0], frozen: true)
    #expect(try examined(frozen, Self.data()).isEmpty)
  }

  @Test func aThetaThatIsLargeOrNoNumberIsFound() throws {
    let large = try examined(try transformer(bias: [30, 0, 0, 0, 30, 0]), Self.data())
    #expect(large.map(\.code) == [.thetaExploded] && large[0][.magnitude] == 30)
    let none = try examined(try transformer(bias: [1, 0, .infinity, 0, 1, 0]), Self.data())
    #expect(none.map(\.code) == [.thetaNotFinite] && none[0][.affected] == 80)
  }

  /// In training for long enough theta has moved, unless nothing reaches it.
  @Test func alikeThetasAreFoundOnceTheyHadTime() throws {
    let found = try examined(try transformer(bias: identity), Self.data(), curve: curve(5))
    #expect(found.map(\.code) == [.thetasAlike])
    #expect(found[0][.spread] == 0 && found[0][.constantFeatures] == 0)
    let moved = try transformer(bias: identity, weight: 0.1)
    #expect(try examined(moved, Self.data(), curve: curve(5)).isEmpty)
    // The same pictures again and again have the same theta.
    let same = try DataSet(
      pictures: Tensor(zeros: [80, 1, 8, 8]), labels: Tensor((0..<80).map { Int64($0 % 2) }, [80]),
      classes: ["a", "b"])
    #expect(try examined(try transformer(bias: identity), same, curve: curve(5)).isEmpty)
  }

  /// Dead from the beginning: nothing of a picture comes through a Relu that gets negative numbers.
  @Test func aLocalisationThatSeesNothingIsFoundAtOnce() throws {
    let network = Network(
      Chain([
        try AffineLayer(Chain([PlainLayer<Relu>(), PlainLayer<Flatten>(), try DenseLayer(4, seed: 1)])),
        PlainLayer<Flatten>(), try DenseLayer(2, seed: 1),
      ]))
    let found = try examined(network, Self.data(mean: -1))
    #expect(found.map(\.code) == [.meanFarFromZero, .thetasAlike])
    #expect(found.last?[.constantFeatures] == 1)
  }

  @Test func aMeanIsFoundWhereZerosAreSeenOutside() throws {
    let bright = try Self.data(mean: 2)
    let found = try examined(try transformer(bias: identity), bright)
    #expect(found.map(\.code) == [.meanFarFromZero])
    #expect(abs(found[0][.edge] - 2) < 1e-6 && found[0][.mean] > 2.2 && found[0][.mean] < 2.4)
    #expect(
      try examined(try transformer(bias: identity, GridSample(paddingMode: .border)), bright).isEmpty)
    // A border of 0 joins what lies outside, whatever the mean.
    #expect(try examined(try transformer(bias: identity), Self.data(mean: 2, border: 0)).isEmpty)
  }

  @Test func roundingIsFoundWhereSomethingIsToLearn() throws {
    for mode in [GridSample.Mode.round, .nearest] {
      let found = try examined(try transformer(bias: identity, GridSample(mode: mode)), Self.data())
      #expect(found.map(\.code) == [.rounding])
    }
    let frozen = try transformer(bias: identity, GridSample(mode: .round), frozen: true)
    #expect(try examined(frozen, Self.data()).isEmpty)
  }

  /// In branches of branches, by the path that the table has.
  @Test func deadUnitsAreFoundWhereverTheyAre() throws {
    var network = Network(
      Chain([
        ResidualLayer([
          try ParallelLayer(
            [Chain([try ConvLayer(1, 1, seed: 1), PlainLayer<Relu>()]), IdentityLayer()], join: .sum)
        ]), PlainLayer<Flatten>(), try DenseLayer(20, seed: 2), PlainLayer<Relu>(),
        try DenseLayer(2, seed: 3),
      ]))
    try network.build(for: [1, 8, 8])
    func biased(_ path: String, _ numbers: (Int) -> Double) -> Network {
      network.changing([path]) { parameter in
        guard parameter.tensor.rank == 1 else { return }
        for place in 0..<parameter.tensor.count {
          try? parameter.tensor.setElement(place, to: numbers(place))
        }
      }
    }
    let conv = try examined(biased("1.1.1.1") { _ in -100 }, Self.data())
    #expect(conv.map { $0.layer?.path } == ["1.1.1.2"] && conv.map(\.code) == [.deadUnits])
    #expect(conv[0][.dead] == 1 && conv[0][.units] == 1)
    let dense = try examined(biased("3") { $0 < 18 ? -100 : 100 }, Self.data())
    #expect(dense.map { $0.layer?.path } == ["4"] && dense[0][.dead] == 18 && dense[0][.units] == 20)
    #expect(try examined(biased("3") { $0 < 17 ? -100 : 100 }, Self.data()).isEmpty)
    // Of few pictures of many, a unit may be active for others.
    let few = try Examination(biased("3") { _ in -100 }, on: Self.data(), Array(0..<63))
    #expect(few.findings.isEmpty)
    let frozen = biased("3") { _ in -100 }.changing(["3"]) { $0.isFrozen = true }
    #expect(try examined(frozen, Self.data()).isEmpty)
  }

  // MARK: Curves

  private func curve(_ epochs: Int) -> LearningCurve {
    LearningCurve(
      losses: (0..<epochs).map { 1 / Double($0 + 1) }, accuracies: [],
      steps: [Float](repeating: 1, count: 30 * epochs), continues: false)
  }

  private func flat(
    _ losses: [Double], _ accuracies: [Double] = [], steps: [Float]? = nil, continues: Bool? = false
  ) throws -> [Finding.Code] {
    let curve = LearningCurve(
      losses: losses, accuracies: accuracies,
      steps: steps ?? losses.flatMap { [Float](repeating: Float($0), count: 40) }, continues: continues)
    let network = Network(Chain([PlainLayer<Flatten>(), try DenseLayer(2, seed: 1)]))
    return try examined(network, Self.data(), curve: curve).map(\.code)
  }

  /// Of 80 pictures, half in each class, 0.5 + 2 √(0.25 / 80) = 0.6118 is within chance.
  @Test func chanceIsTheMostFrequentClassAndItsNoise() throws {
    #expect(try flat([0.7, 0.7, 0.7], [0.5, 0.61, 0.6]) == [.accuracyAtChance])
    #expect(try flat([0.7, 0.7, 0.7], [0.5, 0.61, 0.62]).isEmpty)
    #expect(try flat([0.9, 0.7, 0.7, 0.7], [0.7, 0.5, 0.61, 0.6]) == [.accuracyAtChance])
    #expect(try flat([0.7, 0.7], [0.5, 0.5]).isEmpty)
    // What falls may be about to learn; what rises is not.
    #expect(try flat([0.7, 0.69, 0.68], [0.5, 0.5, 0.5]).isEmpty)
    #expect(try flat([0.7, 0.8, 0.9], [0.5, 0.5, 0.5]) == [.accuracyAtChance])
    #expect(try flat([0.7, 0.7, 0.7], [0.5, 0.5, 0.5], steps: [Float](repeating: 0.7, count: 99)).isEmpty)
  }

  @Test func aLossThatStaysIsFound() throws {
    #expect(try flat([2, 2.01, 1.99, 2, 2]) == [.lossUnchanged])
    #expect(try flat([2, 2.01, 1.99, 2]).isEmpty)
    #expect(try flat([2, 2.01, 1.97, 2, 2]).isEmpty)
    #expect(try flat([0, 0, 0, 0, 0]).isEmpty)
    #expect(try flat([2, 2, 2, 2, 2], continues: true).isEmpty)
    // What is right is done, whatever its loss.
    #expect(try flat([2, 2, 2, 2, 2], [0.9, 0.9, 0.9, 0.9, 0.9]).isEmpty)
    // All that there was to learn was learned in the first steps.
    let quick = [5, 4, 3] as [Float] + [Float](repeating: 2, count: 197)
    #expect(try flat([2.01, 2, 2, 2, 2], steps: quick).isEmpty)
  }

  /// R² of results that are the targets but for a constant, by hand: 1 − n c² / Σ (t − mean)².
  @Test func theExplainedShareIsItsFormula() throws {
    var share = ExplainedVariance()
    let targets = try Tensor([1, 2, 3, 6] as [Float], [4, 1])
    #expect(share.share == nil)
    share.add(try Tensor([2, 3, 4, 7] as [Float], [4, 1]), targets)
    #expect(share.share.map { abs($0 - (1 - 4.0 / 14)) < 1e-12 } == true)
    var mean = ExplainedVariance()
    mean.add(try Tensor([3, 3] as [Float], [2, 1]), try Tensor([1, 2] as [Float], [2, 1]))
    mean.add(try Tensor([3, 3] as [Float], [2, 1]), try Tensor([3, 6] as [Float], [2, 1]))
    #expect(mean.share == 0)
  }

  // MARK: In training

  /// Of 80 pictures, 64 are looked at, which is 80 % of an epoch: after every 20th, and after the first and the last.
  @Test func looksSeldomWhereDataAreFew() throws {
    let findings = TrainingFindings(try Self.data(), batchSize: 8, epochs: 70)
    #expect((1...70).filter { findings.isDue(after: $0) } == [1, 20, 40, 60, 70])
    let large = TrainingFindings(try Self.data(1600), batchSize: 8, epochs: 5)
    #expect((1...5).allSatisfy { large.isDue(after: $0) })
  }

  @Test func saysEverythingOnce() throws {
    let network = try transformer(bias: identity, GridSample(mode: .round))
    var findings = TrainingFindings(try Self.data(), batchSize: 8, epochs: 3)
    let first = try findings.next(network, after: 1, curve(1), in: Execution())
    #expect(first.map(\.code) == [.rounding] && first.map(\.epoch) == [1])
    #expect(try findings.next(network, after: 3, curve(3), in: Execution()).isEmpty)
  }

  @Test func canBeStopped() throws {
    let cancellation = Cancellation()
    cancellation.raise()
    var findings = TrainingFindings(try Self.data(), batchSize: 8, epochs: 3)
    let network = try transformer(bias: identity)
    let error = #expect(throws: TensorError.self) {
      try findings.next(network, after: 1, curve(1), in: Execution(cancellation: cancellation))
    }
    #expect(error?.code == .cancelled)
  }

  /// Theta is no layer, but has a name in messages.
  @Test func aThetaThatIsNoNumberIsNamed() throws {
    let network = try transformer(bias: identity)
    #expect(network.name(ofLayerAt: "1.localisation.theta") == "layer 1, Affine(Flatten()): its theta")
    #expect(network.name(ofLayerAt: "1.theta.weight") == "layer 1, Affine(Flatten())")
  }
}
