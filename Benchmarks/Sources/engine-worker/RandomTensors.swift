import Engine

/// Tensors of random numbers, the same ones in every run.
struct RandomTensors {
  private var generator = RandomGenerator(seed: 20_240_607)

  /// Normally distributed, with mean 0 and standard deviation 1.
  mutating func normal(_ shape: Shape, _ dtype: DType = .float32) throws(TensorError) -> Tensor {
    try filled(shape, dtype) { generator in generator.normal() }
  }

  /// Evenly spread from −bound to bound.
  mutating func uniform(_ shape: Shape, bound: Double) throws(TensorError) -> Tensor {
    try filled(shape, .float32) { generator in bound * (2 * generator.uniform() - 1) }
  }

  /// Class numbers, counted from 0.
  mutating func labels(_ count: Int, classes: Int) throws(TensorError) -> Tensor {
    try filled([count], .int64) { generator in (generator.uniform() * Double(classes)).rounded(.down) }
  }

  /// Written in place, so that no other memory is touched: what a case needs is measured too.
  private mutating func filled(
    _ shape: Shape, _ dtype: DType, _ draw: (inout RandomGenerator) -> Double
  ) throws(TensorError) -> Tensor {
    var result = try Tensor(zeros: shape, dtype)
    for position in 0..<result.count { try result.setElement(position, to: draw(&generator)) }
    return result
  }
}
