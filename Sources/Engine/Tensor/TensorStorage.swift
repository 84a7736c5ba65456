import Glibc

/// The heap part of a tensor: its shape, its elements, and its place on a tape.
///
/// `@unchecked Sendable`: the elements are written only while the storage has a single owner, before it is shared.
final class TensorStorage: @unchecked Sendable {
  let shape: Shape
  let dtype: DType
  let bytes: UnsafeMutableRawPointer
  /// The storage whose elements these are, for a reshaped or taped alias; nil where this one owns them.
  let owner: TensorStorage?
  let node: TapeNode?

  var byteCount: Int { shape.count * dtype.size }

  /// Elements are not initialised unless they are asked to be zero.
  /// - Throws: `TensorError.memory`, before anything is allocated, when the limit would be exceeded.
  init(_ shape: Shape, _ dtype: DType, zeroed: Bool = false) throws(TensorError) {
    let size = shape.count * dtype.size
    bytes =
      size < StoragePool.smallest
      ? try TensorStorage.small(max(size, 1), zeroed) : try TensorStorage.large(size, zeroed)
    self.shape = shape
    self.dtype = dtype
    owner = nil
    node = nil
  }

  private static func small(_ size: Int, _ zeroed: Bool) throws(TensorError) -> UnsafeMutableRawPointer {
    try MemoryBudget.process.reserve(size + TensorStorage.overhead)
    guard let memory = zeroed ? calloc(size, 1) : malloc(size) else {
      MemoryBudget.process.release(size + TensorStorage.overhead)
      throw TensorError(.memory, "the system cannot provide \(ByteCount.text(size))")
    }
    return memory
  }

  private static func large(_ size: Int, _ zeroed: Bool) throws(TensorError) -> UnsafeMutableRawPointer {
    let block = try StoragePool.process.take(size)
    // Fresh pages are zero, and cost nothing until they are touched.
    if zeroed && !block.isFresh { memset(block.bytes, 0, size) }
    return block.bytes
  }

  /// The same elements under another shape, with another place on a tape, or as another type of the same size.
  init(sharing other: TensorStorage, shape: Shape, node: TapeNode?, as dtype: DType? = nil) {
    precondition(shape.count == other.shape.count, "a twin has as many elements")
    self.shape = shape
    self.dtype = dtype ?? other.dtype
    precondition(self.dtype.size == other.dtype.size, "and they are of the same size")
    bytes = other.bytes
    owner = other.owner ?? other
    self.node = node
  }

  deinit {
    guard owner == nil else { return }
    let size = byteCount
    if size >= StoragePool.smallest { return StoragePool.process.give(bytes, size) }
    free(bytes)
    MemoryBudget.process.release(max(size, 1) + TensorStorage.overhead)
  }

  /// What the object itself costs beside its elements.
  private static let overhead = 160
}

/// A tensor's place on a tape: which tape, and which record made it.
struct TapeNode {
  let tape: Tape
  let index: Int
}
