import Glibc
import Synchronization

/// The memory of large tensors. What is given back is kept for those to come, because touching a fresh page for the first
/// time costs more than most work on it.
///
/// Blocks come from the system in whole pages, zeroed, in eight sizes to each power of two. What is kept counts too: the
/// budget makes the pool let go of it before the limit is exceeded.
final class StoragePool: Sendable {
  static let process = StoragePool(budget: .process)

  /// Smaller tensors have their memory from `malloc`, which keeps such blocks itself.
  static let smallest = 1 << 16

  struct Block {
    let bytes: UnsafeMutableRawPointer
    /// Whether the elements are zero, because nobody has written any.
    let isFresh: Bool
  }

  private let budget: MemoryBudget
  /// Blocks by their size.
  private let kept = Mutex<[Int: [UnsafeMutableRawPointer]]>([:])
  private let requests = Atomic<Int>(0)

  init(budget: MemoryBudget) { self.budget = budget }

  deinit { empty() }

  /// How often the system was asked for a block.
  var systemRequests: Int { requests.load(ordering: .relaxed) }

  /// The size of the blocks that serve a request of so many bytes: at most an eighth larger.
  static func blockSize(_ bytes: Int) -> Int {
    let unit = 1 << max(Int.bitWidth - 1 - bytes.leadingZeroBitCount - 3, 12)
    return (bytes + unit - 1) & ~(unit - 1)
  }

  /// A block for at least `bytes`, which are not fewer than `smallest`.
  /// - Throws: `TensorError.memory`.
  func take(_ bytes: Int) throws(TensorError) -> Block {
    let size = StoragePool.blockSize(bytes)
    try budget.reserve(size, for: bytes)
    let reused = kept.withLock { $0[size]?.popLast().map { Address($0) } }
    if let reused {
      budget.keep(-size)
      return Block(bytes: reused.bytes, isFresh: false)
    }
    let block = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let block, block != MAP_FAILED, StoragePool.leavesRoom(beside: block, size) else {
      budget.release(size)
      throw TensorError(.memory, "the system cannot provide \(ByteCount.text(size))")
    }
    requests.wrappingAdd(1, ordering: .relaxed)
    // One large page is touched in a fraction of the time that its 512 small ones take.
    if size >= 1 << 22 { madvise(block, size, MADV_HUGEPAGE) }
    return Block(bytes: block, isFresh: true)
  }

  /// What tensors leave under a limit on addresses: small things are asked for all the time, and nobody can refuse them.
  private static let room = 4 << 20

  /// Whether so much is left beside a new block; if not, it is given back.
  private static func leavesRoom(beside block: UnsafeMutableRawPointer, _ size: Int) -> Bool {
    if MemoryBudget.systemHas(room) { return true }
    munmap(block, size)
    return false
  }

  /// Takes a block back that `take` gave for as many bytes, and keeps it unless that would be a quarter of all memory.
  func give(_ block: UnsafeMutableRawPointer, _ bytes: Int) {
    let size = StoragePool.blockSize(bytes)
    budget.release(size)
    guard budget.kept + size <= budget.limit / 4 else {
      munmap(block, size)
      return
    }
    let address = Address(block)
    kept.withLock { $0[size, default: []].append(address.bytes) }
    budget.keep(size)
  }

  /// Gives everything that is kept back to the system.
  func empty() {
    let all = kept.withLock { kept in
      let all = kept.flatMap { size, blocks in blocks.map { (Address($0), size) } }
      kept = [:]
      return all
    }
    for (block, size) in all {
      munmap(block.bytes, size)
      budget.keep(-size)
    }
  }

  /// An address on its way out of the lock. Safe to send: whoever has it owns the block alone.
  private struct Address: @unchecked Sendable {
    let bytes: UnsafeMutableRawPointer
    init(_ bytes: UnsafeMutableRawPointer) { self.bytes = bytes }
  }
}
