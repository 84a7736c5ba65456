import Engine
import Language

/// A tensor too large for numbers: one picture, or tiles side by side.
struct TileSheet {
  private let drawing: Drawing
  private let capabilities: TerminalCapabilities
  private let arrangement: TileArrangement
  private let isColored: Bool
  /// What stands below each tile; empty for nothing.
  private let labels: [String]

  init(_ drawing: Drawing, _ capabilities: TerminalCapabilities, lines: Int, labels: [String] = []) {
    self.drawing = drawing
    self.labels = labels.isEmpty ? [] : labels.map { VisibleText.make($0, isUTF8: capabilities.isUTF8) }
    self.capabilities = capabilities
    isColored = capabilities.colors >= .ansi256
    let layout = drawing.layout
    arrangement = TileArrangement(
      layout.tiles, of: .init(width: layout.width, height: layout.height), perSample: layout.tilesPerSample,
      within: .init(width: max(capabilities.columns, 1), height: 2 * lines),
      gap: isColored && labels.isEmpty
        ? .init(width: 1, height: 1) : .init(width: isColored ? 1 : 2, height: 2),
      evenHeights: !isColored || !labels.isEmpty)
  }

  /// Tiles for which there was no room.
  var leftOut: Int { drawing.layout.tiles - arrangement.shown }

  func write(to writer: inout AnsiWriter) {
    if isColored { writeColors(to: &writer) } else { writeShades(to: &writer) }
  }

  /// What its shades or colours stand for.
  var ends: Drawing.Ends { isColored ? .colors : .signs("blank", capabilities.isUTF8 ? "█" : "@") }

  private func place(_ tile: Int) -> (top: Int, left: Int) {
    (
      tile / arrangement.columns * (arrangement.tile.height + arrangement.gap.height),
      tile % arrangement.columns * (arrangement.tile.width + arrangement.gap.width)
    )
  }

  /// What stands below the tiles of a row, each in the middle of its own.
  private func writeLabels(ofRow row: Int, to writer: inout AnsiWriter) {
    var line = ""
    var column = 0
    for tile in row * arrangement.columns..<min((row + 1) * arrangement.columns, arrangement.shown) {
      let left = place(tile).left
      var label = tile < labels.count ? labels[tile] : ""
      while DisplayWidth.columns(of: label) > arrangement.tile.width { label.removeLast() }
      let width = DisplayWidth.columns(of: label)
      let start = left + (arrangement.tile.width - width) / 2
      line += String(repeating: " ", count: max(0, start - column)) + label
      column = max(column, start) + width
    }
    writer.write(line, Palette.pen(.strong, capabilities.colors))
    writer.endLine()
  }

  private func writeColors(to writer: inout AnsiWriter) {
    guard !labels.isEmpty else {
      return writeColors(0..<arrangement.shown, height: arrangement.height, to: &writer)
    }
    for row in 0..<arrangement.rows {
      let tiles = row * arrangement.columns..<min((row + 1) * arrangement.columns, arrangement.shown)
      writeColors(tiles, height: arrangement.tile.height, to: &writer)
      writeLabels(ofRow: row, to: &writer)
    }
  }

  private func writeColors(_ tiles: Range<Int>, height canvasHeight: Int, to writer: inout AnsiWriter) {
    let (width, height) = (arrangement.tile.width, arrangement.tile.height)
    let mask = MarkMask(
      drawing.marked, source: (drawing.layout.width, drawing.layout.height), drawn: (width, height))
    var canvas = PixelCanvas(width: arrangement.width, height: canvasHeight)
    let above = place(tiles.lowerBound).top
    for tile in tiles {
      let colors = drawing.colors(ofTile: tile, width: width, height: height, capabilities.colors)
      let (row, left) = place(tile)
      let top = row - above
      for position in colors.indices {
        let color =
          switch mask[position] {
          case .none: colors[position]
          case .outline: ColorMap.mark
          case .tint: colors[position].mixed(with: ColorMap.mark, share: 0.75)
          }
        canvas[top + position / width, left + position % width] = color
      }
    }
    canvas.write(to: &writer, isUTF8: capabilities.isUTF8)
  }

  /// Characters are two pixels high, so tiles and gaps are drawn at half their height.
  private func writeShades(to writer: inout AnsiWriter) {
    let (width, height) = (arrangement.tile.width, arrangement.tile.height / 2)
    let mask = MarkMask(
      drawing.marked, source: (drawing.layout.width, drawing.layout.height), drawn: (width, height))
    let lineCount = arrangement.height / 2
    var lines = [[Character]](repeating: Array(repeating: " ", count: arrangement.width), count: lineCount)
    for tile in 0..<arrangement.shown {
      let lightness = drawing.lightness(ofTile: tile, width: width, height: height)
      let (top, left) = place(tile)
      let shades = shades(lightness, ofTile: tile, width: width)
      for position in lightness.indices {
        let character = mask[position] == .none ? shades[position] : "X"
        lines[top / 2 + position / width][left + position % width] = character
      }
    }
    let rowHeight = (arrangement.tile.height + arrangement.gap.height) / 2
    for (index, characters) in lines.enumerated() {
      // The line between two rows of tiles, which is blank, is that of the labels.
      if !labels.isEmpty, index % rowHeight == arrangement.tile.height / 2 {
        writeLabels(ofRow: index / rowHeight, to: &writer)
        continue
      }
      var line = PaddedLine()
      line.add(String(characters), .plain)
      line.write(to: &writer)
    }
    if !labels.isEmpty { writeLabels(ofRow: arrangement.rows - 1, to: &writer) }
  }

  /// Of a photograph, which is drawn smaller than it is, the few shades are mixed; elsewhere each stands for its numbers.
  private func shades(_ lightness: [Float], ofTile tile: Int, width: Int) -> [Character] {
    let ramp = capabilities.isUTF8 ? TileSheet.blocks : TileSheet.signs
    guard drawing.layout.width > width, drawing.scale(ofTile: tile).kind == .picture else {
      return lightness.map { shade($0, ramp) }
    }
    return Dithering.levels(lightness, width: width, count: ramp.count).map { $0.map { ramp[$0] } ?? "?" }
  }

  private func shade(_ fraction: Float, _ ramp: [Character]) -> Character {
    if fraction.isNaN { return "?" }
    return ramp[min(Int(clamping: max(0, fraction) * Float(ramp.count)), ramp.count - 1)]
  }

  private static let blocks: [Character] = Array(" ░▒▓█")
  private static let signs: [Character] = Array(" .:-=+*#%@")
}
