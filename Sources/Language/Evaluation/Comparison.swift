import Engine

/// Compares values with a tolerance: |a − b| ≤ absolute + relative · |b|. What is infinite agrees with its equal alone, and a
/// whole number of int64 with no other whole number, unless a tolerance is asked for.
package struct Comparison {
  package let relative: Double
  package let absolute: Double
  private let wholeRelative: Double
  private let wholeAbsolute: Double

  private static let usualRelative = 1e-4
  private static let usualAbsolute = 1e-6
  static let relativeTolerance = OptionKey<Double?>(
    "rtol", default: nil, limits: .within(0 ... .infinity),
    writtenDefault: SettingValue.number(usualRelative).text,
    "the difference allowed, as a share of the expected")
  static let absoluteTolerance = OptionKey<Double?>(
    "atol", default: nil, limits: .within(0 ... .infinity),
    writtenDefault: SettingValue.number(usualAbsolute).text,
    "the difference allowed, absolutely")

  package init(relative: Double? = nil, absolute: Double? = nil) {
    self.relative = relative ?? Comparison.usualRelative
    self.absolute = absolute ?? Comparison.usualAbsolute
    (wholeRelative, wholeAbsolute) = (relative ?? 0, absolute ?? 0)
  }

  private func agree(_ a: ComparedNumber, _ b: ComparedNumber) -> Bool {
    guard let distance = ComparedNumber.wholeDistance(a, b) else { return agree(a.double, b.double) }
    return distance <= wholeAbsolute + wholeRelative * abs(b.double)
  }

  package func agree(_ a: Double, _ b: Double) -> Bool {
    guard a.isFinite, b.isFinite else { return a == b || (a.isNaN && b.isNaN) }
    return abs(a - b) <= absolute + relative * abs(b)
  }

  /// What is different, as a sentence; nil when the values agree. Kinds and shapes must be the same, but for a number
  /// and a tensor without dimensions.
  package func difference(_ value: Value, _ expected: Value) -> String? {
    var pairs = PairsToCompare(value, expected)
    while let (value, expected) = pairs.next() {
      switch (value, expected) {
      case (.list(let a), .list(let b)) where a.values.count == b.values.count: pairs.enter(a, b)
      case (.record(let a), .record(let b)) where a.names == b.names: pairs.enter(a, b)
      default: if let difference = flatDifference(value, expected) { return difference }
      }
    }
    return nil
  }

  private func flatDifference(_ value: Value, _ expected: Value) -> String? {
    if let a = ComparedNumber(value), let b = ComparedNumber(expected) {
      return agree(a, b)
        ? nil : "it is \(Formatter.inline(value)), but \(Formatter.inline(expected)) is expected"
    }
    guard case .tensor(let a) = value, case .tensor(let b) = expected else {
      return value.isSame(as: expected)
        ? nil : "it is \(value.briefly), but \(expected.briefly) is expected"
    }
    guard a.shape == b.shape else {
      return "it has the shape \(a.shape), but \(b.shape) is expected"
    }
    for position in 0..<a.count where !agree(ComparedNumber(a, position), ComparedNumber(b, position)) {
      let index = Comparison.index(position, a.shape)
      return "element [\(index)] is \(Formatter.element(position, of: a, digits: 7)), but "
        + "\(Formatter.element(position, of: b, digits: 7)) is expected"
    }
    return nil
  }

  /// The index of a flat position, counted from 1: `2, 3`.
  static func index(_ position: Int, _ shape: Shape) -> String {
    var rest = position
    return shape.strides.map { step in
      defer { rest %= max(step, 1) }
      return String(rest / max(step, 1) + 1)
    }.joined(separator: ", ")
  }
}
