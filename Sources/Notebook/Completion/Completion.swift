/// What may stand at a place of a text.
package struct Completion: Equatable, Sendable {
  /// What the candidates replace, as places in the text's UTF-8.
  package var replaced: Range<Int>
  /// In the order in which they are to be listed.
  package var candidates: [Candidate]
  /// What follows a candidate that is the only one, at the end of the text: the quote that ends a string.
  package var suffix: Character?
  /// The call whose next argument can stand here; nil while a word is being typed, and outside of calls.
  package var call: CallPlace?

  package init(
    replaced: Range<Int>, candidates: [Candidate], suffix: Character? = nil, call: CallPlace? = nil
  ) {
    self.replaced = replaced
    self.candidates = candidates
    self.suffix = suffix
    self.call = call
  }

  package struct Candidate: Equatable, Sendable {
    /// What replaces the text, whole.
    package var text: String
    package var kind: Kind
    /// What it is in a few words: a variable's shape, a function's parameters, an option's default.
    package var detail: String?

    package init(_ text: String, _ kind: Kind, detail: String? = nil) {
      self.text = text
      self.kind = kind
      self.detail = detail
    }
  }

  package enum Kind: String, Sendable, CaseIterable {
    case variable, field, function, constant, keyword, command
    /// An argument's name with its `=`.
    case option
    /// A value that an option takes.
    case choice
    case file, folder, lesson
    /// What a name of another library is here; the detail says what to write.
    case foreign
    /// What help knows besides functions and commands.
    case topic
  }
}
