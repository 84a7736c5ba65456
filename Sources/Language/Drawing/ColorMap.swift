/// How a number becomes a colour.
package enum ColorMap: Sendable {
  /// Black to white, for pictures.
  case grey
  /// Dark violet over green to yellow: lightness rises evenly. The control points of matplotlib's viridis.
  case sequential
  /// Blue over white to red, white in the middle: ColorBrewer's RdBu turned round, its grey middle made white.
  case diverging

  /// - Parameter fraction: 0 lowest, 1 highest; clamped.
  package func color(_ fraction: Float) -> RGB {
    switch self {
    case .grey: RGB(grey: fraction)
    case .sequential: ColorMap.interpolate(ColorMap.viridis, fraction)
    case .diverging: ColorMap.interpolate(ColorMap.blueWhiteRed, fraction)
    }
  }

  /// The colour of what is not a number, in every map.
  package static let notANumber = RGB(hex: 0xD000D0)
  /// The colour of a marked window, which no map contains.
  package static let mark = RGB(hex: 0x00C853)

  private static func interpolate(_ table: [RGB], _ fraction: Float) -> RGB {
    let place = min(max(0, fraction), 1) * Float(table.count - 1)
    let below = min(Int(clamping: place), table.count - 2)
    return table[below].mixed(with: table[below + 1], share: place - Float(below))
  }

  private static let viridis: [RGB] = [
    0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B, 0xFDE725,
  ].map(RGB.init(hex:))

  private static let blueWhiteRed: [RGB] = [
    0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xFFFFFF, 0xFDDBC7, 0xF4A582, 0xD6604D, 0xB2182B,
    0x67001F,
  ].map(RGB.init(hex:))
}
