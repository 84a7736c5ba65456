extension ForeignCall {
  /// The lines of all tables by the name that is called.
  static let lines: [String: [Substring]] = {
    var lines: [String: [Substring]] = [:]
    for table in [numbers, statistics, plots, pictures, training, matlab, toolbox, others, dimensions] {
      for line in table.split(separator: "\n") where line.contains(" => ") {
        lines[name(of: line), default: []].append(line)
      }
    }
    return lines
  }()

  private static func name(of line: Substring) -> String {
    let callee = line.prefix { $0 != "(" }
    return callee.lastIndex(of: ".").map { String(callee[callee.index(after: $0)...]) } ?? String(callee)
  }

  /// What is said of a name that is not called, or in another form: its first line, with its own places or with samples.
  static let examples: [String: String] = {
    var examples: [String: String] = [:]
    for (name, lines) in lines {
      guard let line = lines.first, let rule = ForeignCall(line) else { continue }
      examples[name] = rule.example
    }
    return examples
  }()

  /// What stands for places that the tables of answers have no variable for; see `ForeignHabits.names`. No calls, whose names
  /// would be looked up there while it is being made.
  private static let samples = [
    "c": "1", "d": "2", "h": "2", "i": "1", "j": "2", "k": "1", "n": "3", "o": "8", "r": "1", "s": "2",
    "t": "[1, 2; 3, 4; 5, 6]",
  ]

  private var example: String? {
    var values: [String: [WrittenCall.Argument]] = [:]
    func add(_ text: String) { values[text] = [.init(ForeignCall.samples[text] ?? text)] }
    for place in pattern.positional + pattern.named.map(\.value) {
      switch place.form {
      case .tensor(let places): for text in places { add(text) }
      case .part where place.isString:
        let word = place.text.dropFirst().dropLast()
        if word.first == "$" { values[String(word.dropFirst())] = [.init("\"x.png\"")] }
      default: add(place.text)
      }
    }
    values["rest"] = [.init("1"), .init("2")]
    return ForeignTemplate(answer, values, options: [], in: .standard).text
  }
}
