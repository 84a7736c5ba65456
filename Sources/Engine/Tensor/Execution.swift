import CKernels
import Synchronization

/// How a call is carried out: what may stop it, which files it may open, on which vector units, by how many threads.
/// Passed along, never global.
public struct Execution: Sendable {
  /// What stops the work; nil: nothing.
  public let cancellation: Cancellation?
  /// The rights of the code on whose behalf files are opened; nil: all.
  public let files: FileAccess?
  /// The version of the kernels that runs; the machine has it.
  public let level: ProcessorLevel
  /// How many threads work at once, the caller's included. Results do not depend on it.
  public let threads: Int
  /// Whether plain Swift loops run where there are kernels: the oracle that kernels are held against.
  package let usesReference: Bool

  /// - Parameters:
  ///   - cancellation: what stops it; nil: nothing.
  ///   - files: which files may be opened; nil: all.
  ///   - level: by default the best that the machine has, or what `ProcessorLevel.setting` says.
  ///   - threads: at least 1; by default as many as there are processors, or what `threadSetting` says.
  /// - Precondition: the machine has the level (`ProcessorLevel.isAvailable`).
  public init(
    cancellation: Cancellation? = nil, files: FileAccess? = nil, level: ProcessorLevel = .current,
    threads: Int = Execution.defaultThreads
  ) {
    self.init(cancellation, files, level: level, threads: threads, usesReference: false)
  }

  package init(cancellation: Cancellation? = nil, usesReference: Bool) {
    self.init(cancellation, nil, level: .baseline, threads: 1, usesReference: usesReference)
  }

  private init(
    _ cancellation: Cancellation?, _ files: FileAccess?, level: ProcessorLevel, threads: Int,
    usesReference: Bool
  ) {
    precondition(level.isAvailable, "a level that the machine has")
    self.cancellation = cancellation
    self.files = files
    self.level = level
    self.threads = max(threads, 1)
    self.usesReference = usesReference
  }

  /// The same with another number of threads.
  func withThreads(_ threads: Int) -> Execution {
    Execution(cancellation, files, level: level, threads: threads, usesReference: usesReference)
  }

  /// The same, but nothing stops it.
  package var uninterrupted: Execution {
    Execution(nil, files, level: level, threads: threads, usesReference: usesReference)
  }

  /// What the variable `FOVEA_THREADS` of the environment says.
  public static let threadSetting = Setting<Int>(
    "FOVEA_THREADS", "how many threads work at once, by default as many as there are processors",
    takes: "a whole number from 1 to \(maxThreads)"
  ) { text in
    guard let count = wholeNumber(text), count >= 1 else { return nil }
    return .init(
      min(count, maxThreads), remark: count > maxThreads ? "is too many: \(maxThreads) are used" : nil)
  }

  /// A whole number, of more digits than an `Int` has the largest there is.
  private static func wholeNumber(_ text: String) -> Int? {
    let isWhole =
      !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return Int(text) ?? (isWhole ? Int.max : nil)
  }

  private static let maxThreads = Int(fovea_pool_most_threads)

  /// As many as there are processors, or what `threadSetting` says.
  public static let defaultThreads = threadSetting.value ?? fovea_pool_threads()

  /// - Throws: `TensorError.cancelled` once the cancellation flag is raised. Loops call it per row or tile.
  @inline(__always)
  public func checkCancelled() throws(TensorError) {
    if let cancellation, cancellation.isRaised { throw .cancelled }
  }
}

/// Counts the elements that a loop has gone through, and looks at the cancellation flag every so often.
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
///
/// `@unchecked Sendable` is safe because all that changes is one word, which is read and written atomically.
public final class Cancellation: @unchecked Sendable {
  // Safe to share: the word is only ever touched by C atomics and lives as long as this object.
  let word: UnsafeMutablePointer<fovea_cancel_flag>
  private let setAside = Atomic(false)

  /// One that is not raised.
  public init() {
    word = .allocate(capacity: 1)
    word.initialize(to: fovea_cancel_flag(raised: 0))
  }

  deinit { word.deallocate() }

  /// Whether the work is to stop.
  @inline(__always)
  public var isRaised: Bool { fovea_cancel_is_raised(word) }

  /// Stops the work that looks at it, from any thread.
  public func raise() { fovea_cancel_set(word, true) }

  /// Lets work go on that begins from here.
  public func reset() {
    fovea_cancel_set(word, false)
    setAside.store(false, ordering: .relaxed)
  }

  /// Takes the word back so that what was computed can be put in order, and keeps that somebody raised it: nothing new is to
  /// begin until `reset`.
  package func putAside() {
    fovea_cancel_set(word, false)
    setAside.store(true, ordering: .relaxed)
  }

  @inline(__always)
  package var isPutAside: Bool { setAside.load(ordering: .relaxed) }

  /// The address of the word, an `int32_t` that a signal handler stores 1 into; valid while this object lives.
  public var address: UnsafeMutablePointer<Int32> {
    UnsafeMutableRawPointer(word).assumingMemoryBound(to: Int32.self)
  }
}
