import Engine
import Glibc
import Notebook
import Terminal

/// A program for the terminal tests to drive: it says what the line editor gave it.
///
/// `compute N` runs until the N-th Ctrl-C, `prefill` puts text into the next line, `plain` as an argument
/// reads without the editor. A cell is incomplete while it has more opening than closing brackets.
@main struct Probe {
  static func main() {
    startIdleThread()
    if CommandLine.arguments.dropFirst().first == "plain" {
      let input = PlainInput()
      respond { _ in input.read(isComplete: isComplete) }
    } else {
      let editor = LineEditor(name: "Fovea", assistant: ProbeAssistant())
      respond { prefill in
        editor.read(
          prompt: "\u{1B}[1;34m问>\u{1B}[0m ", continuation: ".. ", prefill: prefill, isComplete: isComplete)
      }
    }
  }

  private static func respond(read: (_ prefill: String?) -> Input) {
    var prefill: String?
    while true {
      let input = read(prefill)
      prefill = nil
      switch input {
      case .endOfInput: return print("end")
      case .interrupted: print("interrupted")
      case .cell("prefill"): prefill = "filled in"
      case .cell(let text) where text.hasPrefix("compute "): compute(until: Int(text.dropFirst(8)) ?? 1)
      case .cell(let text): print("cell\(text.utf8.count)(\(shown(text)))")
      }
    }
  }

  private static func shown(_ text: String) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    return line.utf8.count <= 200 ? line : "\(line.prefix(10))…\(line.suffix(10))"
  }
}

private func isComplete(_ text: String) -> Bool {
  text.filter { "([{".contains($0) }.count <= text.filter { ")]}".contains($0) }.count
}

private func compute(until wanted: Int) {
  let cancellation = Cancellation()
  Interrupts.raising(cancellation.address) {
    print("computing")
    var milliseconds = 0
    while !cancellation.isRaised || Interrupts.count < wanted {
      usleep(1000)
      milliseconds += 1
      if milliseconds % 200 == 0 { print("at it") }
    }
    print("stopped after \(Interrupts.count)")
  }
}

/// A signal for the process may be handed to any thread that does not hold it back; here is one.
private func startIdleThread() {
  var thread = pthread_t()
  pthread_create(&thread, nil, { _ in while true { pause() } }, nil)
}
