import Engine

extension Interpreter {
  func wholeNumber(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    do throws(TensorError) {
      return .tensor(try Tensor([frame.program.wholes[Int(node.a)]], []))
    } catch { throw located(error, at: index, operands: [], frame) }
  }

  func range(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let first = try rangeEnd(node.a, frame)
    let step = node.c >= 0 ? try rangeEnd(node.c, frame) : 1
    let last = try rangeEnd(node.b, frame)
    guard step != 0 else {
      throw failure(.option, "a range with the step 0 never ends", at: node.c, frame)
    }
    guard first.isFinite, step.isFinite, last.isFinite else {
      throw failure(.option, "the ends of a range are finite numbers", at: index, frame)
    }
    guard let range = RangeBox(first: first, step: step, last: last) else {
      throw Interpreter.tooManyNumbers.located(frame.program.source, frame.program.span(index))
    }
    return .range(range)
  }

  static var tooManyNumbers: Diagnostic {
    Diagnostic(
      .tooManyNumbers,
      "a range has at most 2^53 = \(Formatter.grouped(Int(clamping: RangeBox.maxNumbers))) numbers",
      help: "for an endless loop write `while true { … }`; `break` leaves it")
  }

  private func rangeEnd(_ index: Int32, _ frame: Frame) throws(Diagnostic) -> Double {
    let value = try evaluate(index, frame)
    guard let number = value.scalar else {
      throw failure(.wrongType, "the ends of a range must be numbers, not \(value.briefly)", at: index, frame)
    }
    if value.isRoundedAsDouble {
      throw failure(
        .dtype, "the ends of a range are float64, which cannot represent \(Formatter.inline(value))",
        at: index,
        frame)
    }
    return number
  }

  func field(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    try field(of: try evaluate(node.a, frame), index, node, frame)
  }

  /// The field that a node names, of a value.
  func field(of base: Value, _ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let program = frame.program
    let name = program.names[Int(node.b)]
    if case .record(let record) = base {
      if let value = record[name] { return value }
      throw unknownField(name, of: record, text: program.source.text(program.span(node.a)), at: index, frame)
    }
    if case .object(let box) = base {
      if let value = try objectField(name, of: box.content, at: index, frame) { return value }
      let known = box.content.fieldNames
      throw failure(
        .unknownField, "\(base.briefly) has no field `\(name)`", at: index, frame,
        help: box.content.help(forField: name)
          ?? Suggestion.closest(to: name, among: known).map { "did you mean `\($0)`?" }
          ?? ForeignHabits.field(name, of: program.source.text(program.span(node.a)))
          ?? (known.isEmpty ? nil : "its fields are \(known.joined(separator: ", "))"))
    }
    throw failure(
      .foreignHabit, "\(base.briefly) has no field or method `\(name)`", at: index, frame,
      help: advice(onMethod: name, of: base, at: index, node, frame))
  }
}
