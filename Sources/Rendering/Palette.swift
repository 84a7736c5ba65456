import Language

/// Which pen each style is written with.
///
/// From 256 colours up every colour is of middle lightness, so that it contrasts about equally with a white and a
/// black window (at least 3.5 : 1 on both); with 16 the terminal's theme knows its own background.
enum Palette {
  static func pen(_ style: Markup.Style, _ depth: TerminalCapabilities.ColorDepth) -> Pen {
    func ink(_ xterm: UInt8, _ theme: UInt8) -> Ink {
      depth >= .ansi256 ? .rgb(RGB(xterm256: xterm)) : .theme(theme)
    }
    switch style {
    case .plain: return .plain
    case .heading, .strong: return Pen(bold: true)
    case .dim: return Pen(faint: true)
    case .code: return Pen(ink(31, 6))
    case .number: return Pen(ink(133, 5))
    case .string: return Pen(ink(28, 2))
    case .error: return Pen(ink(160, 1), bold: true)
    case .warning: return Pen(ink(130, 3), bold: true)
    case .note: return Pen(ink(32, 6), bold: true)
    case .success: return Pen(ink(28, 2), bold: true)
    case .label(let number):
      let labels: [(UInt8, UInt8)] = [(32, 6), (162, 5), (130, 3), (28, 2)]
      let (xterm, theme) = labels[Int(number.magnitude % UInt(labels.count))]
      return Pen(ink(xterm, theme))
    }
  }
}
