import Language

extension ColorMap {
  /// - Parameter depth: where there are only xterm's 256 colours, the nearest ones would waver in hue, so the maps have
  ///   steps of their own there.
  package func color(_ fraction: Float, _ depth: TerminalCapabilities.ColorDepth) -> RGB {
    switch self {
    case .sequential where depth != .trueColor: ColorMap.step(ColorMap.viridisSteps, fraction)
    case .diverging where depth != .trueColor: ColorMap.step(ColorMap.blueWhiteRedSteps, fraction)
    default: color(fraction)
    }
  }

  private static func step(_ table: [UInt8], _ fraction: Float) -> RGB {
    RGB(xterm256: table[Int(clamping: (min(max(0, fraction), 1) * Float(table.count - 1)).rounded())])
  }

  /// Chosen for hue, and for a luminance that rises at each step.
  private static let viridisSteps: [UInt8] = [
    53, 54, 24, 60, 30, 31, 66, 36, 37, 72, 42, 78, 113, 148, 184, 226,
  ]
  /// The same, rising to white and falling again.
  private static let blueWhiteRedSteps: [UInt8] = [
    17, 18, 25, 32, 68, 74, 110, 117, 153, 189, 231, 224, 217, 216, 209, 203, 167, 160, 124, 88, 52,
  ]
}
