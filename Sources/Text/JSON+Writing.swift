extension JSON {
  /// The value without any blanks, the members of objects in their order.
  public var text: String {
    var writer = JSONWriter(step: nil)
    writer.write(self, level: 0)
    return writer.text
  }

  /// The value in lines, one for each element and member.
  /// - Parameter step: how many spaces each level is indented by.
  /// - Returns: the lines, without a line break at the end.
  public func indentedText(by step: Int) -> String {
    var writer = JSONWriter(step: step)
    writer.write(self, level: 0)
    return writer.text
  }

  /// A string as JSON writes it, with its quotes.
  /// - Parameter text: the string, unescaped.
  /// - Returns: the string between quotes, with quotes, backslashes and control characters escaped (RFC 8259, section 7).
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

private struct JSONWriter {
  /// Nil to write without line breaks.
  let step: Int?
  private(set) var text = ""

  init(step: Int?) { self.step = step }

  mutating func write(_ value: JSON, level: Int) {
    switch value {
    case .null: text += "null"
    case .boolean(let truth): text += truth ? "true" : "false"
    case .number(let number): text += number.text
    case .string(let string): text += JSON.quoted(string)
    case .array(let elements):
      list("[", elements, "]", level) { writer, element in writer.write(element, level: level + 1) }
    case .object(let members):
      list("{", members, "}", level) { writer, member in
        writer.text += JSON.quoted(member.name) + (writer.step == nil ? ":" : ": ")
        writer.write(member.value, level: level + 1)
      }
    }
  }

  private mutating func list<Item>(
    _ opening: String, _ items: [Item], _ closing: String, _ level: Int,
    _ write: (inout JSONWriter, Item) -> Void
  ) {
    text += opening
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      breakLine(level + 1)
      write(&self, item)
    }
    if !items.isEmpty { breakLine(level) }
    text += closing
  }

  private mutating func breakLine(_ level: Int) {
    guard let step else { return }
    text += "\n" + String(repeating: " ", count: step * level)
  }
}
