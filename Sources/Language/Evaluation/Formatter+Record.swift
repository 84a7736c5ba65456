import Engine

extension Formatter {
  /// The name of a field as it is written: in quotes where it is no word.
  package static func fieldName(_ name: String) -> String { isWord(name) ? name : quoted(name) }

  /// Whether a field of this name can be read as `r.name`.
  package static func isWord(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !first.properties.isWhitespace else { return false }
    let rest = name.unicodeScalars.dropFirst()
    return (first == "_" || first.properties.isAlphabetic)
      && rest.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType == .decimal }
  }

  /// Names for a message, the first few of many.
  static func fieldNames(_ names: [String]) -> String {
    let shown = names.prefix(8).map(fieldName)
    let rest = names.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// A record as lines: one where it is short, else a line for each field.
  static func lines(_ record: RecordBox) -> [String] {
    let line = inline(.record(record))
    let isTable = record.names.count > 1 && (line.count > 78 || !record.names.allSatisfy(isWord))
    guard isTable else { return [line] }
    let shown = record.names.count > maxFields ? maxFields - 1 : record.names.count
    let names = record.names.prefix(shown).map(fieldName)
    let width = min(names.map(\.count).max() ?? 0, 40)
    let rows = zip(names, record.values).map { name, value in
      "  " + name + String(repeating: " ", count: max(0, width - name.count)) + "  " + shortened(value)
    }
    let rest = record.names.count - shown
    return ["record of \(count(record.names.count, "field"))"] + rows + (rest > 0 ? ["  … \(rest) more"] : [])
  }

  private static let maxFields = 24

  private static func shortened(_ value: Value) -> String {
    if case .tensor(let tensor) = value, tensor.rank > 0 {
      let text = inline(tensor)
      return text.count <= 48 && tensor.dtype == .float32 ? text : heading(tensor)
    }
    let text = inline(value)
    return text.count <= 48 ? text : text.prefix(47) + "…"
  }
}
