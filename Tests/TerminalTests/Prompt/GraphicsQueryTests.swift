import Rendering
import Terminal
import Testing

@Suite struct GraphicsQueryTests {
  @Test(arguments: [
    ("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;4;22c", TerminalCapabilities.Graphics.kitty, ""),
    ("\u{1B}[?62;4;22c", .sixel, ""), ("\u{1B}[?1;2c", .blocks, ""), ("\u{1B}[?4;6c", .blocks, ""),
    ("\u{1B}_Gi=31;ENOTSUPPORTED:no\u{1B}\\\u{1B}[?64;1c", .blocks, ""),
    ("2+\u{1B}[?62;4cx", .sixel, "2+x"), ("\u{1B}[A\u{1B}[?62c", .blocks, "\u{1B}[A"),
  ])
  func answersAreUnderstood(_ text: String, _ graphics: TerminalCapabilities.Graphics, _ typed: String) {
    var reply = GraphicsReply()
    for byte in text.utf8 { reply.add(byte) }
    #expect(reply.isComplete && reply.graphics == graphics)
    #expect(String(decoding: reply.typed, as: UTF8.self) == typed)
  }

  @Test(
    arguments: [
      ("kitty", "dumb", TerminalCapabilities.Graphics.kitty), ("sixel", "xterm", .sixel),
      ("blocks", "xterm", .blocks),
      (nil, "dumb", .blocks),
      (nil, "linux", .blocks), (nil, "xterm-kitty", nil), ("auto", "xterm", nil),
    ] as [(String?, String?, TerminalCapabilities.Graphics?)])
  func theUsersWordComesFirst(_ value: String?, _ term: String?, _ told: TerminalCapabilities.Graphics?) {
    #expect(GraphicsQuery.told(value, term: term) == told)
  }
}
