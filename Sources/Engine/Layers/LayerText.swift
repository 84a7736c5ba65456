/// Builds the text of a layer: its name, what is given by position, and what differs from the default.
struct LayerText {
  private let name: String
  private var arguments: [String]

  init(_ name: String, _ positional: String...) { (self.name, arguments) = (name, positional) }

  func option<V: Equatable>(_ name: String, _ value: V, unless initial: V) -> LayerText {
    guard value != initial else { return self }
    var longer = self
    longer.arguments.append("\(name)=\(LayerText.written(value))")
    return longer
  }

  /// An argument whose text is known.
  func literal(_ name: String, _ text: String) -> LayerText {
    var longer = self
    longer.arguments.append("\(name)=\(text)")
    return longer
  }

  var text: String { "\(name)(\(arguments.joined(separator: ", ")))" }

  private static func written(_ value: some Equatable) -> String {
    switch value {
    case let text as String: "\"\(text)\""
    case let padding as Padding: written(padding)
    case let pair as Pair?: pair.map { "\($0)" } ?? "none"
    case let number as Double: DoubleText.shortest(number)
    default: "\(value)"
    }
  }

  private static func written(_ padding: Padding) -> String {
    switch padding {
    case .size(let pair): "\(pair)"
    case .same: "\"same\""
    case .valid: "\"valid\""
    }
  }
}

/// Doubles as the language writes them.
package enum DoubleText {
  /// `0.1`, `3`, `1e-05`: what reads back as the same number.
  package static func shortest(_ value: Double) -> String {
    value.isNaN
      ? "nan"
      : value == value.rounded() && abs(value) < 1e15 ? "\(Int(clamping: value))" : "\(value)"
  }
}
