import Engine

/// What says which of a call's arguments is meant: an operand's place, a parameter, or an option's key.
protocol ParameterReference {
  func position(in builtIn: BuiltIn) -> Int
}

/// Operands are told apart by their places.
extension Int: ParameterReference {
  func position(in builtIn: BuiltIn) -> Int { self }
}

extension BuiltIn.Parameter: ParameterReference {
  func position(in builtIn: BuiltIn) -> Int { builtIn.position(of: name) }
}

extension OptionKey: ParameterReference {
  func position(in builtIn: BuiltIn) -> Int { builtIn.position(of: name) }
}

extension BuiltIn {
  /// - Precondition: it has a parameter of that name.
  fileprivate func position(of name: String) -> Int {
    guard let position = parameters.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("\(self.name) has no parameter \(name)")
    }
    return position
  }
}

/// A type of option that a call of the language gives as a value.
protocol ArgumentValue: OptionValue {
  /// - Parameter limits: which numbers may be given; whole ones are held to them here, so that any size is named.
  /// - Throws: `wrongType`, `option`.
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> Self
}

extension Arguments {
  /// An option by its key; its default where it is not given.
  /// - Throws: `wrongType`, and `option` for a value outside the limits.
  subscript<Value: ArgumentValue>(key: OptionKey<Value>) -> Value {
    get throws(Diagnostic) {
      let position = key.position(in: builtIn)
      if optional(position) == nil, let initial = key.initial { return initial }
      let value = try Value.read(self, position, key.limits)
      do throws(TensorError) { try key.check(value) } catch {
        throw failure(.option, error.message, at: position, help: error.help)
      }
      return value
    }
  }

  /// What all options of something are set to.
  func settings(_ name: String, _ options: [any OptionDescription]) throws(Diagnostic) -> Settings {
    var settings = Settings(name)
    for option in options { settings = settings.adding(option, try setting(option)) }
    return settings
  }

  func setting(_ option: any OptionDescription) throws(Diagnostic) -> SettingValue {
    guard let readable = option as? any ReadableOption else {
      preconditionFailure("\(option.name) is of a type that calls can give")
    }
    return try readable.setting(in: self)
  }
}

/// An option without its type, as calls of the language are asked for it.
private protocol ReadableOption {
  func setting(in arguments: Arguments) throws(Diagnostic) -> SettingValue
}

extension OptionKey: ReadableOption where Value: ArgumentValue {
  fileprivate func setting(in arguments: Arguments) throws(Diagnostic) -> SettingValue {
    if case .seed = style, let seed = self as? OptionKey<Int?> {
      return .integer(Int(bitPattern: UInt(try arguments.seed(seed))))
    }
    return try arguments[self].setting
  }
}
