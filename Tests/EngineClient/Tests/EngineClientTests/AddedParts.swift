import Engine
import EngineClient
import Foundation
import Testing

/// An operation, a layer and an optimizer that the engine knows nothing of.
@Suite struct AddedParts {
  @Test func softplusIsTheFormula() throws {
    let x = try Tensor([-40.0, -1, 0, 2, 50], [5])
    let y = try Softplus()(x)
    for (x, y) in zip(x.elements, y.elements) {
      #expect(abs(y - (max(x, 0) + log1p(exp(-abs(x))))) < 1e-15)
    }
  }

  @Test func gradientsAgreeWithDifferences() throws {
    let check = try GradientCheck.run(at: [
      try Tensor([-2, -0.5, 0.25, 1.5], [4]), try Tensor([3, -1, 0.5], [3]),
    ]) { x throws(TensorError) in
      try Softplus()(OuterProduct()(x[0], x[1]))
    }
    #expect(check.passes)
  }

  /// numpy.outer([1, 2], [3, 4, 5])
  @Test func outerProduct() throws {
    let product = try OuterProduct()(try Tensor([Float(1), 2], [2]), try Tensor([Float(3), 4, 5], [3]))
    #expect(product.shape == [2, 3])
    #expect(product.elements == [3, 4, 5, 6, 8, 10])
  }

  @Test func wrongOperandsAreErrors() throws {
    let (vector, matrix) = (try Tensor(zeros: [2]), try Tensor(zeros: [2, 2]))
    func error(_ operands: Tensor...) -> TensorError? {
      #expect(throws: TensorError.self) { try OuterProduct().apply(operands) }
    }
    #expect(error(vector)?.code == .operands)
    #expect(error(vector, matrix)?.code == .rank)
    #expect(error(vector, matrix)?.operation == "outer")
  }

  /// w − rate · sign(g), and β₂ · 0 + (1 − β₂) · g is remembered.
  @Test func firstStepOfLion() throws {
    var state = [try Tensor(zeros: [3], .float64)]
    let moved = try Lion().updated(
      try Tensor([1.0, 2, 3], [3]), by: try Tensor([0.5, 0, -8], [3]), &state, learningRate: 0.25, step: 1)
    #expect(moved.elements == [0.75, 2, 3.25])
    #expect(zip(state[0].elements, [0.005, 0, -0.08]).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  /// Points inside and outside of a circle, which no straight line parts.
  @Test func aNetworkOfThemLearns() throws {
    var draws = RandomGenerator(seed: 1)
    let points = (0..<200).map { _ in (2 * draws.uniform() - 1, 2 * draws.uniform() - 1) }
    let x = try Tensor(points.flatMap { [Float($0.0), Float($0.1)] }, [200, 2])
    let labels = try Tensor(points.map { Int64($0.0 * $0.0 + $0.1 * $0.1 < 0.6 ? 1 : 0) }, [200])

    var network = Network(
      Chain([try DenseLayer(8, seed: 1), SoftplusLayer(), try DenseLayer(2, seed: 2)]))
    try network.build(for: [2])
    #expect(network.parameters.map(\.path).contains("2.factor"))

    let optimizer = try Lion(0.02)
    var state = OptimizerState()
    var losses: [Double] = []
    var correct = 0
    for _ in 0..<150 {
      let gradient = try LossGradient(network, x, labels, ForwardPass(isTraining: true))
      try state.update(&network, by: gradient.gradient, optimizer, learningRate: optimizer.learningRate)
      losses.append(gradient.loss)
      correct = Int(gradient.metric ?? 0)
    }
    print("loss \(losses[0]) → \(losses[149]), \(correct) of 200 right")
    // Before it has learned anything it knows as much as a coin: log 2 is 0.69.
    #expect(losses[0] > 0.5 && losses[149] < 0.2)
    #expect(correct >= 190)
    #expect(optimizer.text == "Lion(0.02)")
  }

  @Test func aFileHoldsALayerOfAnotherPackage() throws {
    var network = Network(Chain([try DenseLayer(3, seed: 1), SoftplusLayer()]))
    try network.build(for: [2])
    let file = try NetworkFile(network).file().encode()
    let read = try NetworkFile(
      SafetensorsFile.decode(file), path: "", layers: LayerDescription.standard + [SoftplusLayer.description])
    let x = try Tensor([0.5, -1], [1, 2])
    #expect(read.network.text == "Chain(Dense(3), ScaledSoftplus())")
    #expect(try read.network(x).elements == network(x).elements)
    #expect(throws: FileError.self) { try NetworkFile(SafetensorsFile.decode(file), path: "") }
  }

  @Test func settingsAreHeldToTheirLimits() throws {
    #expect(throws: TensorError.self) { try Lion(-1) }
    #expect(Lion.learningRate.defaultText == "0.0001")
  }
}
