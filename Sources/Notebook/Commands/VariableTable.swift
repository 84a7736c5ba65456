import Engine
import Language

/// What `vars` shows: each variable's name, kind, size and first values.
enum VariableTable {
  static func render(_ environment: Environment) -> Markup {
    let names = environment.definedNames
    var markup = Markup()
    guard !names.isEmpty else {
      markup.line("no variables yet", .dim)
      return markup
    }
    append(names.compactMap { name in environment[name].map { row(name, $0) } }, to: &markup)
    return markup
  }

  /// A variable by itself: what it is, and for a function how it is called.
  static func page(_ name: String, _ value: Value) -> Markup {
    var markup = Markup()
    append([row(name, value)], to: &markup)
    return markup
  }

  private static func append(_ rows: [[String]], to markup: inout Markup) {
    let widths = (0..<3).map { column in rows.map { DisplayWidth.columns(of: $0[column]) }.max() ?? 0 }
    for row in rows {
      let cells = (0..<3).map { column in
        row[column] + String(repeating: " ", count: widths[column] - DisplayWidth.columns(of: row[column]))
      }
      markup.line(
        .init(cells[0], .code), .init("  " + cells[1]), .init("  " + cells[2], .dim), .init("  " + row[3]))
    }
  }

  /// What kind of value it is, with the type of a tensor's elements: `tensor float32`.
  static func type(_ value: Value) -> String {
    if case .tensor(let tensor) = value { "tensor \(tensor.dtype.name)" } else { value.kind }
  }

  private static func row(_ name: String, _ value: Value) -> [String] {
    switch value {
    case .tensor(let tensor):
      let bytes = ByteCount.text(tensor.count * tensor.dtype.size)
      return [name, "\(tensor.dtype.name) \(tensor.shape)", bytes, firstValues(tensor)]
    default:
      let text = Formatter.inline(value)
      return [name, value.kind, "", text.count <= 48 ? text : text.prefix(47) + "…"]
    }
  }

  private static func firstValues(_ tensor: Tensor) -> String {
    let shown = (0..<min(5, tensor.count)).map { Formatter.number(tensor.element($0), digits: 4) }
    return shown.joined(separator: " ") + (tensor.count > 5 ? " …" : "")
  }
}
