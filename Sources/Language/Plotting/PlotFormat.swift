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
    case .svg: Array(PlotSVG(plot).text.utf8)
    case .png: try PNG.encode(PlotPicture(plot).image, path: path, in: execution)
    }
  }
}
