import Engine

/// LeNet-5 with rectifiers and maximum pooling, on 1 × 28 × 28.
enum LeNet5 {
  static let picture: Shape = [1, 28, 28]

  static func network() throws(TensorError) -> Network {
    var network = Network(
      Chain([
        try ConvLayer(6, 5, Conv(padding: 2), seed: 1), PlainLayer<Relu>(), PlainLayer(MaxPool(2)),
        try ConvLayer(16, 5, seed: 2), PlainLayer<Relu>(), PlainLayer(MaxPool(2)), PlainLayer<Flatten>(),
        try DenseLayer(120, seed: 3), PlainLayer<Relu>(), try DenseLayer(84, seed: 4), PlainLayer<Relu>(),
        try DenseLayer(10, seed: 5),
      ]))
    try network.build(for: picture)
    return network
  }
}
