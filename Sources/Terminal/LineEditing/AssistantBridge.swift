import CReadline
import Glibc
import Language
import Notebook
import Rendering

/// Hands readline's questions to an assistant for as long as it lives.
final class AssistantBridge {
  /// The lines of the cell that were entered before the one that is being typed, each with its newline.
  var earlierLines = ""
  private let assistant: any LineAssistant

  init(_ assistant: any LineAssistant) {
    self.assistant = assistant
    // Safe: readline forgets the unretained pointer in `deinit`, before this object is gone.
    let context = Unmanaged.passUnretained(self).toOpaque()
    fovea_completer_set(answerCompletion, context)
    fovea_inspector_set(answerInspection, context)
  }

  deinit {
    fovea_completer_set(nil, nil)
    fovea_inspector_set(nil, nil)
  }

  fileprivate func complete(_ line: UnsafePointer<CChar>, cursor: Int, into found: OpaquePointer) {
    // Repairing a line that is not UTF-8 would move the cursor.
    guard let text = String(validatingCString: line) else { return }
    let offset = earlierLines.utf8.count
    let completion = assistant.completion(of: earlierLines + text, cursor: offset + cursor)
    guard completion.replaced.lowerBound >= offset, completion.replaced.upperBound == offset + cursor else {
      return
    }
    let suffix = completion.suffix?.asciiValue ?? 0
    fovea_completions_span(
      found, Int32(clamping: completion.replaced.lowerBound - offset), CChar(bitPattern: suffix))
    let capabilities = TerminalCapabilities(descriptor: STDOUT_FILENO)
    // readline sends what it inserts and lists to the terminal as it is. What cannot be shown cannot be told apart in the
    // line either, so it is not offered.
    for candidate in completion.candidates where VisibleText.isVisible(candidate.text) {
      fovea_completions_add(found, candidate.text)
      if candidate.kind.hasDetailInLists, let detail = candidate.detail {
        fovea_completions_note(found, VisibleText.make(detail, isUTF8: capabilities.isUTF8))
      }
    }
    guard let call = completion.call else { return }
    fovea_completions_heading(found, MarkupRenderer.render(call.markup, for: capabilities))
  }

  /// What is to be shown, as a text that its receiver frees.
  fileprivate func inspect(
    _ line: UnsafePointer<CChar>, cursor: Int, isRepeated: Bool
  ) -> UnsafeMutablePointer<CChar>? {
    guard let text = String(validatingCString: line) else { return nil }
    let markup = assistant.explanation(
      of: earlierLines + text, cursor: earlierLines.utf8.count + cursor, isRepeated: isRepeated)
    guard let markup else { return nil }
    return strdup(MarkupRenderer.render(markup, for: TerminalCapabilities(descriptor: STDOUT_FILENO)))
  }
}

extension Completion.Kind {
  /// Whether a list has room for the detail: of what the user made, of the options of one call, and of
  /// names of other libraries.
  fileprivate var hasDetailInLists: Bool { self == .variable || self == .option || self == .foreign }
}

// Called by readline on the thread that reads, while the bridge that gave `context` is alive.
private func answerCompletion(
  line: UnsafePointer<CChar>, cursor: Int32, found: OpaquePointer, context: UnsafeMutableRawPointer?
) {
  guard let context else { return }
  let bridge = Unmanaged<AssistantBridge>.fromOpaque(context).takeUnretainedValue()
  bridge.complete(line, cursor: Int(cursor), into: found)
}

// The same.
private func answerInspection(
  line: UnsafePointer<CChar>, cursor: Int32, isRepeated: Bool, context: UnsafeMutableRawPointer?
) -> UnsafeMutablePointer<CChar>? {
  guard let context else { return nil }
  let bridge = Unmanaged<AssistantBridge>.fromOpaque(context).takeUnretainedValue()
  return bridge.inspect(line, cursor: Int(cursor), isRepeated: isRepeated)
}
