import Rendering
import Testing

@Suite struct TerminalCapabilitiesTests {
  private func capabilities(
    _ environment: [String: String], isTerminal: Bool = true, window: (columns: Int, rows: Int)? = nil
  ) -> TerminalCapabilities {
    TerminalCapabilities(environment: environment, isTerminal: isTerminal, window: window)
  }

  @Test(arguments: [
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], TerminalCapabilities.ColorDepth.trueColor),
    (["TERM": "xterm-256color", "COLORTERM": "24bit"], .trueColor),
    (["TERM": "xterm-kitty"], .trueColor),
    (["TERM": "xterm-256color"], .ansi256),
    (["TERM": "tmux-256color"], .ansi256),
    (["TERM": "screen", "COLORTERM": "truecolor"], .ansi256),
    (["TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/run/tmux"], .trueColor),
    (["TERM": "xterm"], .ansi256),
    (["TERM": "linux"], .ansi16),
    (["TERM": "vt100"], .none),
    (["TERM": "dumb", "COLORTERM": "truecolor"], .none),
    ([:], .none),
    (["COLORTERM": "truecolor"], .none),
    (["TERM": "xterm-256color", "NO_COLOR": "1"], .none),
    (["TERM": "xterm-256color", "NO_COLOR": ""], .ansi256),
    (["TERM": "xterm", "NO_COLOR": "1", "FOVEA_COLOR": "24bit"], .trueColor),
    (["TERM": "dumb", "FOVEA_COLOR": "256"], .ansi256),
    (["TERM": "xterm", "FOVEA_COLOR": "16"], .ansi16),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor", "FOVEA_COLOR": "none"], .none),
    (["TERM": "xterm-256color", "FOVEA_COLOR": "many"], .ansi256),
  ])
  func colors(_ environment: [String: String], _ expected: TerminalCapabilities.ColorDepth) {
    #expect(capabilities(environment).colors == expected)
    #expect(capabilities(environment, isTerminal: false).colors == .none, "nothing but text goes into a pipe")
  }

  @Test func size() {
    let variables = ["COLUMNS": "132", "LINES": "50"]
    #expect(capabilities(variables, window: (100, 40)).columns == 100)
    #expect(capabilities(variables, window: (100, 40)).rows == 40)
    #expect(capabilities(variables, window: (0, 0)).columns == 132)
    #expect(capabilities(variables).rows == 50)
    for nonsense in ["", "-5", "0", "wide", "99999999999999999999"] {
      #expect(capabilities(["COLUMNS": nonsense, "LINES": nonsense]).columns == 80)
      #expect(capabilities(["COLUMNS": nonsense, "LINES": nonsense]).rows == 24)
    }
  }

  @Test func encoding() {
    #expect(capabilities(["LANG": "zh_CN.UTF-8"]).isUTF8)
    #expect(capabilities(["LANG": "en_US.utf8"]).isUTF8)
    #expect(capabilities(["LC_CTYPE": "C.UTF-8", "LANG": "C"]).isUTF8)
    #expect(!capabilities(["LC_ALL": "C", "LC_CTYPE": "C.UTF-8", "LANG": "en_US.UTF-8"]).isUTF8)
    #expect(capabilities(["LC_ALL": "", "LANG": "en_US.UTF-8"]).isUTF8)
    #expect(!capabilities([:]).isUTF8)
  }

  @Test func aDescriptorThatIsNoTerminal() {
    let capabilities = TerminalCapabilities(descriptor: -1) { _ in nil }
    #expect(!capabilities.isTerminal)
    #expect(capabilities.colors == .none)
    #expect(capabilities.columns > 0 && capabilities.rows > 0)
  }
}
