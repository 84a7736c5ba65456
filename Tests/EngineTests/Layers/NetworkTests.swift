import Testing

@testable import Engine

@Suite("Networks as values") struct NetworkTests {
  /// LeNet-5 as LeCun et al. 1998 count it, with full connections between its feature maps: 61,706 parameters.
  static func lenet5() throws -> Network {
    Network(
      Chain([
        try ConvLayer(6, 5, Conv(padding: 2), seed: 1), PlainLayer<Relu>(), PlainLayer(MaxPool(2)),
        try ConvLayer(16, 5, seed: 2), PlainLayer<Relu>(), PlainLayer(MaxPool(2)), PlainLayer<Flatten>(),
        try DenseLayer(120, seed: 3), PlainLayer<Relu>(), try DenseLayer(84, seed: 4), PlainLayer<Relu>(),
        try DenseLayer(10, seed: 5),
      ]))
  }

  @Test func shapesAndNumbers() throws {
    var network = try NetworkTests.lenet5()
    #expect(!network.isBuilt)
    try network.build(for: [28, 28])
    #expect(network.inputShape == [1, 28, 28] && network.parameterCount == 61_706)
    let table = try NetworkTable(network)
    #expect(table.rows.map(\.parameters) == [156, 0, 0, 2416, 0, 0, 0, 48_120, 0, 10_164, 0, 850])
    #expect(table.rows[3].output == [16, 10, 10])
    // 5; pooling 2 → 6; the next kernel reaches 4 · 2 further → 14; pooling → 16.
    #expect(table.rows[0].receptiveField == 5 && table.rows[2].receptiveField == 6)
    #expect(table.rows[3].receptiveField == 14 && table.rows[5].receptiveField == 16)
    #expect(table.rows[7].receptiveField == nil)
  }

  @Test func weightsAreAFunctionOfSeedAndShape() throws {
    let (a, b) = (try NetworkTests.lenet5(), try NetworkTests.lenet5())
    let x = try Tensor(filled: 0.5, [28, 28])
    #expect(try a(x).elements == b(x).elements)
    var (c, other) = (a, a)
    try c.build(for: [28, 28])
    #expect(try c(x).elements == a(x).elements)
    try other.build(for: [1, 28, 28])
    #expect(c.tensors.map(\.tensor.elements) == other.tensors.map(\.tensor.elements))
    let weight = try #require(c["1.weight"]?.tensor)
    // Within 1 / √25, and spread over all of it.
    #expect(weight.elements.allSatisfy { abs($0) <= 0.2 } && weight.elements.contains { $0 > 0.15 })
  }

  @Test func oneSampleOrABatch() throws {
    let network = try NetworkTests.lenet5()
    #expect(try network(Tensor(zeros: [28, 28])).shape == [10])
    #expect(try network(Tensor(zeros: [1, 28, 28])).shape == [10])
    #expect(try network(Tensor(zeros: [3, 1, 28, 28])).shape == [3, 10])
    var built = network
    try built.build(for: [28, 28])
    // Once it knows its inputs, grey pictures need no dimension of channels.
    #expect(try built(Tensor(zeros: [3, 28, 28])).shape == [3, 10])
    let dense = Network(try DenseLayer(4, seed: 1))
    #expect(try dense(Tensor(zeros: [5, 7])).shape == [5, 4] && dense(Tensor(zeros: [7])).shape == [4])
    // 255 of uint8 is 1.
    let bright = try Tensor([UInt8](repeating: 255, count: 784), [28, 28])
    #expect(try network(bright).elements == network(Tensor(filled: 1, [28, 28])).elements)
  }

