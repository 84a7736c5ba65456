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
  func position(in builtIn: BuiltIn) -> Int { option.position(in: builtIn) }
}

extension OptionDescription: ParameterReference {
  /// Looked up by what it is, which is quicker than by its name.
  func position(in builtIn: BuiltIn) -> Int {
    builtIn.optionIdentities.firstIndex(of: ObjectIdentifier(self)) ?? builtIn.position(of: name)
  }
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
      let value = try Value.read(self, position, key.option.limits)
      do throws(TensorError) { try key.check(value) } catch {
        throw failure(.option, error.message, at: position, help: error.help)
      }
      return value
    }
  }

  /// What all options of something are set to.
  func settings(_ name: String, _ options: [OptionDescription]) throws(Diagnostic) -> Settings {
    var settings = Settings(name)
    for option in options { settings = settings.adding(option, try setting(option)) }
    return settings
  }

  /// One option of something, without its type.
  func setting(_ option: OptionDescription) throws(Diagnostic) -> SettingValue {
    let position = option.position(in: builtIn)
    if case .seed = option.style { return .integer(Int(bitPattern: UInt(try seed(position)))) }
    if optional(position) == nil, let initial = option.defaultSetting { return initial }
    let setting = try given(option, position)
    do throws(TensorError) { try option.check(setting) } catch {
      throw failure(.option, error.message, at: position, help: error.help)
    }
    return setting
  }

  private func given(_ option: OptionDescription, _ position: Int) throws(Diagnostic) -> SettingValue {
    switch option.kind {
    case .boolean: try Bool.read(self, position, option.limits).setting
    case .integer: try Int.read(self, position, option.limits).setting
    case .number: try Double.read(self, position, option.limits).setting
    case .word: .word(try choice(position))
    case .text: .word(try string(position))
    case .numbers: try [Double].read(self, position, option.limits).setting
    case .pair: try Pair.read(self, position, option.limits).setting
    case .padding: try Padding.read(self, position, option.limits).setting
    case .layer, .layers, .other:
      preconditionFailure("`\(option.name)` of \(builtIn.name) is read by its own key")
    }
  }
}
