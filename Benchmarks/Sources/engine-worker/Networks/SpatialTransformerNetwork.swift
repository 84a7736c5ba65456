import Engine

/// A classifier of 1 × 42 × 42 behind a spatial transformer (Jaderberg et al. 2015).
struct SpatialTransformerNetwork: Network {
  let picture = [1, 42, 42]

  func parameters(_ random: inout RandomTensors) throws(TensorError) -> [Tensor] {
    var parameters =
      try random.layer([8, 1, 5, 5]) + random.layer([10, 8, 5, 5]) + random.layer([32, 490])
    // Not the identity: there every point lies on a pixel, where the gradient by theta is one-sided and two libraries
    // may each take their side. Small weights instead of zeros, so that gradients reach the layers before.
    let theta: [Float] = [0.9, -0.2, 0.05, 0.2, 0.9, -0.05]
    parameters += [try random.uniform([6, 32], bound: 0.01), try Tensor(theta, [6])]
    return try parameters + random.layer([16, 1, 5, 5]) + random.layer([32, 16, 5, 5])
      + random.layer([128, 1568]) + random.layer([10, 128])
  }

  func logits(_ x: Tensor, _ parameters: [Tensor]) throws(TensorError) -> Tensor {
    let (relu, pool, flatten) = (Relu(), MaxPool(2), Flatten(start: 1))
    var layers = Layers(parameters)
    var y = try relu(pool(layers.conv(x)))
    y = try relu(pool(layers.conv(y)))
    y = try layers.linear(flatten(y), rectified: true)
    let theta = try Reshape([-1, 2, 3])(layers.linear(y))
    y = try GridSample()(x, AffineGrid(size: x.shape.array)(theta))
    y = try pool(layers.conv(y, rectified: true))
    y = try pool(layers.conv(y, rectified: true))
    y = try layers.linear(flatten(y), rectified: true)
    return try layers.linear(y)
  }
}
