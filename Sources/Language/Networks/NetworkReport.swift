import Engine

/// A network as a table.
struct NetworkReport {
  private let object: NetworkObject

  init(_ object: NetworkObject) { self.object = object }

  private var network: Network { object.network }

  /// What stands behind the name of a variable that holds it.
  var lines: [String] {
    var lines = [heading]
    if network.layers.count > 1, network.text.count > 72 || network.isBuilt { lines += body }
    return lines
  }

  private var heading: String {
    let text = network.text
    guard let input = network.inputShape else {
      return text.count <= 72 ? text : "\(kind)\(name) of \(Formatter.count(network.layers.count, "layer"))"
    }
    let what =
      network.isGradient ? "gradient of a network" : network.layers.count > 1 ? kind + name : text
    return "\(what): \(Formatter.grouped(network.parameterCount)) parameters, for inputs \(input)"
  }

  private var name: String { network.root.givenName.map { " \"\($0)\"" } ?? "" }

  /// A chain is what a network usually is; any other layer has its own name.
  private var kind: String { network.root is Chain ? "network" : network.root.name }

  private var body: [String] {
    guard let table = try? NetworkTable(network) else {
      return network.root.members.map { "  \($0.name)  \($0.layer.text)" }
    }
    return NetworkReport.aligned(NetworkReport.rows(table))
  }

  /// The table with its totals.
  func picture(caption: String) -> Markup {
    var markup = Markup()
    let title = caption.isEmpty ? "" : caption + ": "
    guard let table = try? NetworkTable(network) else {
      markup.line(title + network.text, .strong)
      markup.sentence(
        .init("its shapes and weights come with the first picture it sees: net(x), or train", .dim))
      return markup
    }
    markup.line(title + heading, .strong)
    markup.line("  " + sketch(table), .code)
    for (index, line) in NetworkReport.aligned(NetworkReport.rows(table)).enumerated() {
      markup.line(line, index == 0 ? .dim : .plain)
    }
    let trainable = network.parameters.reduce(0) {
      $0 + ($1.parameter.isTrainable ? $1.parameter.tensor.count : 0)
    }
    let frozen = network.parameterCount - trainable
    let note = frozen > 0 ? ", \(Formatter.grouped(frozen)) of them frozen" : ""
    markup.line("  \(Formatter.grouped(network.parameterCount)) parameters" + note)
    return markup
  }

  /// The shapes on the way through: `1×28×28 → 6×28×28 → 6×14×14 → 10`.
  private func sketch(_ table: NetworkTable) -> String {
    func short(_ shape: Shape) -> String { shape.array.map(String.init).joined(separator: "×") }
    var stations = [short(table.input)]
    for row in table.rows where row.depth == 0 {
      let station = short(row.output)
      if station != stations.last { stations.append(station) }
    }
    return stations.joined(separator: " → ")
  }

  /// With a column for the names where layers have some.
  private static func rows(_ table: NetworkTable) -> [[Cell]] {
    let hasNames = table.rows.contains { $0.givenName != nil }
    var rows: [[Cell]] = [[Cell("", .right)] + (hasNames ? [Cell("name")] : []) + headings]
    for row in table.rows {
      let indent = String(repeating: "  ", count: row.depth)
      let sees = row.receptiveField.map { "\($0.rows)×\($0.columns)" } ?? "all"
      let parameters =
        row.parameters == 0 ? "" : Formatter.grouped(row.parameters) + (row.isFrozen ? " frozen" : "")
      rows.append(
        [Cell(row.path.replacing("localisation.", with: "loc."), .right)]
          + (hasNames ? [Cell(row.givenName ?? "")] : [])
          + [
            Cell(indent + shortened(row.layer)), Cell("\(row.output)"), Cell(parameters, .right), Cell(sees),
          ])
    }
    return rows
  }

  private static let headings = [
    Cell("layer"), Cell("output"), Cell("parameters", .right), Cell("sees"),
  ]

  private struct Cell {
    let text: String
    let side: Side

    enum Side { case left, right }

    init(_ text: String, _ side: Side = .left) { (self.text, self.side) = (text, side) }

    var width: Int { DisplayWidth.columns(of: text) }
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 36 ? text : text.prefix(35) + "…"
  }

  /// Columns side by side.
  private static func aligned(_ rows: [[Cell]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].width }.max() ?? 0 }
    return rows.map { row in
      var line = " "
      for (cell, width) in zip(row, widths) {
        let space = String(repeating: " ", count: width - cell.width)
        line += " " + (cell.side == .right ? space + cell.text : cell.text + space) + " "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
