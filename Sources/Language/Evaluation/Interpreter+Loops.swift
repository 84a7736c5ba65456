import Engine

extension Interpreter {
  func whileLoop(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    while try isTrue(node.a, frame) {
      if leavesOutRound() { break }
      try checkInterrupted(at: node.b, frame)
      _ = try evaluate(node.b, frame)
      if leavesLoop() { break }
    }
    return .none
  }

  /// Looks at `break`, `continue` and `return` after a body has run.
  @inline(__always)
  private func leavesLoop() -> Bool {
    switch jump.pointee {
    case .none: return false
    case .continue:
      jump.pointee = .none
      return false
    case .break:
      jump.pointee = .none
      return true
    case .return: return true
    }
  }

  /// Whether a round is not begun because somebody stopped what ran before it; that is to be said.
  @inline(__always)
  private func leavesOutRound() -> Bool {
    guard cancellation.isPutAside else { return false }
    leaveOutRest()
    return true
  }

  @inline(__always)
  func checkInterrupted() throws(Diagnostic) {
    if cancellation.isRaised { throw Diagnostic(.interrupted, "interrupted") }
    if budget.isExceeded { throw Interpreter.outOfMemory }
  }

  /// The same for a round of a loop, whose body says where it was.
  @inline(__always)
  private func checkInterrupted(at body: Int32, _ frame: Frame) throws(Diagnostic) {
    if cancellation.isRaised { throw failure(.interrupted, "interrupted", at: body, frame) }
    if budget.isExceeded { throw Interpreter.outOfMemory }
  }

  /// Looks whether so many bytes more are allowed, before they are taken.
  func checkRoom(for bytes: Int) throws(Diagnostic) {
    let total = budget.used.addingReportingOverflow(bytes)
    // While a text grows, both the old and the new one are there.
    guard !total.overflow, total.partialValue <= budget.limit, MemoryBudget.systemHas(bytes / 2 * 3) else {
      throw Interpreter.outOfMemory
    }
  }

  static var outOfMemory: Diagnostic {
    Diagnostic(
      .memory, "more than \(ByteCount.text(MemoryBudget.process.limit)) would be in use",
      help: "free memory: `x = none` frees a variable")
  }

  func forLoop(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let start = Int(node.b) + 1
    let sequenceNode = frame.lists[start]
    let body = frame.lists[start + 1]
    let isLocal = frame.lists[start + 2] == 1
    let slot = Int(node.a)
    let sequence = try evaluate(sequenceNode, frame)
    let count = try iterations(of: sequence, sequenceNode, frame)
    if !isLocal, count > 0, case .unset = globals.pointee[slot] { noteHidden(frame.lists[start + 3], frame) }
    var position = 0
    while position < count {
      if leavesOutRound() { break }
      try checkInterrupted(at: body, frame)
      let item: Value
      if case .range(let range) = sequence {
        item = .number(range.number(position))
      } else {
        item = try element(position, of: sequence, sequenceNode, frame)
      }
      if isLocal { frame.locals[slot] = item } else { globals.pointee[slot] = item }
      _ = try evaluate(body, frame)
      if leavesLoop() { break }
      position += 1
    }
    return .none
  }

  private func iterations(
    of sequence: Value, _ node: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Int {
    switch sequence {
    case .range(let range): return range.count
    case .list(let list): return list.values.count
    case .tensor(let tensor) where tensor.rank > 0: return tensor.shape[0]
    case .object(let box) where box.content.count != nil: return box.content.count ?? 0
    default:
      throw failure(
        .wrongType,
        "a loop iterates over a range, a list or the first dimension of a tensor, not over \(sequence.briefly)",
        at: node, frame, help: loopHelp(sequence, node, frame))
    }
  }

  private func loopHelp(_ sequence: Value, _ node: Int32, _ frame: Frame) -> String? {
    if case .record = sequence {
      return "over its names: for name in names(\(frame.program.source.text(frame.program.span(node)))) { … }"
    }
    return sequence.scalar != nil ? "write 1:\(Formatter.inline(sequence))" : nil
  }

  private func element(
    _ position: Int, of sequence: Value, _ node: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    switch sequence {
    case .list(let list): return list.values[position]
    case .tensor(let tensor):
      let part = Slice([.index(position)])
      return .of(try apply(part, [tensor], at: node, frame))
    case .object(let box):
      do throws(TensorError) {
        return try box.content.element(position, execution)
      } catch { throw located(error, at: node, operands: [], frame) }
    default: return .none
    }
  }
}
