import CReadline
import Glibc
import Notebook

/// The prompt: GNU readline with history and completion, for standard input and output that are a terminal.
///
/// Readline's state belongs to the process, so there is one editor at a time. While it lives, Ctrl-C does not
/// end the program: at the prompt it drops the line, in between it does what `Interrupts` says, or nothing.
package final class LineEditor {
  private let bridge: AssistantBridge
  private var file: HistoryFile?
  private var newestEntry: String?

  /// Whether a person can use the editor. Otherwise input is to be read by `PlainInput`.
  package static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// - Parameters:
  ///   - name: what `$if` asks for in an inputrc.
  ///   - historyFile: where the history is read from and kept; nil, or a place that cannot be written, keeps
  ///     it in memory only.
  ///   - assistant: is asked for completions and for what stands at the cursor.
  package init(
    name: String, historyFile: String? = HistoryFile.defaultPath(), assistant: any LineAssistant
  ) {
    fovea_line_prepare(name)
    Interrupts.hold()
    bridge = AssistantBridge(assistant)
    file = historyFile.map { HistoryFile(path: $0) }
    fovea_history_clear()
    fovea_history_limit(Int32(HistoryFile.limit))
    for entry in file?.load() ?? [] {
      fovea_history_add(entry)
      newestEntry = entry
    }
  }

  deinit { Interrupts.release() }

  /// Reads one cell, however many lines it takes, and keeps it as one entry of the history.
  ///
  /// - Parameters:
  ///   - prompt: may hold ANSI escapes, which take no room.
  ///   - continuation: the prompt of the second and every further line.
  ///   - prefill: text that is there to be edited from the start.
  ///   - isComplete: asked after each line with all lines so far, joined by newlines. An empty line makes
  ///     them end with a newline. Text that was pasted or recalled from the history comes as a whole.
  package func read(
    prompt: String, continuation: String, prefill: String? = nil, isComplete: (String) -> Bool
  ) -> Input {
    let input = Input.assembled(isComplete: isComplete) { earlier in
      bridge.earlierLines = earlier.map { $0 + "\n" } ?? ""
      return readLine(prompt: earlier == nil ? prompt : continuation, prefill: earlier == nil ? prefill : nil)
    }
    if case .cell(let text) = input { remember(text) }
    return input
  }

  private func readLine(prompt: String, prefill: String?) -> LineRead {
    let result = fovea_line_read(markingEscapes(in: prompt), prefill)
    guard let text = result.text else { return result.interrupted ? .interrupted : .endOfInput }
    // Safe: the text is ours, ends with a NUL and is not used after this.
    defer { free(text) }
    return .line(String(cString: text))
  }

  private func remember(_ text: String) {
    guard text != newestEntry, text.contains(where: { !$0.isWhitespace }) else { return }
    newestEntry = text
    fovea_history_add(text)
    // After one failure there is no second try: the user would gain nothing from an error at every cell.
    if let file, !file.append(text) { self.file = nil }
  }
}
