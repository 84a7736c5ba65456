import Engine

/// A number on one side of a comparison, without what a double loses of int64.
package struct ComparedNumber: Equatable {
  package let double: Double
  /// The number of an int64 tensor.
  package let whole: Int64?

  package init(_ tensor: Tensor, _ position: Int) {
    self.init(double: tensor.element(position), whole: tensor.wholeElement(position))
  }

  /// Nil for what is neither a number nor a tensor without dimensions.
  package init?(_ value: Value) {
    if case .tensor(let tensor) = value, tensor.rank == 0 {
      self.init(tensor, 0)
    } else if case .number(let number) = value {
      self.init(double: number, whole: nil)
    } else {
      return nil
    }
  }

  private init(double: Double, whole: Int64?) { (self.double, self.whole) = (double, whole) }

  /// Whether the two are the same number.
  package static func == (a: ComparedNumber, b: ComparedNumber) -> Bool {
    guard a.whole != nil || b.whole != nil else { return a.double == b.double }
    guard let x = a.exact, let y = b.exact else { return false }
    return x == y
  }

  /// How far apart the two are where both are whole and at least one is an int64, which nothing has rounded; else nil.
  static func wholeDistance(_ a: ComparedNumber, _ b: ComparedNumber) -> Double? {
    guard a.whole != nil || b.whole != nil, let x = a.exact, let y = b.exact else { return nil }
    let (difference, overflow) = x.subtractingReportingOverflow(y)
    return overflow ? abs(a.double - b.double) : Double(difference.magnitude)
  }

  private var exact: Int64? { whole ?? Int64(exactly: double) }
}
