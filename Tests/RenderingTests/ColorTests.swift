import Notebook
import Language
import Rendering
import Testing

@Suite struct ColorTests {
  /// WCAG's contrast of two relative luminances.
  private func contrast(_ a: RGB, _ b: RGB) -> Float {
    (max(a.luminance, b.luminance) + 0.05) / (min(a.luminance, b.luminance) + 0.05)
  }

  @Test func luminance() {
    // Worked by hand from WCAG 2.1: ((188/255 + 0.055) / 1.055)^2.4 = 0.5029 for a grey.
    #expect(RGB.white.luminance == 1)
    #expect(RGB.black.luminance == 0)
    #expect(abs(RGB(188, 188, 188).luminance - 0.5029) < 1e-4)
    #expect(abs(RGB(255, 0, 0).luminance - 0.2126) < 1e-6)
  }

  @Test func xtermNumbersAreTheNearest() {
    func distance(_ a: RGB, _ b: RGB) -> Int {
      [(a.red, b.red), (a.green, b.green), (a.blue, b.blue)].reduce(0) {
        $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1))
      }
    }
    for red in stride(from: 0, through: 255, by: 15) {
      for green in stride(from: 0, through: 255, by: 15) {
        for blue in stride(from: 0, through: 255, by: 15) {
          let color = RGB(UInt8(red), UInt8(green), UInt8(blue))
          let best = (16...255).map { distance(color, RGB(xterm256: UInt8($0))) }.min() ?? 0
          #expect(distance(color, RGB(xterm256: color.xterm256)) == best)
        }
      }
    }
  }

  @Test(arguments: [TerminalCapabilities.ColorDepth.ansi256, .trueColor])
  func textOnAColorMapIsReadable(_ depth: TerminalCapabilities.ColorDepth) {
    for map in [ColorMap.grey, .sequential, .diverging] {
      for step in 0...100 {
        let color = map.color(Float(step) / 100, depth)
        #expect(contrast(color, color.textColor) >= 4.5)
      }
    }
  }

  @Test(arguments: [TerminalCapabilities.ColorDepth.ansi256, .trueColor])
  func mapsAreOrdered(_ depth: TerminalCapabilities.ColorDepth) {
    for step in 0..<100 {
      let (low, high) = (Float(step) / 100, Float(step + 1) / 100)
      for map in [ColorMap.grey, .sequential] {
        #expect(map.color(low, depth).luminance <= map.color(high, depth).luminance)
      }
      let (a, b) = (ColorMap.diverging.color(low, depth), ColorMap.diverging.color(high, depth))
      #expect(step < 50 ? a.luminance <= b.luminance : a.luminance >= b.luminance)
    }
    #expect(ColorMap.diverging.color(0.5, depth) == .white)
    #expect(ColorMap.grey.color(.nan, depth) == .black)
  }

  @Test(arguments: [TerminalCapabilities.ColorDepth.ansi256, .trueColor])
  func mapsHaveAtLeastSixteenSteps(_ depth: TerminalCapabilities.ColorDepth) {
    for map in [ColorMap.grey, .sequential, .diverging] {
      let colors = Set(
        (0...1000).map { step in
          let color = map.color(Float(step) / 1000, depth)
          return depth == .trueColor ? color : RGB(xterm256: color.xterm256)
        })
      #expect(colors.count >= 16, "\(map)")
    }
  }

  /// The colours of prose, taken from what is really written.
  @Test func proseIsReadableOnBlackAndWhite() throws {
    let styles: [Markup.Style] =
      [.code, .number, .string, .error, .warning, .note, .success] + (0..<8).map(Markup.Style.label)
    for style in styles {
      var markup = Markup()
      markup.line("x", style)
      let text = MarkupRenderer.render(markup, for: TerminalCapabilities(colors: .trueColor))
      let numbers = text.split { !$0.isNumber }.compactMap { UInt8($0) }
      let place = try #require(numbers.firstIndex(of: 38))
      let color = RGB(numbers[place + 2], numbers[place + 3], numbers[place + 4])
      #expect(contrast(color, .black) >= 3.5 && contrast(color, .white) >= 3.5)
    }
  }
}
