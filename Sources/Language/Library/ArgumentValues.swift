import Engine

// How the types that options have are read from the values of a call.

extension Bool: ArgumentValue {
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> Bool {
    try arguments.boolean(parameter)
  }
}

extension Int: ArgumentValue {
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> Int {
    try arguments.integer(parameter, limits.integers)
  }
}

extension Double: ArgumentValue {
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> Double {
    try arguments.number(parameter)
  }
}

extension String: ArgumentValue {
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> String {
    try arguments.string(parameter)
  }
}

extension Optional: ArgumentValue where Wrapped: ArgumentValue {
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> Wrapped? {
    arguments.optional(parameter) == nil ? nil : try Wrapped.read(arguments, parameter, limits)
  }
}

extension Array: ArgumentValue where Element == Double {
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> [Double] {
    let given = try arguments.tensor(parameter)
    guard given.rank == 1 else { throw arguments.wrongType(parameter, "numbers in brackets") }
    // As they were written: float32 would make 0.9 another number.
    return given.dtype == .float32 ? given.elements.map(Rounded.decimal) : given.elements
  }
}

extension Pair: ArgumentValue {
  /// A number for both directions, or `[rows, columns]`.
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> Pair {
    let (rows, columns) = try arguments.pair(parameter, limits.integers)
    return Pair(rows, columns)
  }
}

extension Padding: ArgumentValue {
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> Padding {
    guard case .string(let box)? = arguments.optional(parameter) else {
      return .size(try Pair.read(arguments, parameter, limits))
    }
    guard let padding = Padding(.word(box.text)) else {
      throw arguments.failure(
        .option, "`padding` is a number, [rows, columns], \"same\" or \"valid\", not \"\(box.text)\"",
        at: parameter)
    }
    return padding
  }
}

/// A word that is one of an option's choices.
protocol ArgumentWord: ArgumentValue, OptionWord {}

extension ArgumentWord {
  static func read(
    _ arguments: Arguments, _ parameter: some ParameterReference, _ limits: OptionLimits
  ) throws(Diagnostic) -> Self {
    let word = try arguments.choice(parameter)
    guard let value = Self(rawValue: word) else { throw arguments.wrongType(parameter, "one of its choices") }
    return value
  }
}

extension Affine.Mode: ArgumentWord {}
extension Gelu.Approximation: ArgumentWord {}
extension GridSample.Mode: ArgumentWord {}
extension GridSample.PaddingMode: ArgumentWord {}
extension LossReduction: ArgumentWord {}
extension Plot.Kind: ArgumentWord {}
extension PlotAxis.Scale: ArgumentWord {}
extension Quantile.Interpolation: ArgumentWord {}
extension Resize.Mode: ArgumentWord {}
extension StepSchedule.Unit: ArgumentWord {}

/// Dimensions as a call names them: counted from 1, or from the last as −1; none stands for all.
struct Dimensions: OptionValue, ExpressibleByIntegerLiteral {
  let numbers: [Int]

  init(integerLiteral number: Int) { numbers = [number] }

  init?(_ setting: SettingValue) {
    if setting == .none {
      numbers = []
    } else if let number = Int(setting) {
      numbers = [number]
    } else {
      guard let several = [Int](setting) else { return nil }
      numbers = several
    }
  }

  static let all = Dimensions(numbers: [])

  private init(numbers: [Int]) { self.numbers = numbers }

  var setting: SettingValue {
    numbers.isEmpty ? .none : numbers.count == 1 ? .integer(numbers[0]) : numbers.setting
  }
}

enum Rounded {
  /// The shortest decimal that is this float32.
  static func decimal(_ value: Double) -> Double { Double(Float(value).description) ?? value }
}
