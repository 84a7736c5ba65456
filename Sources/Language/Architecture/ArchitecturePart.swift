import Engine

/// A piece of a network's drawing. Its axis, the line on which data run from left to right, is at the height 0.
struct ArchitecturePart {
  var figure = Figure()
  var width = 0.0
  /// How far it reaches up and down from its axis.
  var above = 0.0
  var below = 0.0
  /// Where the line that comes in ends, and where the one that goes on begins.
  var entry = 0.0
  var exit = 0.0
  /// Whether the line that comes in goes on in it, and has no head there.
  var beginsWithLine = false

  static let lineColor = RGB(hex: 0x555555)
  private static let head = 6.0

  /// A line through several places.
  mutating func line(_ points: [Figure.Point]) {
    figure.marks.append(.curve(points, color: ArchitecturePart.lineColor, width: 1.3, dash: []))
  }

  /// The same with a head at its end.
  mutating func arrow(_ points: [Figure.Point]) {
    guard let end = points.last, let before = points.dropLast().last else { return }
    let (dx, dy) = (end.x - before.x, end.y - before.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 0.01)
    let (ux, uy) = (dx / length, dy / length)
    let back = Figure.Point(end.x - ux * ArchitecturePart.head, end.y - uy * ArchitecturePart.head)
    line(points.dropLast() + [back])
    let half = ArchitecturePart.head * 0.45
    figure.marks.append(
      .polygon(
        [
          end, Figure.Point(back.x - uy * half, back.y + ux * half),
          Figure.Point(back.x + uy * half, back.y - ux * half),
        ], fill: ArchitecturePart.lineColor, line: ArchitecturePart.lineColor))
  }

  /// The line to a part whose left edge is at `x`, along the axis.
  mutating func join(from start: Double, to part: ArchitecturePart, at x: Double) {
    let points = [Figure.Point(start, 0), .init(x + part.entry, 0)]
    if part.beginsWithLine { line(points) } else { arrow(points) }
  }

  /// Lays a part on this one, its left edge at `x` and its axis at `y`.
  mutating func add(_ part: ArchitecturePart, at x: Double, _ y: Double = 0) {
    figure.add(part.figure, at: x, y)
    width = max(width, x + part.width)
    above = max(above, part.above - y)
    below = max(below, part.below + y)
  }
}

extension ArchitecturePart {
  /// The same with a name above it.
  func under(_ name: String) -> ArchitecturePart {
    var part = self
    part.figure.write(name, 0, -above - 8, size: ArchitecturePart.nameSize, color: Figure.faint)
    part.above += ArchitecturePart.nameSize + 8
    part.width = max(width, Figure.width(of: name, size: ArchitecturePart.nameSize))
    return part
  }
}

extension ArchitecturePart {
  private static let nameSize = 12.0
  private static let countSize = 11.0
  private static let lineHeight = 15.0
  /// Longer calls go on in the next line, behind a comma.
  private static let columns = 15

  /// Layers on one another: the size of their result above them, below them their names and how many parameters they have.
  /// - Parameters:
  ///   - side: the most rows or columns that the network has anywhere.
  ///   - reach: how far below the axis the names begin, so that those of neighbours stand in line.
  init(_ layers: [ArchitectureLayer], side: Int, reach: Double) {
    guard let first = layers.first, let output = layers.last?.output else { return }
    let solid = ArchitectureSolid(output, side: side)
    let thin = ArchitectureSolid(on: solid)
    // What leaves the shape as it is, but has nothing to lie on, is not thicker for that.
    let solids = layers.indices.map { $0 == 0 && first.kind != .elementwise ? solid : thin }
    let size = output.array.map(String.init).joined(separator: "×")
    let names = layers.flatMap { ArchitecturePart.lines($0.text) }
    let count = ArchitecturePart.count(layers)
    let nameWidth = names.map { Figure.width(of: $0, size: ArchitecturePart.nameSize) }.max() ?? 0
    let drawn = solids.reduce(solid.shift) { $0 + $1.width }
    width =
      [
        drawn, nameWidth, Figure.width(of: size, size: ArchitecturePart.nameSize, isBold: true),
        Figure.width(of: count, size: ArchitecturePart.countSize),
      ].max() ?? drawn
    let middle = width / 2
    entry = middle - drawn / 2
    exit = middle + drawn / 2
    var x = entry
    for (place, (layer, solid)) in zip(layers, solids).enumerated() {
      solid.draw(
        on: &figure, at: x, color: layer.kind.color,
        side: place == layers.count - 1 ? first.kind.color : nil)
      x += solid.width
    }
    figure.write(size, middle, -solid.above - 7, .middle, size: ArchitecturePart.nameSize, isBold: true)
    above = solid.above + 7 + ArchitecturePart.nameSize
    var y = max(reach, solid.above) + 6
    for name in names {
      y += ArchitecturePart.lineHeight
      figure.write(name, middle, y, .middle, size: ArchitecturePart.nameSize)
    }
    if !count.isEmpty {
      y += ArchitecturePart.lineHeight
      figure.write(count, middle, y, .middle, size: ArchitecturePart.countSize, color: Figure.faint)
    }
    below = y + 4
  }

  private static func count(_ layers: [ArchitectureLayer]) -> String {
    let parameters = layers.reduce(0) { $0 + $1.parameters }
    guard parameters > 0 else { return "" }
    let isFrozen = layers.allSatisfy { $0.isFrozen || $0.parameters == 0 }
    return Formatter.grouped(parameters) + (parameters == 1 ? " parameter" : " parameters")
      + (isFrozen ? ", frozen" : "")
  }

  /// A call in short lines; without brackets where nothing stands in them.
  private static func lines(_ call: String) -> [String] {
    let text = call.hasSuffix("()") ? String(call.dropLast(2)) : call
    var lines: [String] = []
    for piece in text.split(separator: " ") {
      if let last = lines.last, DisplayWidth.columns(of: last + piece) < columns {
        lines[lines.count - 1] = last + " " + piece
      } else {
        lines.append(String(piece))
      }
    }
    return lines
  }
}
