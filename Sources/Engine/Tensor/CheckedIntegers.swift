/// The one door from floating-point numbers to integers. `Int(number)` ends the program for NaN, for infinity and for
/// what is out of range; inside the project that initializer is this file's, and calling it is a warning. Each target
/// holds a link to this file, because an initializer hides the standard library's only in its own module.
///
/// Two ways lead through: `Int(exactly:)`, which is nil for what is not a whole number or out of range, and
/// `Int(clamping:)`.
extension FixedWidthInteger {
  /// The number without its fraction; the nearest bound where it is out of range, and zero for NaN.
  init(clamping number: some BinaryFloatingPoint) {
    if let whole = Self(exactly: number.rounded(.towardZero)) {
      self = whole
    } else {
      self = number.isNaN ? 0 : number < 0 ? .min : .max
    }
  }
}

extension Int {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension Int8 {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension Int16 {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension Int32 {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension Int64 {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension UInt {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension UInt8 {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension UInt16 {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension UInt32 {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}

extension UInt64 {
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Double) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: Float) { self.init(clamping: number) }
  @available(*, deprecated, renamed: "init(clamping:)")
  init(_ number: some BinaryFloatingPoint) { self.init(clamping: number) }
}
