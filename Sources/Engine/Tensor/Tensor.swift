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

  /// The extents, outermost first.
  public var shape: Shape { storage.shape }
  /// The type of the elements.
  public var dtype: DType { storage.dtype }
  /// How many elements there are.
  public var count: Int { storage.shape.count }
  /// How many dimensions there are.
  public var rank: Int { storage.shape.rank }

  /// A tensor whose elements are not set yet; whoever makes it writes every one.
  init(uninitialized shape: Shape, _ dtype: DType) throws(TensorError) {
    storage = try TensorStorage(shape, dtype)
  }

  /// A tensor of zeros.
  /// - Parameters:
  ///   - shape: of the tensor.
  ///   - dtype: the type of its elements.
  /// - Throws: `TensorError.memory`.
  public init(zeros shape: Shape, _ dtype: DType = .float32) throws(TensorError) {
    storage = try TensorStorage(shape, dtype, zeroed: true)
  }

  /// A tensor of one number over and over.
  /// - Parameters:
  ///   - value: rounded to the nearest of the element type.
  ///   - shape: of the tensor.
  ///   - dtype: the type of its elements.
  ///   - execution: what may stop it.
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
    case .bool: try fill(Bool(nearest: value), execution)
    }
  }

  /// Elements by their flat position, counted from 0, rounded to the nearest of their type.
  /// - Throws: `TensorError.memory`, `cancelled`.
  package init(
    generating shape: Shape, _ dtype: DType = .float32, in execution: Execution, _ element: (Int) -> Double
  ) throws(TensorError) {
    try self.init(uninitialized: shape, dtype)
    switch dtype {
    case .float32: try generate(as: Float.self, execution, element)
    case .float64: try generate(as: Double.self, execution, element)
    case .uint8: try generate(as: UInt8.self, execution, element)
    case .int64: try generate(as: Int64.self, execution, element)
    case .bool: try generate(as: Bool.self, execution, element)
    }
  }

  @inline(__always)
  private func generate<T: Scalar>(
    as type: T.Type, _ execution: Execution, _ element: (Int) -> Double
  ) throws(TensorError) {
    try write(as: T.self) { target throws(TensorError) in
      try Broadcast.inChunks(target.count, execution) { chunk in
        for position in chunk { target[position] = T(nearest: element(position)) }
      }
    }
  }

  /// A tensor without dimensions.
  /// - Parameters:
  ///   - value: rounded to the nearest of the element type.
  ///   - dtype: the type of the element.
  /// - Throws: `TensorError.memory`.
  public init(_ value: Double, _ dtype: DType = .float32) throws(TensorError) {
    try self.init(filled: value, [], dtype)
  }

  /// A tensor of these elements.
  /// - Parameters:
  ///   - elements: in order, last dimension fastest; their type is the tensor's.
  ///   - shape: with as many elements.
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
  /// Whether this value alone holds the elements, so that writing them is seen by nobody else.
  mutating func isUniquelyHeld() -> Bool {
    storage.owner == nil && storage.node == nil && isKnownUniquelyReferenced(&storage)
  }

  /// Copies the elements unless this value alone holds them. A place on a tape is given up.
  /// - Throws: `TensorError.memory`.
  public mutating func makeUnique() throws(TensorError) {
    if !isUniquelyHeld() { self = try copied() }
  }

  func copied() throws(TensorError) -> Tensor {
    let copy = try Tensor(uninitialized: shape, dtype)
    memcpy(copy.storage.bytes, storage.bytes, storage.byteCount)
    return copy
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
