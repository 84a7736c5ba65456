/// What a setting is set to, whatever its type: what the language writes, a network file holds, and other programs are told.
public enum SettingValue: Sendable, Equatable {
  /// Nothing, where that is a choice.
  case none
  /// True or false.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// Any number.
  case number(Double)
  /// A word, such as `same`.
  case word(String)
  /// Several values, in their order.
  case list([SettingValue])
  /// A layer inside a layer.
  case settings(Settings)

  var withoutNames: SettingValue {
    switch self {
    case .settings(let settings): .settings(settings.withoutNames)
    case .list(let values): .list(values.map(\.withoutNames))
    case .none, .boolean, .integer, .number, .word: self
    }
  }

  /// As the language writes it: `none`, `true`, `3`, `0.1`, `"same"`, `[1, 2]`, `Conv(8, 3)`.
  public var text: String {
    switch self {
    case .none: "none"
    case .boolean(let truth): "\(truth)"
    case .integer(let whole): "\(whole)"
    case .number(let number): DoubleText.shortest(number)
    case .word(let word): "\"\(word)\""
    case .list(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    case .settings(let settings): settings.text
    }
  }
}

/// A type of which a setting can be: it becomes a `SettingValue`, and comes back from one unchanged.
public protocol OptionValue: Sendable, Equatable {
  /// Nil for a value that is none of this type.
  /// - Parameter setting: what was written or read.
  init?(_ setting: SettingValue)

  /// The same as it is written and kept.
  var setting: SettingValue { get }

  /// The words that it can be, where these are all.
  static var choices: [String] { get }

  /// What its values are, for help and for files.
  static var kind: OptionKind { get }
}

extension OptionValue {
  public static var choices: [String] { [] }
  public static var kind: OptionKind { .other }
}

extension Bool: OptionValue {
  public static var kind: OptionKind { .boolean }

  public init?(_ setting: SettingValue) {
    guard case .boolean(let truth) = setting else { return nil }
    self = truth
  }

  public var setting: SettingValue { .boolean(self) }
}

extension Int: OptionValue {
  public static var kind: OptionKind { .integer }

  public init?(_ setting: SettingValue) {
    switch setting {
    case .integer(let whole): self = whole
    case .number(let number):
      guard let whole = Int(exactly: number) else { return nil }
      self = whole
    default: return nil
    }
  }

  public var setting: SettingValue { .integer(self) }
}

extension Double: OptionValue {
  public static var kind: OptionKind { .number }

  public init?(_ setting: SettingValue) {
    switch setting {
    case .integer(let whole): self = Double(whole)
    case .number(let number): self = number
    // JSON has no infinity, so that it comes as a word.
    case .word(let word) where ["inf", "-inf", "nan"].contains(word): self = Double(word) ?? .nan
    default: return nil
    }
  }

  public var setting: SettingValue { .number(self) }
}

extension String: OptionValue {
  public static var kind: OptionKind { .text }

  public init?(_ setting: SettingValue) {
    guard case .word(let word) = setting else { return nil }
    self = word
  }

  public var setting: SettingValue { .word(self) }
}

extension Optional: OptionValue where Wrapped: OptionValue {
  public static var kind: OptionKind { Wrapped.kind }

  public init?(_ setting: SettingValue) {
    if setting == .none {
      self = .none
      return
    }
    guard let value = Wrapped(setting) else { return nil }
    self = .some(value)
  }

  public var setting: SettingValue { map(\.setting) ?? .none }
  public static var choices: [String] { Wrapped.choices }
}

extension Array: OptionValue where Element: OptionValue {
  public static var kind: OptionKind {
    switch Element.kind {
    case .number: .numbers
    case .layer: .layers
    default: .other
    }
  }

  public init?(_ setting: SettingValue) {
    guard case .list(let values) = setting else { return nil }
    let elements = values.compactMap { Element($0) }
    guard elements.count == values.count else { return nil }
    self = elements
  }

  public var setting: SettingValue { .list(map(\.setting)) }
}

/// One of a few words: `"zeros"`, `"border"`. Its cases are its choices.
public protocol OptionWord: OptionValue, RawRepresentable, CaseIterable where RawValue == String {}

extension OptionWord {
  public static var kind: OptionKind { .word }

  public init?(_ setting: SettingValue) {
    guard case .word(let word) = setting else { return nil }
    self.init(rawValue: word)
  }

  public var setting: SettingValue { .word(rawValue) }
  public static var choices: [String] { allCases.map(\.rawValue) }
}

extension Pair: OptionValue {
  public static var kind: OptionKind { .pair }

  public init?(_ setting: SettingValue) {
    if let both = Int(setting) {
      self.init(both)
      return
    }
    guard let numbers = [Int](setting), numbers.count == 2 else { return nil }
    self.init(numbers[0], numbers[1])
  }

  public var setting: SettingValue { rows == columns ? .integer(rows) : [rows, columns].setting }
}

extension Padding: OptionValue {
  public static var kind: OptionKind { .padding }

  public init?(_ setting: SettingValue) {
    switch setting {
    case .word("same"): self = .same
    case .word("valid"): self = .valid
    default:
      guard let pair = Pair(setting) else { return nil }
      self = .size(pair)
    }
  }

  public var setting: SettingValue {
    switch self {
    case .size(let pair): pair.setting
    case .same: .word("same")
    case .valid: .word("valid")
    }
  }
}
