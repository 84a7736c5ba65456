/// A page of help about a part of the language: sentences, and examples that can be typed one after the other.
struct HelpTopic: Sendable {
  enum Part: Sendable {
    case text(String)
    /// A cell, and what it gives as it is written; nil where that is not said.
    case example(String, String?)
  }

  /// What is typed behind `help`.
  let word: String
  let title: String
  let parts: [Part]

  init(_ word: String, _ title: String, _ parts: [Part]) {
    (self.word, self.title, self.parts) = (word, title, parts)
  }
}

extension HelpTopic {
  /// In the order in which they are best read.
  static let all: [HelpTopic] = [
    operators, indexing, ranges, masks, functions, control, strings, gradients, files, plots,
  ]

  static func named(_ word: String) -> HelpTopic? { all.first { $0.word == word } }
}
