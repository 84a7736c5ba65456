import Engine

extension Drawing {
  /// A tile in pixels, row by row, each element as a square of `scale` × `scale`; marks are outlined.
  func pixels(ofTile tile: Int, scaledBy scale: Int) -> [RGB] {
    let (width, height) = (layout.width * scale, layout.height * scale)
    let colors = colors(ofTile: tile, width: layout.width, height: layout.height)
    return marked(width, height) { place in
      colors[place / width / scale * layout.width + place % width / scale]
    }
  }

  /// A tile in fewer pixels than it has elements; marks are outlined.
  func pixels(ofTile tile: Int, width: Int, height: Int) -> [RGB] {
    let colors = colors(ofTile: tile, width: width, height: height)
    return marked(width, height) { colors[$0] }
  }

  private func marked(_ width: Int, _ height: Int, _ color: (Int) -> RGB) -> [RGB] {
    let mask = MarkMask(marked, source: (layout.width, layout.height), drawn: (width, height))
    return (0..<width * height).map { place in
      switch mask[place] {
      case .none: color(place)
      case .outline: ColorMap.mark
      case .tint: color(place).mixed(with: ColorMap.mark, share: 0.75)
      }
    }
  }
}
