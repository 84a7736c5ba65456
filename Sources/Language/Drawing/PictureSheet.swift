import Engine

/// A picture of a tensor for documents: enlarged so that its pixels can be seen, tiles side by side, marks outlined.
package struct PictureSheet {
  private let drawing: Drawing
  private let columns: Int
  private let scale: Int

  /// As wide as a column of text, and no tile larger than this.
  private static let maxWidth = 640
  private static let maxTile = 280
  /// More than these nobody looks at.
  private static let maxTiles = 144

  /// - Parameter room: how many pixels there are, where that is known; else as wide as a column of text.
  package init(_ picture: Markup.Picture, within room: (width: Int, height: Int)? = nil) {
    drawing = Drawing(picture)
    let layout = drawing.layout
    let tiles = min(layout.tiles, PictureSheet.maxTiles)
    let side = max(layout.width, layout.height, 1)
    let ideal = (Double(tiles) * Double(layout.height) / Double(max(layout.width, 1))).squareRoot() * 1.6
    columns = drawing.columns(tiles, ideal: ideal)
    let rows = (tiles + columns - 1) / max(columns, 1)
    let wide = (room?.width ?? PictureSheet.maxWidth) / max(columns, 1) - PictureSheet.gap
    let high = room.map { $0.height / max(rows, 1) - PictureSheet.gap } ?? PictureSheet.maxTile
    let most = min(wide / max(layout.width, 1), high / max(layout.height, 1))
    scale = max(1, min(most, PictureSheet.maxTile / side, 24))
  }

  private static let gap = 4

  /// Nil for a tensor without pixels.
  package var image: PixelImage? {
    let layout = drawing.layout
    let tiles = min(layout.tiles, PictureSheet.maxTiles)
    guard tiles > 0, layout.width > 0, layout.height > 0 else { return nil }
    let (tileWidth, tileHeight) = (layout.width * scale, layout.height * scale)
    let gap = tiles > 1 ? PictureSheet.gap : 0
    let rows = (tiles + columns - 1) / columns
    let (width, height) = (columns * (tileWidth + gap) - gap, rows * (tileHeight + gap) - gap)
    // Four bytes a pixel, and what marks it.
    guard width.multipliedReportingOverflow(by: height).overflow == false, width * height <= 1 << 26,
      MemoryBudget.systemHas(8 * width * height)
    else { return nil }
    var pixels = [UInt8](repeating: 255, count: 4 * width * height)
    if gap > 0 { for place in 0..<width * height { pixels[4 * place + 3] = 0 } }
    for tile in 0..<tiles {
      let colors = drawing.pixels(ofTile: tile, scaledBy: scale)
      let (top, left) = (tile / columns * (tileHeight + gap), tile % columns * (tileWidth + gap))
      for row in 0..<tileHeight {
        for column in 0..<tileWidth {
          let color = colors[row * tileWidth + column]
          let place = 4 * ((top + row) * width + left + column)
          (pixels[place], pixels[place + 1], pixels[place + 2], pixels[place + 3]) =
            (color.red, color.green, color.blue, 255)
        }
      }
    }
    return PixelImage(width: width, height: height, channels: 4, pixels: pixels)
  }

  /// The same as the bytes of a PNG file.
  package var png: [UInt8]? { image.flatMap { try? PNG.encode($0) } }

  /// Tiles for which there was no room.
  package var leftOut: Int { max(0, drawing.layout.tiles - PictureSheet.maxTiles) }
}

extension Markup.Picture {
  /// What stands below it, and for who cannot see it.
  package var description: String {
    if isIllustration { return caption }
    var facts = "\(tensor.shape)"
    let drawing = Drawing(self)
    let statistics = drawing.picture.statistics
    if statistics.finite > 0 {
      facts +=
        ", \(NumberFormat.short(statistics.minimum)) … \(NumberFormat.short(statistics.maximum))"
    }
    if statistics.notANumber > 0 { facts += ", \(statistics.notANumber) nan" }
    if statistics.infinite > 0 { facts += ", \(statistics.infinite) inf" }
    for words in drawing.scaleWords(NumberTable(self) == nil ? .colors : .numbersOnColors) {
      facts += ", " + words
    }
    let leftOut = PictureSheet(self).leftOut
    if leftOut > 0 { facts += ", \(leftOut) pictures left out" }
    return caption.isEmpty ? facts : "\(caption)  \(facts)"
  }
}
