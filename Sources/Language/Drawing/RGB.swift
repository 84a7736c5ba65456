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
    UInt8(clamping: min(max(0, fraction), 1) * 255 + 0.5)
  }

  package static let black = RGB(0, 0, 0)
  package static let white = RGB(255, 255, 255)

  /// This colour with `share` (0…1) of another laid over it.
  package func mixed(with other: RGB, share: Float) -> RGB {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8(clamping: (Float(a) + (Float(b) - Float(a)) * min(max(0, share), 1)).rounded())
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
  /// `#1f9e89`.
  package var code: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
