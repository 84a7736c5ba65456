import Language
import Notebook

/// Knows what may stand at the cursor, and what stands there.
package protocol LineAssistant {
  /// - Parameters:
  ///   - text: the cell as far as it is typed, with the lines that were entered before this one.
  ///   - cursor: its place in the UTF-8 of `text`.
  func completion(of text: String, cursor: Int) -> Completion

  /// What is to be shown below the line, nil for nothing.
  ///
  /// - Parameters:
  ///   - text: the cell as far as it is typed, with the lines that were entered before this one.
  ///   - cursor: its place in the UTF-8 of `text`.
  ///   - isRepeated: whether the key was pressed once more, by somebody who wants to know all of it.
  func explanation(of text: String, cursor: Int, isRepeated: Bool) -> Markup?
}

extension Notebook: LineAssistant {
  package func explanation(of text: String, cursor: Int, isRepeated: Bool) -> Markup? {
    let found = inspection(of: text, cursor: cursor)
    return isRepeated ? found?.page ?? found?.markup : found?.markup
  }
}
