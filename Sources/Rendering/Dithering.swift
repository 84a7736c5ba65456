import Language

/// Spreads part of what rounding to few colours loses over the neighbours still to come (Floyd and Steinberg 1976).
enum Dithering {
  /// Each pixel as one of xterm's fixed colours.
  static func xterm256(_ colors: [RGB], width: Int) -> [RGB] {
    var channels = [
      colors.map { Float($0.red) / 255 }, colors.map { Float($0.green) / 255 },
      colors.map { Float($0.blue) / 255 },
    ]
    return colors.indices.map { position in
      let wanted = RGB(red: channels[0][position], green: channels[1][position], blue: channels[2][position])
      let color = RGB(xterm256: wanted.xterm256)
      for (channel, drawn) in [color.red, color.green, color.blue].enumerated() {
        let error = channels[channel][position] - Float(drawn) / 255
        spread(error, from: position, width, &channels[channel])
      }
      return color
    }
  }

  /// Each number from 0 to 1 as one of so many evenly spaced levels, counted from 0; nil for NaN.
  static func levels(_ values: [Float], width: Int, count: Int) -> [Int?] {
    var wanted = values
    return values.indices.map { position in
      guard !wanted[position].isNaN else { return nil }
      let level = Int(clamping: (min(max(0, wanted[position]), 1) * Float(count - 1)).rounded())
      spread(wanted[position] - Float(level) / Float(count - 1), from: position, width, &wanted)
      return level
    }
  }

  private static func spread(_ error: Float, from position: Int, _ width: Int, _ values: inout [Float]) {
    // The full error would keep the mean, but pixels as large as a terminal's turn into noise; half keeps the shapes.
    let error = error / 2
    let column = position % width
    func add(_ offset: Int, _ share: Float) {
      if position + offset < values.count { values[position + offset] += error * share }
    }
    if column + 1 < width {
      add(1, 7 / 16)
      add(width + 1, 1 / 16)
    }
    if column > 0 { add(width - 1, 3 / 16) }
    add(width, 5 / 16)
  }
}
