import Engine
import Language

/// A tensor made ready for drawing: its values' range, the colours that they get, and what is marked.
struct Drawing {
  let picture: TensorPicture
  /// The map for pictures in half blocks.
  let map: ColorMap
  /// The map for heat maps with numbers: a tensor that is no picture gets colour, which tells values apart better.
  let heatMap: ColorMap
  /// Marked elements that exist, as positions within a plane.
  let marked: Set<Int>

  init(_ source: Markup.Picture) {
    let picture = TensorPicture(anyShape: source.tensor, range: source.range)
    let layout = picture.layout
    marked = Set(
      source.marked.lazy
        .filter { 0..<layout.height ~= $0.row && 0..<layout.width ~= $0.column }
        .map { $0.row * layout.width + $0.column })
    if picture.range.lowerBound < 0 && layout.channels == 1 {
      // Zero is white only where both sides reach equally far.
      let reach = max(-picture.range.lowerBound, picture.range.upperBound)
      self.picture = picture.drawn(over: -reach...reach)
      (map, heatMap) = (.diverging, .diverging)
    } else {
      self.picture = picture
      map = .grey
      heatMap = picture.isNatural || source.range != nil || layout.channels > 1 ? .grey : .sequential
    }
  }

  var layout: TensorPicture.Layout { picture.layout }
}

extension Drawing {
  /// The colours of a tile at another size, row by row.
  func colors(ofTile tile: Int, width: Int, height: Int, _ depth: TerminalCapabilities.ColorDepth) -> [RGB] {
    let first = tile * layout.channels
    let planes = channels(first, width, height)
    let colors = (0..<width * height).map { position in
      let red = planes[0][position]
      guard layout.channels > 1 else { return red.isNaN ? ColorMap.notANumber : map.color(red, depth) }
      let (green, blue) = (planes[1][position], planes[2][position])
      if (red + green + blue).isNaN { return ColorMap.notANumber }
      guard layout.channels == 4 else { return RGB(red: red, green: green, blue: blue) }
      // Squares of four pixels show what is transparent.
      let isDark = (position % width / 4 + position / width / 4) % 2 == 1
      let behind = (1 - planes[3][position]) * (isDark ? 0.7 : 0.9)
      return RGB(red: red + behind, green: green + behind, blue: blue + behind)
    }
    return layout.channels > 1 && depth == .ansi256 ? Dithering.xterm256(colors, width: width) : colors
  }

  /// How light a tile is at another size, 0…1, NaN where the values are.
  func lightness(ofTile tile: Int, width: Int, height: Int) -> [Float] {
    let planes = channels(tile * layout.channels, width, height)
    guard layout.channels > 1 else { return planes[0] }
    return (0..<width * height).map { position in
      // ITU-R BT.601, as PyTorch's and PIL's conversion to grey.
      let grey = 0.299 * planes[0][position] + 0.587 * planes[1][position] + 0.114 * planes[2][position]
      return layout.channels == 4 ? grey + (1 - planes[3][position]) * 0.8 : grey
    }
  }

  private func channels(_ first: Int, _ width: Int, _ height: Int) -> [[Float]] {
    let alpha = layout.channels == 4 ? first + 3 : nil
    return (first..<first + layout.channels).map {
      picture.averaged($0, width: width, height: height, weightedBy: $0 == alpha ? nil : alpha)
    }
  }
}
