import Language

/// What stands at a place of a text.
package struct Inspection: Sendable {
  package enum Kind: String, Sendable {
    case function, variable, constant, option, command, statement
  }

  package let name: String
  package let kind: Kind
  /// Where the name stands, in the text's UTF-8; empty, at the cursor, where it stands elsewhere: that of a call around it.
  package let place: Range<Int>
  /// The function itself, or the call around the place with the parameter that it is at.
  package let call: CallPlace?
  /// A variable's type: `tensor float32`, `number`.
  package let type: String?
  /// A tensor's shape.
  package let shape: [Int]?
  /// What it is, in a sentence; empty where nobody said.
  package let summary: String
  /// The same to be shown, in a few lines.
  package let markup: Markup
  /// All that help says of it; nil where there is no more than in `markup`.
  package let page: Markup?
}
