import CPeak
import Engine

/// Multiply-adds in registers: as fast as this CPU computes at a level.
struct Peak: Workload {
  private let level: peak_level
  private let isDouble: Bool
  private let threads: Int
  /// Turns of a repetition, which so takes some ten microseconds.
  private let turns = 4096

  init(_ options: Options) throws(WorkerError) {
    switch try options.text("level") {
    case "sse2": level = peak_baseline
    case "avx2": level = peak_avx2
    case "avx512": level = peak_avx512
    case let other: throw WorkerError("no such level: \(other)")
    }
    guard peak_is_available(level) else { throw WorkerError("this machine lacks the level") }
    isDouble = try options.text("dtype") == "float64"
    threads = try options.number("threads")
  }

  var inputs: [Tensor] { [] }

  func results() throws(TensorError) -> [Tensor] { [] }

  func step() throws(TensorError) { try run(1) }

  /// All repetitions at once: making threads is not what is measured.
  func run(_ repetitions: Int) throws(TensorError) {
    let isDone =
      isDouble
      ? peak_f64(level, turns * repetitions, threads) : peak_f32(level, turns * repetitions, threads)
    guard isDone else { throw TensorError(.memory, "the system gave no thread") }
  }

  var operations: Double? {
    let each = isDouble ? peak_f64_operations(level) : peak_f32_operations(level)
    return Double(each) * Double(turns * threads)
  }
}

/// A copy from memory to memory, which is as fast as reading and writing so much can be.
final class Copy: Workload {
  private let source: UnsafeMutablePointer<CChar>
  private let target: UnsafeMutablePointer<CChar>
  private let bytes: Int
  private let threads: Int

  init(_ options: Options) throws(WorkerError) {
    (bytes, threads) = (try options.number("bytes"), try options.number("threads"))
    (source, target) = (.allocate(capacity: bytes), .allocate(capacity: bytes))
    source.initialize(repeating: 1, count: bytes)
    target.initialize(repeating: 0, count: bytes)
  }

  deinit {
    source.deallocate()
    target.deallocate()
  }

  var inputs: [Tensor] { [] }

  func results() throws(TensorError) -> [Tensor] { [] }

  func step() throws(TensorError) { try run(1) }

  func run(_ repetitions: Int) throws(TensorError) {
    // Both blocks hold `bytes` and do not overlap; they live as long as this object.
    guard peak_copy(target, source, bytes, repetitions, threads) else {
      throw TensorError(.memory, "the system gave no thread")
    }
  }
}
