import Language

/// A part of a lesson: its marker line, and what follows up to the next one.
package struct LessonCell: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case code, text, summary, picture, predict, wrong, right, exercise, hint, solution, check
  }

  package let kind: Kind
  /// The marker line; empty for code at the start of a file without one.
  package let marker: Span
  package let attributes: [LessonAttribute]
  /// The text of a cell that holds text; nil in one that holds code.
  package let prose: Bilingual<Prose>?
  /// The bytes below the marker line.
  package let body: Range<Int>

  package subscript(key: LessonAttribute.Key) -> LessonAttribute? { attributes.first { $0.key == key } }
}

extension LessonCell.Kind {
  package var holdsCode: Bool { self == .code || self == .solution || self == .check }

  /// How a message names it; its marker.
  var label: String { self == .code ? "`# %%`" : "`[\(rawValue)]`" }

  /// A whole marker, where it needs more than its kind.
  var example: String? {
    switch self {
    case .exercise: "[exercise] id=\"sample\" answer=\"v\": the name that the learner stores the result in"
    case .predict: "[predict] id=\"largest\" answer=\"max(g)\": what is evaluated after the cell has run"
    case .picture: "[picture] file=\"box.png\": a picture that lies beside the lesson"
    default: nil
    }
  }

  var requiredKeys: [LessonAttribute.Key] {
    switch self {
    case .predict, .exercise: [.id, .answer]
    case .picture: [.file]
    default: []
    }
  }

  var optionalKeys: [LessonAttribute.Key] {
    switch self {
    case .text, .summary, .code: [.id]
    case .exercise: [.shape]
    case .wrong: [.value, .when, .example]
    default: []
    }
  }
}

/// `key="value"` in a marker.
package struct LessonAttribute: Sendable {
  package enum Key: String, Sendable, CaseIterable {
    case id, answer, shape, value, when, example, file
  }

  package let key: Key
  package let text: String
  /// The text between the quotes.
  package let span: Span
}
