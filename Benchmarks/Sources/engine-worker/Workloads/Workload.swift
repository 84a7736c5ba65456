import Engine

/// Work that is timed: made once, then run again and again.
protocol Workload {
  /// What another library needs to do the same work.
  var inputs: [Tensor] { get }

  /// What the work computes, to be compared with another library's.
  mutating func results() throws(TensorError) -> [Tensor]

  /// One repetition; its results are dropped.
  mutating func step() throws(TensorError)

  mutating func run(_ repetitions: Int) throws(TensorError)

  /// Floating-point operations of one repetition, where they are what is measured.
  var operations: Double? { get }
}

extension Workload {
  var operations: Double? { nil }

  mutating func run(_ repetitions: Int) throws(TensorError) {
    for _ in 0..<repetitions { try step() }
  }
}
