import Text

// Settings as network files hold them: `{"name": "Conv", "options": {"filters": 8, "kernel_size": 3}}`. Defaults are written
// too, so that a file means the same to a version that has others.

extension Settings {
  var json: JSON {
    let options = entries.filter { $0.writing != .never }.map { JSON.Member($0.name, $0.value.json) }
    return .object([JSON.Member("name", .string(name)), JSON.Member("options", .object(options))])
  }

  /// - Parameters:
  ///   - json: what `json` gave.
  ///   - layers: the classes whose settings it may hold.
  /// - Throws: `TensorError.option` for anything else, and for an option that its class does not have.
  init(_ json: JSON, among layers: [LayerDescription]) throws(TensorError) {
    guard let name = json["name"]?.string, let members = json["options"]?.members else {
      throw TensorError(.option, "a layer has a name and options, and this is \(json.text.prefix(40))")
    }
    guard let description = layers.first(where: { $0.name == name }) else {
      throw TensorError(.option, "there is no layer `\(name.prefix(40))`")
    }
    var settings = Settings(name)
    for member in members {
      guard let option = description.options.first(where: { $0.name == member.name }) else {
        throw TensorError(.option, "\(name) has no option `\(member.name.prefix(40))`")
      }
      settings = settings.adding(option, try SettingValue(member.value, among: layers))
    }
    self = settings
  }
}

extension SettingValue {
  fileprivate var json: JSON {
    switch self {
    case .none: .null
    case .boolean(let truth): .boolean(truth)
    case .integer(let whole): .integer(whole)
    // JSON has no infinity; as a word it comes back as the number.
    case .number(let number): JSON.Number(number).map { .number($0) } ?? .string("\(number)")
    case .word(let word): .string(word)
    case .list(let values): .array(values.map(\.json))
    case .settings(let settings): settings.json
    }
  }

  fileprivate init(_ json: JSON, among layers: [LayerDescription]) throws(TensorError) {
    switch json {
    case .null: self = .none
    case .boolean(let truth): self = .boolean(truth)
    case .number(let number): self = number.integer.map { .integer($0) } ?? .number(number.double)
    case .string(let word): self = .word(word)
    case .array(let elements):
      var values: [SettingValue] = []
      for element in elements { values.append(try SettingValue(element, among: layers)) }
      self = .list(values)
    case .object: self = .settings(try Settings(json, among: layers))
    }
  }
}
