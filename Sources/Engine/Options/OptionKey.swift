/// A setting of something that can be called, with the type of its value: a constant of the type that it belongs to, such as
/// `Conv.stride`. Whoever speaks of it asks there.
public struct OptionKey<Value: OptionValue>: Sendable {
  /// The same without the type, as lists hold it.
  public let option: OptionDescription
  /// Nil where it must be given.
  public let initial: Value?

  /// An option that need not be given.
  /// - Parameters:
  ///   - name: PyTorch's, where PyTorch has it.
  ///   - standard: what it is where it is not given.
  ///   - limits: which values it takes.
  ///   - style: how calls give it and how it is written.
  ///   - writtenDefault: how help writes the default where it is taken from elsewhere: `kernel_size`.
  ///   - formerName: what earlier versions called it, in whose files it is still read.
  ///   - help: what it is for, in a line.
  public init(
    _ name: String, default standard: Value, limits: OptionLimits = .any, style: OptionStyle = .named,
    writtenDefault: String? = nil, formerName: String? = nil, _ help: String
  ) {
    initial = standard
    option = OptionDescription(
      name, Value.kind, choices: Value.choices, default: standard.setting, writtenDefault: writtenDefault,
      limits: limits, style: style, formerName: formerName, help)
  }

  private init(required name: String, _ limits: OptionLimits, _ style: OptionStyle, _ help: String) {
    initial = nil
    option = OptionDescription(
      name, Value.kind, choices: Value.choices, default: nil, writtenDefault: nil, limits: limits,
      style: style,
      formerName: nil, help)
  }

  /// An option that must be given.
  /// - Parameters:
  ///   - name: PyTorch's, where PyTorch has it.
  ///   - limits: which values it takes.
  ///   - style: how calls give it and how it is written.
  ///   - help: what it is for, in a line.
  /// - Returns: the key.
  public static func required(
    _ name: String, limits: OptionLimits = .any, style: OptionStyle = .positional, _ help: String
  ) -> Self {
    Self(required: name, limits, style, help)
  }

  /// What it is where it is not given: for the default arguments of initialisers.
  /// - Precondition: it need not be given.
  public var standard: Value {
    guard let initial else { preconditionFailure("`\(name)` has no default") }
    return initial
  }

  /// The option's name, PyTorch's where PyTorch has it.
  public var name: String { option.name }
  /// The default as the language writes it; nil where the option must be given.
  public var defaultText: String? { option.defaultText }

  /// - Parameter value: what the option is to be; each number of a list is looked at.
  /// - Throws: `TensorError.option` for a value outside the limits.
  public func check(_ value: Value) throws(TensorError) {
    guard option.limits != .any else { return }
    try option.limits.check(value.setting, name)
  }
}

/// An option without its type: what help, completion, network files and other front ends ask of it.
public final class OptionDescription: Sendable {
  /// The option's name, PyTorch's where PyTorch has it.
  public let name: String
  /// What its values are.
  public let kind: OptionKind
  /// The words that it can be, where these are all.
  public let choices: [String]
  /// Nil where it must be given.
  public let defaultSetting: SettingValue?
  /// Which values it takes.
  public let limits: OptionLimits
  /// How calls give it and how it is written.
  public let style: OptionStyle
  /// What earlier versions called it.
  public let formerName: String?
  /// What it is for, in a line.
  public let help: String
  private let writtenDefault: String?

  fileprivate init(
    _ name: String, _ kind: OptionKind, choices: [String], default setting: SettingValue?,
    writtenDefault: String?,
    limits: OptionLimits, style: OptionStyle, formerName: String?, _ help: String
  ) {
    (self.name, self.kind, self.choices, defaultSetting) = (name, kind, choices, setting)
    (self.writtenDefault, self.limits, self.style) = (writtenDefault, limits, style)
    (self.formerName, self.help) = (formerName, help)
  }

  /// As the language writes it; nil where it must be given.
  public var defaultText: String? { writtenDefault ?? defaultSetting?.text }

