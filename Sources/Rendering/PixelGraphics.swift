import Engine
import Language
import Text

/// A picture in a terminal's own pixels, where it has a way to take them.
package struct PixelGraphics {
  package let text: String
  /// Tiles for which there was no room.
  package let leftOut: Int

  /// Nil where half blocks are to be used: the terminal takes no pixels, the picture does not fit into its lines, or words
  /// stand below its tiles.
  package init?(_ source: Markup.Picture, _ capabilities: TerminalCapabilities, lines: Int) {
    guard capabilities.graphics != .blocks, capabilities.isTerminal, source.labels.isEmpty else { return nil }
    let room = (
      width: capabilities.columns * capabilities.cell.width, height: lines * capabilities.cell.height
    )
    let sheet = PictureSheet(source, within: room)
    guard let image = sheet.image, image.width <= room.width, image.height <= room.height else { return nil }
    self.init(image, capabilities.graphics, leftOut: sheet.leftOut)
  }

  /// A drawing, as large as there is room for; nil where the terminal takes no pixels, or nothing is there that draws it.
  package init?(_ figure: Figure, _ capabilities: TerminalCapabilities) {
    guard capabilities.graphics != .blocks, capabilities.isTerminal, figure.width > 0 else { return nil }
    let wide = Double((capabilities.columns - 1) * capabilities.cell.width) / figure.width
    let high = Double((capabilities.rows - 4) * capabilities.cell.height) / figure.height
    let scale = min(wide, high, 2)
    // Smaller, its words could not be read.
    guard scale > 0.5, let image = FigureFormat.pixels(of: figure, scale: scale) else { return nil }
    self.init(image, capabilities.graphics, leftOut: 0)
  }

  private init?(_ image: PixelImage, _ graphics: TerminalCapabilities.Graphics, leftOut: Int) {
    self.leftOut = leftOut
    switch graphics {
    case .kitty:
      guard let kitty = PixelGraphics.kitty(image) else { return nil }
      text = kitty
    case .sixel: text = Sixel.text(image)
    case .blocks: return nil
    }
  }

  /// The kitty graphics protocol: a PNG in pieces of at most 4096 letters; no answer is asked for.
  static func kitty(_ image: PixelImage) -> String? {
    guard let png = try? PNG.encode(image) else { return nil }
    let letters = Array(Base64.encode(png).utf8)
    var result = ""
    for start in stride(from: 0, to: letters.count, by: 4096) {
      let piece = letters[start..<min(start + 4096, letters.count)]
      let more = piece.endIndex < letters.count ? 1 : 0
      let head = start == 0 ? "a=T,f=100,q=2,m=\(more)" : "m=\(more)"
      result += "\u{1B}_G\(head);\(String(decoding: piece, as: UTF8.self))\u{1B}\\"
    }
    return result
  }
}

/// Pictures as DEC's sixel sequences: bands of six rows, one colour after the other. Transparent pixels are left as they are.
enum Sixel {
  static func text(_ image: PixelImage) -> String {
    var numbers: [Int] = []
    numbers.reserveCapacity(image.width * image.height)
    for place in 0..<image.width * image.height {
      let pixel = place * image.channels
      let isClear = image.channels == 4 && image.pixels[pixel + 3] < 128
      let color = RGB(
        image.pixels[pixel], image.pixels[pixel + min(1, image.channels - 1)],
        image.pixels[pixel + min(2, image.channels - 1)])
      numbers.append(isClear ? -1 : Int(color.xterm256))
    }
    // P2 = 1: what is not drawn keeps its colour. The attributes say that pixels are square, and the size.
    var text = "\u{1B}P0;1;0q\"1;1;\(image.width);\(image.height)"
    for number in Set(numbers).sorted() where number >= 0 {
      let color = RGB(xterm256: UInt8(number))
      let parts = [color.red, color.green, color.blue].map { String((Int($0) * 100 + 127) / 255) }
      text += "#\(number);2;" + parts.joined(separator: ";")
    }
    for top in stride(from: 0, to: image.height, by: 6) { text += band(top, numbers, image) + "-" }
    return text + "\u{1B}\\"
  }

  private static func band(_ top: Int, _ numbers: [Int], _ image: PixelImage) -> String {
    let rows = top..<min(top + 6, image.height)
    let used = Set(numbers[top * image.width..<rows.upperBound * image.width]).filter { $0 >= 0 }.sorted()
    return used.map { number in
      var line = "#\(number)"
      var (run, last) = (0, 0)
      func flush() {
        guard run > 0 else { return }
        let letter = Character(Unicode.Scalar(UInt8(63 + last)))
        line += run > 3 ? "!\(run)\(letter)" : String(repeating: letter, count: run)
      }
      for column in 0..<image.width {
        var bits = 0
        for (place, row) in rows.enumerated() where numbers[row * image.width + column] == number {
          bits |= 1 << place
        }
        if bits == last || run == 0 {
          (run, last) = (run + 1, bits)
        } else {
          flush()
          (run, last) = (1, bits)
        }
      }
      flush()
      return line
    }.joined(separator: "$")
  }
}
