import Synchronization

/// Counts the bytes that tensors, tapes and the language's values hold, and refuses what would exceed the limit.
///
/// Memory belongs to the process, so there is one budget for the process, with atomic counters.
public final class MemoryBudget: Sendable {
  /// The budget of this process.
  public static let process = MemoryBudget(limit: MemoryBudget.defaultLimit())

  private let limitInBytes: Atomic<Int>
  private let usedBytes = Atomic<Int>(0)
  /// What the storage pool keeps for later; it gives that up before a request is refused.
  private let keptBytes = Atomic<Int>(0)

  init(limit: Int) { limitInBytes = Atomic(limit) }

  /// How many bytes may be held.
  public var limit: Int { limitInBytes.load(ordering: .relaxed) }
  /// How many bytes are held.
  public var used: Int { usedBytes.load(ordering: .relaxed) }
  var kept: Int { keptBytes.load(ordering: .relaxed) }

  /// Bytes that the limit still leaves: what a file may become at most, unless its reader is told otherwise.
  public var remaining: Int { max(0, limit - used) }

  /// Sets another limit; what is held already stays.
  /// - Parameter bytes: how many may be held.
  public func setLimit(_ bytes: Int) { limitInBytes.store(max(bytes, 0), ordering: .relaxed) }

  /// Takes `bytes` from the budget.
  /// - Parameters:
  ///   - bytes: how many are taken.
  ///   - wanted: how much of it was asked for, for the message.
  /// - Throws: `TensorError.memory` when the limit would be exceeded; nothing is taken then.
  public func reserve(_ bytes: Int, for wanted: Int? = nil) throws(TensorError) {
    let total = usedBytes.wrappingAdd(bytes, ordering: .relaxed).newValue
    if total + kept <= limit { return }
    if total <= limit { return giveUpKept() }
    usedBytes.wrappingSubtract(bytes, ordering: .relaxed)
    throw TensorError(
      .memory,
      "this needs \(ByteCount.text(wanted ?? bytes)) more, and \(ByteCount.text(used)) of "
        + "\(ByteCount.text(limit)) are in use",
      help: MemoryBudget.advice)
  }

  private static let advice = "use fewer elements, or free memory: `x = none` frees a variable"

  /// Looks whether so many bytes more are allowed and there, for what is held outside of tensors and only for a while.
  /// - Throws: `TensorError.memory`.
  package func checkRoom(for bytes: Int) throws(TensorError) {
    try reserve(bytes)
    release(bytes)
    guard MemoryBudget.systemHas(bytes) else {
      throw TensorError(
        .memory, "this needs \(ByteCount.text(bytes)) more than the system has",
        help: MemoryBudget.advice)
    }
  }

  /// Counts bytes that are held already. Whoever counts so looks at `isExceeded` before going on.
  /// - Parameter bytes: how many are held.
  public func count(_ bytes: Int) { usedBytes.wrappingAdd(bytes, ordering: .relaxed) }

  /// Whether more is held than the limit allows, after the storage pool has given up what it keeps.
  public var isExceeded: Bool {
    if used + kept > limit { giveUpKept() }
    return used > limit
  }

  /// Counts what the pool keeps, or, with a negative number, no longer keeps.
  func keep(_ bytes: Int) { keptBytes.wrappingAdd(bytes, ordering: .relaxed) }

  private func giveUpKept() {
    if kept > 0 { StoragePool.process.empty() }
  }

  /// Gives back what `reserve` took or `count` counted.
  /// - Parameter bytes: how many are given back.
  public func release(_ bytes: Int) { usedBytes.wrappingSubtract(bytes, ordering: .relaxed) }
}
