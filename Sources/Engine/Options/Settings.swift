/// The name of something that can be called, with what each of its options is: what a layer, an optimizer or a schedule was
/// made with, and all that is needed to make it again.
public struct Settings: Sendable, Equatable {
  /// One option and what it is set to.
  public struct Entry: Sendable, Equatable {
    /// The option's name.
    public let name: String
    /// What it is set to.
    public let value: SettingValue
    let writing: Writing
  }

  /// How the language writes an entry.
  enum Writing: Sendable {
    case position, name, row
    /// It is the default.
    case omitted
    /// It belongs to the making alone: where random numbers begin.
    case never
    /// It is all that is written.
    case alone
  }

  /// The name of the class or function that is called.
  public let name: String
  /// The options with what they are set to, in the order in which they were added.
  public private(set) var entries: [Entry] = []

  /// A call without options yet.
  /// - Parameter name: that of the class or function that is called.
  public init(_ name: String) { self.name = name }

  /// The same with one more option.
  /// - Parameters:
  ///   - key: the option.
  ///   - value: what it is set to.
  /// - Returns: a copy with the option at the end.
  public func with<Value: OptionValue>(_ key: OptionKey<Value>, _ value: Value) -> Settings {
    adding(key.option, value.setting)
  }

  package func adding(_ key: OptionDescription, _ value: SettingValue) -> Settings {
    let writing: Writing =
      switch key.style {
      case .positional: .position
      case .variadic: .row
      case .seed: .never
      case .code: .alone
      case .either, .named: value == key.defaultSetting ? .omitted : .name
      }
    var longer = self
    longer.entries.append(Entry(name: key.name, value: value, writing: writing))
    return longer
  }

  /// What an option is: as it was set, or else its default.
  /// - Parameter key: the option.
  /// - Returns: its value.
  /// - Throws: `TensorError.option` for one that must be given and is not, or that is of another type or outside its limits.
  public func value<Value: OptionValue>(_ key: OptionKey<Value>) throws(TensorError) -> Value {
    guard let entry = entries.first(where: { $0.name == key.name }) else {
      guard let initial = key.initial else {
        throw TensorError(.option, "\(name) needs its `\(key.name)`: \(key.option.help)")
      }
      return initial
    }
    guard let value = Value(entry.value) else {
      throw TensorError(.option, "`\(key.name)` of \(name) cannot be \(entry.value.text)")
    }
    try key.check(value)
    return value
  }

  /// The call that makes one like it: `Conv(8, 3, padding=1)`.
  public var text: String { written { $0.text } }

  /// The same with `…` in place of the layers inside, however many stand in a row: `Residual(…, shortcut=…)`.
  public var outline: String {
    written { value in if case .settings = value { Settings.left } else { value.text } }
  }

  /// The same without the names that layers are given: what there is to compute, whatever it is called.
  var withoutNames: Settings {
    var result = self
    result.entries = entries.compactMap { entry in
      entry.name == LayerOptions.name.name
        ? nil : Entry(name: entry.name, value: entry.value.withoutNames, writing: entry.writing)
    }
    return result
  }

  /// The arguments of that call, of those options that `takes` has: `8`, `padding=1`.
  /// - Parameter takes: whether an option of this name is wanted.
  /// - Returns: the arguments as the language writes them; those that are the default, and seeds, are left out.
  public func arguments(where takes: (String) -> Bool) -> [String] { arguments(where: takes) { $0.text } }

  /// What stands for layers that are left out.
  private static let left = "…"

  private func written(_ text: (SettingValue) -> String) -> String {
    if let code = entries.first, code.writing == .alone, case .word(let code) = code.value { return code }
    return "\(name)(\(arguments(where: { _ in true }, text).joined(separator: ", ")))"
  }

  private func arguments(
    where takes: (String) -> Bool, _ text: (SettingValue) -> String
  ) -> [String] {
    entries.filter { takes($0.name) }.flatMap { entry -> [String] in
      switch (entry.writing, entry.value) {
      case (.omitted, _), (.never, _), (.alone, _): []
      case (.row, .list(let members)):
        members.map(text).reduce(into: []) { row, text in
          if text != Settings.left || row.last != Settings.left { row.append(text) }
        }
      case (.position, let value), (.row, let value): [text(value)]
      case (.name, let value): ["\(entry.name)=\(text(value))"]
      }
    }
  }
}

extension Settings: OptionValue {
  public static var kind: OptionKind { .layer }

  public init?(_ setting: SettingValue) {
    guard case .settings(let settings) = setting else { return nil }
    self = settings
  }

  public var setting: SettingValue { .settings(self) }
}
