extension TensorPicture {
  /// What a line below a picture says of its values.
  package struct Statistics: Sendable, Equatable {
    /// Of the finite values; 0 where there are none.
    package private(set) var minimum = 0.0
    package private(set) var maximum = 0.0
    package private(set) var mean = 0.0
    package private(set) var finite = 0
    package private(set) var notANumber = 0
    package private(set) var infinite = 0

    /// - Parameter elements: the part that is measured, by places in the tensor; all of it without them.
    package init(of tensor: Tensor, elements: Range<Int>? = nil) {
      let part = elements ?? 0..<tensor.count
      switch tensor.dtype {
      case .float32: tensor.read(as: Float.self) { measure(UnsafeBufferPointer(rebasing: $0[part])) }
      case .float64: tensor.read(as: Double.self) { measure(UnsafeBufferPointer(rebasing: $0[part])) }
      case .uint8: tensor.read(as: UInt8.self) { measure(UnsafeBufferPointer(rebasing: $0[part])) }
      case .int64: tensor.read(as: Int64.self) { measure(UnsafeBufferPointer(rebasing: $0[part])) }
      case .bool: tensor.read(as: Bool.self) { measure(UnsafeBufferPointer(rebasing: $0[part])) }
      }
    }

    private mutating func measure<T: Scalar>(_ elements: UnsafeBufferPointer<T>) {
      var (low, high) = (Double.infinity, -Double.infinity)
      var sum = 0.0
      for element in elements {
        let value = element.asDouble
        guard value - value == 0 else {
          if value.isNaN { notANumber += 1 } else { infinite += 1 }
          continue
        }
        finite += 1
        sum += value
        low = value < low ? value : low
        high = value > high ? value : high
      }
      guard finite > 0 else { return }
      (minimum, maximum) = (low, high)
      mean = sum / Double(finite)
    }
  }
}
