/// Reads settings from the calls that make them, as files of earlier versions hold them: `Chain(Conv(8, 3), Relu())`.
struct SettingsText {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private let descriptions: [String: [OptionDescription]]

  /// - Throws: `TensorError.option` for anything but calls of what is described, with numbers, words, lists, truths and
  ///   further calls as their arguments.
  static func settings(
    _ text: String, among layers: [LayerDescription] = LayerDescription.standard
  ) throws(TensorError) -> Settings {
    let known = Dictionary(layers.map { ($0.name, $0.options) }) { first, _ in first }
    var reader = SettingsText(bytes: Array(text.utf8), descriptions: known)
    guard case .settings(let settings) = try reader.value(), reader.isAtEnd else {
      throw SettingsText.unreadable("it is not one call that makes layers")
    }
    return settings
  }

  private init(bytes: [UInt8], descriptions: [String: [OptionDescription]]) {
    (self.bytes, self.descriptions) = (bytes, descriptions)
  }

  private static func unreadable(_ message: String) -> TensorError { TensorError(.option, message) }

  private var isAtEnd: Bool { position == bytes.count }

  private mutating func skipSpaces() {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
  }

  /// Whether a character is next, which is then passed.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    skipSpaces()
    return true
  }

  private mutating func value() throws(TensorError) -> SettingValue {
    guard depth < 2 * Network.maxDepth else { throw SettingsText.unreadable("it is too deep") }
    depth += 1
    defer { depth -= 1 }
    skipSpaces()
    if take("\"") { return try word() }
    if take("[") { return .list(try values(until: "]")) }
    let start = position
    while position < bytes.count, SettingsText.isWordByte(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "none": return .none
    case "true", "false": return .boolean(text == "true")
    default: break
    }
    if let whole = Int(text) { return .integer(whole) }
    if let number = Double(text), text.first?.isLetter == false { return .number(number) }
    guard take("(") else { throw SettingsText.unreadable("`\(text.prefix(40))` has no meaning in it") }
    return .settings(try arguments(of: text))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    let scalar = Unicode.Scalar(byte)
    return byte < 0x80 && (scalar.properties.isAlphabetic || "0123456789_.+-".unicodeScalars.contains(scalar))
  }

  private mutating func word() throws(TensorError) -> SettingValue {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\"")) else {
      throw SettingsText.unreadable("a quote is not closed")
    }
    defer { position = end + 1 }
    return .word(String(decoding: bytes[position..<end], as: UTF8.self))
  }

  private mutating func values(until end: Unicode.Scalar) throws(TensorError) -> [SettingValue] {
    var values: [SettingValue] = []
    if take(end) { return values }
    repeat { values.append(try value()) } while take(",")
    guard take(end) else { throw SettingsText.unreadable("a bracket is not closed") }
    return values
  }

  /// What stands in the parentheses of a call: by position, then by name.
  private mutating func arguments(of name: String) throws(TensorError) -> Settings {
    guard let options = descriptions[name] else {
      throw SettingsText.unreadable("there is no layer `\(name.prefix(40))`")
    }
    var settings = Settings(name)
    var (places, row) = (options[...], [SettingValue]())
    if take(")") { return settings }
    repeat {
      let start = position
      if let option = nextName(among: options) {
        settings = settings.adding(option, try value())
        continue
      }
      position = start
      let value = try value()
      guard let option = places.first else {
        throw SettingsText.unreadable("\(name) has too many arguments")
      }
      if case .variadic = option.style {
        row.append(value)
      } else {
        settings = settings.adding(option, value)
        places.removeFirst()
      }
    } while take(",")
    guard take(")") else { throw SettingsText.unreadable("a parenthesis is not closed") }
    if let option = places.first, case .variadic = option.style {
      settings = settings.adding(option, .list(row))
    }
    return settings
  }

  /// The option whose name and `=` come next, which are passed; nil where they do not.
  private mutating func nextName(among options: [OptionDescription]) -> OptionDescription? {
    skipSpaces()
    let start = position
    while position < bytes.count, SettingsText.isWordByte(bytes[position]) { position += 1 }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    guard take("="), let option = options.first(where: { [$0.name, $0.formerName].contains(name) }) else {
      return nil
    }
    return option
  }
}
