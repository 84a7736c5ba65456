import Language

/// Pixels drawn in half blocks: one column wide and half a line high each, so that they are about square.
struct PixelCanvas {
  let width: Int
  let height: Int
  /// Nil is the window's own background.
  private var pixels: [RGB?]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = Array(repeating: nil, count: width * height)
  }

  subscript(row: Int, column: Int) -> RGB? {
    get { row < height ? pixels[row * width + column] : nil }
    set { pixels[row * width + column] = newValue }
  }

  /// - Parameter isUTF8: without it there are no half blocks, and a cell gets the mean of its two pixels.
  func write(to writer: inout AnsiWriter, isUTF8: Bool) {
    for top in stride(from: 0, to: height, by: 2) {
      let cells = (0..<width).map { (self[top, $0], self[top + 1, $0]) }
      let end = (cells.lastIndex { $0.0 != nil || $0.1 != nil } ?? -1) + 1
      for (upper, lower) in cells[..<end] {
        switch (upper, lower) {
        case (nil, nil): writer.write(" ")
        case (let upper?, nil) where isUTF8: writer.write("▀", Pen(.rgb(upper)))
        case (nil, let lower?) where isUTF8: writer.write("▄", Pen(.rgb(lower)))
        case (let upper?, let lower?) where isUTF8 && upper != lower:
          writer.write("▀", Pen(.rgb(upper), on: .rgb(lower)))
        case (let upper?, let lower?): writer.write(" ", Pen(on: .rgb(upper.mixed(with: lower, share: 0.5))))
        case (let color?, nil), (nil, let color?): writer.write(" ", Pen(on: .rgb(color)))
        }
      }
      writer.endLine()
    }
  }
}
