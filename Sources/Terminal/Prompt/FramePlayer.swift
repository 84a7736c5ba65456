import Glibc
import Language
import Rendering

/// Shows frames in one place of the terminal, one key a move.
struct FramePlayer {
  private let frames: [Markup]
  private let capabilities: TerminalCapabilities

  private enum Key {
    case next, back, first, last, leave, other
  }

  init(_ frames: [Markup], _ capabilities: TerminalCapabilities) {
    (self.frames, self.capabilities) = (frames, capabilities)
  }

  /// Whether there is somebody to turn over, and a terminal that can write over what stands there.
  static func canPlay(_ capabilities: TerminalCapabilities) -> Bool {
    guard capabilities.isTerminal, isatty(STDIN_FILENO) == 1, capabilities.rows >= 8 else { return false }
    return getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
  }

  /// - Parameter write: writes to the terminal at once.
  func play(_ write: (String) -> Void) {
    guard let keyboard = Keyboard() else { return }
    var index = 0
    var height = draw(index, over: 0, write)
    loop: while let key = FramePlayer.key(keyboard) {
      switch key {
      case .next where index == frames.count - 1, .leave: break loop
      case .next: index += 1
      case .back: index = max(0, index - 1)
      case .first: index = 0
      case .last: index = frames.count - 1
      case .other: continue
      }
      height = draw(index, over: height, write)
    }
    // The last frame stays; the line of keys goes.
    write("\u{1B}[1A\u{1B}[0J")
  }

  /// Draws a frame over one that took so many lines; returns how many this one takes.
  private func draw(_ index: Int, over height: Int, _ write: (String) -> Void) -> Int {
    let text = MarkupRenderer.render(frames[index], for: capabilities)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    let room = capabilities.rows - 2
    while rows(of: lines) > room { lines.removeLast() }
    var footer = Markup()
    footer.line(
      .init("\(index + 1) of \(frames.count)", .strong),
      .init("   space: next   b: back   q: leave", .dim))
    let clear = height > 0 ? "\u{1B}[\(height)A\u{1B}[0J" : ""
    write(clear + lines.map { $0 + "\n" }.joined() + MarkupRenderer.render(footer, for: capabilities))
    return rows(of: lines) + 1
  }

  /// How many rows of the terminal lines take: one that is wider than it goes on in the next row.
  private func rows(of lines: [String]) -> Int {
    lines.reduce(0) { sum, line in
      let width = DisplayWidth.columns(of: line.replacing(/\u{1B}\[[0-9;]*m/, with: ""))
      return sum + max(1, (width + capabilities.columns - 1) / max(1, capabilities.columns))
    }
  }

  private static func key(_ keyboard: Keyboard) -> Key? {
    guard let bytes = keyboard.read() else { return nil }
    switch bytes {
    case [0x20], [0x0D], [0x0A], [UInt8(ascii: "n")], [0x1B, 0x5B, 0x43], [0x1B, 0x5B, 0x42],
      [0x1B, 0x4F, 0x43], [0x1B, 0x4F, 0x42]:
      return .next
    case [UInt8(ascii: "b")], [UInt8(ascii: "p")], [0x7F], [0x1B, 0x5B, 0x44], [0x1B, 0x5B, 0x41],
      [0x1B, 0x4F, 0x44], [0x1B, 0x4F, 0x41]:
      return .back
    case [UInt8(ascii: "g")], [0x1B, 0x5B, 0x48]: return .first
    case [UInt8(ascii: "G")], [0x1B, 0x5B, 0x46]: return .last
    case [UInt8(ascii: "q")], [0x1B], [0x03], [0x04]: return .leave
    default: return .other
    }
  }
}

/// The terminal's keys, one press at a time, unseen. The terminal is as before when it goes.
private final class Keyboard {
  private var before = termios()

  init?() {
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var raw = before
    // Ctrl-C comes as a key too: it ends the showing and nothing else.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return nil }
  }

  deinit { tcsetattr(STDIN_FILENO, TCSANOW, &before) }

  /// The bytes of a press; nil at the end of the input.
  func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 16)
    while true {
      // The buffer is the array's own, and as long as said.
      let count = buffer.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, 1) }
      if count < 0 && errno == EINTR { continue }
      guard count == 1 else { return nil }
      guard buffer[0] == 0x1B else { return [buffer[0]] }
      // What an arrow key sends comes at once; Escape alone is followed by nothing.
      var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 30) > 0 else { return [0x1B] }
      let rest = buffer.withUnsafeMutableBytes {
        Glibc.read(STDIN_FILENO, UnsafeMutableRawBufferPointer(rebasing: $0[1..<3]).baseAddress, 2)
      }
      return Array(buffer.prefix(1 + max(rest, 0)))
    }
  }
}
