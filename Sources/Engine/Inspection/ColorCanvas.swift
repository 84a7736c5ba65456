/// Pictures in colour, enlarged, to draw on. Places are (row, column) of the picture, counted from 1.
struct ColorCanvas {
  typealias Place = (row: Double, column: Double)

  private let count: Int
  private let size: Pair
  private let scale: Int
  private var values: [Float]

  static let yellow: [Float] = [1, 0.85, 0.1]
  static let cyan: [Float] = [0.2, 0.85, 0.95]
  static let red: [Float] = [0.95, 0.25, 0.2]

  /// - Parameter pictures: `[N, C, H, W]`; their range becomes 0…1, and a single channel grey.
  /// - Throws: `TensorError.memory`.
  init(_ pictures: Tensor, scale: Int) throws(TensorError) {
    let shape = pictures.shape
    let range = TensorPicture(anyShape: pictures, range: nil).range
    let width = range.upperBound - range.lowerBound
    let length = width > 0 ? width : 1
    (count, size, self.scale) = (shape[0], Pair(shape[2] * scale, shape[3] * scale), scale)
    let canvas = try Shape(checking: [count, 3, size.rows, size.columns])
    try MemoryBudget.process.checkRoom(for: canvas.count * MemoryLayout<Float>.stride)
    values = [Float](repeating: 0, count: canvas.count)
    for n in 0..<count {
      for color in 0..<3 {
        let plane = (n * shape[1] + min(color, shape[1] - 1)) * shape[2]
        for row in 0..<size.rows {
          for column in 0..<size.columns {
            let value = pictures.element((plane + row / scale) * shape[3] + column / scale)
            self[n, color, row, column] = Float((value - range.lowerBound) / length)
          }
        }
      }
    }
  }

  private subscript(n: Int, color: Int, row: Int, column: Int) -> Float {
    get { values[((n * 3 + color) * size.rows + row) * size.columns + column] }
    set { values[((n * 3 + color) * size.rows + row) * size.columns + column] = newValue }
  }

  /// A closed line through four corners; the first edge, the upper one, in another colour.
  mutating func box(_ n: Int, _ corners: [Place]) {
    for edge in 0..<4 {
      line(
        n, from: corners[edge], to: corners[(edge + 1) % 4],
        edge == 0 ? ColorCanvas.yellow : ColorCanvas.red)
    }
  }

  /// A line one pixel wide; what lies outside is left out.
  mutating func line(_ n: Int, from start: Place, to end: Place, _ color: [Float]) {
    let (start, end) = (enlarged(start), enlarged(end))
    let length = max(abs(end.row - start.row), abs(end.column - start.column))
    guard length.isFinite else { return }
    let steps = Int(clamping: min(max(length.rounded(.up), 1), 10_000)) * 2
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      paint(
        n, start.row + share * (end.row - start.row), start.column + share * (end.column - start.column),
        color)
    }
  }

  /// A dot of `width` pixels about a place.
  mutating func dot(_ n: Int, at place: Place, width: Int, _ color: [Float]) {
    let middle = enlarged(place)
    guard middle.row.isFinite, middle.column.isFinite else { return }
    for row in 0..<width {
      for column in 0..<width {
        let offset = Double(width - 1) / 2
        paint(n, middle.row + Double(row) - offset, middle.column + Double(column) - offset, color)
      }
    }
  }

  /// Mixes a colour in where `mask` is above 0, the more the nearer it is to 1; where it is NaN the result is.
  mutating func tint(_ n: Int, by mask: (_ row: Int, _ column: Int) -> Float, _ color: [Float]) {
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let share = mask(row / scale, column / scale)
        guard share != 0 else { continue }
        for channel in 0..<3 {
          self[n, channel, row, column] += share * (color[channel] - self[n, channel, row, column])
        }
      }
    }
  }

  func tensor() throws(TensorError) -> Tensor {
    try Tensor(values, Shape(checking: [count, 3, size.rows, size.columns]))
  }

  /// Where a place of the picture lies on the canvas, counted from 0.
  private func enlarged(_ place: Place) -> Place {
    ((place.row - 0.5) * Double(scale) - 0.5, (place.column - 0.5) * Double(scale) - 0.5)
  }

  private mutating func paint(_ n: Int, _ row: Double, _ column: Double, _ color: [Float]) {
    let (row, column) = (onCanvas(row, size.rows), onCanvas(column, size.columns))
    guard row >= 0, column >= 0, row < Double(size.rows), column < Double(size.columns) else { return }
    for channel in 0..<3 { self[n, channel, Int(clamping: row), Int(clamping: column)] = color[channel] }
  }

  /// The nearest pixel; one on the canvas where the line runs along its border.
  private func onCanvas(_ place: Double, _ extent: Int) -> Double {
    let nearest = place.rounded()
    if place >= -0.51 && place < 0 { return 0 }
    if place <= Double(extent) - 0.49 && nearest > Double(extent - 1) { return Double(extent - 1) }
    return nearest
  }
}
