extension Tensor {
  /// The elements in another type: rounded to the nearest, saturating at the ends of an integer type; true is 1, and what
  /// is not 0 is true. A place on a tape is not kept: `Convert` is the operation that keeps it.
  /// - Parameter target: the type of the new elements.
  /// - Returns: a tensor of the same shape.
  /// - Throws: `TensorError.memory`.
  public func converted(to target: DType) throws(TensorError) -> Tensor {
    guard target != dtype else { return detached }
    switch dtype {
    case .float32: return try converted(from: Float.self, to: target)
    case .float64: return try converted(from: Double.self, to: target)
    case .uint8: return try converted(from: UInt8.self, to: target)
    case .int64: return try converted(from: Int64.self, to: target)
    case .bool: return target == .uint8 ? asBytes : try asBytes.converted(from: UInt8.self, to: target)
    }
  }

  /// Whether no element changes when it becomes one of a floating-point type.
  package func isExact(in target: DType) -> Bool {
    switch (dtype, target) {
    case (.int64, .float32): !holds { $0.magnitude > 1 << 24 && Float(exactly: $0) == nil }
    case (.int64, .float64): !holds { $0.magnitude > 1 << 53 && Double(exactly: $0) == nil }
    case (.float64, .float32):
      read(as: Double.self) { $0.allSatisfy { $0.isNaN || Float(exactly: $0) != nil } }
    default: true
    }
  }

  private func converted<S: Scalar>(from: S.Type, to target: DType) throws(TensorError) -> Tensor {
    switch target {
    case .float32: try converted(from: S.self) { Float(nearest: $0.asDouble) }
    case .float64: try converted(from: S.self) { $0.asDouble }
    case .uint8: try converted(from: S.self) { UInt8(nearest: $0.asDouble) }
    case .int64: try converted(from: S.self) { Int64(nearest: $0.asDouble) }
    case .bool: try converted(from: S.self) { Bool(nearest: $0.asDouble) }
    }
  }

  @inline(__always)
  private func converted<S: Scalar, T: Scalar>(
    from: S.Type, _ convert: (S) -> T
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, T.dtype)
    read(as: S.self) { source in
      result.write(as: T.self) { target in
        for position in 0..<source.count { target[position] = convert(source[position]) }
      }
    }
    return result
  }
}
