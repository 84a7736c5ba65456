import Glibc

/// An array of numbers with a shape: a value. Assigning copies, at the price of a reference until one side is written.
///
/// Elements lie contiguous, last dimension fastest; pictures are `[H, W]`, `[C, H, W]` or `[N, C, H, W]`.
public struct Tensor: Sendable {
  var storage: TensorStorage

  init(storage: TensorStorage) { self.storage = storage }

  /// Whether both are one and the same, and not merely equal.
  package func sharesElements(with other: Tensor) -> Bool { storage === other.storage }

  /// Tells the memory that holds the elements from any other.
  package var identity: ObjectIdentifier { ObjectIdentifier(storage) }

  public var shape: Shape { storage.shape }
  public var dtype: DType { storage.dtype }
  public var count: Int { storage.shape.count }
  public var rank: Int { storage.shape.rank }
  /// Whether the elements were computed of comparisons and numbers alone, and nothing but 1 and 0 was written over them
  /// since: answers, and no numbers to count or to index with.
  public var isMask: Bool { storage.isMask }

  /// A tensor whose elements are not set yet; whoever makes it writes every one.
  init(uninitialized shape: Shape, _ dtype: DType) throws(TensorError) {
    storage = try TensorStorage(shape, dtype)
  }

  /// - Throws: `TensorError.memory`.
  public init(zeros shape: Shape, _ dtype: DType = .float32) throws(TensorError) {
    storage = try TensorStorage(shape, dtype, zeroed: true)
  }

  /// - Throws: `TensorError.memory`, `cancelled`.
  public init(
    filled value: Double, _ shape: Shape, _ dtype: DType = .float32, in execution: Execution = Execution()
  ) throws(TensorError) {
    try self.init(uninitialized: shape, dtype)
    switch dtype {
    case .float32: try fill(Float(nearest: value), execution)
    case .float64: try fill(value, execution)
    case .uint8: try fill(UInt8(nearest: value), execution)
    case .int64: try fill(Int64(nearest: value), execution)
    }
  }

  /// Float32 elements by their flat position, counted from 0.
  /// - Throws: `TensorError.memory`, `cancelled`.
  package init(
    generating shape: Shape, in execution: Execution, _ element: (Int) -> Double
  ) throws(TensorError) {
    try self.init(uninitialized: shape, .float32)
    try write(as: Float.self) { target throws(TensorError) in
      try Broadcast.inChunks(target.count, execution) { chunk in
        for position in chunk { target[position] = Float(element(position)) }
      }
    }
  }

  /// A tensor without dimensions.
  public init(_ value: Double, _ dtype: DType = .float32) throws(TensorError) {
    try self.init(filled: value, [], dtype)
  }

  /// - Throws: `TensorError.shapes` when the shape asks for another number of elements; `TensorError.memory`.
  public init<T: Scalar>(_ elements: [T], _ shape: Shape) throws(TensorError) {
    guard elements.count == shape.count else {
      throw TensorError(.shapes, "\(elements.count) elements do not fill the shape \(shape)")
    }
    try self.init(uninitialized: shape, T.dtype)
    write(as: T.self) { target in _ = target.update(fromContentsOf: elements) }
  }

  private func fill<T: Scalar>(_ value: T, _ execution: Execution) throws(TensorError) {
    let elements = storage.bytes.assumingMemoryBound(to: T.self)
    try Broadcast.inChunks(count, execution) { chunk in
      (elements + chunk.lowerBound).initialize(repeating: value, count: chunk.count)
    }
  }
}

extension Tensor {
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

  /// Whether this value alone holds the elements, so that writing them is seen by nobody else.
  mutating func isUniquelyHeld() -> Bool {
    storage.owner == nil && storage.node == nil && isKnownUniquelyReferenced(&storage)
  }

  /// Copies the elements unless this value alone holds them. A place on a tape is given up.
  /// - Throws: `TensorError.memory`.
  public mutating func makeUnique() throws(TensorError) {
    if !isUniquelyHeld() { self = try copied() }
    if storage.isMask { storage.isMask = false }
  }

  func copied() throws(TensorError) -> Tensor {
    let copy = try Tensor(uninitialized: shape, dtype)
    memcpy(copy.storage.bytes, storage.bytes, storage.byteCount)
    return copy
  }

  /// The element at a flat position, counted from 0, as a double.
  public func element(_ position: Int) -> Double {
    precondition(position >= 0 && position < count, "position within the tensor")
    defer { withExtendedLifetime(storage) {} }
    switch dtype {
    case .float32: return Double(storage.bytes.load(fromByteOffset: position * 4, as: Float.self))
    case .float64: return storage.bytes.load(fromByteOffset: position * 8, as: Double.self)
    case .uint8: return Double(storage.bytes.load(fromByteOffset: position, as: UInt8.self))
    case .int64: return Double(storage.bytes.load(fromByteOffset: position * 8, as: Int64.self))
    }
  }

  /// The element of an int64 tensor at a flat position, counted from 0; nil for another type. A double holds whole numbers
  /// only up to 2⁵³.
  public func wholeElement(_ position: Int) -> Int64? {
    precondition(position >= 0 && position < count, "position within the tensor")
    guard dtype == .int64 else { return nil }
    defer { withExtendedLifetime(storage) {} }
    return storage.bytes.load(fromByteOffset: position * 8, as: Int64.self)
  }

  /// Writes one element in place; copies first where the elements are shared.
  /// - Throws: `TensorError.memory` when a copy is needed and does not fit.
  public mutating func setElement(_ position: Int, to value: Double) throws(TensorError) {
    precondition(position >= 0 && position < count, "position within the tensor")
    let staysMask = isMask && (value == 0 || value == 1)
    try makeUnique()
    if staysMask { storage.isMask = true }
    switch dtype {
    case .float32: storage.bytes.storeBytes(of: Float(value), toByteOffset: position * 4, as: Float.self)
    case .float64: storage.bytes.storeBytes(of: value, toByteOffset: position * 8, as: Double.self)
    case .uint8:
      storage.bytes.storeBytes(of: UInt8(nearest: value), toByteOffset: position, as: UInt8.self)
    case .int64:
      storage.bytes.storeBytes(of: Int64(nearest: value), toByteOffset: position * 8, as: Int64.self)
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

  /// The same elements under another shape with as many; nothing is copied.
  func viewed(as shape: Shape) -> Tensor {
    Tensor(storage: TensorStorage(sharing: storage, shape: shape, node: nil))
  }

  /// The same value without a place on any tape.
  public var detached: Tensor {
    storage.node == nil
      ? self : Tensor(storage: TensorStorage(sharing: storage, shape: shape, node: nil))
  }

  /// Whether a gradient is being recorded through this tensor.
  public var isTaped: Bool { storage.node?.tape.isRecording ?? false }
}
