import Engine
import Language

/// A plane without colour, a digit for each element: 0 the lower end of the range, 9 the upper. Where the range has two
/// signs, 9 is as far from zero as it reaches, and the sign stands before the digit.
struct DigitMap {
  private let drawing: Drawing

  /// Nil where the plane is not alone or has no room.
  init?(_ drawing: Drawing, columns: Int, lines: Int) {
    let layout = drawing.layout
    guard layout.tiles * layout.channels == 1, layout.width * 2 <= columns, layout.height <= lines else {
      return nil
    }
    self.drawing = drawing
  }

  func write(to writer: inout AnsiWriter) {
    let layout = drawing.layout
    for row in 0..<layout.height {
      var line = PaddedLine()
      for column in 0..<layout.width {
        let position = row * layout.width + column
        let value = drawing.picture.tensor.element(position)
        let isMarked = drawing.marked.contains(position)
        line.add(text(value, isMarked: isMarked), Pen(bold: isMarked))
      }
      line.write(to: &writer)
    }
  }

  /// Two columns. A marked element shows `[` where its sign would stand.
  private func text(_ value: Double, isMarked: Bool) -> String {
    let fraction = drawing.fraction(of: value, inTile: 0)
    let isSigned = drawing.map(ofTile: 0) == .diverging
    let sign = isMarked ? "[" : isSigned && value < 0 ? "-" : " "
    if fraction.isNaN { return sign + "?" }
    let share = isSigned ? (fraction - 0.5).magnitude * 2 : fraction
    return sign + String(Int(clamping: (share * 9).rounded()))
  }
}
