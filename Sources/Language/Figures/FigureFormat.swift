import Engine

/// The kinds of file that a figure can be written as.
package enum FigureFormat: String, CaseIterable {
  case svg = ".svg"
  case png = ".png"

  /// The one that a path's ending asks for.
  init?(_ path: String) {
    let ending = path.suffix(4).lowercased()
    guard let format = FigureFormat(rawValue: ending) else { return nil }
    self = format
  }

  /// Pixels of a PNG for each of an SVG, so that it is sharp on fine screens and slides.
  private static let scale = 2.0

  /// - Returns: the file, and what is to be said of it; empty where there is nothing.
  func encode(
    _ figure: Figure, path: String, in execution: Execution
  ) throws(FileError) -> (bytes: [UInt8], remarks: [String]) {
    switch self {
    case .svg: return (Array(FigureSVG(figure).text(signedBy: FigureFormat.software).utf8), [])
    case .png:
      let (image, unknown) = try FigureFormat.draw(figure, scale: FigureFormat.scale, path: path)
      let png = try PNG.encode(image, path: path, in: execution)
      return (PNG.signed(png, by: FigureFormat.software), unknown > 0 ? [figure.remark(unknown)] : [])
    }
  }

  private static func draw(
    _ figure: Figure, scale: Double, path: String
  ) throws(FileError) -> (image: PixelImage, unknown: Int) {
    func pixels(_ length: Double) -> Int { Int(clamping: (length * scale).rounded()) }
    return try SVGPicture.pixels(
      of: FigureSVG(figure).text, letters: figure.letters, width: pixels(figure.width),
      height: pixels(figure.height), path: path)
  }

  /// A figure as pixels; nil where it is too large, or where librsvg is not there.
  package static func pixels(of figure: Figure, scale: Double) -> PixelImage? {
    try? draw(figure, scale: scale, path: "").image
  }

  private static let software = "Drawn by Fovea"

  /// A figure whose name nobody gave, which may replace one that was drawn before.
  func file(_ path: String) -> OwnedFile {
    switch self {
    case .svg: OwnedFile(path, [FigureSVG.mark(of: FigureFormat.software)], deed: "drawn")
    case .png: OwnedFile(path, [PNG.mark(of: FigureFormat.software)], deed: "drawn")
    }
  }
}

extension Figure {
  /// What is said where letters of it have no font, and what brings one.
  fileprivate func remark(_ unknown: Int) -> String {
    let wide = letters.count { DisplayWidth.columns(of: $0) > 1 }
    let packages =
      unknown <= wide
      ? "fonts-noto-cjk brings Chinese ones"
      : wide > 0
        ? "fonts-dejavu-core fonts-noto-cjk brings some" : "fonts-dejavu-core brings some"
    return
      "no installed font has \(Formatter.count(unknown, "letter")) of the figure: apt-get install \(packages)"
  }

  /// All that is written in it.
  fileprivate var letters: String {
    marks.map { if case .text(let text, _, _) = $0 { PrintableText.make(text) } else { "" } }.joined(
      separator: "\n")
  }
}
