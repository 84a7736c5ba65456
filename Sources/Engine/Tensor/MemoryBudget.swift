import Glibc
import Synchronization

/// Counts the bytes that tensors, tapes and the language's values hold, and refuses what would exceed the limit.
///
/// Memory belongs to the process, so there is one budget for the process, with atomic counters.
public final class MemoryBudget: Sendable {
  public static let process = MemoryBudget(limit: MemoryBudget.defaultLimit())

  private let limitInBytes: Atomic<Int>
  private let usedBytes = Atomic<Int>(0)
  /// What the storage pool keeps for later; it gives that up before a request is refused.
  private let keptBytes = Atomic<Int>(0)

  init(limit: Int) { limitInBytes = Atomic(limit) }

  public var limit: Int { limitInBytes.load(ordering: .relaxed) }
  public var used: Int { usedBytes.load(ordering: .relaxed) }
  var kept: Int { keptBytes.load(ordering: .relaxed) }

  /// Bytes that the limit still leaves: what a file may become at most, unless its reader is told otherwise.
  public var remaining: Int { max(0, limit - used) }

  /// Sets another limit, in bytes; what is held already stays.
  public func setLimit(_ bytes: Int) { limitInBytes.store(max(bytes, 0), ordering: .relaxed) }

  /// Takes `bytes` from the budget.
  /// - Parameter wanted: how much of it was asked for, for the message.
  /// - Throws: `TensorError.memory` when the limit would be exceeded; nothing is taken then.
  public func reserve(_ bytes: Int, for wanted: Int? = nil) throws(TensorError) {
    let total = usedBytes.wrappingAdd(bytes, ordering: .relaxed).newValue
    if total + kept <= limit { return }
    if total <= limit { return giveUpKept() }
    usedBytes.wrappingSubtract(bytes, ordering: .relaxed)
    throw TensorError(
      .memory,
      "this needs \(MemoryBudget.text(wanted ?? bytes)) more, and \(MemoryBudget.text(used)) of "
        + "\(MemoryBudget.text(limit)) are in use",
      help: MemoryBudget.advice)
  }

  private static let advice = "use fewer elements, or free some: `x = none` lets a variable's memory go"

  /// Looks whether so many bytes more are allowed and there, for what is held outside of tensors and only for a while.
  /// - Throws: `TensorError.memory`.
  package func checkRoom(for bytes: Int) throws(TensorError) {
    try reserve(bytes)
    release(bytes)
    guard MemoryBudget.systemHas(bytes) else {
      throw TensorError(
        .memory, "this needs \(MemoryBudget.text(bytes)) more, and the system has not so much to give",
        help: MemoryBudget.advice)
    }
  }

  /// Counts bytes that are held already. Whoever counts so looks at `isExceeded` before going on.
  public func count(_ bytes: Int) { usedBytes.wrappingAdd(bytes, ordering: .relaxed) }

  public var isExceeded: Bool {
    if used + kept > limit { giveUpKept() }
    return used > limit
  }

  /// Counts what the pool keeps, or, with a negative number, no longer keeps.
  func keep(_ bytes: Int) { keptBytes.wrappingAdd(bytes, ordering: .relaxed) }

  private func giveUpKept() {
    if kept > 0 { StoragePool.process.empty() }
  }

  public func release(_ bytes: Int) { usedBytes.wrappingSubtract(bytes, ordering: .relaxed) }

  public static let setting = Setting<Int>(
    "FOVEA_MEMORY", "how much memory tensors and values may take, by default three quarters of what is free",
    takes: "a number of bytes above 0, such as 2000000000, 512M, 1.5G or 2GB"
  ) { text in
    guard let bytes = bytes(in: text), bytes >= 1 else { return nil }
    return Int(exactly: bytes).map { .init($0) } ?? .init(ignoredBecause: "it is too large")
  }

