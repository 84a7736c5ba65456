/// Reads what stands behind `#=>`.
///
///     value  = number | string | "true" | "false" | "…" | "[" row { ";" row } "]" | "tensor" "[" sizes "]" [ type ]
///            | "list(" values ")" | "record(" ( name | string ) "=" value … ")"
///     row    = [ value { "," value } ]
struct ExpectedOutputReader {
  private let characters: [Character]
  private var position = 0

  /// Nil for what this grammar does not know: it is then compared as text.
  static func read(_ text: String) -> ExpectedValue.Pattern? {
    var reader = ExpectedOutputReader(characters: Array(text))
    guard let pattern = reader.value() else { return nil }
    reader.skipSpaces()
    return reader.position == reader.characters.count ? pattern : nil
  }

  private init(characters: [Character]) { self.characters = characters }

  private var current: Character? { position < characters.count ? characters[position] : nil }

  private mutating func skipSpaces() {
    while current == " " || current == "\t" { position += 1 }
  }

  private mutating func accept(_ character: Character) -> Bool {
    skipSpaces()
    guard current == character else { return false }
    position += 1
    return true
  }

  private mutating func word(_ belongs: (Character) -> Bool) -> String {
    skipSpaces()
    let start = position
    while let current, belongs(current) { position += 1 }
    return String(characters[start..<position])
  }

  private mutating func value() -> ExpectedValue.Pattern? {
    skipSpaces()
    switch current {
    case "…":
      position += 1
      return .rest
    case "\"": return string()
    case "[": return rows().map { .tensor(rows: $0) }
    case .some(let character) where character.isASCII && (character.isNumber || "-.".contains(character)):
      return number()
    case .some(let character) where character.isLetter: return named()
    default: return nil
    }
  }

  private mutating func number() -> ExpectedValue.Pattern? {
    var text = accept("-") ? "-" : ""
    text += word { $0.isASCII && ($0.isNumber || $0.isLetter || $0 == "." || $0 == "_") }
    if text.hasSuffix("e"), current == "-" || current == "+" {
      text += accept("-") ? "-" : accept("+") ? "+" : ""
      text += word { $0.isASCII && $0.isNumber }
    }
    return ExpectedNumber(text).map { .number($0) }
  }

  /// With its quotes, as values are shown.
  private mutating func string() -> ExpectedValue.Pattern? {
    let start = position
    position += 1
    while let character = current, character != "\"" { position += character == "\\" ? 2 : 1 }
    guard current != nil else { return nil }
    position += 1
    return .text(String(characters[start..<position]))
  }

  private mutating func named() -> ExpectedValue.Pattern? {
    let name = word { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    switch name {
    case "true", "false": return .boolean(name == "true")
    case "nan", "inf": return ExpectedNumber(name).map { .number($0) }
    case "tensor": return shape()
    case "list": return accept("(") ? values(until: ")").map { .list($0) } : nil
    case "record": return accept("(") ? fields().map { .record($0) } : nil
    default: return nil
    }
  }

  private mutating func shape() -> ExpectedValue.Pattern? {
    guard let rows = rows(), rows.count == 1 else { return nil }
    var extents: [Int] = []
    for pattern in rows[0] {
      guard case .number(let number) = pattern, let extent = Int(number.text) else { return nil }
      extents.append(extent)
    }
    let type = word { $0.isLetter || $0.isNumber }
    return .shape(extents, type: type.isEmpty ? nil : type)
  }

  private mutating func rows() -> [[ExpectedValue.Pattern]]? {
    guard accept("[") else { return nil }
    var rows: [[ExpectedValue.Pattern]] = []
    repeat {
      guard let row = row() else { return nil }
      rows.append(row)
    } while accept(";")
    return accept("]") ? rows : nil
  }

  private mutating func row() -> [ExpectedValue.Pattern]? {
    skipSpaces()
    if current == "]" { return [] }
    var row: [ExpectedValue.Pattern] = []
    repeat {
      guard let value = value() else { return nil }
      row.append(value)
    } while accept(",")
    return row
  }

  private mutating func values(until end: Character) -> [ExpectedValue.Pattern]? {
    if accept(end) { return [] }
    let row = row()
    return accept(end) ? row : nil
  }

  /// A word, or any name in quotes.
  private mutating func fieldName() -> String? {
    skipSpaces()
    guard current == "\"" else {
      let name = word { $0.isLetter || $0.isNumber || $0 == "_" }
      return name.isEmpty ? nil : name
    }
    position += 1
    var name = ""
    while let character = current, character != "\"" {
      position += 1
      if character == "\\", let escaped = current {
        name.append(escaped)
        position += 1
      } else {
        name.append(character)
      }
    }
    return accept("\"") ? name : nil
  }

  private mutating func fields() -> [(name: String, value: ExpectedValue.Pattern)]? {
    var fields: [(String, ExpectedValue.Pattern)] = []
    repeat {
      guard let name = fieldName(), accept("="), let value = value() else { return nil }
      fields.append((name, value))
    } while accept(",")
    return accept(")") ? fields : nil
  }
}
