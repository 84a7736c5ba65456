import Engine

/// LeNet-5 with rectifiers and maximum pooling, on 1 × 28 × 28.
struct LeNet5: Network {
  let picture = [1, 28, 28]

  func parameters(_ random: inout RandomTensors) throws(TensorError) -> [Tensor] {
    try random.layer([6, 1, 5, 5]) + random.layer([16, 6, 5, 5]) + random.layer([120, 400])
      + random.layer([84, 120]) + random.layer([10, 84])
  }

  func logits(_ x: Tensor, _ parameters: [Tensor]) throws(TensorError) -> Tensor {
    let pool = MaxPool(2)
    var layers = Layers(parameters)
    var x = try pool(layers.conv(x, padding: 2, rectified: true))
    x = try pool(layers.conv(x, rectified: true))
    x = try layers.linear(Flatten(start: 1)(x), rectified: true)
    x = try layers.linear(x, rectified: true)
    return try layers.linear(x)
  }
}
