import CReadline
import Engine
import Glibc
import Rendering

/// Asks a terminal whether it takes pixels. One that does not know the question is silent, so there is a time-out.
package enum GraphicsQuery {
  /// First whether it knows kitty's protocol, then what it is: the second every terminal answers, and nothing comes after.
  static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"
  private static let patience: Int32 = 250

  package static let setting = Setting<TerminalCapabilities.Graphics>(
    "FOVEA_GRAPHICS", "how pictures reach the screen, by default what the terminal answers",
    takes: "kitty, sixel or blocks"
  ) { text in
    (text == "none" ? .blocks : TerminalCapabilities.Graphics(rawValue: text)).map { .init($0) }
  }

  /// What the environment says; nil where the terminal is to be asked.
  package static func told(_ value: String?, term: String?) -> TerminalCapabilities.Graphics? {
    if let wanted = value.flatMap(setting.value) { return wanted }
    return (term ?? "").isEmpty || term == "dumb" || term == "linux" ? .blocks : nil
  }

  /// Whether the user has said how pictures are to be drawn.
  static var isWanted: Bool { setting.value != nil }

  /// - Returns: nil where somebody is typing: then it is asked another time.
  static func ask() -> TerminalCapabilities.Graphics? {
    if let told = told(setting.text, term: getenv("TERM").map { String(cString: $0) }) {
      return told
    }
    var before = termios()
    guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &before) == 0 else {
      return .blocks
    }
    guard !hasInput(waiting: 0) else { return nil }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return .blocks }
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
    let bytes = Array(question.utf8)
    // The pointer is to the array's own bytes, as many as said.
    guard bytes.withUnsafeBytes({ write(STDOUT_FILENO, $0.baseAddress, $0.count) }) == bytes.count else {
      return .blocks
    }
    var reply = GraphicsReply()
    while !reply.isComplete, hasInput(waiting: patience) {
      var byte: UInt8 = 0
      guard read(STDIN_FILENO, &byte, 1) == 1 else { break }
      reply.add(byte)
    }
    // What was typed in between belongs to the next line.
    if !reply.typed.isEmpty { fovea_keys_push(reply.typed, Int32(reply.typed.count)) }
    return reply.graphics
  }

  private static func hasInput(waiting milliseconds: Int32) -> Bool {
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, milliseconds) > 0
  }
}

/// What a terminal answers, told apart from keys that come in between.
package struct GraphicsReply {
  package private(set) var graphics = TerminalCapabilities.Graphics.blocks
  package private(set) var isComplete = false
  /// Bytes that are no part of the answer.
  package private(set) var typed: [UInt8] = []
  private var sequence: [UInt8] = []

  private static let escape: UInt8 = 0x1B

  package init() {}

  package mutating func add(_ byte: UInt8) {
    if sequence.isEmpty, byte != GraphicsReply.escape {
      typed.append(byte)
      return
    }
    sequence.append(byte)
    let text = String(decoding: sequence.dropFirst(), as: UTF8.self)
    if text.hasPrefix("_G") {
      if text.hasSuffix("\u{1B}\\") {
        if text.contains(";OK") { graphics = .kitty }
        sequence = []
      }
    } else if text.hasPrefix("[?") {
      guard byte >= 0x40, byte <= 0x7E, byte != UInt8(ascii: "["), byte != UInt8(ascii: "?") else { return }
      // Device attributes: 4 says that it takes sixels.
      let attributes = text.dropFirst(2).dropLast().split(separator: ";")
      if byte == UInt8(ascii: "c") {
        if graphics == .blocks, attributes.dropFirst().contains("4") { graphics = .sixel }
        isComplete = true
      }
      sequence = []
    } else if !"_G".hasPrefix(text), !"[?".hasPrefix(text) {
      typed += sequence
      sequence = []
    }
  }
}
