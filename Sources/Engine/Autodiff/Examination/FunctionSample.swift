/// A function of one number at one place: its value, and its derivative by the chain rule.
package struct FunctionSample: Sendable, Equatable {
  package let x: Double
  package let value: Double
  package let derivative: Double

  package init(x: Double, value: Double, derivative: Double) {
    (self.x, self.value, self.derivative) = (x, value, derivative)
  }

  /// Whether the value changes in no way that can be seen from a sample that lies on a constant piece.
  func isConstant(with other: FunctionSample) -> Bool { value == other.value && derivative == 0 }

  /// How much more the value changes up to `other` than the derivatives at both ends account for: as long as the
  /// derivative only grows or only falls in between, the change lies between the two derivatives times the distance.
  func unexplainedChange(to other: FunctionSample) -> Double {
    let width = other.x - x
    let change = other.value - value
    let (least, most) = (min(derivative, other.derivative) * width, max(derivative, other.derivative) * width)
    return change > most ? change - most : change < least ? change - least : 0
  }
}
