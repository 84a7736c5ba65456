/// The elements in another type; the gradient comes back in the operand's own. Of floating-point numbers int64 keeps what
/// stands before the point. PyTorch: `x.to(dtype)`.
public struct Convert: Operation {
  /// The type of the result.
  public let target: DType

  /// - Parameter target: the type of the result.
  public init(to target: DType) { self.target = target }

  public var name: String {
    switch target {
    case .float32: "f32"
    case .float64: "f64"
    case .int64: "i64"
    default: target.name
    }
  }
  public var operandCount: ClosedRange<Int> { 1...1 }
  public var integers: IntegerRule { .keep }

  public func plan(_ operands: OperandShapes) throws(TensorError) -> Shape { operands[0] }

  /// - Throws: `overflow` for a number that int64 does not hold, NaN too.
  public func forward(
    _ operands: [Tensor], _ shape: Shape, _ execution: Execution
  ) throws(TensorError) -> (result: Tensor, saved: DType) {
    let x = operands[0]
    guard target == .int64, x.dtype.isFloating else { return (try x.converted(to: target), x.dtype) }
    return (
      x.dtype == .float32
        ? try truncated(x, Float.self, execution) : try truncated(x, Double.self, execution), x.dtype
    )
  }

  private func truncated<T: FloatingScalar>(
    _ x: Tensor, _ type: T.Type, _ execution: Execution
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: x.shape, .int64)
    var failure: T?
    try x.read(as: T.self) { x throws(TensorError) in
      try result.write(as: Int64.self) { result throws(TensorError) in
        try Broadcast.inChunks(x.count, execution) { chunk in
          for position in chunk {
            let whole = Int64(exactly: x[position].rounded(.towardZero))
            if whole == nil, failure == nil { failure = x[position] }
            result[position] = whole ?? 0
          }
        }
      }
    }
    guard let failure else { return result }
    throw TensorError(
      .overflow, "\(DoubleText.shortest(failure.asDouble)) does not fit int64, whose maximum is \(Int64.max)",
      help: "x != x is true where x is nan")
  }

  public func pullback(
    _ gradient: Tensor, _: Shape, _ source: DType, needs: [Bool], _ execution: Execution
  ) throws(TensorError) -> [Tensor?] {
    [try gradient.converted(to: source)]
  }
}
