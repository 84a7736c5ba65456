extension Network {
  /// What comes out of every layer for a picture or a batch, by the layer's path; each result is a batch.
  /// - Parameters:
  ///   - input: as `forward` takes it.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the results in the order in which the layers gave them, `[N, …]`, with N = 1 for an input that is no
  ///   batch.
  /// - Throws: as the network does.
  public func results(
    for input: Tensor, in execution: Execution = Execution()
  ) throws(TensorError) -> [(path: String, result: Tensor)] {
    var copy = self
    var pass = ForwardPass(keepsResults: true, in: execution)
    let result = try copy.forward(input, &pass)
    return try copy.completed(pass.results, with: result, for: input)
  }

  /// What a pass kept, and the result of a layer that is a network alone, which keeps only those of its parts.
  package func completed(
    _ kept: [(path: String, result: Tensor)], with result: Tensor, for input: Tensor
  ) throws(TensorError) -> [(path: String, result: Tensor)] {
    guard !(root is Chain) else { return kept }
    return kept + [("", readsAsBatch(input.shape) ? result : try Reshape([1] + result.shape.array)(result))]
  }

  /// An input as the layers see it: a batch of floating-point numbers.
  func batch(_ input: Tensor, in execution: Execution) throws(TensorError) -> Tensor {
    let layout = InputLayout(input.shape, for: self)
    let batch = try Reshape(layout.batched.array).apply([input], in: execution)
    return batch.dtype == .uint8 ? try batch.unitPixels(execution) : batch
  }

  /// How strongly a score depends on each number of a picture: the gradient of that score by the picture.
  /// - Parameters:
  ///   - input: one picture or row.
  ///   - score: which of the network's numbers, from 0; the largest where nil.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: a tensor of the input's shape.
  /// - Throws: `index` for a score that there is none of; as the network does.
  public func gradient(
    byInput input: Tensor, of score: Int? = nil, in execution: Execution = Execution()
  ) throws(TensorError) -> Tensor {
    let tape = Tape()
    defer { tape.close() }
    let watched = try tape.watch(Network.numbers(of: input, in: execution))
    let scores = try self(watched, in: execution)
    let chosen = try Network.chosen(score, of: scores, in: execution)
    return try tape.gradients(of: chosen, by: [watched], in: execution)[0]
  }

  /// An input as numbers with respect to which a gradient can be taken: uint8 pictures as 0…1.
  static func numbers(of input: Tensor, in execution: Execution) throws(TensorError) -> Tensor {
    if input.dtype == .uint8 { return try input.unitPixels(execution) }
    return input.dtype.isFloating ? input : try input.converted(to: .float32)
  }

  /// One of a network's scores as a number.
  /// - Throws: `index` for a score that there is none of, `size` where there are none at all.
  static func chosen(
    _ score: Int?, of scores: Tensor, in execution: Execution
  ) throws(TensorError) -> Tensor {
    let numbers = try Reshape([scores.count]).apply([scores], in: execution)
    guard numbers.count > 0 else { throw TensorError(.size, "the network gives no numbers for it") }
    let all = numbers.elements
    let place = score ?? all.indices.reduce(0) { all[$1] > all[$0] ? $1 : $0 }
    guard all.indices.contains(place) else {
      throw TensorError(.index, "there is no number \(place + 1): the network gives \(all.count)")
    }
    return try Slice([.index(place)]).apply([numbers], in: execution)
  }

  /// Which pixels of the input a place of the result depends on, and how much: the mean of |∂ result / ∂ pixel| over random
  /// inputs and over the channels of both (Luo et al. 2016, section 2). Magnitudes, so that no filter cancels another.
  /// - Parameters:
  ///   - size: the shape of one input `[C, H, W]`.
  ///   - place: row and column of the result, from 0; its middle where nil. All its channels count.
  ///   - seed: fixes the weights that the network is given for it.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: `[H, W]`; 0 where nothing is seen.
  /// - Throws: `rank` for a network that does not give pictures, `index` for a place outside.
  public func receptiveField(
    _ size: Shape, at place: (row: Int, column: Int)? = nil, seed: UInt64 = 0,
    in execution: Execution = Execution()
  ) throws(TensorError) -> Tensor {
    var network = self
    try network.build(for: size, in: execution)
    let channels = network.inputShape.map { $0.rank == 3 ? $0[0] : 1 } ?? 1
    var generator = RandomGenerator(seed: seed)
    let (rows, columns) = (size[size.rank - 2], size[size.rank - 1])
    let shape = try network(try Tensor(zeros: Shape(checking: [channels, rows, columns])), in: execution)
      .shape
    guard shape.rank == 3 else {
      throw TensorError(
        .rank, "the network gives \(shape), but only an element of a feature map has a window",
        help: "use the layers before Flatten: net[1:3]")
    }
    let (row, column) = place ?? ((shape[1] - 1) / 2, (shape[2] - 1) / 2)
    guard row >= 0, row < shape[1], column >= 0, column < shape[2] else {
      throw TensorError(.index, "[\(row + 1), \(column + 1)] is outside the result \(shape)")
    }
    try MemoryBudget.process.checkRoom(for: rows * columns * MemoryLayout<Double>.stride)
    var sums = [Double](repeating: 0, count: rows * columns)
    let trials = 16
    for _ in 0..<trials {
      let x = try Tensor(generating: Shape(checking: [channels, rows, columns]), in: execution) { _ in
        generator.normal()
      }
      for first in stride(from: 0, to: shape[0], by: Network.channelsAtOnce) {
        let results = first..<min(first + Network.channelsAtOnce, shape[0])
        let gradient = try network.gradients(byInput: x, of: results, at: (row, column), in: execution)
        for position in 0..<gradient.count {
          sums[position % (rows * columns)] += abs(gradient.element(position))
        }
      }
    }
    let count = Double(trials * shape[0] * channels)
    return try Tensor(sums.map { $0 / count }, [rows, columns]).converted(to: .float32)
  }

  /// How many channels of a result are differentiated in one batch.
  private static let channelsAtOnce = 16

  /// The gradients of several channels of the result at one place, by one input: `[channels, C, H, W]`. The input stands in a
  /// batch as often as there are channels, each of which looks at its own.
  private func gradients(
    byInput x: Tensor, of channels: Range<Int>, at place: (row: Int, column: Int), in execution: Execution
  ) throws(TensorError) -> Tensor {
    let tape = Tape()
    defer { tape.close() }
    let batch = try Stack().apply(channels.map { _ in x }, in: execution)
    let watched = try tape.watch(batch)
    let result = try self(watched, in: execution)
    var seed = try Tensor(zeros: result.shape, result.dtype)
    let (rows, columns) = (result.shape[2], result.shape[3])
    for (copy, channel) in channels.enumerated() {
      let plane = copy * result.shape[1] + channel
      try seed.setElement((plane * rows + place.row) * columns + place.column, to: 1)
    }
    return try tape.gradients(of: result, seed: seed, by: [watched], in: execution)[0]
  }
}

/// Moves every picture of a set alike: for asking how well a network does with turned, scaled or moved pictures.
public struct AffineChange: Distortion {
  private let map: AffineMap

  /// - Parameter map: from the index of an output pixel to that of the input.
  public init(_ map: AffineMap) { self.map = map }

  public var description: String { "moved by an affine map" }
  public var onlyMoves: Bool { true }

  public func outputSize(_ input: Pair) throws(TensorError) -> Pair { input }

  public func apply(
    to pictures: Tensor, _ generators: [RandomGenerator], source: Tensor, in execution: Execution
  ) throws(TensorError) -> Tensor {
    try Affine().apply([pictures, map.theta()], in: execution)
  }
}

extension TensorError {
  /// - Parameters:
  ///   - path: what was asked for.
  ///   - known: the paths of the layers that there are.
  /// - Returns: what to say where no layer has the path.
  package static func missingLayer(_ path: String, among known: [String]) -> TensorError {
    TensorError(
      .index,
      path.isEmpty
        ? "the name of a layer cannot be empty"
        : "there is no layer \(path.first?.isLetter == true ? "\"\(path)\"" : path)",
      help: "the layers are \(known.filter { !$0.isEmpty }.joined(separator: ", "))")
  }
}
