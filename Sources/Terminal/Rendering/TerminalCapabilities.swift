import Glibc

/// What the place that output goes to can show.
package struct TerminalCapabilities: Sendable {
  package enum ColorDepth: Int, Sendable, Comparable {
    case none, ansi16, ansi256, trueColor

    package static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
  }

  /// How pixels reach the screen, where they can.
  package enum Graphics: String, Sendable, CaseIterable {
    case kitty, sixel
    /// Half blocks: characters, not pixels.
    case blocks
  }

  package var isTerminal: Bool
  package var columns: Int
  package var rows: Int
  package var colors: ColorDepth
  package var isUTF8: Bool
  package var graphics = Graphics.blocks
  /// The size of a character in pixels.
  package var cell = (width: 8, height: 16)

  package init(
    isTerminal: Bool = true, columns: Int = 80, rows: Int = 24, colors: ColorDepth = .none,
    isUTF8: Bool = true
  ) {
    self.isTerminal = isTerminal
    self.columns = columns
    self.rows = rows
    self.colors = colors
    self.isUTF8 = isUTF8
  }
}

extension TerminalCapabilities {
  /// What a file descriptor of this process offers now; the window may change, so ask anew before each drawing.
  package init(descriptor: Int32) {
    var environment: [String: String] = [:]
    for name in Self.variables {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    self.init(
      environment: environment, isTerminal: isatty(descriptor) == 1, window: Self.window(of: descriptor))
    if let cell = Self.cell(of: descriptor) { self.cell = cell }
  }

  /// The same from given facts.
  /// - Parameter window: the size that the terminal reports; nil or zeros where it does not know.
  package init(environment: [String: String], isTerminal: Bool, window: (columns: Int, rows: Int)?) {
    self.isTerminal = isTerminal
    columns = Self.extent(window?.columns, environment["COLUMNS"], otherwise: 80)
    rows = Self.extent(window?.rows, environment["LINES"], otherwise: 24)
    colors = isTerminal ? Self.colors(environment) : .none
    isUTF8 = Self.isUTF8(environment)
  }

  private static let variables = [
    "COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR", "FOVEA_COLOR", "TMUX", "LC_ALL", "LC_CTYPE", "LANG",
  ]

  private static func extent(_ reported: Int?, _ variable: String?, otherwise: Int) -> Int {
    if let reported, reported > 0 { return reported }
    if let variable, let value = Int(variable), 1...10_000 ~= value { return value }
    return otherwise
  }

  private static func window(of descriptor: Int32) -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// What the terminal says of its pixels, where that is believable.
  private static func cell(of descriptor: Int32) -> (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    let cell = (width: Int(size.ws_xpixel / size.ws_col), height: Int(size.ws_ypixel / size.ws_row))
    return 3...60 ~= cell.width && 6...120 ~= cell.height ? cell : nil
  }

  /// `FOVEA_COLOR` is the user's own word and beats everything but a pipe; then `NO_COLOR` and `TERM=dumb`.
  private static func colors(_ environment: [String: String]) -> ColorDepth {
    switch environment["FOVEA_COLOR"] {
    case "none": return .none
    case "16": return .ansi16
    case "256": return .ansi256
    case "24bit": return .trueColor
    default: break
    }
    let term = environment["TERM"] ?? ""
    if !(environment["NO_COLOR"] ?? "").isEmpty || term.isEmpty || term == "dumb" { return .none }
    let colorTerm = environment["COLORTERM"]
    // GNU screen passes COLORTERM on but garbles 24-bit colours; tmux calls itself screen too and reduces them itself.
    let isScreen = term.hasPrefix("screen") && environment["TMUX"] == nil
    if colorTerm == "truecolor" || colorTerm == "24bit" { return isScreen ? .ansi256 : .trueColor }
    let full = ["-direct", "kitty", "ghostty", "alacritty", "wezterm", "foot"]
    if full.contains(where: term.contains) { return .trueColor }
    if term.contains("256color") || term.hasPrefix("xterm") { return .ansi256 }
    let basic = ["linux", "screen", "tmux", "rxvt", "konsole", "ansi", "cygwin", "putty"]
    return basic.contains(where: term.hasPrefix) || term.contains("color") ? .ansi16 : .none
  }

  private static func isUTF8(_ environment: [String: String]) -> Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment[name], !value.isEmpty else { continue }
      let folded = value.lowercased()
      return folded.contains("utf-8") || folded.contains("utf8")
    }
    return false
  }
}
