import CKernels

/// Normalisation along lines by the kernels of `CKernels/Normalization`, on tensors `[lines, length]` of one floating type.
struct NormalizationKernel {
  /// A line of fewer elements than this takes less time than what describes it.
  static let shortestLine = 8

  private let lines: Int
  private let length: Int
  private let period: Int
  private let execution: Execution

  /// Nil where plain loops are asked for, and where there is nothing to do.
  /// - Parameter period: after how many lines the weights begin anew; it divides the lines.
  init?(lines: Int, length: Int, period: Int = 1, _ execution: Execution) {
    guard !execution.usesReference, lines > 0, length > 0 else { return nil }
    (self.lines, self.length, self.period, self.execution) = (lines, length, period, execution)
  }

  /// What is the same along each line, in the order of the lines.
  struct Lines {
    private let storage: TensorStorage
    fileprivate let start: UnsafeMutablePointer<fovea_normalized_line>

    fileprivate init(_ count: Int) throws(TensorError) {
      storage = try TensorStorage(
        Shape(checking: count, MemoryLayout<fovea_normalized_line>.stride), .uint8)
      // A tensor's memory is aligned for every element, and holds as many lines.
      start = storage.bytes.bindMemory(to: fovea_normalized_line.self, capacity: count)
    }
  }

  /// - Parameter line: what a line has, by its number.
  func lines(_ line: (Int) -> fovea_normalized_line) throws(TensorError) -> Lines {
    let all = try Lines(lines)
    for number in 0..<lines { (all.start + number).initialize(to: line(number)) }
    return all
  }

  /// (x − mean) · factor · weight + bias, or + shift where there are no biases.
  func normalize(
    _ x: Tensor, _ lines: Lines, weights: Tensor? = nil, biases: Tensor? = nil, into result: Tensor
  ) throws(TensorError) {
    try run(fovea_normalize, lines, x, weights: weights, biases: biases, into: result)
  }

  /// Of each line Σ g · weight and Σ g · weight · (x − mean), `[lines, 2]` in float64.
  func sums(
    _ gradient: Tensor, _ x: Tensor, _ lines: Lines, weights: Tensor? = nil
  ) throws(TensorError) -> Tensor {
    let sums = try Tensor(uninitialized: Shape(checking: self.lines, 2), .float64)
    try run(fovea_normalize_sums, lines, x, gradient, weights: weights, sums: sums)
    return sums
  }

  /// factor · (g · gain · weight − shift − (x − mean) · slope).
  func pullback(
    _ gradient: Tensor, _ x: Tensor, _ lines: Lines, weights: Tensor? = nil, into result: Tensor
  ) throws(TensorError) {
    try run(fovea_normalize_gradient, lines, x, gradient, weights: weights, into: result)
  }

  /// Over lines, of each place of a period Σ g · (x − mean) · factor and Σ g, `[2, period · length]` in float64.
  func columnSums(_ gradient: Tensor, _ x: Tensor, _ lines: Lines) throws(TensorError) -> Tensor {
    let sums = try Tensor(uninitialized: Shape(checking: 2, period * length), .float64)
    try run(fovea_normalize_columns, lines, x, gradient, sums: sums)
    return sums
  }

  private func run(
    _ pass: fovea_normalization_pass, _ lines: Lines, _ x: Tensor, _ gradient: Tensor? = nil,
    weights: Tensor? = nil, biases: Tensor? = nil, into result: Tensor? = nil, sums: Tensor? = nil
  ) throws(TensorError) {
    var call = fovea_normalization_call(
      lines: self.lines, length: length, period: period, line: lines.start, x: x.storage.bytes,
      gradient: gradient?.storage.bytes, weights: weights?.storage.bytes, biases: biases?.storage.bytes,
      result: result?.storage.bytes, sums: sums?.pointer(as: Double.self), threads: execution.threads,
      cancel: execution.word)
    let (level, element) = (execution.level.level, x.dtype.element)
    // The kernel reads and writes within tensors of lines and of their weights and sums, all held until it returns.
    defer { withExtendedLifetime((lines, x, gradient, weights, biases, result, sums, execution)) {} }
    try Kernel.run { fovea_normalization(level, element, pass, &call, $0) }
  }
}
