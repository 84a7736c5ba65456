import Engine

/// The numeric gradient of sum(conv(x, k)²) by every element of x, in float64.
struct CentralDifferencesWorkload: Workload {
  private let x: Tensor
  private let kernel: Tensor
  private let conv = Conv()
  private let multiply = Multiply()
  private let sum = Sum()

  init(_ options: Options, _ random: inout RandomTensors) throws {
    let (size, width) = (try options.number("h"), try options.number("k"))
    x = try random.normal(Shape(checking: [1, 1, size, size]), .float64)
    kernel = try random.normal(Shape(checking: [1, 1, width, width]), .float64)
  }

  var inputs: [Tensor] { [x, kernel] }

  func results() throws(TensorError) -> [Tensor] { [try gradient()] }

  func step() throws(TensorError) { _ = try gradient() }

  private func gradient() throws(TensorError) -> Tensor {
    var differences = try CentralDifferences(at: x)
    while let point = try differences.next() {
      let y = try conv(point, kernel)
      differences.record(try sum(multiply(y, y)).element(0))
    }
    return try differences.gradient()
  }
}
