import Engine

extension RandomTensors {
  /// Weights and a bias, evenly spread within 1 / √inputs as in PyTorch's layers.
  mutating func layer(_ weights: Shape) throws(TensorError) -> [Tensor] {
    let inputs = weights.count / max(weights[0], 1)
    let bound = 1 / Double(inputs).squareRoot()
    return [
      try uniform(weights, bound: bound), try uniform(Shape(checking: [weights[0]]), bound: bound),
    ]
  }
}

/// Takes a network's parameters layer by layer.
struct Layers {
  private var rest: ArraySlice<Tensor>

  init(_ parameters: [Tensor]) { rest = parameters[...] }

  mutating func conv(_ x: Tensor, padding: Int = 0, rectified: Bool = false) throws(TensorError) -> Tensor {
    let (weights, bias) = next()
    return try Conv(padding: .size(Pair(padding)), rectified: rectified)(x, weights, bias)
  }

  mutating func linear(_ x: Tensor, rectified: Bool = false) throws(TensorError) -> Tensor {
    let (weights, bias) = next()
    return try Linear(rectified: rectified)(x, weights, bias)
  }

  private mutating func next() -> (weights: Tensor, bias: Tensor) { (rest.removeFirst(), rest.removeFirst()) }
}
