import Engine

/// The ways in which kernels can be run on one machine.
public enum Executions {
  /// One and two threads at a level; none, with a word about it, where the machine lacks the level.
  public static func threads(_ level: ProcessorLevel) -> [Execution] {
    guard level.isAvailable else {
      print("skipped: this machine has no \(level.rawValue)")
      return []
    }
    return [1, 2].map { Execution(level: level, threads: $0) }
  }

  /// The plain loops that kernels are held against.
  public static let reference = Execution(usesReference: true)
}
