import Engine
import Glibc

/// Results as solids in parallel projection, as the papers draw them: as high as they have rows, as deep as they have columns, as thick as they
/// have channels. A row of features is a narrow bar.
struct ArchitectureSolid {
  let width: Double
  let height: Double
  /// How far the back is moved to the right and up.
  let shift: Double

  /// Areas are to be compared, so sides grow less than what they stand for: 7 rows can be seen beside 224.
  private static let tallest = 116.0
  static let exponent = 0.6

  /// - Parameter side: the most rows or columns that the network has anywhere.
  init(_ output: Shape, side: Int) {
    let extents = output.array.map { Double(max($0, 1)) }
    guard extents.count == 3 else {
      let count = extents.reduce(1, *)
      (width, height, shift) = (9, min(30 + 9 * log2(count), 150), 4)
      return
    }
    func length(_ extent: Double) -> Double {
      max(ArchitectureSolid.tallest * pow(extent / Double(max(side, 1)), ArchitectureSolid.exponent), 7)
    }
    width = min(5 + 4.5 * log2(extents[0]), 70)
    (height, shift) = (length(extents[1]), length(extents[2]) * 0.26)
  }

  /// One that lies on another and is of its shape.
  init(on other: ArchitectureSolid) { (width, height, shift) = (5, other.height, other.shift) }

  /// Adds it with its front at the left edge `x`, its middle on the axis.
  /// - Parameter side: the colour of its right side; nil where another one hides it.
  func draw(on figure: inout Figure, at x: Double, color: RGB, side: RGB?) {
    let (top, foot) = ((shift - height) / 2, (shift + height) / 2)
    let line = color.mixed(with: .black, share: 0.45)
    func corner(_ x: Double, _ y: Double) -> Figure.Point { Figure.Point(x, y) }
    figure.marks.append(
      .polygon(
        [
          corner(x, top), corner(x + width, top), corner(x + width + shift, top - shift),
          corner(x + shift, top - shift),
        ], fill: color.mixed(with: .white, share: 0.4), line: line))
    if let side {
      figure.marks.append(
        .polygon(
          [
            corner(x + width, top), corner(x + width + shift, top - shift),
            corner(x + width + shift, foot - shift), corner(x + width, foot),
          ], fill: side.mixed(with: .black, share: 0.13), line: line))
    }
    figure.marks.append(
      .polygon(
        [corner(x, top), corner(x + width, top), corner(x + width, foot), corner(x, foot)], fill: color,
        line: line))
  }

  var above: Double { (height + shift) / 2 }
}
