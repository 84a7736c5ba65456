import Engine

/// The kinds of picture that a plot can be written as.
enum PlotFormat: String, CaseIterable {
  case svg = ".svg"
  case png = ".png"

  /// The one that a path's ending asks for.
  init?(_ path: String) {
    let ending = path.suffix(4).lowercased()
    guard let format = PlotFormat(rawValue: ending) else { return nil }
    self = format
  }

  func encode(_ plot: Plot, path: String, in execution: Execution) throws(FileError) -> [UInt8] {
    switch self {
    case .svg: Array(PlotSVG(plot).text(signedBy: PlotFormat.software).utf8)
    case .png:
      PNG.signed(try PNG.encode(PlotPicture(plot).image, path: path, in: execution), by: PlotFormat.software)
    }
  }

  private static let software = "Drawn by Fovea"

  /// A plot whose name nobody gave, which may replace one that was drawn before.
  func file(_ path: String) -> OwnedFile {
    switch self {
    case .svg: OwnedFile(path, [PlotSVG.mark(of: PlotFormat.software)], deed: "drawn")
    case .png: OwnedFile(path, [PNG.mark(of: PlotFormat.software)], deed: "drawn")
    }
  }
}
