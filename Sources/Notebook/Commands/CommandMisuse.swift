import Language

/// A command that cannot be done as it was typed: what is wrong with what stands behind its word, and what to type.
package struct CommandMisuse: Error, Equatable, Sendable {
  package let message: String
  package let help: String

  init(_ message: String, help: String) { (self.message, self.help) = (message, help) }

  /// - Parameter one: what the command takes: `one file`.
  static func tooMany(_ word: String, takes one: SingleArgument, _ names: [String]) -> CommandMisuse {
    CommandMisuse(
      "`\(word)` takes \(one.rawValue), but there are \(names.count) names: "
        + names.map { "`\($0)`" }.joined(separator: ", "),
      help: help(word, one, names))
  }

  /// What was meant by several names.
  private static func help(_ word: String, _ one: SingleArgument, _ names: [String]) -> String {
    if one == .script || one == .document, let way = wayToWrite(word, names) { return way }
    if one.isName(names) {
      return
        "a name that contains spaces is written in quotes: \(word) \(quoted(names.joined(separator: " ")))"
    }
    let wanted = names.first(where: one.fits) ?? names[0]
    return "one at a time: \(word) \(wanted.contains(where: \.isWhitespace) ? quoted(wanted) : wanted)"
  }

  /// A variable and a file that no script or document is: what writes it. Nil for anything else.
  private static func wayToWrite(_ word: String, _ names: [String]) -> String? {
    guard names.count == 2, let file = names.firstIndex(where: { DataFile($0) != nil }),
      let data = DataFile(names[file]), Formatter.isWord(names[1 - file])
    else { return nil }
    return "`\(word)` writes the cells; to write a value, use \(data.call(names[1 - file]))"
  }

  static func takesNothing(_ word: String, _ names: [String]) -> CommandMisuse {
    CommandMisuse(
      "`\(word)` takes no arguments, but `\(names.joined(separator: " "))` follows it",
      help: "type `\(word)` alone")
  }

  /// A name as it is to be typed where it has blanks in it.
  private static func quoted(_ name: String) -> String {
    let quote = name.contains("\"") ? "'" : "\""
    return quote + name + quote
  }
}

/// The one thing that a command takes, as a message names it.
enum SingleArgument: String {
  case script = "one file"
  case document = "one document"
  case lesson = "one lesson"
  case folder = "one folder"
  case topic = "one name at a time"
  case language = "one language"
  case number = "one number"

  /// Whether it is a file, or may be one.
  var isPath: Bool {
    switch self {
    case .script, .document, .lesson, .folder: true
    case .topic, .language, .number: false
    }
  }

  /// Whether a text looks like it by its ending.
  func fits(_ name: String) -> Bool {
    switch self {
    case .script, .lesson: name.hasSuffix(".fov")
    case .document: ExportFormat(path: name) != nil
    case .folder: name.hasSuffix("/")
    case .topic, .language, .number: false
    }
  }

  /// Whether several words look like one file's name: `my work`, `my work.fov`.
  func isName(_ words: [String]) -> Bool {
    guard let last = words.last, words.dropLast().allSatisfy({ !$0.contains(".") && !$0.hasPrefix("-") }),
      !words.dropLast().contains(where: { last.hasPrefix($0 + ".") })
    else { return false }
    switch self {
    case .script: return fits(last) || !last.contains(".")
    case .document, .lesson: return fits(last)
    case .folder: return true
    case .topic, .language, .number: return false
    }
  }
}

/// What stands behind a command's word, read as names: parted by blanks, or in quotes. A comment is none.
struct CommandNames {
  private(set) var names: [String] = []
  private let word: String

  init(_ text: Substring, of word: String) throws(CommandMisuse) {
    self.word = word
    var rest = text
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first, first != "#" else { return }
      if first == ";" {
        try end(rest.dropFirst())
        return
      }
      if first == "\"" || first == "'" {
        try takeQuoted(&rest, first)
      } else {
        let name = rest.prefix { !$0.isWhitespace && $0 != ";" }
        names.append(String(name))
        rest = rest[name.endIndex...]
      }
    }
  }

  private mutating func takeQuoted(_ rest: inout Substring, _ quote: Character) throws(CommandMisuse) {
    let inner = rest.dropFirst()
    guard let close = inner.firstIndex(of: quote) else {
      throw CommandMisuse(
        "the quote before `\(inner)` is not closed", help: "\(word) \(quote)\(inner)\(quote)")
    }
    names.append(String(inner[..<close]))
    rest = inner[inner.index(after: close)...]
    guard let next = rest.first, !next.isWhitespace, next != ";" else { return }
    throw CommandMisuse(
      "`\(rest)` follows the closing quote", help: "put one pair of quotes around the whole name")
  }

  /// A semicolon ends a command as it ends a statement; nothing may follow it.
  private func end(_ rest: Substring) throws(CommandMisuse) {
    let rest = rest.drop(while: \.isWhitespace)
    guard rest.isEmpty || rest.first == "#" else {
      throw CommandMisuse(
        "`\(word)` is a command, which must be alone on its line; after `;` there is `\(rest)`",
        help: "type one after the other; a name that contains `;` is written in quotes")
    }
  }

  /// The only name; nil for none, and for an empty one.
  func single(_ one: SingleArgument) throws(CommandMisuse) -> String? {
    guard names.count <= 1 else { throw .tooMany(word, takes: one, names) }
    return names.first.flatMap { $0.isEmpty ? nil : $0 }
  }

  func none() throws(CommandMisuse) {
    guard names.isEmpty else { throw .takesNothing(word, names) }
  }
}
