/// What was computed on the way from some inputs to a result, in the order it happened, so that the gradient can be
/// walked back from the end (reverse-mode differentiation; Baydin et al. 2018, section 3.2).
///
/// A tape is used by one thread, for one gradient: `gradients` uses it up, and one that is not asked for any is to be
/// closed, since it and the tensors on it hold each other. Tensors that outlive it become plain.
///
/// `@unchecked Sendable` is safe because only the thread that made a tape reads or changes it; it is needed because tensors,
/// which are sent, carry a reference to theirs.
public final class Tape: @unchecked Sendable {
  /// Whether operations on its tensors are recorded: until the gradient has been taken or the tape is closed.
  public private(set) var isRecording = true
  /// Nil for one that the gradient has passed.
  private(set) var records: [(any TapeRecord)?] = []
  /// What the records were counted as, in bytes.
  private var recordedBytes = 0
  /// The result of each record, where somebody wants to look at them.
  private(set) var results: [Tensor] = []
  private let keepsResults: Bool

  /// A tape with nothing on it.
  public init() { keepsResults = false }

  /// - Parameter keepsResults: for `steps`.
  package init(keepingResults keepsResults: Bool) { self.keepsResults = keepsResults }

  deinit { MemoryBudget.process.release(recordedBytes) }

  /// A tensor of the same elements whose gradient will be asked for.
  /// - Parameter tensor: of a floating-point type.
  /// - Returns: the tensor that stands on the tape.
  /// - Throws: `TensorError.gradient` for a tensor of another open tape or one of integers.
  public func watch(_ tensor: Tensor) throws(TensorError) -> Tensor {
    guard !tensor.isTaped else { throw Tape.secondDerivative }
    guard tensor.dtype.isFloating else {
      throw TensorError(
        .gradient, "a gradient needs floating-point numbers, and this is \(tensor.dtype.name)",
        help: "f32(x) converts")
    }
    return try append(Watched(shape: tensor.shape, dtype: tensor.dtype), tensor)
  }

  /// Ends recording and lets go of everything that was kept; tensors still on the tape become plain.
  public func close() {
    isRecording = false
    MemoryBudget.process.release(recordedBytes)
    recordedBytes = 0
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
    _ operation: Op, _ plan: Op.Plan, _ saved: Op.Saved, _ operands: [Tensor], _ result: Tensor
  ) throws(TensorError) -> Tensor {
    var parents = TapeParents()
    for operand in operands { parents.append(index(of: operand)) }
    return try append(
      Recorded(operation: operation, plan: plan, saved: saved, parents: parents, dtype: result.dtype), result)
  }

  /// What stands beside each record: its box, its place in the array, and the storage of the tensor that is on the tape.
  private static let overhead = 96

  private func append<Record: TapeRecord>(
    _ record: Record, _ result: Tensor
  ) throws(TensorError) -> Tensor {
    let bytes = MemoryLayout<Record>.size + Tape.overhead
    try MemoryBudget.process.reserve(bytes)
    recordedBytes += bytes
    records.append(record)
    if keepsResults { results.append(result.detached) }
    let node = TapeNode(tape: self, index: records.count - 1)
    return Tensor(storage: TensorStorage(sharing: result.storage, shape: result.shape, node: node))
  }

  func index(of tensor: Tensor) -> Int? {
    guard let node = tensor.storage.node, node.tape === self else { return nil }
    return node.index
  }

  /// The gradients of one number. The tape is closed then.
  /// - Parameters:
  ///   - output: a tensor of one element.
  ///   - inputs: what `watch` returned.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: for each input its gradient, of its shape and type; zero where the output does not depend on it.
  /// - Throws: `TensorError.gradient` unless `output` has one element, and for a tape that is closed already; what the
  ///   pullbacks throw; `memory`, `cancelled`.
  public func gradients(
    of output: Tensor, by inputs: [Tensor], in execution: Execution = Execution()
  ) throws(TensorError) -> [Tensor] {
    guard output.count == 1 else {
      throw TensorError(
        .gradient,
        "a gradient needs a function that returns one number, and this one returns \(output.shape)",
        help: "sum it, or pick one element with [i, j]")
    }
    let seed = try Tensor(filled: 1, output.shape, output.dtype)
    return try gradients(of: output, seed: seed, by: inputs, in: execution)
  }

  /// The vector–Jacobian product: the gradients of Σ seedᵢ·outputᵢ. The tape is closed then.
  /// - Parameters:
  ///   - output: any shape.
  ///   - seed: of the shape and the type of `output`.
  ///   - inputs: what `watch` returned.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: for each input its gradient, of its shape and type; zero where the output does not depend on it.
  /// - Throws: `TensorError.gradient` for a tape that is closed already and for a seed that is not like the output; what
  ///   the pullbacks throw; `memory`, `cancelled`.
  public func gradients(
    of output: Tensor, seed: Tensor, by inputs: [Tensor], in execution: Execution = Execution()
  ) throws(TensorError) -> [Tensor] {
    guard isRecording else {
      throw TensorError(.gradient, "a tape gives its gradients once, and this one is closed")
    }
    guard seed.shape == output.shape, seed.dtype == output.dtype else {
      throw TensorError(
        .gradient,
        "a seed is like the output, \(output.dtype.name) \(output.shape), and this is \(seed.dtype.name) \(seed.shape)"
      )
    }
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
      guard let gradient = gradients[index], let record = records[index] else { continue }
      try execution.checkCancelled()
      // What was kept for this gradient is let go of.
      records[index] = nil
      let parents = record.parents
      let contributions = try record.pullback(gradient, execution)
      guard contributions.count == parents.count else {
        throw OperationFault.gradients(contributions.count, of: parents.count, in: record.name)
      }
      if !isWanted[index] { gradients[index] = nil }
      for position in contributions.indices {
        guard let parent = parents[position], let contribution = contributions[position] else { continue }
        try check(contribution, position, for: parent, in: record)
        if let earlier = gradients[parent] {
          gradients[parent] = try Add().apply([earlier, contribution], in: execution)
        } else {
          gradients[parent] = contribution
        }
      }
    }
  }

  /// A gradient is of its operand's shape and type: kernels read it without asking.
  private func check(
    _ gradient: Tensor, _ position: Int, for parent: Int, in record: any TapeRecord
  ) throws(TensorError) {
    guard let operand = records[parent] else { return }
    guard gradient.dtype == operand.dtype, gradient.shape == operand.shape else {
      throw OperationFault.gradient(gradient, position, operand.shape, operand.dtype, in: record.name)
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
  /// The result's.
  var shape: Shape { get }
  var dtype: DType { get }
  func pullback(_ gradient: Tensor, _ execution: Execution) throws(TensorError) -> [Tensor?]
}

/// An input: the gradient stops here.
private struct Watched: TapeRecord {
  let shape: Shape
  let dtype: DType
  var name: String? { nil }
  var parents: TapeParents { TapeParents() }
  func pullback(_ gradient: Tensor, _ execution: Execution) throws(TensorError) -> [Tensor?] { [] }
}

private struct Recorded<Op: Operation>: TapeRecord {
  let operation: Op
  let plan: Op.Plan
  let saved: Op.Saved
  let parents: TapeParents
  let dtype: DType

  var shape: Shape { plan.result }
  var name: String? { operation.name }

  func pullback(_ gradient: Tensor, _ execution: Execution) throws(TensorError) -> [Tensor?] {
    try operation.pullback(gradient, plan, saved, needs: parents.needs, execution)
  }
}
