import Glibc

/// The heap part of a tensor: its shape, its elements, and its place on a tape.
///
/// `@unchecked Sendable`: the elements are written only while the storage has a single owner, before it is shared.
final class TensorStorage: @unchecked Sendable {
  let shape: Shape
  let dtype: DType
  let bytes: UnsafeMutableRawPointer
  /// The storage whose elements these are, for a reshaped or taped twin; nil where this one owns them.
  let owner: TensorStorage?
  let node: TapeNode?

  var byteCount: Int { shape.count * dtype.size }

  /// Elements are not initialised unless they are asked to be zero.
  /// - Throws: `TensorError.memory`, before anything is allocated, when the limit would be exceeded.
  init(_ shape: Shape, _ dtype: DType, zeroed: Bool = false) throws(TensorError) {
    let size = max(shape.count * dtype.size, 1)
    try MemoryBudget.process.reserve(size + TensorStorage.overhead)
    // Large blocks come zeroed from the system; their pages are not touched before they are used.
    guard let memory = zeroed ? calloc(size, 1) : malloc(size) else {
      MemoryBudget.process.release(size + TensorStorage.overhead)
      throw TensorError(.memory, "the system has no \(MemoryBudget.text(size)) to give")
    }
    self.shape = shape
    self.dtype = dtype
    bytes = memory
    owner = nil
    node = nil
  }

  /// The same elements under another shape or with another place on a tape.
  init(sharing other: TensorStorage, shape: Shape, node: TapeNode?) {
    precondition(shape.count == other.shape.count, "a twin has as many elements")
    self.shape = shape
    dtype = other.dtype
    bytes = other.bytes
    owner = other.owner ?? other
    self.node = node
  }

  deinit {
    guard owner == nil else { return }
    free(bytes)
    MemoryBudget.process.release(max(byteCount, 1) + TensorStorage.overhead)
  }

  /// What the object itself costs beside its elements.
  private static let overhead = 160
}

/// A tensor's place on a tape: which tape, and which record made it.
struct TapeNode {
  let tape: Tape
  let index: Int
}
