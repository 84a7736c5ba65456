import CKernels

/// How a call is carried out: what may stop it. Passed along, never global.
public struct Execution: Sendable {
  public let cancellation: Cancellation?

  public init(cancellation: Cancellation? = nil) { self.cancellation = cancellation }

  /// - Throws: `TensorError.cancelled` once the cancel word is raised. Loops call it per row or tile.
  @inline(__always)
  public func checkCancelled() throws(TensorError) {
    if let cancellation, cancellation.isRaised { throw .cancelled }
  }
}

/// Counts the elements that a loop has gone through, and looks at the cancel word every so often.
struct CancelMeter {
  /// So few elements that even slow work on them takes about a millisecond.
  static let chunk = 1 << 16

  private let execution: Execution
  private var unchecked = CancelMeter.chunk

  init(_ execution: Execution) { self.execution = execution }

  @inline(__always)
  mutating func spend(_ elements: Int) throws(TensorError) {
    unchecked &+= elements
    guard unchecked >= CancelMeter.chunk else { return }
    unchecked = 0
    try execution.checkCancelled()
  }
}

/// The word that stops a computation: raised by a signal handler or another thread, looked at by every long loop.
public final class Cancellation: @unchecked Sendable {
  // Safe to share: the word is only ever touched by C atomics and lives as long as this object.
  let word: UnsafeMutablePointer<fovea_cancel_word>

  public init() {
    word = .allocate(capacity: 1)
    word.initialize(to: fovea_cancel_word(raised: 0))
  }

  deinit { word.deallocate() }

  @inline(__always)
  public var isRaised: Bool { fovea_cancel_is_raised(word) }

  public func raise() { fovea_cancel_set(word, true) }
  public func reset() { fovea_cancel_set(word, false) }

  /// The address of the word, an `int32_t` that a signal handler stores 1 into; valid while this object lives.
  public var address: UnsafeMutablePointer<Int32> {
    UnsafeMutableRawPointer(word).assumingMemoryBound(to: Int32.self)
  }
}
