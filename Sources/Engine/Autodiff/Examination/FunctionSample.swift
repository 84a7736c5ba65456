/// A function of one number at one place: its value, and its derivative by the chain rule.
package struct FunctionSample: Sendable, Equatable {
  package let x: Double
  package let value: Double
  package let slope: Double

  package init(x: Double, value: Double, slope: Double) {
    (self.x, self.value, self.slope) = (x, value, slope)
  }

  /// Whether the value changes in no way that can be seen from a sample that lies on a constant piece.
  func isConstant(with other: FunctionSample) -> Bool { value == other.value && slope == 0 }

  /// How much more the value changes up to `other` than the slopes at both ends account for: whatever a slope does in
  /// between, as long as it goes only up or only down, the change lies between the two slopes times the distance.
  func unexplainedChange(to other: FunctionSample) -> Double {
    let width = other.x - x
    let change = other.value - value
    let (least, most) = (min(slope, other.slope) * width, max(slope, other.slope) * width)
    return change > most ? change - most : change < least ? change - least : 0
  }
}
