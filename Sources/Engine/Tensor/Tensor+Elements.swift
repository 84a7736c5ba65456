/// How elements are read and written.
extension Tensor {
  /// Lends the elements for reading: for operations of one's own that go over many of them.
  /// - Parameters:
  ///   - type: the type of the elements, `Float` for float32.
  ///   - body: what is done with them, in order; the buffer is valid until it returns.
  /// - Returns: what `body` returns.
  /// - Throws: `TensorError.dtype` for another type than the elements have; what `body` throws.
  public func withElements<T: Scalar, Result>(
    as type: T.Type, _ body: (UnsafeBufferPointer<T>) throws(TensorError) -> Result
  ) throws(TensorError) -> Result {
    guard T.dtype == dtype else {
      throw TensorError(.dtype, "the elements are \(dtype.name), and are read as \(T.dtype.name)")
    }
    return try read(as: T.self, body)
  }

  /// A tensor whose elements are written by `body`, all of them or those that are not 0.
  /// - Parameters:
  ///   - shape: of the tensor.
  ///   - type: the type of its elements, `Float` for float32.
  ///   - body: is given the elements, in order, as zeros; the buffer is valid until it returns.
  /// - Throws: `TensorError.memory`; what `body` throws.
  public init<T: Scalar>(
    _ shape: Shape, of type: T.Type,
    writtenBy body: (UnsafeMutableBufferPointer<T>) throws(TensorError) -> Void
  ) throws(TensorError) {
    try self.init(zeros: shape, T.dtype)
    try write(as: T.self, body)
  }

  /// Lends the elements for reading. `T` must be the element type.
  @inline(__always)
  package func read<T: Scalar, R, E: Error>(
    as type: T.Type, _ body: (UnsafeBufferPointer<T>) throws(E) -> R
  ) throws(E) -> R {
    precondition(T.dtype == dtype, "read with the tensor's own element type")
    defer { withExtendedLifetime(storage) {} }
    return try body(
      UnsafeBufferPointer(start: storage.bytes.assumingMemoryBound(to: T.self), count: count))
  }

  /// Lends the elements of a tensor that nobody else holds for writing: one just made, or made unique.
  @inline(__always)
  package func write<T: Scalar, R, E: Error>(
    as type: T.Type, _ body: (UnsafeMutableBufferPointer<T>) throws(E) -> R
  ) throws(E) -> R {
    precondition(T.dtype == dtype, "write with the tensor's own element type")
    defer { withExtendedLifetime(storage) {} }
    return try body(
      UnsafeMutableBufferPointer(start: storage.bytes.assumingMemoryBound(to: T.self), count: count))
  }

  /// The address of the elements, for loops over several tensors at once.
  ///
  /// It holds only while the tensor lives: who asks for it keeps the tensor with `withExtendedLifetime` until the loop
  /// is over, and writes only a tensor that it has just made.
  @inline(__always)
  func pointer<T: Scalar>(as type: T.Type) -> UnsafeMutablePointer<T> {
    precondition(T.dtype == dtype, "a pointer of the tensor's own element type")
    return storage.bytes.assumingMemoryBound(to: T.self)
  }

  /// The element at a flat position, as a double; true is 1.
  /// - Parameter position: counted from 0, last dimension fastest.
  /// - Precondition: there is such an element.
  /// - Returns: the element, rounded where a double does not hold it.
  public func element(_ position: Int) -> Double {
    precondition(position >= 0 && position < count, "position within the tensor")
    defer { withExtendedLifetime(storage) {} }
    switch dtype {
    case .float32: return Double(storage.bytes.load(fromByteOffset: position * 4, as: Float.self))
    case .float64: return storage.bytes.load(fromByteOffset: position * 8, as: Double.self)
    case .uint8, .bool: return Double(storage.bytes.load(fromByteOffset: position, as: UInt8.self))
    case .int64: return Double(storage.bytes.load(fromByteOffset: position * 8, as: Int64.self))
    }
  }

  /// The element of an int64 tensor at a flat position; a double holds whole numbers only up to 2⁵³.
  /// - Parameter position: counted from 0, last dimension fastest.
  /// - Returns: nil for a tensor of another type.
  /// - Precondition: there is such an element.
  public func wholeElement(_ position: Int) -> Int64? {
    precondition(position >= 0 && position < count, "position within the tensor")
    guard dtype == .int64 else { return nil }
    defer { withExtendedLifetime(storage) {} }
    return storage.bytes.load(fromByteOffset: position * 8, as: Int64.self)
  }

  /// Writes one element in place; copies first where the elements are shared. A place on a tape is given up.
  /// - Parameters:
  ///   - position: counted from 0, last dimension fastest.
  ///   - value: rounded to the nearest of the element type.
  /// - Precondition: there is such an element.
  /// - Throws: `TensorError.memory` when a copy is needed and does not fit.
  public mutating func setElement(_ position: Int, to value: Double) throws(TensorError) {
    precondition(position >= 0 && position < count, "position within the tensor")
    try makeUnique()
    switch dtype {
    case .float32: storage.bytes.storeBytes(of: Float(value), toByteOffset: position * 4, as: Float.self)
    case .float64: storage.bytes.storeBytes(of: value, toByteOffset: position * 8, as: Double.self)
    case .uint8:
      storage.bytes.storeBytes(of: UInt8(nearest: value), toByteOffset: position, as: UInt8.self)
    case .int64:
      storage.bytes.storeBytes(of: Int64(nearest: value), toByteOffset: position * 8, as: Int64.self)
    case .bool: storage.bytes.storeBytes(of: Bool(nearest: value), toByteOffset: position, as: Bool.self)
    }
  }

  /// All elements as doubles, in order; for printing and for tests.
  public var elements: [Double] { (0..<count).map(element) }

  /// The same, for a tensor of any size: an array ends the program where the system has not the memory.
  /// - Throws: `TensorError.memory`.
  package func allElements() throws(TensorError) -> [Double] {
    try MemoryBudget.process.checkRoom(for: count * MemoryLayout<Double>.stride)
    return elements
  }

  /// The element at a flat position as a tensor without dimensions; off any tape.
  /// - Parameter position: counted from 0, last dimension fastest.
  /// - Precondition: there is such an element.
  /// - Returns: the element, of this tensor's type.
  /// - Throws: `TensorError.memory`.
  public func single(_ position: Int) throws(TensorError) -> Tensor {
    let single = try Tensor(uninitialized: [], dtype)
    precondition(position >= 0 && position < count, "position within the tensor")
    // The element lies within, and the new tensor has room for just one.
    withExtendedLifetime((self, single)) {
      single.storage.bytes.copyMemory(from: storage.bytes + position * dtype.size, byteCount: dtype.size)
    }
    return single
  }
}