  @Test func errorsNameTheLayer() throws {
    func message(_ layers: [any Layer], _ shape: Shape) -> String {
      do throws(TensorError) {
        _ = try Network(Chain(layers))(Tensor(zeros: shape))
        return ""
      } catch { return error.message }
    }
    let conv = try ConvLayer(4, 5, seed: 1)
    #expect(
      message([conv, try DenseLayer(3, seed: 1)], [8, 8]).hasPrefix("layer 2, Dense(3): Dense takes rows"))
    #expect(message([conv, PlainLayer(MaxPool(2)), conv], [8, 8]).hasPrefix("layer 3, Conv(4, 5):"))
    #expect(
      message([PlainLayer<Flatten>(), conv], [8, 8]).hasPrefix("layer 2, Conv(4, 5): Conv takes pictures"))
    #expect(
      message([Chain([conv, conv])], [8, 8]).hasPrefix(
        "layer 1, Chain(Conv(4, 5), Conv(4, 5)): layer 2, Conv(4, 5):"))
    #expect(
      message([try DenseLayer(3, inputs: 9, seed: 1)], [1, 8]).contains(
        "takes 9 features, but its input has 8"))
    for shape: Shape in [[], [2, 1, 28, 28, 3], [0, 0], [0], [1, 1, 0, 5]] {
      #expect(!message([conv], shape).isEmpty, "\(shape)")
    }
    var built = try NetworkTests.lenet5()
    try built.build(for: [28, 28])
    for shape: Shape in [
      [], [784], [2, 784], [2, 3, 28, 28], [32, 32], [1, 5, 784], [1, 1, 1, 28, 28],
    ] {
      #expect(throws: TensorError.self, "\(shape)") { try built(Tensor(zeros: shape)) }
    }
  }

  @Test func aStepOfDescentIsArithmetic() throws {
    let network = try Network(Chain([BatchNormLayer(), PlainLayer<Flatten>(), DenseLayer(3, seed: 1)]))
    var generator = RandomGenerator(seed: 5)
    let x = try Tensor(generating: [8, 2, 3, 3], in: Execution()) { _ in generator.normal() }
    let y = try Tensor([0, 1, 2, 0, 1, 2, 0, 1] as [Int64], [8])
    let result = try LossGradient(network, x, y, ForwardPass(isTraining: true))
    #expect(result.gradient.isGradient)
    let step = try result.gradient.combined(with: Tensor(0.1, .float64), by: .multiply, reversed: true)
    let next = try network.combined(with: step, by: .subtract)
    #expect(!next.isGradient)
    for (path, parameter) in next.parameters {
      let gradient = try #require(result.gradient[path])
      guard parameter.role == .learned else {
        // Statistics become what they were when the gradient was taken.
        #expect(parameter.tensor.elements == gradient.tensor.elements)
        continue
      }
      var start = network
      try start.build(for: [2, 3, 3])
      let before = try #require(start[path]).tensor.elements
      for ((a, b), g) in zip(zip(parameter.tensor.elements, before), gradient.tensor.elements) {
        #expect(abs(a - (b - 0.1 * g)) <= 1e-6)
      }
    }
    #expect(try LossGradient(next, x, y, ForwardPass(isTraining: true)).loss < result.loss)
    #expect(throws: TensorError.self) { try network.combined(with: NetworkTests.lenet5(), by: .add) }
  }

  @Test func frozenParametersStay() throws {
    var network = try Network(Chain([PlainLayer<Flatten>(), DenseLayer(3, seed: 1), DenseLayer(2, seed: 2)]))
    try network.build(for: [4, 4])
    let frozen = network.changing(["2"]) { $0.isFrozen = true }
    let (x, y) = (try Tensor(filled: 1, [2, 1, 4, 4]), try Tensor([0, 1] as [Int64], [2]))
    let gradient = try LossGradient(frozen, x, y, ForwardPass(isTraining: true)).gradient
    #expect(gradient["2.weight"]?.tensor.elements.allSatisfy { $0 == 0 } == true)
    #expect(gradient["3.weight"]?.tensor.elements.contains { $0 != 0 } == true)
    var (changed, state) = (frozen, OptimizerState())
    // Weight decay does not move them either.
    try state.update(
      &changed, by: gradient, Adam(0.1, weightDecay: 0.5, isDecoupled: true), learningRate: 0.1)
    #expect(changed["2.weight"]?.tensor.elements == network["2.weight"]?.tensor.elements)
    #expect(changed["3.weight"]?.tensor.elements != network["3.weight"]?.tensor.elements)
  }

  @Test func aFactorMakesALayerSlower() throws {
    func moved(_ factor: Double) throws -> [Double] {
      var network = Network(
        Chain([PlainLayer<Flatten>(), try DenseLayer(2, seed: 1, learningRateMultiplier: factor)]))
      try network.build(for: [2, 2])
      let start = try #require(network["2.weight"]).tensor.elements
      let result = try LossGradient(
        network, Tensor(filled: 1, [1, 1, 2, 2]), Tensor([0] as [Int64], [1]), ForwardPass(isTraining: true))
      var state = OptimizerState()
      try state.update(&network, by: result.gradient, SGD(1), learningRate: 1)
      return zip(try #require(network["2.weight"]).tensor.elements, start).map { $0 - $1 }
    }
    for (whole, tenth) in zip(try moved(1), try moved(0.1)) { #expect(abs(whole * 0.1 - tenth) < 1e-7) }
  }

  @Test func rectifyingInTheSamePassChangesNothing() throws {
    var network = try NetworkTests.lenet5()
    try network.build(for: [28, 28])
    var generator = RandomGenerator(seed: 3)
    let x = try Tensor(generating: [2, 1, 28, 28], in: Execution()) { _ in generator.normal() }
    let apart = try network.results(for: x)
    #expect(apart.count == 12 && apart.last?.path == "12")
    #expect(try apart.last?.result.elements == network(x).elements)
  }

  @Test func partsKeepTheirWeights() throws {
    var network = try NetworkTests.lenet5()
    try network.build(for: [28, 28])
    let x = try Tensor(filled: 0.3, [28, 28])
    let (head, tail) = (try network.part([0, 1, 2]), try network.part(Array(3..<12)))
    #expect(tail.inputShape == [6, 14, 14])
    #expect(try tail(head(x)).elements == network(x).elements)
    #expect(try network.part([3])["weight"]?.tensor.elements == network["4.weight"]?.tensor.elements)
  }

  /// A library's user may call a watched network by its parts too.
  @Test func copiesOfWatchedLayersShareTheirStatistics() throws {
    var network = try Network(
      Chain([
        BatchNormLayer(), PlainLayer<Tanh>(), BatchNormLayer(), PlainLayer<Flatten>(), DenseLayer(2, seed: 1),
      ]))
    try network.build(for: [2, 3, 3])
    var generator = RandomGenerator(seed: 5)
    let x = try Tensor(generating: [8, 2, 3, 3], in: Execution()) { _ in generator.normal() }
    func gradient(_ call: (WatchedNetwork, inout ForwardPass) throws -> Tensor) throws -> Network {
      let tape = Tape()
      defer { tape.close() }
      let watched = try WatchedNetwork(network, on: tape)
      var pass = ForwardPass(isTraining: true)
      let loss = try Sum(axes: [])(Multiply()(call(watched, &pass), Tensor(filled: 0.5, [])))
      return try watched.gradient(tape.gradients(of: loss, by: watched.watched))
    }
    let whole = try gradient { watched, pass in try watched.forward(x, &pass) }
    let parts = try gradient { watched, pass in
      var (head, tail) = (try watched.network.part([0, 1]), try watched.network.part([2, 3, 4]))
      return try tail.forward(head.forward(x, &pass), &pass)
    }
    for ((path, a), (_, b)) in zip(whole.tensors, parts.tensors) {
      #expect(a.elements == b.elements, "\(path)")
    }
    #expect(whole["3.running_var"]?.tensor.elements != network["3.running_var"]?.tensor.elements)
  }

  @Test func shapesOfGivenWeightsAreComparedBeforeAnyAreDrawn() throws {
    let weights = ["2.weight": try Tensor(zeros: [3, 8]), "2.bias": try Tensor(zeros: [3])]
    func refused(_ layers: [any Layer], _ shape: Shape) -> TensorError? {
      do throws(TensorError) {
        _ = try Network(Chain(layers)).loading(weights, inputShape: shape)
        return nil
      } catch { return error }
    }
    // 4 terabytes: drawing them would be an error of memory.
    let dense = [PlainLayer<Flatten>() as any Layer, try DenseLayer(1_000_000, seed: 1)]
    #expect(refused(dense, [1, 1000, 1000])?.code == .shapes)
    let conv = [PlainLayer<Tanh>() as any Layer, try ConvLayer(1_000_000, 1000, seed: 1)]
    #expect(refused(conv, [1, 1000, 1000])?.code == .shapes)
    #expect(refused([PlainLayer<Tanh>(), try BatchNormLayer()], [1 << 40, 1, 1])?.code == .shapes)
    #expect(
      refused([PlainLayer<Tanh>(), try AffineLayer(PlainLayer<Flatten>())], [1, 1 << 20, 1 << 20])?.code
        == .shapes)
    let fitting = [PlainLayer<Flatten>() as any Layer, try DenseLayer(3, seed: 1)]
    #expect(refused(fitting, [1, 2, 4]) == nil)
    // Weights that are there already are replaced all the same.
    var built = Network(Chain(fitting))
    try built.build(for: [1, 2, 4])
    #expect(
      try built.loading(weights, inputShape: [1, 2, 4])["2.weight"]?.tensor.elements
        == [Double](repeating: 0, count: 24))
  }

  @Test func aTransformerBeginsByChangingNothing() throws {
    let affine = try AffineLayer(
      Chain([
        try ConvLayer(4, 3, seed: 1), PlainLayer<Relu>(), PlainLayer<Flatten>(), try DenseLayer(8, seed: 2),
      ]))
    var generator = RandomGenerator(seed: 3)
    let x = try Tensor(generating: [2, 3, 9, 7], in: Execution()) { _ in generator.normal() }
    let distance = zip(try Network(affine)(x).elements, x.elements).map { abs($0 - $1) }.max() ?? 1
    #expect(distance < 1e-5)
    let view = try TransformerView(Network(Chain([affine])), x)
    #expect(view.theta.elements == [1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0])
    #expect(
      view.boxes[0].map(\.row) == [0.5, 0.5, 9.5, 9.5] && view.boxes[0].map(\.column) == [0.5, 7.5, 7.5, 0.5])
    #expect(try view.drawn(scale: 2).shape == [2, 3, 18, 14])
  }

  /// Half the size with the outermost centres at ±1: the border lies at ±9/8 and ±7/6, and index = 1 + (1 ± half of it) · (n − 1)/2.
  @Test func theBoxOfATransformerFollowsAlignCorners() throws {
    let affine = try AffineLayer(
      Chain([PlainLayer<Flatten>()]), sampling: GridSample(alignCorners: true))
    var network = Network(Chain([affine]))
    try network.build(for: [1, 9, 7])
    let half = try Tensor([0.5, 0, 0, 0, 0.5, 0] as [Float], [6])
    let changed = network.changing(["1.localisation.theta.bias", "1.theta.bias"]) { $0.tensor = half }
    let view = try TransformerView(changed, Tensor(zeros: [1, 9, 7]))
    #expect(view.boxes[0].map(\.row) == [2.75, 2.75, 7.25, 7.25])
    #expect(view.boxes[0].map(\.column) == [2.25, 5.75, 5.75, 2.25])
    let grid = try view.grid()
    #expect(grid.element(0) == -0.5 && grid.element(1) == -0.5)
  }

  /// Filters of 49 and −49 do not cancel: the mean of |w| over the two results and the picture's two channels, 49, 49, 7 and 7.
  @Test func filtersDoNotCancelInTheReceptiveField() throws {
    var network = Network(Chain([try ConvLayer(2, 1, seed: 1)]))
    try network.build(for: [2, 5, 5])
    let weights = try Tensor([49, 7, -49, -7] as [Float], [2, 2, 1, 1])
    let changed = network.changing(["1.weight"]) { $0.tensor = weights }
    let field = try changed.receptiveField([2, 5, 5])
    #expect(field.elements == (0..<25).map { $0 == 12 ? 28 : 0 })
  }

  /// More filters than are differentiated at once: each weighs as much as the others.
  @Test func allFiltersCountInTheReceptiveField() throws {
    var network = Network(Chain([try ConvLayer(40, 1, seed: 1)]))
    try network.build(for: [3, 3])
    let weights = try Tensor((0..<40).map { Float($0) }, [40, 1, 1, 1])
    let field = try network.changing(["1.weight"]) { $0.tensor = weights }.receptiveField([3, 3])
    #expect(abs(field.element(4) - 19.5) < 1e-5)
  }

  /// Of two 3 × 3 convolutions 5 × 5 pixels are seen, and where the middle one lies is known.
  @Test func theReceptiveFieldIsWhereTheGradientIsNotZero() throws {
    let network = Network(
      Chain([try ConvLayer(3, 3, seed: 1), PlainLayer<Tanh>(), try ConvLayer(2, 3, seed: 2)]))
    let field = try network.receptiveField([11, 11])
    for row in 0..<11 {
      for column in 0..<11 {
        let isSeen = (3...7).contains(row) && (3...7).contains(column)
        #expect((field.element(row * 11 + column) > 0) == isSeen, "\(row), \(column)")
      }
    }
  }
}
