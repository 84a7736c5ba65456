import Glibc

/// A Swift type that tensor elements can have: `Float`, `Double`, `UInt8`, `Int64` and `Bool`.
///
/// Not to be adopted outside of the engine, whose kernels know these five.
public protocol Scalar: Sendable, Equatable {
  /// The element type of tensors that hold such values.
  static var dtype: DType { get }
  /// The same number, rounded where a double does not hold it; true is 1.
  var asDouble: Double { get }
  /// The nearest value of this type; integers saturate, and NaN becomes zero. Of `Bool` it is whether the number is not 0.
  /// - Parameter value: any double.
  init(nearest value: Double)
}

/// A type of elements that are numbers: all but `Bool`.
public protocol NumberScalar: Scalar, Comparable {
  /// What is less than every other value: −∞ where the type has it.
  static var lowest: Self { get }
}

/// The element types that carry gradients: `Float` and `Double`. The functions are those of the C library.
public protocol FloatingScalar: NumberScalar, BinaryFloatingPoint {
  /// eˣ.
  /// - Parameter x: the exponent.
  /// - Returns: e to the power x.
  static func exp(_ x: Self) -> Self
  /// eˣ − 1, exact also near 0.
  /// - Parameter x: the exponent.
  /// - Returns: e to the power x, less 1.
  static func expm1(_ x: Self) -> Self
  /// The natural logarithm.
  /// - Parameter x: the number.
  /// - Returns: its logarithm; −∞ for 0, NaN for less.
  static func log(_ x: Self) -> Self
  /// ln(1 + x), exact also near 0.
  /// - Parameter x: the number.
  /// - Returns: the logarithm of 1 + x; −∞ for −1, NaN for less.
  static func log1p(_ x: Self) -> Self
  /// The logarithm to base 2.
  /// - Parameter x: the number.
  /// - Returns: its logarithm; −∞ for 0, NaN for less.
  static func log2(_ x: Self) -> Self
  /// The logarithm to base 10.
  /// - Parameter x: the number.
  /// - Returns: its logarithm; −∞ for 0, NaN for less.
  static func log10(_ x: Self) -> Self
  /// The sine.
  /// - Parameter x: an angle in radians.
  /// - Returns: its sine.
  static func sin(_ x: Self) -> Self
  /// The cosine.
  /// - Parameter x: an angle in radians.
  /// - Returns: its cosine.
  static func cos(_ x: Self) -> Self
  /// The tangent.
  /// - Parameter x: an angle in radians.
  /// - Returns: its tangent.
  static func tan(_ x: Self) -> Self
  /// The angle of a point.
  /// - Parameters:
  ///   - y: how far up it lies.
  ///   - x: how far to the right.
  /// - Returns: its angle in radians, from −π to π.
  static func atan2(_ y: Self, _ x: Self) -> Self
  /// The hyperbolic tangent.
  /// - Parameter x: the number.
  /// - Returns: its tangent, from −1 to 1.
  static func tanh(_ x: Self) -> Self
  /// The complement of the error function.
  /// - Parameter x: the number.
  /// - Returns: 1 − erf(x), from 0 to 2.
  static func erfc(_ x: Self) -> Self
  /// x to the power y.
  /// - Parameters:
  ///   - x: the base.
  ///   - y: the exponent.
  /// - Returns: the power.
  static func pow(_ x: Self, _ y: Self) -> Self
}

extension Float: FloatingScalar {
  public static var dtype: DType { .float32 }
  public var asDouble: Double { Double(self) }
  public init(nearest value: Double) { self.init(value) }
  public static var lowest: Float { -.infinity }
  public static func exp(_ x: Float) -> Float { expf(x) }
  public static func expm1(_ x: Float) -> Float { expm1f(x) }
  public static func log(_ x: Float) -> Float { logf(x) }
  public static func log1p(_ x: Float) -> Float { log1pf(x) }
  public static func log2(_ x: Float) -> Float { log2f(x) }
  public static func log10(_ x: Float) -> Float { log10f(x) }
  public static func sin(_ x: Float) -> Float { sinf(x) }
  public static func cos(_ x: Float) -> Float { cosf(x) }
  public static func tan(_ x: Float) -> Float { tanf(x) }
  public static func atan2(_ y: Float, _ x: Float) -> Float { atan2f(y, x) }
  public static func tanh(_ x: Float) -> Float { tanhf(x) }
  public static func erfc(_ x: Float) -> Float { erfcf(x) }
  public static func pow(_ x: Float, _ y: Float) -> Float { powf(x, y) }
}

extension Double: FloatingScalar {
  public static var dtype: DType { .float64 }
  public var asDouble: Double { self }
  public init(nearest value: Double) { self = value }
  public static var lowest: Double { -.infinity }
  public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  public static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
  public static func log(_ x: Double) -> Double { Glibc.log(x) }
  public static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  public static func log2(_ x: Double) -> Double { Glibc.log2(x) }
  public static func log10(_ x: Double) -> Double { Glibc.log10(x) }
  public static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  public static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  public static func tan(_ x: Double) -> Double { Glibc.tan(x) }
  public static func atan2(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }
  public static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
  public static func erfc(_ x: Double) -> Double { Glibc.erfc(x) }
  public static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
}

extension UInt8: NumberScalar {
  public static var dtype: DType { .uint8 }
  public static var lowest: UInt8 { .min }
  public var asDouble: Double { Double(self) }
  public init(nearest value: Double) {
    self.init(clamping: value.rounded(.toNearestOrEven))
  }
}

extension Int64: NumberScalar {
  public static var dtype: DType { .int64 }
  public static var lowest: Int64 { .min }
  public var asDouble: Double { Double(self) }
  public init(nearest value: Double) {
    self.init(clamping: value.rounded(.toNearestOrEven))
  }
}

extension Bool: Scalar {
  public static var dtype: DType { .bool }
  public var asDouble: Double { self ? 1 : 0 }
  public init(nearest value: Double) { self = value != 0 }
}
