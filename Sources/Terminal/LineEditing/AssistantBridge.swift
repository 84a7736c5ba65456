import CReadline
import Glibc
import Rendering

/// Hands readline's questions to a completer for as long as it lives.
final class CompletionBridge {
  private let completer: any Completer

  init(_ completer: any Completer) {
    self.completer = completer
    // Safe: readline forgets the unretained pointer in `deinit`, before this object is gone.
    fovea_completer_set(answerReadline, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { fovea_completer_set(nil, nil) }

  fileprivate func answer(line: UnsafePointer<CChar>, cursor: Int, into found: OpaquePointer) {
    // Repairing a line that is not UTF-8 would move the cursor.
    guard let text = String(validatingCString: line) else { return }
    let completions = completer.completions(for: text, cursor: cursor)
    let suffix = completions.suffix?.rawValue.asciiValue ?? 0
    fovea_completions_span(found, Int32(clamping: completions.start), CChar(bitPattern: suffix))
    let isUTF8 = TerminalCapabilities(descriptor: STDOUT_FILENO).isUTF8
    // readline sends what it inserts and lists to the terminal as it is. What cannot be shown cannot be told apart in the
    // line either, so it is not offered.
    for candidate in completions.candidates where VisibleText.isVisible(candidate) {
      fovea_completions_add(found, candidate)
      if let note = completions.notes[candidate] {
        fovea_completions_note(found, VisibleText.make(note, isUTF8: isUTF8))
      }
    }
  }
}

// Called by readline on the thread that reads, while the bridge that gave `context` is alive.
private func answerReadline(
  line: UnsafePointer<CChar>, cursor: Int32, found: OpaquePointer, context: UnsafeMutableRawPointer?
) {
  guard let context else { return }
  let bridge = Unmanaged<CompletionBridge>.fromOpaque(context).takeUnretainedValue()
  bridge.answer(line: line, cursor: Int(cursor), into: found)
}
