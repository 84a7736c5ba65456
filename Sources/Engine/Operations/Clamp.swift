import CKernels

/// x kept within `minimum` … `maximum`, element by element: min(max(x, minimum), maximum), so that `maximum` wins where
/// the two cross. NaN stays NaN. The gradient is 1 inside, 0 on the ends and outside.
/// PyTorch: `torch.clamp(x, min, max)`; the gradient on the ends is that of its version 2.15.
public struct Clamp: UnaryElementwise {
  public let minimum: Double?
  public let maximum: Double?

  public init(minimum: Double? = nil, maximum: Double? = nil) {
    (self.minimum, self.maximum) = (minimum, maximum)
  }

  public var name: String { "clamp" }
  public var masksGradient: Bool { true }
  public var kernel: ElementKernel? {
    ElementKernel(fovea_element_clamp, minimum ?? -.infinity, maximum ?? .infinity)
  }
  public var gradientKernel: ElementKernel? {
    ElementKernel(fovea_element_clamp_gradient, minimum ?? -.infinity, maximum ?? .infinity)
  }

  /// - Throws: `TensorError.option` when neither end is given.
  public func resultShape(_ operands: [Shape]) throws(TensorError) -> Shape {
    guard minimum != nil || maximum != nil else {
      throw TensorError(.option, "clamp needs min, max or both")
    }
    return operands[0]
  }

  public func resultShape(of operands: [Tensor]) throws(TensorError) -> Shape {
    try resultShape([operands[0].shape])
  }

  public func value<T: FloatingScalar>(_ x: T) -> T {
    let (low, high) = ends(T.self)
    let raised = x < low ? low : x
    return raised > high ? high : raised
  }

  public func slope<T: FloatingScalar>(_ x: T, _ y: T) -> T {
    let (low, high) = ends(T.self)
    // An end that is not given is infinite, and nothing lies on it.
    return (x > low || low == -.infinity) && (x < high || high == .infinity) ? 1 : 0
  }

  private func ends<T: FloatingScalar>(_ type: T.Type) -> (low: T, high: T) {
    (T(minimum ?? -.infinity), T(maximum ?? .infinity))
  }
}
