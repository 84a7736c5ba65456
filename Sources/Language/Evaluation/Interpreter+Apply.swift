import Engine

extension Interpreter {
  /// Applies an operation to numbers, booleans, tensors and ranges. Plain numbers take the tensors' type, beside integers
  /// as the operation says; among numbers alone the work is done in float64, and a result without dimensions is a number
  /// again, or true or false.
  package func apply(_ operation: some Operation, _ operands: [Value]) throws(TensorError) -> Value {
    var (hasTensors, isWide, hasIntegers) = (false, false, false)
    for operand in operands {
      switch operand {
      case .tensor(let tensor):
        hasTensors = true
        isWide = isWide || tensor.dtype == .float64
        hasIntegers = hasIntegers || !tensor.dtype.isFloating
      case .number: break
      default: return try applyToTensors(operation, operands)
      }
    }
    let numberType: DType = hasTensors && !isWide ? .float32 : .float64
    var tensors: [Tensor] = []
    tensors.reserveCapacity(operands.count)
    for operand in operands {
      switch operand {
      case .tensor(let tensor): tensors.append(tensor)
      case .number(let number):
        let type = hasIntegers ? operation.numberType(number, among: Self.types(operands)) : numberType
        tensors.append(try Tensor(number, type))
      default: preconditionFailure("operands are numbers or tensors")
      }
    }
    if hasIntegers { noteRounding(operation, tensors) }
    let result = try operation.apply(tensors, in: execution)
    if !hasTensors, result.rank == 0, result.dtype != .bool { return .number(result.element(0)) }
    return .of(result)
  }

  /// Large whole numbers beside floating-point ones lose digits, which is not seen in a result.
  private func noteRounding(_ operation: some Operation, _ operands: [Tensor]) {
    for (tensor, type) in zip(operands, operation.operandTypes(operands.map(\.dtype))) {
      noteRounding(of: tensor, to: type)
    }
  }

  func noteRounding(of tensor: Tensor, to type: DType) {
    if tensor.dtype == .int64, !tensor.isExact(in: type) { noteRounding(to: type) }
  }

  func noteRounding(to type: DType) {
    let wider = type == .float32 ? "; `f64(x)` represents them exactly up to 2^53" : ""
    noteOnceInCell(
      "rounding",
      "\(type.name) represents all whole numbers exactly up to 2^\(type == .float32 ? 24 : 53), and larger ones are rounded\(wider)"
    )
  }

  private static func types(_ operands: [Value]) -> [DType?] {
    operands.map { if case .tensor(let tensor) = $0 { tensor.dtype } else { nil } }
  }

