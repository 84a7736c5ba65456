import Engine

/// `l[end + 1] = x` and `l[2] = []`, which change a length in MATLAB: what to write is said with the names that were typed.
extension Interpreter {
  /// The error where an empty tensor is assigned to a part of a list or a tensor; nil for anything else.
  func deletion(
    _ value: Value, of base: Value, _ indices: [Int32], _ index: Int32, _ frame: Frame
  ) -> Diagnostic? {
    guard case .tensor(let tensor) = value, tensor.count == 0 else { return nil }
    let valueNode = frame.program.entries(frame.nodes[Int(index)].b).first ?? index
    let isWritten = written(valueNode, frame).allSatisfy { "[] ".contains($0) }
    let isList: Bool
    switch base {
    case .list: isList = true
    case .tensor: isList = false
    default: return nil
    }
    guard isWritten else { return nil }
    let texts = indices.map { written($0, frame) }
    let masks = indices.filter { isMask($0, frame) }.map { written($0, frame) }
    let part = DeletedPart(name: target(index, before: indices, frame), indices: texts, masks: Set(masks))
    return failure(
      .wrongType, "assigning `[]` takes nothing out of \(base.briefly)", at: index, frame,
      help: part.program(isList: isList).map { "write `\($0)`" }
        ?? (isList ? "`filter(x -> x != 0, \(part.name))` keeps what it is true for" : nil))
  }

  /// What makes a list or a tensor longer, for an index that lies beyond its end; nil for other errors.
  func growing(
    _ error: Diagnostic, _ value: Value, of base: Value, _ indices: [Int32], _ index: Int32, _ frame: Frame
  ) -> Diagnostic? {
    // An index within an index, or in a function that an index calls, is another matter.
    guard error.code == .index, error.source === frame.program.source,
      indices.contains(where: { frame.program.span($0) == error.labels.first?.span })
    else { return nil }
    let valueNode = frame.program.entries(frame.nodes[Int(index)].b).first ?? index
    let (name, text) = (target(index, before: indices, frame), written(valueNode, frame))
    guard let longer = longer(base, name, value, text, indices, frame), text.utf8.count <= 40 else {
      return nil
    }
    return Diagnostic(
      error.code, error.message, in: frame.program.source, labels: error.labels,
      help: "assigning makes nothing longer: write `\(name) = \(longer)`")
  }

  private func longer(
    _ base: Value, _ name: String, _ value: Value, _ text: String, _ indices: [Int32], _ frame: Frame
  ) -> String? {
    if case .list = base { return "append(\(name), \(text))" }
    guard case .tensor(let tensor) = base, tensor.rank == indices.count, value.isNumeric else { return nil }
    let rank: Int = if case .tensor(let part) = value { part.rank } else { 0 }
    if tensor.rank == 1 { return rank <= 1 ? "cat(\(name), \(rank == 0 ? "[\(text)]" : text))" : nil }
    let free = indices.indices.filter { frame.nodes[Int(indices[$0])].kind != .all }
    guard rank == tensor.rank - 1, let place = free.first, free.count == 1 else { return nil }
    return place == 0
      ? "cat(\(name), [\(text)])" : "cat(\(name), unsqueeze(\(text), \(place + 1)), dim=\(place + 1))"
  }

  /// What an assignment gives a part to, as written before its last brackets.
  private func target(_ index: Int32, before indices: [Int32], _ frame: Frame) -> String {
    let (source, start) = (frame.program.source, Int(frame.program.span(index).start))
    let end = indices.first.map { Int(frame.program.span($0).start) } ?? start
    guard start < end, let open = source.bytes[start..<end].lastIndex(of: UInt8(ascii: "[")) else {
      return frame.program.names[Int(frame.nodes[Int(index)].c)]
    }
    return source.text(Span(start, open))
  }

  private func written(_ node: Int32, _ frame: Frame) -> String {
    frame.program.source.bareText(frame.program.span(node))
  }

  /// Whether an index is a mask, as far as that is told without calling anything.
  private func isMask(_ node: Int32, _ frame: Frame) -> Bool {
    switch frame.nodes[Int(node)].kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .not, .logicalAnd, .logicalOr: true
    default: variable(node, frame)?.isTruth ?? false
    }
  }

  /// The value of a variable; nil for what would have to be computed, which a message may not do.
  func variable(_ node: Int32, _ frame: Frame) -> Value? {
    switch frame.nodes[Int(node)].kind {
    case .global, .local: try? evaluate(node, frame)
    default: nil
    }
  }
}
