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

/// How far a kernel may be from the exact result: 8 · ε · Σ|aᵢ·bᵢ|.
public enum KernelBound {
  /// The largest |ours − exact| as a part of what is allowed; `sizes` are the same sums over absolute values.
  public static func worstExcess(_ ours: Tensor, exact: Tensor, sizes: Tensor) -> Double {
    guard ours.shape == exact.shape, ours.shape == sizes.shape else { return .infinity }
    let epsilon = ours.dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    return (0..<ours.count).reduce(0) { worst, position in
      let difference = abs(ours.element(position) - exact.element(position))
      if difference == 0 { return worst }
      let excess = difference / (8 * epsilon * sizes.element(position))
      return max(worst, excess.isNaN ? .infinity : excess)
    }
  }
}