  /// Applies an operation on behalf of a node that has no operands to point at.
  func apply(
    _ operation: some Operation, _ tensors: [Tensor], at index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Tensor {
    do throws(TensorError) {
      return try operation.apply(tensors, in: execution)
    } catch { throw located(error, at: index, operands: [], frame) }
  }

  // MARK: Errors

  func failure(
    _ code: ErrorCode, _ message: String, at index: Int32, _ frame: Frame, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(code, message, at: frame.program.span(index), in: frame.program.source, help: help)
  }

  /// The engine's error with the places of the operands it names.
  func located(
    _ error: TensorError, at index: Int32, operands: [Int32], _ frame: Frame
  ) -> Diagnostic {
    let program = frame.program
    let labels = error.operands.filter { $0.position < operands.count }.map {
      Diagnostic.Label(span: program.span(operands[$0.position]), text: $0.label)
    }
    return Diagnostic(error, labels: labels, at: program.span(index), in: program.source)
  }

  func undefined(_ name: String, at index: Int32, _ frame: Frame) -> Diagnostic {
    let (member, call) = (memberBehind(index, frame), writtenCall(of: index, frame))
    if let habit = member.flatMap({
      ForeignHabits.member($0, of: name, call, in: environment.library)
    }) ?? ForeignHabits.name(name, isCalled: isCalled(index, frame), call, in: environment.library) {
      return failure(.foreignHabit, habit.message, at: index, frame, help: habit.help)
    }
    if commands.contains(name) {
      let (source, end) = (frame.program.source, Int(frame.program.span(index).end))
      let rest = source.bytes[end...].prefix { $0 != UInt8(ascii: "\n") }
      let command = CommandAdvice.command(name, calledWith: String(decoding: rest, as: UTF8.self))
      let advice = CommandAdvice(name, command, in: source)
      return failure(.command, advice.message, at: index, frame, help: advice.help)
    }
    let ours = ForeignHabits.isElsewhere(name) ? [] : environment.library.names + commands
    let known = environment.definedNames + ours
    let suggestion = Suggestion.closest(to: name, among: known)
    return failure(
      .undefinedName, "there is no `\(name.count <= 60 ? name : name.prefix(59) + "…")`", at: index, frame,
      help: suggestion.map { "did you mean `\($0)`?" } ?? help(forResults: name)
        ?? hint(forUnknown: name, at: index, frame))
  }

  /// The names behind a name, with dots between: `nn.functional.relu` of `torch.nn.functional.relu(x)`.
  private func memberBehind(_ index: Int32, _ frame: Frame) -> String? {
    let rest = frame.program.source.bytes[Int(frame.program.span(index).end)...]
    let path = rest.prefix { byte in
      let scalar = Unicode.Scalar(byte)
      return scalar == "." || scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
    guard path.first == UInt8(ascii: "."), path.count <= 200 else { return nil }
    return String(decoding: path.dropFirst(), as: UTF8.self)
  }

  /// The call of what begins with a name, `np.linalg.norm(x)` for `np`; nil where it is not called.
  private func writtenCall(of index: Int32, _ frame: Frame) -> WrittenCall? {
    var callee = index
    // What stands above a node comes behind it.
    for above in Int(index)..<frame.program.nodes.count {
      let node = frame.program.nodes[above]
      guard node.a == callee else { continue }
      if node.kind == .field { callee = Int32(above) }
      if node.kind == .call {
        return WrittenCall(frame.program.source.text(frame.program.span(Int32(above))))
      }
    }
    return nil
  }

  /// Whether a name stands for a function: before a parenthesis, or behind `|>`.
  private func isCalled(_ index: Int32, _ frame: Frame) -> Bool {
    let (bytes, span) = (frame.program.source.bytes, frame.program.span(index))
    if Int(span.end) < bytes.count, bytes[Int(span.end)] == UInt8(ascii: "(") { return true }
    let before = bytes[..<Int(span.start)].reversed().drop {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n")
    }
    return before.starts(with: [UInt8(ascii: ">"), UInt8(ascii: "|")])
  }

  /// For a name that is like none: a function that does not exist, or a word alone, which was meant as text.
  private func hint(forUnknown name: String, at index: Int32, _ frame: Frame) -> String? {
    let (source, span) = (frame.program.source, frame.program.span(index))
    if source.bytes.count > Int(span.end), source.bytes[Int(span.end)] == UInt8(ascii: "(") {
      return "\(helpCommand(source)) lists the functions"
    }
    let isAlone = source.bytes.count == name.utf8.count && name.utf8.count <= 40
    return isAlone
      ? "text is written in quotes: \"\(name)\"; \(helpCommand(source)) shows what there is" : nil
  }

  private func helpCommand(_ source: SourceText) -> String {
    source.takesCommands ? "`help`" : "`help` at the prompt"
  }
}

extension Diagnostic {
  /// Words for what the engine refused: the one place where its errors get their codes.
  package init(_ error: TensorError, labels: [Label], at span: Span? = nil, in source: SourceText? = nil) {
    if let cause = error.cause as? Diagnostic {
      self = cause.inside(error.message, help: error.help)
      return
    }
    let code: ErrorCode =
      switch error.code {
      case .shapes: .shapes
      case .channels: .channels
      case .rank: .rank
      case .size: .size
      case .index: .index
      case .option: .option
      case .dtype: .dtype
      case .overflow: .overflow
      case .operands: .missingArgument
      case .memory: .memory
      case .gradient: .gradient
      case .cancelled: .interrupted
      // The language gives the engine no function whose errors are not its own.
      case .function: .wrongType
      }
    self.init(code, error.message, at: span, in: source, labels: labels, help: error.help)
  }
}
