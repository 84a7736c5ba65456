import Language

/// The pages of what is no call: statements, the other words of the language, and its signs.
extension ReferencePages {
  /// The statements that take options, each with a page like that of a function.
  static let statementsWithOptions = StatementHelp.entries.compactMap { word, entry in
    entry.builtIn.map { (word: word, form: entry.form, builtIn: $0) }
  }.sorted { $0.word < $1.word }

  var statements: String {
    let words = StatementHelp.entries.keys.filter { $0.first?.isLetter == true }.sorted {
      ($0.lowercased(), $0) < ($1.lowercased(), $1)
    }
    var text = "# Statements, words and signs\n\n\(ReferencePages.origin)\n\n"
    text +=
      "`help show` and `help |>` show the same at the prompt. [The language](language.md) is explained by topic.\n\n"
    text += "| word | how it is written | what it does | for example |\n| --- | --- | --- | --- |\n"
    for word in words { text += ReferencePages.row(word, StatementHelp.entries[word]) }
    let pages = ReferencePages.statementsWithOptions.map { "[`\($0.word)`](\($0.word).md)" }
    text += "\nWith all options: \(pages.joined(separator: ", "))"
    text += ".\n\n| sign | how it is written | what it means | for example |\n| --- | --- | --- | --- |\n"
    for sign in StatementHelp.entries.keys.filter({ !words.contains($0) }).sorted() {
      text += ReferencePages.row(sign, StatementHelp.entries[sign])
    }
    return text
  }

  private static func row(_ word: String, _ entry: StatementHelp.Entry?) -> String {
    guard let entry else { return "" }
    let meaning = entry.meaning.split(separator: "\n").joined(separator: " ")
    return "| \(code(word)) | \(code(entry.form)) | \(cell(meaning)) | \(code(entry.example)) |\n"
  }

  /// Code in a cell of a table.
  private static func code(_ text: String) -> String {
    let lines = text.split(separator: "\n").joined(separator: " ").replacing("|", with: "\\|")
    return lines.contains("`") ? "`` \(lines) ``" : "`\(lines)`"
  }

  /// Whether a lesson has the statement: the word at the beginning of a line, and what it takes.
  static func hasStatement(_ text: String, _ word: String) -> Bool {
    text.split(separator: "\n").contains { $0.hasPrefix(word + " ") && !$0.hasPrefix(word + " =") }
  }
}
