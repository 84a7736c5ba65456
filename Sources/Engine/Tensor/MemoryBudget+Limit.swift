import Glibc

/// How much memory there is: what the machine has, what limits it, and what `FOVEA_MEMORY` says.
extension MemoryBudget {
  /// What the variable `FOVEA_MEMORY` of the environment says, in bytes.
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
