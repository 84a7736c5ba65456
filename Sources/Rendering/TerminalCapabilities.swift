import Engine
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
  ///
  /// - Parameters:
  ///   - descriptor: of a terminal, a pipe or a file.
  ///   - environment: the value of a variable; nil where it is not set.
  package init(descriptor: Int32, environment: (String) -> String?) {
    var known: [String: String] = [:]
    for name in Self.variables.map(\.name) + [Self.colorSetting.name] { known[name] = environment(name) }
    self.init(environment: known, isTerminal: isatty(descriptor) == 1, window: Self.window(of: descriptor))
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

  package static let colorSetting = Setting<ColorDepth>(
    "FOVEA_COLOR", "how many colours the terminal shows, by default what NO_COLOR, TERM and COLORTERM say",
    takes: "none, 16, 256 or 24bit"
  ) { text in
    switch text {
    case "none", "off", "never", "no": .init(.none)
    case "16": .init(.ansi16)
    case "256": .init(.ansi256)
    case "24bit", "truecolor": .init(.trueColor)
    default: nil
    }
  }

  /// What else is looked at.
  package static let variables = [
    SharedVariable("NO_COLOR", "no colours, whatever it is set to"),
    SharedVariable("TERM", "the kind of the terminal: its colours, and whether it can draw"),
    SharedVariable("COLORTERM", "truecolor or 24bit: the terminal shows all colours"),
    SharedVariable("TMUX", "set by tmux, which reduces colours itself"),
    SharedVariable("COLUMNS", "the width, if the terminal does not report it"),
    SharedVariable("LINES", "the height, if the terminal does not report it"),
    SharedVariable("LC_ALL", "the language of the lessons, and whether the terminal takes UTF-8"),
    SharedVariable("LC_CTYPE", "whether the terminal takes UTF-8, if LC_ALL is not set"),
    SharedVariable("LANG", "the same as LC_ALL, if nothing else is set"),
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

  /// `colorSetting` is the user's own word and beats everything but a pipe; then `NO_COLOR` and `TERM=dumb`.
  private static func colors(_ environment: [String: String]) -> ColorDepth {
    if let wanted = environment[colorSetting.name].flatMap(colorSetting.value) { return wanted }
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
