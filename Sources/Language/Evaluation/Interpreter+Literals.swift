import Engine

/// `[a, b; c, d]`: rows of numbers, or of equal-shaped tensors, which stack.
extension Interpreter {
  /// The elements of one row as values and where each is written; a range has become its numbers.
  private struct Row {
    var values: [Value] = []
    var nodes: [Int32] = []
    /// What the row is written as.
    let written: [Int32]

    var asJoined: JoinedRow {
      JoinedRow(values: zip(nodes, values).map { (node: $0, value: $1) }, written: written)
    }
  }

  /// The value of an argument whose numbers in brackets are of a type.
  @inline(__always)
  func evaluate(_ index: Int32, literalsAs type: DType?, _ frame: Frame) throws(Diagnostic) -> Value {
    guard let type, frame.nodes[Int(index)].kind == .tensor else { return try evaluate(index, frame) }
    return try tensorLiteral(index, frame.nodes[Int(index)], frame, as: type)
  }

  func tensorLiteral(
    _ index: Int32, _ node: Node, _ frame: Frame, as type: DType = .float32
  ) throws(Diagnostic) -> Value {
    var position = Int(node.a) + 2
    let rowCount = Int(frame.lists[Int(node.a) + 1])
    var rows: [Row] = []
    for _ in 0..<rowCount {
      let count = Int(frame.lists[position])
      var row = Row(written: Array(UnsafeBufferPointer(start: frame.lists + position + 1, count: count)))
      for element in row.written { try add(element, to: &row, index, frame) }
      rows.append(row)
      position += 1 + count
    }
    if let ragged = rows.firstIndex(where: { $0.values.count != rows[0].values.count }) {
      throw raggedRows(rows, ragged, frame)
    }
    return try assemble(rows, index, frame, type)
  }

  private func add(
    _ element: Int32, to row: inout Row, _ index: Int32, _ frame: Frame
  ) throws(Diagnostic) {
    let value = try evaluate(element, frame)
    switch value {
    case .number, .tensor, .boolean:
      row.values.append(value)
      row.nodes.append(element)
    case .range(let range):
      guard range.count < Int(Int32.max) else { throw Interpreter.outOfMemory }
      // Each number takes a value and a node until the tensor is made of them.
      try checkRoom(for: range.count * 32)
      for number in 0..<range.count {
        if number & 0xFFFF == 0 { try checkInterrupted() }
        row.values.append(.number(range.number(number)))
        row.nodes.append(element)
      }
    default:
      throw failure(
        .wrongType, "a tensor consists of numbers and tensors, not of \(value.briefly)", at: element, frame,
        help: joined(row.written, index, with: value, at: element, frame)
          ?? "several values of any kind together are list(…)")
    }
  }

  private func raggedRows(_ rows: [Row], _ ragged: Int, _ frame: Frame) -> Diagnostic {
    let program = frame.program
    func span(_ row: Int) -> Span {
      guard let first = rows[row].written.first, let last = rows[row].written.last else { return Span(0, 0) }
      return program.span(first).joined(program.span(last))
    }
    let counts = (rows[0].values.count, rows[ragged].values.count)
    return Diagnostic(
      .ragged,
      "row \(ragged + 1) has \(Formatter.count(counts.1, "element")), row 1 has \(counts.0)",
      in: program.source,
      labels: [.init(span: span(0), text: "\(counts.0)"), .init(span: span(ragged), text: "\(counts.1)")],
      help: concatenated(rows.map(\.asJoined), frame) ?? "all rows of a tensor must have the same length")
  }

  private func assemble(
    _ rows: [Row], _ index: Int32, _ frame: Frame, _ type: DType
  ) throws(Diagnostic) -> Value {
    let isPlain = rows.allSatisfy { $0.values.allSatisfy { if case .tensor = $0 { false } else { true } } }
    do throws(TensorError) {
      guard !isPlain else { return .tensor(try plainTensor(rows, type)) }
      var stacked: [Value] = []
      for row in rows { stacked.append(try apply(Stack(axis: 0), row.values)) }
      let result = rows.count == 1 ? stacked[0] : try apply(Stack(axis: 0), stacked)
      noteStacked(rows, frame)
      return result
    } catch {
      let failure = located(error, at: index, operands: rows.flatMap(\.nodes), frame)
      guard error.code == .shapes, let help = concatenated(rows.map(\.asJoined), frame) else { throw failure }
      throw Diagnostic(
        failure.code, failure.message, in: failure.source, labels: failure.labels, help: help)
    }
  }

  /// MATLAB puts what stands behind a `;` below the rest.
  private func noteStacked(_ rows: [Row], _ frame: Frame) {
    guard rows.count > 1, rows.allSatisfy({ $0.values.count == 1 && $0.written.count == 1 }),
      rows.allSatisfy({ frame.nodes[Int($0.written[0])].kind != .tensor }),
      let rank = rows[0].values.first?.rank,
      rank == 1 || rank == 2
    else { return }
    let texts = rows.map { frame.program.source.bareText(frame.program.span($0.written[0])) }
    noteOnce(
      "stacked rows",
      "`;` starts a new row of the stack, which has \(rank + 2) dimensions; "
        + "`\(rank == 1 ? "stack" : "cat")(\(texts.joined(separator: ", ")))` puts "
        + "\(rank == 1 ? "the vectors" : "the matrices") one below another")
  }

  /// Of numbers and booleans; of booleans alone it is a mask.
  private func plainTensor(_ rows: [Row], _ type: DType) throws(TensorError) -> Tensor {
    let values = rows.flatMap(\.values)
    let areTruths = !values.isEmpty && values.allSatisfy { if case .boolean = $0 { true } else { false } }
    let numbers = values.map { $0.asNumber.scalar ?? 0 }
    let shape = rows.count == 1 ? [numbers.count] : rows.isEmpty ? [0] : [rows.count, rows[0].values.count]
    return try Tensor(numbers, Shape(checking: shape)).converted(to: areTruths ? .bool : type)
  }
}
