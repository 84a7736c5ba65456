import Engine

/// Compares values with a tolerance: |a − b| ≤ absolute + relative · |b|. What is infinite agrees with its equal alone.
package struct Comparison {
  package let relative: Double
  package let absolute: Double

  package init(relative: Double = 1e-4, absolute: Double = 1e-6) {
    self.relative = relative
    self.absolute = absolute
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
    if let a = value.scalar, let b = expected.scalar {
      return agree(a, b)
        ? nil : "it is \(Formatter.inline(value)), and \(Formatter.inline(expected)) is expected"
    }
    guard case .tensor(let a) = value, case .tensor(let b) = expected else {
      return value.isSame(as: expected)
        ? nil : "it is \(value.briefly), and \(expected.briefly) is expected"
    }
    guard a.shape == b.shape else {
      return "it has the shape \(a.shape), and \(b.shape) is expected"
    }
    for position in 0..<a.count where !agree(a.element(position), b.element(position)) {
      let index = Comparison.index(position, a.shape)
      return "element [\(index)] is \(Formatter.number(a.element(position), digits: 7)), and "
        + "\(Formatter.number(b.element(position), digits: 7)) is expected"
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
