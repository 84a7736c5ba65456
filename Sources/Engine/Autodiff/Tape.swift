/// What was computed on the way from some inputs to a result, in the order it happened, so that the gradient can be
/// walked back from the end (reverse-mode differentiation; Baydin et al. 2018, section 3.2).
///
/// A tape is used by one thread, for one gradient: `gradients` uses it up, and one that is not asked for any is to be
/// closed, since it and the tensors on it hold each other. Tensors that outlive it become plain.
///
/// `@unchecked Sendable` only because tensors carry a reference to it; nothing but the thread that made it changes it.
public final class Tape: @unchecked Sendable {
  public private(set) var isRecording = true
  private(set) var records: [any TapeRecord] = []
  /// The result of each record, where somebody wants to look at them.
  private(set) var results: [Tensor] = []
  private let keepsResults: Bool

  /// What one record costs, beside the tensors that it keeps.
  private static let recordBytes = 192

  public init() { keepsResults = false }

  /// - Parameter keepsResults: for `steps`.
  package init(keepingResults keepsResults: Bool) { self.keepsResults = keepsResults }

  deinit { MemoryBudget.process.release(records.count * Tape.recordBytes) }

  /// A twin of `tensor` whose gradient will be asked for.
  /// - Throws: `TensorError.gradient` for a tensor of another open tape or one of integers.
  public func watch(_ tensor: Tensor) throws(TensorError) -> Tensor {
    guard !tensor.isTaped else { throw Tape.secondDerivative }
    guard tensor.dtype.isFloating else {
      throw TensorError(
        .gradient, "a gradient needs floating-point numbers, and this is \(tensor.dtype.name)",
        help: "f32(x) converts")
    }
    return try append(Watched(), tensor)
  }

  /// Ends recording and lets go of everything that was kept; tensors still on the tape become plain.
  public func close() {
    isRecording = false
    MemoryBudget.process.release(records.count * Tape.recordBytes)
    records.removeAll()
    results.removeAll()
  }

  /// How many operations and watched inputs stand on the tape.
  public var count: Int { records.count }

  /// The tape that a result of these operands belongs on, or nil when no gradient is being recorded.
  /// - Throws: `TensorError.gradient` when two gradients being taken at once would mix.
  static func recording(_ operands: [Tensor]) throws(TensorError) -> Tape? {
    var found: Tape?
    for operand in operands {
      guard let node = operand.storage.node, node.tape.isRecording else { continue }
      guard found == nil || found === node.tape else { throw secondDerivative }
      found = node.tape
    }
    return found
  }

  func record<Op: Operation>(
    _ operation: Op, _ saved: Op.Saved, _ operands: [Tensor], _ result: Tensor
  ) throws(TensorError) -> Tensor {
    var parents = TapeParents()
    for operand in operands { parents.append(index(of: operand)) }
    return try append(Recorded(operation: operation, saved: saved, parents: parents), result)
  }

  private func append(_ record: any TapeRecord, _ result: Tensor) throws(TensorError) -> Tensor {
    try MemoryBudget.process.reserve(Tape.recordBytes)
    records.append(record)
    if keepsResults { results.append(result.detached) }
    let node = TapeNode(tape: self, index: records.count - 1)
    return Tensor(storage: TensorStorage(sharing: result.storage, shape: result.shape, node: node))
  }

  func index(of tensor: Tensor) -> Int? {
    guard let node = tensor.storage.node, node.tape === self else { return nil }
    return node.index
  }

  /// The gradients of `output` by each of `inputs`, which `watch` returned; zero where it does not depend on one.
  /// - Throws: `TensorError.gradient` unless `output` has one element; `memory`, `cancelled`.
  public func gradients(
    of output: Tensor, by inputs: [Tensor], in execution: Execution = Execution()
  ) throws(TensorError) -> [Tensor] {
    guard output.count == 1 else {
      throw TensorError(
        .gradient, "a gradient is taken of one number, and this function gives \(output.shape)",
        help: "sum it, or pick one element with [i, j]")
    }
    let seed = try Tensor(filled: 1, output.shape, output.dtype)
    return try gradients(of: output, seed: seed, by: inputs, in: execution)
  }

  /// The vector–Jacobian product: gradients of Σ seedᵢ·outputᵢ. `seed` has the shape and type of `output`. The tape is
  /// closed behind it.
  public func gradients(
    of output: Tensor, seed: Tensor, by inputs: [Tensor], in execution: Execution = Execution()
  ) throws(TensorError) -> [Tensor] {
    precondition(seed.shape == output.shape && seed.dtype == output.dtype, "a seed is like the output")
    isRecording = false
    defer { close() }
    var gradients = [Tensor?](repeating: nil, count: records.count)
    if let last = index(of: output) {
      gradients[last] = seed
      var isWanted = [Bool](repeating: false, count: records.count)
      for input in inputs { if let index = index(of: input) { isWanted[index] = true } }
      try walkBack(from: last, &gradients, keeping: isWanted, execution)
    }
    var result: [Tensor] = []
    for input in inputs {
      if let index = index(of: input), let gradient = gradients[index] {
        result.append(gradient)
      } else {
        result.append(try Tensor(zeros: input.shape, input.dtype))
      }
    }
    return result
  }

  private func walkBack(
    from last: Int, _ gradients: inout [Tensor?], keeping isWanted: [Bool], _ execution: Execution
  ) throws(TensorError) {
    for index in stride(from: last, through: 0, by: -1) {
      guard let gradient = gradients[index] else { continue }
      try execution.checkCancelled()
      let (parents, record) = (records[index].parents, records[index])
      // What was kept for this gradient is let go of.
      records[index] = Watched()
      let contributions = try record.pullback(gradient, execution)
      if !isWanted[index] { gradients[index] = nil }
      for position in contributions.indices {
        guard let parent = parents[position], let contribution = contributions[position] else { continue }
        if let earlier = gradients[parent] {
          gradients[parent] = try Add().apply([earlier, contribution], in: execution)
        } else {
          gradients[parent] = contribution
        }
      }
    }
  }

  private static let secondDerivative = TensorError(
    .gradient, "the gradient of a gradient is not available",
    help: "numgrad(x -> sum(grad(f, x)), x) differentiates a gradient numerically")
}

/// One line of a tape.
protocol TapeRecord: Sendable {
  /// The operation's; nil for an input.
  var name: String? { get }
  /// Where the operands stand on the tape; none for one that no gradient is wanted of.
  var parents: TapeParents { get }
  func pullback(_ gradient: Tensor, _ execution: Execution) throws(TensorError) -> [Tensor?]
}

/// An input: the gradient stops here.
private struct Watched: TapeRecord {
  var name: String? { nil }
  var parents: TapeParents { TapeParents() }
  func pullback(_ gradient: Tensor, _ execution: Execution) throws(TensorError) -> [Tensor?] { [] }
}

private struct Recorded<Op: Operation>: TapeRecord {
  let operation: Op
  let saved: Op.Saved
  let parents: TapeParents

  var name: String? { operation.name }

  func pullback(_ gradient: Tensor, _ execution: Execution) throws(TensorError) -> [Tensor?] {
    try operation.pullback(gradient, saved, needs: parents.needs, execution)
  }
}
