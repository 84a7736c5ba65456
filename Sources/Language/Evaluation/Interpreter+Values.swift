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

  // MARK: Tensor literals

  /// `[a, b; c, d]`: rows of numbers, or of equal-shaped tensors, which stack.
  func tensorLiteral(_ index: Int32, _ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    var position = Int(node.a) + 2
    let rowCount = Int(frame.lists[Int(node.a) + 1])
    var rows: [[Value]] = []
    var rowNodes: [[Int32]] = []
    for _ in 0..<rowCount {
      let count = Int(frame.lists[position])
      let nodes = Array(UnsafeBufferPointer(start: frame.lists + position + 1, count: count))
      var row: [Value] = []
      for element in nodes { row.append(try literalElement(element, frame)) }
      rows.append(row)
      rowNodes.append(nodes)
      position += 1 + count
    }
    if let ragged = rows.firstIndex(where: { $0.count != rows[0].count }) {
      throw raggedRows(rows, rowNodes, ragged, frame)
    }
    let value = try assemble(rows.map { $0.map(\.asNumber) }, rowNodes, index, frame)
    let answers = rows.joined().map(\.inLiteral)
    guard answers.contains(where: \.isAnswer), answers.allSatisfy(\.goesWithAnswers),
      case .tensor(let tensor) = value
    else { return value }
    return .tensor(tensor.asMask)
  }

  private func literalElement(_ index: Int32, _ frame: Frame) throws(Diagnostic) -> Value {
    let value = try evaluate(index, frame)
    switch value {
    case .number, .tensor, .boolean: return value
    case .range(let range):
      do throws(TensorError) {
        return .tensor(try tensor(of: range))
      } catch { throw located(error, at: index, operands: [], frame) }
    default:
      throw failure(
        .wrongType, "a tensor consists of numbers and tensors, not of \(value.briefly)", at: index, frame,
        help: "several values of any kind together are list(…)")
    }
  }

  private func raggedRows(
    _ rows: [[Value]], _ nodes: [[Int32]], _ ragged: Int, _ frame: Frame
  ) -> Diagnostic {
    let program = frame.program
    func span(_ row: Int) -> Span {
      guard let first = nodes[row].first, let last = nodes[row].last else { return Span(0, 0) }
      return program.span(first).joined(program.span(last))
    }
    return Diagnostic(
      .ragged,
      "row \(ragged + 1) has \(Formatter.count(rows[ragged].count, "element")), row 1 has \(rows[0].count)",
      in: program.source,
      labels: [
        .init(span: span(0), text: "\(rows[0].count)"),
        .init(span: span(ragged), text: "\(rows[ragged].count)"),
      ], help: "all rows of a tensor must have the same length")
  }

  private func assemble(
    _ rows: [[Value]], _ nodes: [[Int32]], _ index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    let isPlain = rows.allSatisfy { $0.allSatisfy { if case .number = $0 { true } else { false } } }
    do throws(TensorError) {
      if isPlain {
        let numbers = rows.joined().map { $0.scalar ?? 0 }
        let shape: [Int] =
          rows.count == 1 ? [numbers.count] : rows.isEmpty ? [0] : [rows.count, rows[0].count]
        return .tensor(try Tensor(numbers, Shape(checking: shape)).converted(to: .float32))
      }
      var stacked: [Value] = []
      for row in rows { stacked.append(try apply(Stack(axis: 0), row)) }
      return rows.count == 1 ? stacked[0] : try apply(Stack(axis: 0), stacked)
    } catch {
      throw located(error, at: index, operands: nodes.count == 1 ? nodes[0] : nodes.flatMap(\.self), frame)
    }
  }
}
