import CImages

/// SVG pictures as pixels, through librsvg, which is loaded when the first one is drawn.
package enum SVGPicture {
  /// - Parameters:
  ///   - text: the SVG picture; what it does not cover is white.
  ///   - letters: what is written in it.
  ///   - width: of the result, in pixels.
  ///   - height: of the result, in pixels.
  ///   - path: what messages call the file.
  /// - Throws: `unsupported` where librsvg is not installed or cannot draw it, `tooLarge`.
  /// - Returns: 3 channels, and how many of the letters no installed font has.
  package static func pixels(
    of text: String, letters: String, width: Int, height: Int, path: String
  ) throws(FileError) -> (image: PixelImage, unknown: Int) {
    let sides = 1...16_384
    // The pixels, twice; and what the libraries take, which cannot refuse.
    guard sides.contains(width), sides.contains(height),
      MemoryBudget.systemHas(7 * width * height + 3 * text.utf8.count + librariesTake)
    else {
      throw FileError(
        .tooLarge, path, "a figure of \(width) × \(height) pixels is too large to be drawn as PNG",
        help: "make it smaller, or write .svg")
    }
    var size = fovea_picture()
    (size.width, size.height, size.channels) = (UInt32(width), UInt32(height), 3)
    let (svg, words) = (Array(text.utf8), letters.replacing("\0", with: ""))
    var (unknown, drawn) = (UInt32(0), CImagesResult { _ in FOVEA_OK })
    let count = 3 * width * height
    // Safe: what is drawn fills all of `count` bytes; otherwise nothing counts as initialised.
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      drawn = CImagesResult { fovea_svg_draw(svg, svg.count, words, &size, start, &unknown, &$0) }
      filled = drawn.status == FOVEA_OK ? count : 0
    }
    if drawn.status == FOVEA_NO_LIBRARY {
      throw FileError(
        .unsupported, path, "drawing a figure as PNG takes librsvg, which is not there (\(drawn.words))",
        help: "install it (apt-get install librsvg2-2), or write .svg")
    }
    guard drawn.status == FOVEA_OK else {
      throw FileError(.unsupported, path, "\(FileError.name(path)) could not be drawn: \(drawn.words)")
    }
    return (PixelImage(width: width, height: height, channels: 3, pixels: pixels), Int(unknown))
  }

  /// glib ends the program where the system gives it no memory.
  private static let librariesTake = 64 << 20
}
