import Engine
import Foundation
import Language
import Notebook
import Rendering
import Testing

/// Pictures in a terminal's own pixels, read back from the sequences.
@Suite struct PixelGraphicsTests {
  private func picture() throws -> Markup.Picture {
    Markup.Picture(try Tensor((0..<300).map { Float($0) / 299 }, [15, 20]), marked: [(2, 3)])
  }

  private func capabilities(_ graphics: TerminalCapabilities.Graphics) -> TerminalCapabilities {
    var capabilities = TerminalCapabilities(colors: .trueColor)
    capabilities.graphics = graphics
    return capabilities
  }

  @Test func kittyCarriesThePicture() throws {
    let graphics = try #require(PixelGraphics(picture(), capabilities(.kitty), lines: 20))
    var data = ""
    for (index, part) in graphics.text.components(separatedBy: "\u{1B}\\").dropLast().enumerated() {
      let body = try #require(part.hasPrefix("\u{1B}_G") ? part.dropFirst(3) : nil)
      let pieces = body.split(separator: ";", maxSplits: 1)
      #expect(index > 0 || pieces[0].hasPrefix("a=T,f=100,q=2"))
      #expect(pieces[1].utf8.count <= 4096)
      data += pieces[1]
    }
    let bytes = Array(try #require(Data(base64Encoded: data)))
    let room = (width: 80 * 8, height: 20 * 16)
    #expect(try PNG.decode(bytes) == PictureSheet(picture(), within: room).image)
  }

  /// Every pixel is the nearest of xterm's colours.
  @Test func sixelCarriesThePicture() throws {
    let room = (width: 80 * 8, height: 20 * 16)
    let image = try #require(PictureSheet(picture(), within: room).image)
    let graphics = try #require(PixelGraphics(picture(), capabilities(.sixel), lines: 20))
    let (width, pixels) = try SixelReader.read(graphics.text)
    #expect(width == image.width && pixels.count == image.width * image.height)
    var wrong = 0
    for place in pixels.indices {
      let color = RGB(image.pixels[4 * place], image.pixels[4 * place + 1], image.pixels[4 * place + 2])
      if pixels[place] != Int(color.xterm256) { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  /// A network's drawing is pixels where the terminal takes them and it can be read, else lines.
  @Test func aDrawingIsPixelsOrLines() throws {
    var shown = Markup()
    let session = Session { event in if case .markup(let markup) = event { shown = markup } }
    session.run("architecture(Chain(Conv(2, 3), Relu()), [8, 8])")
    guard case .figure(let figure, let text)? = shown.blocks.first else {
      Issue.record("nothing is drawn")
      return
    }
    let graphics = try #require(PixelGraphics(figure, capabilities(.sixel)))
    let (width, pixels) = try SixelReader.read(graphics.text)
    #expect(width <= 80 * 8 && pixels.count / width <= 24 * 16)
    #expect(pixels.contains { $0 != Int(RGB.white.xterm256) })
    let lines = MarkupRenderer.render(text, for: capabilities(.blocks))
    #expect(MarkupRenderer.render(shown, for: capabilities(.blocks)) == lines && lines.contains("Conv(2, 3)"))
    #expect(MarkupRenderer.render(shown, for: capabilities(.sixel)).contains("\u{1B}P"))
    var narrow = capabilities(.sixel)
    narrow.columns = 12
    #expect(PixelGraphics(figure, narrow) == nil)
    narrow.rows = 2
    #expect(PixelGraphics(figure, narrow) == nil, "a window of no height")
    // As documents for other front ends have it.
    let bundle = try #require(MIMEBundle.bundles(of: shown).first)
    guard case .svg(let svg)? = bundle.image else {
      Issue.record("no SVG")
      return
    }
    #expect(svg.hasPrefix("<svg ") && bundle.text.contains("Conv(2, 3)"))
  }

  @Test func whatDoesNotFitIsLeftToHalfBlocks() throws {
    let wide = Markup.Picture(try Tensor(zeros: [20, 5000]))
    #expect(PixelGraphics(wide, capabilities(.kitty), lines: 20) == nil)
    #expect(try PixelGraphics(picture(), capabilities(.blocks), lines: 20) == nil)
    var labelled = try picture()
    labelled.labels = ["a"]
    #expect(PixelGraphics(labelled, capabilities(.sixel), lines: 20) == nil)
  }
}

/// Reads a sixel sequence back: the number of each pixel's colour, −1 where none was drawn.
private enum SixelReader {
  enum Failure: Error { case form }

  static func read(_ text: String) throws -> (width: Int, pixels: [Int]) {
    guard text.hasPrefix("\u{1B}P0;1;0q\""), text.hasSuffix("\u{1B}\\") else { throw Failure.form }
    var rest = text.dropFirst(9).dropLast(2)
    func numbers() -> [Int] {
      let digits = rest.prefix { $0.isNumber || $0 == ";" }
      rest = rest.dropFirst(digits.count)
      return digits.split(separator: ";").compactMap { Int($0) }
    }
    let size = numbers()
    guard size.count == 4 else { throw Failure.form }
    let (width, height) = (size[2], size[3])
    var pixels = [Int](repeating: -1, count: width * height)
    var (color, column, top, repeats) = (0, 0, 0, 1)
    while let letter = rest.popFirst() {
      switch letter {
      case "#": color = numbers().first ?? 0
      case "!": repeats = numbers().first ?? 1
      case "$": column = 0
      case "-": (column, top) = (0, top + 6)
      default:
        guard let value = letter.asciiValue, 63...126 ~= value else { throw Failure.form }
        for bit in 0..<6 where (value - 63) >> UInt8(bit) & 1 == 1 {
          for step in 0..<repeats { pixels[(top + bit) * width + column + step] = color }
        }
        (column, repeats) = (column + repeats, 1)
      }
    }
    return (width, pixels)
  }
}
