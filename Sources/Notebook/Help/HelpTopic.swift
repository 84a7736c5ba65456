/// A page of help about a part of the language: sentences, and examples that can be typed one after the other.
struct HelpTopic: Sendable {
  enum Part: Sendable {
    case text(String)
    /// A cell, and what it gives as it is written; nil where that is not said.
    case example(String, String?)
  }

  /// What is typed after `help`.
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
    operators, indexing, ranges, masks, functions, control, strings, gradients, sorting, statistics, random,
    tables, pictures, files, plots,
  ]

  /// The topic of that name; or what people look for under another one.
  static func named(_ word: String) -> HelpTopic? {
    let own = others.first { $0.value.contains(word) }?.key ?? word
    return all.first { $0.word == own }
  }

  /// Other names of topics.
  private static let others: [String: Set<String>] = [
    "operators": ["operator", "precedence"],
    "indexing": ["index", "indices", "slices", "slicing", "lists", "records"],
    "ranges": ["range", "colon"],
    "masks": ["mask", "masking", "boolean", "booleans", "logical"],
    "functions": ["function", "lambda", "closures"],
    "control": ["loop", "loops", "conditions", "conditionals"],
    "strings": ["string", "text", "formats", "format", "formatting", "printing"],
    "gradients": ["gradient", "derivative", "derivatives", "autograd", "backpropagation"],
    "sorting": ["order", "ordering", "ranks", "ranking"],
    "statistics": ["stats"],
    "random": ["randomness", "seeds"],
    "tables": ["table", "dataframe", "dataframes", "csv"],
    "pictures": ["image", "images"],
    "files": ["file", "reading", "writing", "saving", "loading"],
    "plots": ["plotting", "charts", "figures"],
  ]
}
