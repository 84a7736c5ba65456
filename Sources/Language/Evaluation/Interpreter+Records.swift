/// Fields of records: `r.name`, `r["any name"]`.
extension Interpreter {
  /// `r["conv1.weight"]`.
  func recordElement(
    _ record: RecordBox, _ index: Int32, _ node: Node, _ frame: Frame
  ) throws(Diagnostic) -> Value {
    let name = try fieldName(Array(frame.program.entries(node.b)), of: record, index, frame)
    if let value = record[name] { return value }
    throw unknownField(
      name, of: record, text: frame.program.source.text(frame.program.span(node.a)), at: index, frame)
  }

  /// The name that the one index of a record is.
  func fieldName(
    _ nodes: [Int32], of record: RecordBox, _ index: Int32, _ frame: Frame
  ) throws(Diagnostic) -> String {
    guard nodes.count == 1 else {
      throw failure(
        .indexCount, "a record is indexed by one name, not by \(nodes.count) indices", at: index,
        frame)
    }
    let example = record.names.first.map { "r[\(Formatter.quoted($0))]" } ?? "r[\"a\"]"
    let help = "\(example) is a field, and names(r) lists the names"
    let text = frame.program.source.text(frame.program.span(nodes[0]))
    if frame.nodes[Int(nodes[0])].kind == .all || Interpreter.words(of: text).contains("end") {
      throw failure(
        .wrongType, "a field of a record is selected by its name in quotes, not by `\(text)`", at: nodes[0],
        frame, help: help)
    }
    let value = try evaluate(nodes[0], frame)
    if case .string(let box) = value { return box.text }
    throw failure(
      .wrongType, "a field of a record is selected by its name in quotes, not by \(value.briefly)",
      at: nodes[0],
      frame, help: help)
  }

  private static func words(of text: String) -> [Substring] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
  }

  /// - Parameter text: the record itself, as it is written.
  func unknownField(
    _ name: String, of record: RecordBox, text: String, at index: Int32, _ frame: Frame
  ) -> Diagnostic {
    let longer = record.names.first { $0.hasPrefix(name + ".") }
    let help =
      longer.map { "a name that contains a dot is written in quotes: \(text)[\(Formatter.quoted($0))]" }
      ?? ForeignHabits.recordField(name, of: text, having: record.names)
      ?? Suggestion.closest(to: name, among: record.names).map {
        "did you mean `\(Formatter.fieldName($0))`?"
      }
      ?? (record.names.isEmpty
        ? "it has no fields at all" : "its fields are \(Formatter.fieldNames(record.names))")
    return failure(
      .unknownField, "the record has no field `\(name)`", at: index, frame, help: help)
  }
}
