import CKernels

/// max(x, 0), element by element; NaN stays NaN. The gradient at 0 is 0. PyTorch: `F.relu(x)`.
public struct Relu: UnaryElementwise {
  /// The operation; it has no options.
  public init() {}

  public var name: String { "relu" }
  public var integers: IntegerRule { .compute }
  public var masksGradient: Bool { true }
  public var kernel: ElementKernel? { ElementKernel(fovea_element_relu) }
  public var gradientKernel: ElementKernel? { ElementKernel(fovea_element_relu_gradient) }

  public func value<T: FloatingScalar>(_ x: T) -> T { x <= 0 ? 0 : x }
  public func value(_ x: Int64) -> (partialValue: Int64, overflow: Bool) { (max(x, 0), false) }
  public func derivative<T: FloatingScalar>(_ x: T, _ y: T) -> T { y <= 0 ? 0 : 1 }
}

extension Relu {
  /// The pullback where only the result was kept: it is positive where x was.
  static func pullback(
    _ gradient: Tensor, throughResult result: Tensor, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let saved = UnaryOperand(x: result, y: result)
    return try Relu().pullback(gradient, gradient.shape, saved, needs: [true], execution)[0] ?? gradient
  }
}
