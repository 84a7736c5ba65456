import CKernels

/// What a processor's vector units can do. The fast kernels exist once for each level; at the start the best one that
/// the machine has is used, or at most the one that `setting` names.
public enum ProcessorLevel: String, Sendable, CaseIterable {
  /// SSE2 on x86-64, portable code on other machines.
  case baseline = "sse2"
  /// AVX2 and FMA.
  case avx2
  /// AVX-512F.
  case avx512

  /// Whether this machine can run it.
  public var isAvailable: Bool { fovea_level_is_available(level) }

  /// What the variable `FOVEA_CPU` of the environment says.
  public static let setting = Setting<ProcessorLevel>(
    "FOVEA_CPU", "the best of the processor's vector units that may be used",
    takes: "sse2, avx2 or avx512"
  ) { text in
    guard let wanted = ProcessorLevel(rawValue: text.filter { $0 != "-" }) else { return nil }
    guard !wanted.isAvailable else { return .init(wanted) }
    let best = ProcessorLevel.allCases.last { $0.isAvailable } ?? .baseline
    return .init(best, remark: "is not supported by this processor: \(best.rawValue) is used")
  }

  /// Holds the kernels to what the environment says; done once, before the level is first asked for or chosen.
  private static let isStarted: Bool = setting.value.map { fovea_kernels_select($0.level) } ?? true

  /// The level in use.
  public static var current: ProcessorLevel {
    _ = isStarted
    return switch fovea_kernels_level() {
    case fovea_level_avx512: .avx512
    case fovea_level_avx2: .avx2
    default: .baseline
    }
  }

  /// Uses this level from now on, in the whole process.
  /// - Returns: false where the machine lacks it; then nothing changes.
  @discardableResult
  public func select() -> Bool {
    _ = ProcessorLevel.isStarted
    return fovea_kernels_select(level)
  }

  var level: fovea_level {
    switch self {
    case .baseline: fovea_level_baseline
    case .avx2: fovea_level_avx2
    case .avx512: fovea_level_avx512
    }
  }
}
