import Language
import Rendering

/// The line that was just entered, written once more in the colours of what its parts are.
///
/// Only where it stands on one row of the screen: how readline laid out a longer text cannot be known afterwards.
struct InputEcho {
  private let prompt: String
  private let text: String
  private let capabilities: TerminalCapabilities

  init(prompt: String, text: String, _ capabilities: TerminalCapabilities) {
    (self.prompt, self.text, self.capabilities) = (prompt, text, capabilities)
  }

  /// What is to be written with the cursor at the start of the row below; nil where that would show nothing new.
  func rewriting(functions: Set<String>, label: String) -> String? {
    guard capabilities.colors != .none, !text.contains(where: \.isNewline),
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { return nil }
    let width = DisplayWidth.columns(of: label) + DisplayWidth.columns(of: text)
    guard width < capabilities.columns, let spans = CodeColors.spans(of: text, functions: functions),
      spans.contains(where: { $0.style != .plain })
    else { return nil }
    let line = MarkupRenderer.render(Markup([.line(spans)]), for: capabilities)
    // A mode that readline shows before the prompt would stick out behind a shorter row.
    return "\u{1b}[1A\r\u{1b}[K\(prompt)\(line)"
  }
}
