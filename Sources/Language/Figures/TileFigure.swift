import Engine

/// Pictures side by side, each with what stands below it.
struct TileFigure {
  private let source: Markup.Picture
  private let drawing: Drawing
  private let tiles: Int
  private let columns: Int
  /// How wide and high a tile is in the figure.
  private let box: (width: Double, height: Double)
  /// How many pixels an element has each way; nil where a tile has fewer pixels than elements.
  private let scale: Int?

  /// More than these nobody looks at.
  static let maxTiles = 144
  private static let gap = 6.0
  private static let largest = 400.0
  private static let labelSize = 14.0
  private static let line = 18.0

  /// - Parameter room: how wide it may get.
  init(_ source: Markup.Picture, _ drawing: Drawing, room whole: Double) {
    self.source = source
    self.drawing = drawing
    let layout = drawing.layout
    tiles = min(layout.tiles, TileFigure.maxTiles)
    let ideal = (Double(tiles) * Double(layout.height) / Double(max(layout.width, 1))).squareRoot() * 1.4
    columns = drawing.columns(tiles, ideal: ideal)
    // A photograph keeps its pixels as long as they fit the sheet.
    let most = tiles == 1 && max(layout.width, layout.height) > 400 ? whole : TileFigure.largest
    let room = min(most, (whole + TileFigure.gap) / Double(columns) - TileFigure.gap)
    let side = Double(max(layout.width, layout.height, 1))
    if room >= side {
      let whole = (room / side).rounded(.down)
      // As many as a PNG figure has, so that squares are not smoothed at their edges; a photograph is not enlarged.
      scale = whole > 1 ? 2 * Int(clamping: whole) : 1
      box = (Double(layout.width) * whole, Double(layout.height) * whole)
    } else {
      scale = nil
      box = (
        max(Double(layout.width) * room / side, 1), max(Double(layout.height) * room / side, 1)
      )
    }
  }

  var figure: Figure {
    var figure = Figure()
    guard tiles > 0, drawing.layout.width > 0, drawing.layout.height > 0 else { return figure }
    let labels = (0..<tiles).map(label)
    let lines = labels.contains { $0.count > 1 } ? 2.0 : labels.contains { !$0.isEmpty } ? 1 : 0
    let high = box.height + (lines > 0 ? TileFigure.line * lines + 4 : 0) + TileFigure.gap
    for tile in 0..<tiles {
      let (x, y) = (
        Double(tile % columns) * (box.width + TileFigure.gap), Double(tile / columns) * high
      )
      if let png = png(tile) {
        let place = Figure.Box(x: x, y: y, width: box.width, height: box.height)
        figure.marks.append(.picture(png: png, place))
        // White pictures end where this line is.
        if drawing.map(ofTile: tile) == .diverging {
          figure.marks.append(.frame(place, color: RGB(hex: 0xCCCCCC), width: 0.5))
        }
      }
      for (row, words) in labels[tile].enumerated() {
        figure.write(
          fitting(words), x + box.width / 2, y + box.height + 16 + TileFigure.line * Double(row), .middle,
          size: TileFigure.labelSize)
      }
    }
    figure.width = Double(columns) * (box.width + TileFigure.gap) - TileFigure.gap
    figure.height = Double((tiles + columns - 1) / columns) * high - TileFigure.gap
    return figure
  }

  /// A class, and in a second line what was said instead where both do not fit in one; or the numbers that its scale runs between.
  private func label(_ tile: Int) -> [String] {
    if tile < source.labels.count {
      let text = source.labels[tile]
      guard let arrow = text.firstRange(of: " → "), width(of: text) > box.width + TileFigure.gap else {
        return [text]
      }
      return [String(text[..<arrow.lowerBound]), String(text[text.index(after: arrow.lowerBound)...])]
    }
    guard drawing.scales.count > 1, tile % drawing.layout.tilesPerSample == 0 else { return [] }
    let range = drawing.scale(ofTile: tile).range
    return ["\(NumberFormat.short(range.lowerBound)) … \(NumberFormat.short(range.upperBound))"]
  }

  private func width(of text: String) -> Double { Figure.width(of: text, size: TileFigure.labelSize) }

  private func fitting(_ text: String) -> String {
    var text = text
    while text.count > 1, width(of: text) > box.width + TileFigure.gap {
      text = text.dropLast(text.hasSuffix("…") ? 2 : 1) + "…"
    }
    return text
  }

  /// A tile as the bytes of a PNG file: two pixels for each of the figure's at most.
  private func png(_ tile: Int) -> [UInt8]? {
    let layout = drawing.layout
    let (width, height): (Int, Int)
    let colors: [RGB]
    if let scale {
      (width, height) = (layout.width * scale, layout.height * scale)
      colors = drawing.pixels(ofTile: tile, scaledBy: scale)
    } else {
      width = min(layout.width, max(1, Int(clamping: box.width * 2)))
      height = min(layout.height, max(1, Int(clamping: box.height * 2)))
      colors = drawing.pixels(ofTile: tile, width: width, height: height)
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * colors.count)
    for color in colors { pixels += [color.red, color.green, color.blue] }
    return try? PNG.encode(PixelImage(width: width, height: height, channels: 3, pixels: pixels))
  }
}