  /// - Throws: `TensorError.option` for a value outside the limits.
  package func check(_ setting: SettingValue) throws(TensorError) { try limits.check(setting, name) }
}

/// What the values of an option are.
public enum OptionKind: Sendable {
  /// True or false, a whole number, a number, one word of a few, a list of numbers.
  case boolean, integer, number, word, numbers
  /// Any text.
  case text
  /// A number for both directions, or two.
  case pair
  /// Like a pair, or one of the words `same` and `valid`.
  case padding
  /// A layer inside a layer.
  case layer
  /// A list of layers.
  case layers
  /// Anything else, which only its own key reads.
  case other
}

/// How a call gives an option, and how it is written.
public enum OptionStyle: Sendable {
  /// By position or by name; written by position, always.
  case positional
  /// By position or by name; written by name where it is not the default.
  case either
  /// By name alone; written where it is not the default.
  case named
  /// By name alone: where random numbers begin. Drawn where it is not given, and never written.
  case seed
  /// All further positions, one value of a list each.
  case variadic
  /// The text of a function: written alone, in place of the whole call.
  case code
}

/// Which values an option takes.
public enum OptionLimits: Sendable, Equatable {
  /// All of its type.
  case any
  /// Texts by which a layer can be found: a letter, then letters, digits, `_` and `-`.
  case layerName
  /// At least so much.
  case from(Double)
  /// More than so much.
  case above(Double)
  /// Both ends belong to it.
  case within(ClosedRange<Double>)
  /// The lower end belongs to it, the upper one does not.
  case half(Range<Double>)

  /// The whole numbers within.
  package var integers: ClosedRange<Int> {
    let all = Int(Int32.min)...Int(Int32.max)
    func whole(_ bound: Double) -> Int { Int(exactly: bound.rounded(.up)) ?? all.upperBound }
    return switch self {
    case .any, .layerName: all
    case .from(let least): whole(least)...all.upperBound
    case .above(let bound): whole(bound.nextUp)...all.upperBound
    case .within(let range): whole(range.lowerBound)...whole(range.upperBound)
    case .half(let range): whole(range.lowerBound)...whole(range.upperBound.nextDown.rounded(.down))
    }
  }

  /// - Throws: `TensorError.option` for a value outside; each number of a list is looked at.
  func check(_ setting: SettingValue, _ name: String) throws(TensorError) {
    switch setting {
    case .integer(let whole):
      try check(Double(whole), name)
      guard self == .any || whole <= Pair.largest else {
        throw TensorError(.option, "`\(name)` must be at most \(Pair.largest), not \(whole)")
      }
    case .number(let number): try check(number, name)
    case .list(let values): for value in values { try check(value, name) }
    case .word(let word) where self == .layerName: try LayerName.check(word)
    case .none, .boolean, .word, .settings: break
    }
  }

  private func check(_ number: Double, _ name: String) throws(TensorError) {
    guard let wanted = wanted(number) else { return }
    throw TensorError(.option, "`\(name)` must be \(wanted), not \(DoubleText.shortest(number))")
  }

  /// What a number should be that is not; nil for one within the limits.
  private func wanted(_ number: Double) -> String? {
    let text = DoubleText.shortest
    switch self {
    case .any, .layerName: return nil
    case .from(let least):
      if number >= least, number.isFinite { return nil }
      return number < least ? "at least \(text(least))" : "a finite number"
    case .above(let bound): return number > bound && number.isFinite ? nil : "a number above \(text(bound))"
    case .within(let range):
      guard range.upperBound.isFinite else {
        return range.contains(number) ? nil : "at least \(text(range.lowerBound))"
      }
      return range.contains(number) ? nil : "between \(text(range.lowerBound)) and \(text(range.upperBound))"
    case .half(let range):
      return range.contains(number)
        ? nil : "at least \(text(range.lowerBound)) and below \(text(range.upperBound))"
    }
  }
}
