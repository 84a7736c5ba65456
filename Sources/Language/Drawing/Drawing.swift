import Engine

/// A tensor made ready for drawing: its values' scale, the colours that they get, and what is marked.
package struct Drawing {
  package let picture: TensorPicture
  /// One for all of it, or one for each picture of a batch where they differ.
  package let scales: [DrawnScale]
  /// Marked elements that exist, as positions within a plane.
  package let marked: Set<Int>

  package init(_ source: Markup.Picture) {
    let tensor = source.tensor
    let hasOwn = source.hasOwnScales && tensor.rank == 4 && tensor.shape[0] > 0 && source.range == nil
    let samples = hasOwn ? tensor.shape[0] : 1
    let size = tensor.count / samples
    let picture = TensorPicture(anyShape: tensor, range: source.range)
    self.picture = picture
    let all = (0..<samples).map { sample in
      DrawnScale(
        of: tensor, elements: sample * size..<(sample + 1) * size, given: source.range,
        measured: samples == 1 ? picture.statistics : nil)
    }
    scales = all[0].clipped == 0 && all.allSatisfy { $0 == all[0] } ? [all[0]] : all
    let layout = picture.layout
    marked = Set(
      source.marked.lazy
        .filter { 0..<layout.height ~= $0.row && 0..<layout.width ~= $0.column }
        .map { $0.row * layout.width + $0.column })
  }

  package var layout: TensorPicture.Layout { picture.layout }

  /// How many tiles stand side by side: the channels of each picture in a row of their own where there are several pictures; else about
  /// `ideal`, more where the rows are even then.
  func columns(_ tiles: Int, ideal: Double) -> Int {
    let perSample = layout.tilesPerSample
    if 2...16 ~= perSample, layout.tiles > perSample || perSample <= 8 {
      return min(perSample, max(tiles, 1))
    }
    let least = max(1, Int(clamping: ideal.rounded(.up)))
    let even = (least..<least + max(least / 2, 1)).first { tiles.isMultiple(of: $0) }
    return min(even ?? least, max(tiles, 1))
  }

  package func scale(ofTile tile: Int) -> DrawnScale {
    scales.count == 1 ? scales[0] : scales[min(tile / layout.tilesPerSample, scales.count - 1)]
  }

  /// The map for pictures in half blocks.
  package func map(ofTile tile: Int) -> ColorMap {
    scale(ofTile: tile).isAroundZero && layout.channels == 1 ? .diverging : .grey
  }

  /// The map for heat maps with numbers: a tensor that is no picture gets colour, which tells values apart better.
  package func heatMap(ofTile tile: Int) -> ColorMap {
    let map = map(ofTile: tile)
    return map == .grey && scale(ofTile: tile).kind == .spread && layout.channels == 1 ? .sequential : map
  }

  /// Where a value lies in the scale of a tile, 0…1, cut off at the ends; NaN stays NaN.
  package func fraction(of value: Double, inTile tile: Int) -> Float {
    picture.drawn(over: scale(ofTile: tile).range).fraction(of: value)
  }
}

extension Drawing {
  /// The colours of a tile at another size, row by row.
  /// - Parameter tone: the colour of a number between 0 and 1 where the picture has one channel; the map's without it.
  package func colors(
    ofTile tile: Int, width: Int, height: Int, tone: ((Float) -> RGB)? = nil
  ) -> [RGB] {
    let planes = channels(ofTile: tile, width, height)
    let map = map(ofTile: tile)
    return (0..<width * height).map { position in
      let red = planes[0][position]
      guard layout.channels > 1 else { return red.isNaN ? ColorMap.notANumber : tone?(red) ?? map.color(red) }
      let (green, blue) = (planes[1][position], planes[2][position])
      if (red + green + blue).isNaN { return ColorMap.notANumber }
      guard layout.channels == 4 else { return RGB(red: red, green: green, blue: blue) }
      // Squares of four pixels show what is transparent.
      let isDark = (position % width / 4 + position / width / 4) % 2 == 1
      let behind = (1 - planes[3][position]) * (isDark ? 0.7 : 0.9)
      return RGB(red: red + behind, green: green + behind, blue: blue + behind)
    }
  }

  /// How light a tile is at another size, 0…1, NaN where the values are.
  package func lightness(ofTile tile: Int, width: Int, height: Int) -> [Float] {
    let planes = channels(ofTile: tile, width, height)
    guard layout.channels > 1 else { return planes[0] }
    return (0..<width * height).map { position in
      // ITU-R BT.601, as PyTorch's and PIL's conversion to grey.
      let grey = 0.299 * planes[0][position] + 0.587 * planes[1][position] + 0.114 * planes[2][position]
      return layout.channels == 4 ? grey + (1 - planes[3][position]) * 0.8 : grey
    }
  }

  private func channels(ofTile tile: Int, _ width: Int, _ height: Int) -> [[Float]] {
    let first = tile * layout.channels
    let picture = picture.drawn(over: scale(ofTile: tile).range)
    let alpha = layout.channels == 4 ? first + 3 : nil
    return (first..<first + layout.channels).map {
      picture.averaged($0, width: width, height: height, weightedBy: $0 == alpha ? nil : alpha)
    }
  }
}
