/// A loss that compares two tensors element by element, and takes the mean or the sum. Operands: x, which came out, and the
/// target, of one shape, or a number beside any shape; sums are kept in float64. NaN for the mean of nothing. A conforming type
/// states the loss of one pair and its derivatives.
///
/// Other shapes that would broadcast are refused: `[N, 1]` against `[N]` is an oversight that would compare all with all.
public protocol ElementwiseLoss: Operation where Plan == Shape, Saved == ComparedOperands {
  /// What becomes of the losses: their mean, their sum, or one number for each.
  var reduction: LossReduction { get set }
  /// Where x and the target must lie, but for NaN, which goes on as NaN; nil for everywhere.
  var domain: ClosedRange<Double>? { get }
  /// - Throws: `option` for options that the loss does not take.
  func checkOptions() throws(TensorError)
  /// The loss of one pair.
  /// - Parameters:
  ///   - x: what came out.
  ///   - target: what should have.
  /// - Returns: the loss.
  func value<T: FloatingScalar>(_ x: T, _ target: T) -> T
  /// The derivative of the loss by what came out.
  /// - Parameters:
  ///   - x: what came out.
  ///   - target: what should have.
  /// - Returns: the derivative.
  func derivative<T: FloatingScalar>(byX x: T, _ target: T) -> T
  /// The derivative of the loss by the target.
  /// - Parameters:
  ///   - target: what should have come out.
  ///   - x: what did.
  /// - Returns: the derivative.
  func derivative<T: FloatingScalar>(byTarget target: T, _ x: T) -> T
}

/// What the pullback of a loss of pairs needs: both operands.
public struct ComparedOperands: Sendable {
  let x: Tensor
  let target: Tensor
  /// That of the larger one.
  let shape: Shape

  init(_ operands: [Tensor]) {
    (x, target) = (operands[0], operands[1])
    shape = x.rank == 0 ? target.shape : x.shape
  }
}

extension ElementwiseLoss {
  public var operandCount: ClosedRange<Int> { 2...2 }
  public var domain: ClosedRange<Double>? { nil }
  public func checkOptions() throws(TensorError) {}

  /// - Parameter operands: the shapes of x and the target: equal, or one of them `[]`.
  /// - Returns: `[]`, or without a reduction the operands' shape.
  /// - Throws: `shapes` when the shapes differ and neither operand is a number; `option` for options that the loss does not
  ///   take.
  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape {
    try checkOptions()
    let (x, target) = (operands[0], operands[1])
    guard x == target || x.rank == 0 || target.rank == 0 else {
      throw TensorError(
        .shapes, "\(name) compares element by element, but the shapes are \(x) and \(target)",
        operands: [.init(0, "\(x)"), .init(1, "\(target)")],
        help: x.count == target.count ? "reshape one to the other's shape" : nil)
    }
    return reduction == .none ? (x.rank == 0 ? target : x) : []
  }

  /// - Parameters:
  ///   - operands: x and the target.
  ///   - shape: what `plan` gave for their shapes.
  ///   - execution: what may stop it.
  /// - Returns: the loss, and what the pullback will need.
  /// - Throws: `option` for an x or a target outside of the domain; `memory`, `cancelled`.
  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: ComparedOperands) {
    let saved = ComparedOperands(operands)
    let result =
      saved.x.dtype == .float32
      ? try forward(saved, as: Float.self, execution) : try forward(saved, as: Double.self, execution)
    return (result, saved)
  }

  private func forward<T: FloatingScalar>(
    _ saved: ComparedOperands, as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    if let domain {
      try check(saved.x, "an x", 0, within: domain, as: T.self, execution)
      try check(saved.target, "a target", 1, within: domain, as: T.self, execution)
    }
    let (x, target) = (saved.x, saved.target)
    guard reduction != .none else {
      return try Broadcast.map(x, target, into: saved.shape, as: T.self, execution) { value($0, $1) }
    }
    // Both are held to the end of this function.
    defer { withExtendedLifetime((x, target)) {} }
    let (left, right) = (x.pointer(as: T.self), target.pointer(as: T.self))
    let rank = saved.shape.rank
    let (leftStep, rightStep) = (x.rank == rank ? 1 : 0, target.rank == rank ? 1 : 0)
    var sum = 0.0
    try Broadcast.inChunks(saved.shape.count, execution) { range in
      for i in range { sum += value(left[i &* leftStep].asDouble, right[i &* rightStep].asDouble) }
    }
    return try Tensor(reduction == .mean ? sum / Double(saved.shape.count) : sum, T.dtype)
  }

  private func check<T: FloatingScalar>(
    _ operand: Tensor, _ label: String, _ position: Int, within domain: ClosedRange<Double>, as type: T.Type,
    _ execution: Execution
  ) throws(TensorError) {
    let (least, most) = (T(domain.lowerBound), T(domain.upperBound))
    var outside: Int?
    try operand.read(as: T.self) { numbers throws(TensorError) in
      try Broadcast.inChunks(operand.count, execution) { range in
        for i in range where numbers[i] < least || numbers[i] > most { outside = outside ?? i }
      }
    }
    guard let outside else { return }
    let (low, high) = (DoubleText.shortest(domain.lowerBound), DoubleText.shortest(domain.upperBound))
    throw TensorError(
      .option,
      "\(name) takes \(label) from \(low) to \(high), but element \(outside + 1) of it is "
        + DoubleText.shortest(operand.element(outside)), operands: [.init(position, "\(operand.shape)")])
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ saved: ComparedOperands, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    gradient.dtype == .float32
      ? try pullback(gradient, saved, needs, as: Float.self, execution)
      : try pullback(gradient, saved, needs, as: Double.self, execution)
  }

  private func pullback<T: FloatingScalar>(
    _ gradient: Tensor, _ saved: ComparedOperands, _ needs: [Bool], as type: T.Type, _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    let factor = T(reduction == .mean ? 1 / Double(saved.shape.count) : 1)
    var result: [Tensor?] = [nil, nil]
    if needs[0] {
      let kernel = DerivativeByX<Self, T>(loss: self, factor: factor)
      let each = try Broadcast.map(gradient, saved.x, saved.target, into: saved.shape, kernel, execution)
      result[0] = try Broadcast.reduce(each, to: saved.x.shape, execution)
    }
    if needs[1] {
      let kernel = DerivativeByTarget<Self, T>(loss: self, factor: factor)
      let each = try Broadcast.map(gradient, saved.x, saved.target, into: saved.shape, kernel, execution)
      result[1] = try Broadcast.reduce(each, to: saved.target.shape, execution)
    }
    return result
  }
}

private struct DerivativeByX<Loss: ElementwiseLoss, T: FloatingScalar>: TripleKernel {
  let loss: Loss
  let factor: T

  @inline(__always)
  func callAsFunction(_ gradient: T, _ x: T, _ target: T) -> T {
    factor * gradient * loss.derivative(byX: x, target)
  }
}

private struct DerivativeByTarget<Loss: ElementwiseLoss, T: FloatingScalar>: TripleKernel {
  let loss: Loss
  let factor: T

  @inline(__always)
  func callAsFunction(_ gradient: T, _ x: T, _ target: T) -> T {
    factor * gradient * loss.derivative(byTarget: target, x)
  }
}
