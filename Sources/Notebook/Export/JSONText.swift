import Engine

/// A value of JSON (RFC 8259) to be written.
indirect enum JSONText: Sendable {
  case object([(String, JSONText)])
  case array([JSONText])
  case string(String)
  case number(Int)
  case boolean(Bool)

  /// As lines with one space for each level, as notebooks are written.
  func text(indent: Int = 0) -> String {
    let space = String(repeating: " ", count: indent + 1)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .string(let text): return JSONValue.quoted(text)
    case .number(let number): return String(number)
    case .boolean(let truth): return String(truth)
    case .array(let values):
      if values.isEmpty { return "[]" }
      return "[\n" + values.map { space + $0.text(indent: indent + 1) }.joined(separator: ",\n") + end + "]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      return "{\n"
        + members.map { space + JSONValue.quoted($0.0) + ": " + $0.1.text(indent: indent + 1) }
        .joined(separator: ",\n") + end + "}"
    }
  }
}
