import Glibc

/// A colour as screens take it: sRGB, 8 bits a channel.
package struct RGB: Sendable, Hashable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From fractions; what lies outside 0…1 is clamped, NaN is 0.
  package init(red: Float, green: Float, blue: Float) {
    self.init(RGB.byte(red), RGB.byte(green), RGB.byte(blue))
  }

  package init(grey: Float) { self.init(red: grey, green: grey, blue: grey) }

  /// 0xRRGGBB, for tables.
  package init(hex: UInt32) {
    self.init(UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
  }

  private static func byte(_ fraction: Float) -> UInt8 {
    // The order of the operands lets max turn NaN into 0.
    UInt8(min(max(0, fraction), 1) * 255 + 0.5)
  }

  package static let black = RGB(0, 0, 0)
  package static let white = RGB(255, 255, 255)

  /// This colour with `share` (0…1) of another laid over it.
  package func mixed(with other: RGB, share: Float) -> RGB {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Float(a) + (Float(b) - Float(a)) * min(max(0, share), 1)).rounded())
    }
    return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  /// Relative luminance, 0…1 (WCAG 2.1).
  package var luminance: Float {
    func linear(_ channel: UInt8) -> Float {
      let value = Float(channel) / 255
      return value <= 0.04045 ? value / 12.92 : powf((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Black or white, whichever stands out more as text on this colour.
  package var textColor: RGB {
    // Contrast (L + 0.05) : 0.05 against black equals 1.05 : (L + 0.05) against white at L = √0.0525 − 0.05.
    luminance > 0.179 ? .black : .white
  }
}

extension RGB {
  /// The nearest of xterm's fixed colours: 16…231 a cube of six levels, 232…255 greys.
  package var xterm256: UInt8 {
    let cube = [red, green, blue].map(RGB.nearestLevel)
    let cubeColor = RGB(RGB.levels[cube[0]], RGB.levels[cube[1]], RGB.levels[cube[2]])
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let step = min(max((mean - 8 + 5) / 10, 0), 23)
    let grey = UInt8(8 + 10 * step)
    return distance(to: RGB(grey, grey, grey)) < distance(to: cubeColor)
      ? UInt8(232 + step) : UInt8(16 + 36 * cube[0] + 6 * cube[1] + cube[2])
  }

  /// The colour of one of xterm's numbers from 16 up.
  package init(xterm256 number: UInt8) {
    if number >= 232 {
      let grey = 8 + 10 * (number - 232)
      self.init(grey, grey, grey)
    } else {
      let place = Int(max(number, 16)) - 16
      self.init(RGB.levels[place / 36], RGB.levels[place / 6 % 6], RGB.levels[place % 6])
    }
  }

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  private static func nearestLevel(_ value: UInt8) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
  }

  private func distance(to other: RGB) -> Int {
    func square(_ a: UInt8, _ b: UInt8) -> Int { (Int(a) - Int(b)) * (Int(a) - Int(b)) }
    return square(red, other.red) + square(green, other.green) + square(blue, other.blue)
  }
}
