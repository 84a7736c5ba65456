import Engine

/// A classifier of 1 × 42 × 42 behind a spatial transformer (Jaderberg et al. 2015).
enum SpatialTransformerNetwork {
  static let picture: Shape = [1, 42, 42]

  // With seeds 1, 2 and 3 for the localisation network the two libraries' float32 gradients of the second step differ by
  // 7e-2 of the largest; PyTorch's float32 differs from its own float64 by 5e-2 there, and in float64 both agree to 1e-14.
  static func network(_ random: inout RandomTensors) throws(TensorError) -> Network {
    let (pool, relu) = (PlainLayer(MaxPool(2)), PlainLayer<Relu>())
    let localisation = Chain([
      try ConvLayer(8, 5, seed: 11), pool, relu, try ConvLayer(10, 5, seed: 12), pool, relu,
      PlainLayer<Flatten>(),
      try DenseLayer(32, seed: 13), relu,
    ])
    var network = Network(
      Chain([
        try AffineLayer(localisation), try ConvLayer(16, 5, seed: 4), relu, pool,
        try ConvLayer(32, 5, seed: 5), relu,
        pool, PlainLayer<Flatten>(), try DenseLayer(128, seed: 6), relu, try DenseLayer(10, seed: 7),
      ]))
    try network.build(for: picture)
    // Not the identity: there every point lies on a pixel, where the gradient by theta is one-sided and two libraries
    // may each take their side. Small weights instead of zeros, so that gradients reach the layers before.
    let weights = try random.uniform([6, 32], bound: 0.01)
    let bias = try Tensor([0.9, -0.2, 0.05, 0.2, 0.9, -0.05] as [Float], [6])
    return network.changing(["1.theta.weight"]) { $0.tensor = weights }.changing(["1.theta.bias"]) {
      $0.tensor = bias
    }
  }
}
