import Engine

/// Values as program text that gives them again, every digit of them.
extension Value {
  /// The value as an expression; nil for one that holds what only a file can hold, or that cannot be written at all.
  ///
  /// - Parameter other: what stands for a tensor, a network, and whatever else has no text of its own; nil where nothing does.
  package func source(_ other: (Value) -> String?) -> String? { source(depth: 0, other) }

  /// Lists within lists beyond this are not written.
  private static let deepest = 40
  /// So many items of a list are written.
  private static let mostItems = 10_000

  private func source(depth: Int, _ other: (Value) -> String?) -> String? {
    guard depth < Value.deepest else { return nil }
    switch self {
    case .unset, .none: return "none"
    case .number(let number): return Value.source(number)
    case .boolean(let truth): return truth ? "true" : "false"
    case .string(let box):
      return PrintableText.isPlain(box.text.filter { !"\n\t\r".contains($0) })
        ? Formatter.quoted(box.text) : nil
    case .range(let range):
      return "(" + [range.first, range.step, range.last].map(Value.source).joined(separator: ":") + ")"
    case .list(let list):
      return Value.items(list.values, depth, other) { $1 }.map { "list(\($0))" }
    case .record(let record):
      guard record.names.allSatisfy({ Formatter.isWord($0) && Token.keywords[$0] == nil }) else { return nil }
      return Value.items(record.values, depth, other) { "\(record.names[$0])=\($1)" }.map { "record(\($0))" }
    case .builtIn(let builtIn): return builtIn.name
    case .object(let box):
      switch box.content {
      case let object as OptimizerObject: return object.inline
      case let object as ScheduleObject: return object.inline
      default: return other(self)
      }
    case .tensor, .function: return other(self)
    }
  }

  private static func items(
    _ values: [Value], _ depth: Int, _ other: (Value) -> String?, _ item: (Int, String) -> String
  ) -> String? {
    guard values.count <= mostItems else { return nil }
    var texts: [String] = []
    for (index, value) in values.enumerated() {
      guard let text = value.source(depth: depth + 1, other) else { return nil }
      texts.append(item(index, text))
    }
    return texts.joined(separator: ", ")
  }

  private static func source(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    if number == 0 { return number.sign == .minus ? "-0" : "0" }
    return number == number.rounded() && abs(number) < 1e15 ? "\(Int(clamping: number))" : "\(number)"
  }
}

extension FunctionValue {
  /// Its definition as it was written; nil for one that captured variables of the function around it.
  package var source: String? { values.isEmpty ? program.source.text(syntax.span) : nil }
}
