import Engine
import Language

extension Drawing {
  /// The colours of a tile as a terminal has them.
  func colors(
    ofTile tile: Int, width: Int, height: Int, _ depth: TerminalCapabilities.ColorDepth
  ) -> [RGB] {
    let map = map(ofTile: tile)
    let colors = colors(ofTile: tile, width: width, height: height) { map.color($0, depth) }
    return layout.channels > 1 && depth == .ansi256 ? Dithering.xterm256(colors, width: width) : colors
  }
}
