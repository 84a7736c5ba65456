/// A setting of something that can be called: its name, what it is where nobody says, which values it takes, and a line of
/// help. Each is a constant of the type that it belongs to, such as `Conv.stride`, and whoever speaks of it asks there.
public struct OptionKey<Value: OptionValue>: OptionDescription {
  public let name: String
  public let help: String
  /// Nil where it must be given.
  public let initial: Value?
  public let limits: OptionLimits
  public let style: OptionStyle
  public let formerName: String?
  private let writtenDefault: String?

  /// An option that need not be given.
  /// - Parameters:
  ///   - name: PyTorch's, where PyTorch has it.
  ///   - standard: what it is where it is not given.
  ///   - limits: which numbers it takes.
  ///   - style: how calls give it and how it is written.
  ///   - writtenDefault: how help writes the default where it is taken from elsewhere: `kernel_size`.
  ///   - formerName: what earlier versions called it, in whose files it is still read.
  ///   - help: what it is for, in a line.
  public init(
    _ name: String, default standard: Value, limits: OptionLimits = .any, style: OptionStyle = .named,
    writtenDefault: String? = nil, formerName: String? = nil, _ help: String
  ) {
    (self.name, initial, self.limits, self.style, self.help) = (name, standard, limits, style, help)
    (self.writtenDefault, self.formerName) = (writtenDefault, formerName)
  }

  private init(required name: String, _ limits: OptionLimits, _ style: OptionStyle, _ help: String) {
    (self.name, initial, self.limits, self.style, self.help) = (name, nil, limits, style, help)
    (writtenDefault, formerName) = (nil, nil)
  }

  /// An option that must be given.
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

  public var choices: [String] { Value.choices }
  public var defaultText: String? { writtenDefault ?? initial?.setting.text }
  public var defaultSetting: SettingValue? { initial?.setting }

  /// - Throws: `TensorError.option` for a value outside the limits.
  public func check(_ value: Value) throws(TensorError) { try limits.check(value.setting, name) }

  public func check(_ setting: SettingValue) throws(TensorError) {
    guard let value = Value(setting) else {
      throw TensorError(.option, "`\(name)` cannot be \(setting.text)")
    }
    try check(value)
  }
}

/// An option without its type: what help, completion, network files and other front ends ask of it.
public protocol OptionDescription: Sendable {
  var name: String { get }
  /// What earlier versions called it.
  var formerName: String? { get }
  var help: String { get }
  /// The words that it can be, where these are all.
  var choices: [String] { get }
  /// As the language writes it; nil where it must be given.
  var defaultText: String? { get }
  var defaultSetting: SettingValue? { get }
  var style: OptionStyle { get }

  /// - Throws: `TensorError.option` for a value of another type or outside the limits.
  func check(_ setting: SettingValue) throws(TensorError)
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
}

/// Which numbers an option takes.
public enum OptionLimits: Sendable, Equatable {
  case any
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
    case .any: all
    case .from(let least): whole(least)...all.upperBound
    case .above(let bound): whole(bound.nextUp)...all.upperBound
    case .within(let range): whole(range.lowerBound)...whole(range.upperBound)
    case .half(let range): whole(range.lowerBound)...whole(range.upperBound.nextDown.rounded(.down))
    }
  }

  /// - Throws: `TensorError.option` for a number outside; each number of a list is looked at.
  func check(_ setting: SettingValue, _ name: String) throws(TensorError) {
    switch setting {
    case .integer(let whole):
      try check(Double(whole), name)
      guard self == .any || whole <= Pair.largest else {
        throw TensorError(.option, "`\(name)` is at most \(Pair.largest), not \(whole)")
      }
    case .number(let number): try check(number, name)
    case .list(let values): for value in values { try check(value, name) }
    case .none, .boolean, .word, .settings: break
    }
  }

  private func check(_ number: Double, _ name: String) throws(TensorError) {
    guard let wanted = wanted(number) else { return }
    throw TensorError(.option, "`\(name)` is \(wanted), not \(DoubleText.shortest(number))")
  }

  /// What a number should be that is not; nil for one within the limits.
  private func wanted(_ number: Double) -> String? {
    let text = DoubleText.shortest
    switch self {
    case .any: return nil
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
