import Language

/// A colour as an escape sequence names it.
package enum Ink: Sendable, Equatable {
  /// One of the terminal theme's own eight, 0…7.
  case theme(UInt8)
  /// From 256 colours up, where the nearest stands for it.
  case rgb(RGB)
}

/// How a piece of text looks.
package struct Pen: Sendable, Equatable {
  package var foreground: Ink?
  package var background: Ink?
  package var isBold = false
  package var isFaint = false

  package init(_ foreground: Ink? = nil, on background: Ink? = nil, bold: Bool = false, faint: Bool = false) {
    self.foreground = foreground
    self.background = background
    isBold = bold
    isFaint = faint
  }

  package static let plain = Pen()
}

/// Text with colours as escape sequences, as few as do; none at all at depth `none`.
package struct AnsiWriter {
  package private(set) var text = ""
  private let depth: TerminalCapabilities.ColorDepth
  private var pen = Pen.plain

  package init(_ depth: TerminalCapabilities.ColorDepth) { self.depth = depth }

  /// A picture as a control sequence: it stands on lines of its own.
  package mutating func writeGraphics(_ sequence: String) {
    if pen != .plain { change(to: .plain) }
    text += sequence + "\n"
  }

  /// - Parameter visible: text without control characters.
  package mutating func write(_ visible: String, _ newPen: Pen = .plain) {
    if depth != .none && newPen != pen { change(to: newPen) }
    text += visible
  }

  /// Ends a line, plain again: a coloured background must not run on when the terminal scrolls.
  package mutating func endLine() {
    if pen != .plain { change(to: .plain) }
    text += "\n"
  }

  private mutating func change(to new: Pen) {
    var codes: [String] = []
    let takesAway =
      (pen.isBold && !new.isBold) || (pen.isFaint && !new.isFaint)
      || (pen.foreground != nil && new.foreground == nil) || (pen.background != nil && new.background == nil)
    if takesAway {
      // Taking something away starts from nothing: terminals differ on the codes that end a single attribute.
      codes.append("0")
      pen = .plain
    }
    if new.isBold && !pen.isBold { codes.append("1") }
    if new.isFaint && !pen.isFaint { codes.append("2") }
    if let ink = new.foreground, ink != pen.foreground { codes.append(code(ink, base: 30)) }
    if let ink = new.background, ink != pen.background { codes.append(code(ink, base: 40)) }
    if !codes.isEmpty { text += "\u{1B}[" + codes.joined(separator: ";") + "m" }
    pen = new
  }

  private func code(_ ink: Ink, base: Int) -> String {
    switch ink {
    case .theme(let number): return "\(base + Int(number))"
    case .rgb(let color):
      return depth == .trueColor
        ? "\(base + 8);2;\(color.red);\(color.green);\(color.blue)" : "\(base + 8);5;\(color.xterm256)"
    }
  }
}
