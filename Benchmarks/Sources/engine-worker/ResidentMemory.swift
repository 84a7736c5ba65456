import Engine
import Glibc

/// The memory of this process as the system counts it: pages that are really there.
enum ResidentMemory {
  /// Forgets the largest value so far.
  static func resetPeak() throws(WorkerError) {
    // "5" is how Linux is asked to; see proc_pid_clear_refs(5).
    guard let file = fopen("/proc/self/clear_refs", "w") else {
      throw WorkerError("/proc/self/clear_refs cannot be written to")
    }
    let isWritten = fputs("5", file) >= 0
    guard fclose(file) == 0, isWritten else { throw WorkerError("the peak of memory cannot be reset here") }
  }

  /// The largest value since the reset, in bytes.
  static func peak() throws(WorkerError) -> Int {
    guard let file = fopen("/proc/self/status", "r") else {
      throw WorkerError("/proc/self/status cannot be read")
    }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber }
      if let kilobytes = Int(digits) { return kilobytes * 1024 }
    }
    throw WorkerError("/proc/self/status has no VmHWM")
  }
}
