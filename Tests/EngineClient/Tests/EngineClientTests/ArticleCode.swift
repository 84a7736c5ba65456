import Engine
import Testing

/// The code of the articles in `Engine.docc`, which a test of the engine compares with them line by line.
@Suite struct ArticleCode {
  @Test func overview() throws {
    let x = try Tensor([Float(1), 2, 3, 4, 5, 6, 7, 8, 9], [3, 3])
    let edges = try Conv()(x, try Tensor([Float(1), -1], [1, 2]))
    let mean = try Mean()(try Relu()(edges))
    #expect(edges.shape == [3, 2] && edges.elements.allSatisfy { $0 == -1 })
    #expect(mean.element(0) == 0)
  }

  @Test func tensors() throws {
    let matrix = try Tensor([1.5, 2, 3, 4, 5, 6], [2, 3])
    let zeros = try Tensor(zeros: [1, 28, 28])
    let half = try Tensor(0.5, .float64)
    #expect(matrix.dtype == .float64 && zeros.dtype == .float32 && half.rank == 0)

    var changed = matrix
    try changed.setElement(0, to: 7)
    let row = try Slice([.index(1)])(matrix)
    try changed.assign(row, to: Slice([.index(0)]))
    #expect(matrix.elements == [1.5, 2, 3, 4, 5, 6] && changed.elements == [4, 5, 6, 4, 5, 6])

    let sum = try matrix.withElements(as: Double.self) { $0.reduce(0, +) }
    let squares = try Tensor([10], of: Float.self) { elements in
      for i in elements.indices { elements[i] = Float(i * i) }
    }
    #expect(sum == 21.5 && squares.element(9) == 81)
  }

  @Test func operations() throws {
    let picture = try Tensor(filled: 1, [1, 8, 8])
    let filters = try Tensor(filled: 0.5, [4, 1, 3, 3])
    let result = try Conv(stride: 2, padding: 1)(picture, filters)
    #expect(result.shape == [4, 4, 4] && result.element(0) == 2 && result.element(5) == 4.5)

    let shape = try Conv(stride: 2, padding: 1).resultShape([[1, 8, 8], [4, 1, 3, 3]])
    #expect(shape == result.shape)

    do throws(TensorError) {
      _ = try Conv()(picture, try Tensor(zeros: [4, 3, 3, 3]))
    } catch {
      print(error.code, error.operands.map(\.label), error.message)
    }
    #expect(throws: TensorError.self) { try Conv()(picture, try Tensor(zeros: [4, 3, 3, 3])) }

    let cancellation = Cancellation()
    let execution = Execution(cancellation: cancellation, threads: 1)
    let pooled = try MaxPool(2)(picture, in: execution)
    #expect(pooled.shape == [1, 4, 4])
    cancellation.raise()
    let error = #expect(throws: TensorError.self) { try MaxPool(2)(picture, in: execution) }
    #expect(error?.code == .cancelled)
  }

  @Test func gradients() throws {
    let tape = Tape()
    let weights = try tape.watch(try Tensor([1.0, -2, 3], [3]))
    let loss = try Sum()(try Multiply()(weights, weights))
    let gradient = try tape.gradients(of: loss, by: [weights])[0]
    #expect(gradient.elements == [2, -4, 6])

    let point = try Tensor([0.3, -1.2, 2.5], [3])
    let check = try GradientCheck.run(at: [point]) { x throws(TensorError) in
      try Tanh()(x[0])
    }
    #expect(check.passes && check.worst != nil)
  }

  @Test func networks() throws {
    var network = Network(
      Chain([
        try ConvLayer(8, 3, seed: 1), PlainLayer<Relu>(), PlainLayer(MaxPool(2)), PlainLayer<Flatten>(),
        try DenseLayer(10, seed: 2),
      ]))
    try network.build(for: [1, 28, 28])
    let scores = try network(try Tensor(zeros: [5, 1, 28, 28]))
    #expect(scores.shape == [5, 10])

    let pictures = try Tensor(filled: 0.5, [3, 1, 28, 28])
    let labels = try Tensor([Int64(3), 3, 3], [3])
    let optimizer = try SGD(0.1, momentum: 0.9)
    var state = OptimizerState()
    let step = try LossGradient(network, pictures, labels, ForwardPass(isTraining: true))
    try state.update(&network, by: step.gradient, optimizer, learningRate: optimizer.learningRate)
    let next = try LossGradient(network, pictures, labels, ForwardPass())
    #expect(next.loss < step.loss)
  }
}
