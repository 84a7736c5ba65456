/// A cell as it was typed, and what became of it.
package struct Cell {
  package enum Status {
    /// It failed, or was stopped before it had done anything, and left nothing behind.
    case failed
    case kept
    case undone
  }

  package let text: String
  /// What a lesson ran before it, as scripts.
  let given: [String]
  package internal(set) var status = Status.failed
  /// Where it ended, if that was before its end and what it had done counts.
  package internal(set) var partial: PartialCell?
  /// What it showed.
  package internal(set) var transcript = Transcript()
  /// Which of its statements gave the result, counted from 0; nil where none did.
  var resultStatement: Int?

  init(_ text: String, after given: [String] = []) { (self.text, self.given) = (text, given) }
}