  /// What `FOVEA_MEMORY` says, else three quarters of what the machine has available now,
  /// the control group's and the process's own limits included.
  static func defaultLimit() -> Int {
    if let bytes = setting.value { return bytes }
    var available = Int(sysconf(Int32(_SC_AVPHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE)))
    if let fromKernel = firstNumber(ofFile: "/proc/meminfo", after: "MemAvailable:") {
      available = fromKernel * 1024
    }
    for file in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      if let group = firstNumber(ofFile: file, after: "") { available = min(available, group) }
    }
    let most = available / 4 * 3
    // Half is left for what is held on the way: of addresses there are no more than these.
    return addressesLeft().map { min(most, $0 / 2) } ?? most
  }

  /// How many bytes of addresses the process may still take, the program and its stacks taken off; nil without a limit.
  private static func addressesLeft() -> Int? {
    var own = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &own) == 0, own.rlim_cur < rlim_t(Int.max) else {
      return nil
    }
    let pages = firstNumber(ofFile: "/proc/self/statm", after: "") ?? 0
    return max(0, Int(own.rlim_cur) - pages * Int(sysconf(Int32(_SC_PAGESIZE))))
  }

  /// Whether the system would give so many bytes now. What asks for memory that nobody can refuse it, such as a string,
  /// asks here first.
  package static func systemHas(_ bytes: Int) -> Bool {
    // What `malloc` has at hand is enough for little.
    guard bytes >= 1 << 20 else { return true }
    // Addresses alone are taken, and given back at once.
    let block = mmap(nil, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let block, block != MAP_FAILED else { return false }
    munmap(block, bytes)
    return true
  }

  /// Whole bytes, however many, from text such as `512M`, `1.5g` or `2 GiB`; nil for anything else. K, M, G and T alone,
  /// and with `iB`, are powers of 1024; kB, MB, GB and TB powers of 1000, as messages count them.
  private static func bytes(in text: String) -> Double? {
    let number = text.prefix { "0123456789.".contains($0) }
    let unit = text.dropFirst(number.count).drop(while: \.isWhitespace).lowercased()
    guard let value = Double(number), let factor = factor(unit) else { return nil }
    return (value * factor).rounded(.down)
  }

  private static func factor(_ unit: String) -> Double? {
    guard let first = unit.first, unit != "b" else { return 1 }
    guard let power = ["k", "m", "g", "t"].firstIndex(of: first) else { return nil }
    let base: Double
    switch unit.dropFirst() {
    case "", "ib": base = 1024
    case "b": base = 1000
    default: return nil
    }
    return (0...power).reduce(1) { factor, _ in factor * base }
  }

  /// Two numbers of bytes that a sentence compares: with so many digits that they differ, `1.074 GB` and `1.073 GB`.
  static func texts(_ a: Int, _ b: Int) -> (String, String) {
    for decimals in 1...6 {
      let texts = (text(a, decimals: decimals), text(b, decimals: decimals))
      if texts.0 != texts.1 || a == b { return texts }
    }
    return ("\(a) bytes", "\(b) bytes")
  }

  /// Bytes as a person reads them: `1.5 GB`.
  public static func text(_ bytes: Int) -> String { text(bytes, decimals: 1) }

  private static func text(_ bytes: Int, decimals: Int) -> String {
    let names = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit < names.count - 1 {
      value /= 1000
      unit += 1
    }
    if unit == 0 { return "\(bytes) bytes" }
    let factor = (0..<decimals).reduce(1.0) { factor, _ in factor * 10 }
    let short = (value * factor).rounded() / factor
    return (short == short.rounded() ? "\(Int(clamping: short))" : "\(short)") + " " + names[unit]
  }

  private static func firstNumber(ofFile path: String, after key: String) -> Int? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix(key) else { continue }
      let digits = text.dropFirst(key.count).drop { !$0.isNumber }.prefix { $0.isNumber }
      return Int(digits)
    }
    return nil
  }
}
