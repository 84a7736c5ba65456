import Engine
import Language
import Notebook

/// A session that does something at the moment when a line is written.
final class WatchedSession {
  let transcript = Workbench.Transcript()
  private(set) var session = Session()
  /// What is done, by the beginning of the line.
  var actions: [String: () -> Void] = [:]

  init() {
    session = Session { [unowned self] event in
      transcript.add(event)
      guard case .markup(let markup) = event else { return }
      for (beginning, action) in actions where markup.plainText.hasPrefix(beginning) { action() }
    }
  }

  /// Raises the flag that Ctrl-C raises.
  func stop(at line: String) { actions[line] = { [session] in session.interpreter.cancellation.raise() } }

  func holds(_ name: String) -> Bool { session.interpreter.environment[name] != nil }
}
