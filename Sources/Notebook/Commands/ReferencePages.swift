import Engine
import Language

/// The reference as Markdown files, made of the help that the built-ins carry: a page for each, and for `show`, one for the
/// topics of the language, one for its words and signs, one for all messages, and an index.
package struct ReferencePages {
  package struct Page: Sendable, Equatable {
    package let name: String
    package let text: String
  }

  private let library: Library
  /// The lessons with their texts, for the pages of what they use.
  private let lessons: [(id: String, text: String)]

  /// - Parameter catalog: lessons that cannot be read are left out.
  package init(_ library: Library = .standard, catalog: LessonCatalog) {
    self.library = library
    lessons = catalog.entries.compactMap { entry in
      (try? ByteFile.read(entry.path)).map { (entry.id, String(decoding: $0, as: UTF8.self)) }
    }
  }

  package var pages: [Page] {
    [
      Page(name: "README.md", text: index), Page(name: "commands.md", text: commands),
      Page(name: "language.md", text: language), Page(name: "messages.md", text: messages),
      Page(name: "statements.md", text: statements),
    ]
      + ReferencePages.statementsWithOptions.map {
        Page(name: "\($0.word).md", text: page($0.builtIn, form: $0.form))
      }
      + library.builtIns.map { Page(name: fileName($0), text: page($0)) }
  }

  /// Writes all pages into a folder, which is made where it is missing. Where a page would replace a file of somebody else's,
  /// none is written.
  /// - Throws: `FileError`; pages written before stay.
  package func write(to folder: String) throws(FileError) {
    try ByteFile.makeFolder(folder)
    // Below the title and an empty line.
    let mark = OwnedFile.Mark.line(ReferencePages.origin, among: 3)
    let files = pages.map { page in
      (file: OwnedFile(folder + "/" + page.name, [mark], deed: "written"), text: page.text)
    }
    for file in files { try file.file.check() }
    for file in files { try file.file.write(Array(file.text.utf8)) }
  }

  // MARK: Pages

  static let origin = "<!-- Written by `fovea docs`. What stands here is the built-ins' own help. -->"

  /// Some file systems do not tell `Relu` from `relu`.
  private func fileName(_ builtIn: BuiltIn) -> String {
    let isLayerOfSameName =
      builtIn.name.first?.isUppercase == true && library[builtIn.name.lowercased()] != nil
    return isLayerOfSameName ? "\(builtIn.name)-layer.md" : "\(builtIn.name).md"
  }

  /// The functions, and the statements that take options as functions do.
  private var described: [BuiltIn] {
    library.builtIns + ReferencePages.statementsWithOptions.map(\.builtIn)
  }

  private var index: String {
    var text = "# The built-ins\n\n\(ReferencePages.origin)\n\n"
    for topic in BuiltIn.Topic.allCases {
      text += "## \(topic.rawValue.prefix(1).uppercased() + topic.rawValue.dropFirst())\n\n"
      for builtIn in described where builtIn.topic == topic {
        text += "- [`\(builtIn.name)`](\(fileName(builtIn))): \(builtIn.summary)\n"
      }
      text += "\n"
    }
    text +=
      "## The language\n\n[Its parts](language.md), each with examples; its [statements, words and signs](statements.md).\n\n"
    text += "## Commands\n\n[What the prompt does](commands.md) besides running code.\n\n"
    return text + "## Messages\n\n[All codes](messages.md), what each means and what to do.\n"
  }

  private var commands: String {
    var text = "# Commands\n\n\(ReferencePages.origin)\n\n| command | what it does |\n| --- | --- |\n"
    for command in Command.all {
      text += "| `\(command.usage)` | \(ReferencePages.cell(command.summary)) |\n"
    }
    return text
      + "\nAfter `vars = 3`, `vars` alone shows that variable; `vars = none` makes it a command again.\n"
  }

  private var language: String {
    var text = "# The language\n\n\(ReferencePages.origin)\n\n"
    for topic in HelpTopic.all {
      text += "## \(topic.title)\n\n`help \(topic.word)` shows this at the prompt.\n\n"
      var isCode = false
      for part in topic.parts {
        switch part {
        case .text(let sentences):
          text += (isCode ? "```\n\n" : "") + ReferencePages.plain(sentences) + "\n\n"
          isCode = false
        case .example(let code, let result):
          text += (isCode ? "" : "```text\n") + code + (result.map { "   # " + $0 } ?? "") + "\n"
          isCode = true
        }
      }
      if isCode { text += "```\n\n" }
    }
    return text
  }

  private var messages: String {
    var text = "# Messages\n\n\(ReferencePages.origin)\n\n"
    for code in ErrorCode.allCases {
      text += "## \(code.rawValue): \(code.meaning)\n\n\(ReferencePages.plain(code.advice))\n\n"
      if let example = code.example, example.count <= 80 { text += "```text\n\(example)\n```\n\n" }
    }
    return text
  }

  /// - Parameter form: how a statement is written; nil for a function.
  private func page(_ builtIn: BuiltIn, form: String? = nil) -> String {
    var text = "# \(builtIn.name)\n\n\(ReferencePages.origin)\n\n\(builtIn.summary)\n\n"
    text += "```text\n\(form ?? builtIn.signature)\n```\n\n"
    if !builtIn.parameters.isEmpty {
      text += "| argument | meaning |\n| --- | --- |\n"
      for parameter in builtIn.parameters {
        let choices = parameter.choices.map { "`\"\($0)\"`" }.joined(separator: ", ")
        let name = parameter.isNamedOnly && parameter.kind != .fields ? "\(parameter.name)=" : parameter.name
        text += "| `\(name)` | \(ReferencePages.cell(parameter.help))"
        text += (choices.isEmpty ? "" : ": \(choices)") + " |\n"
      }
      text += "\n"
    }
    if !builtIn.formulas.isEmpty {
      text += "```text\n" + builtIn.formulas.map { ReferencePages.lines($0) + "\n" }.joined() + "```\n\n"
    }
    for line in builtIn.details.split(separator: "\n") { text += ReferencePages.plain(String(line)) + "\n\n" }
    if !builtIn.examples.isEmpty {
      text += "```text\n"
      for example in builtIn.examples {
        text += example.code + (example.result == "none" ? "" : "   # \(example.result)") + "\n"
      }
      text += "```\n\n"
    }
    if !builtIn.errorExamples.isEmpty {
      text += "| call | error |\n| --- | --- |\n"
      for example in builtIn.errorExamples {
        guard let code = example.error else { continue }
        text += "| `\(example.code.replacing("|", with: "\\|"))` "
        text += "| [\(code.rawValue)](messages.md): \(ReferencePages.cell(code.meaning)) |\n"
      }
      text += "\n"
    }
    if let torch = builtIn.torch { text += "PyTorch: `\(torch)`\n\n" }
    let using = lessons.filter {
      form == nil
        ? ReferencePages.uses($0.text, builtIn.name) : ReferencePages.hasStatement($0.text, builtIn.name)
    }.map { "`lesson \($0.id)`" }
    if !using.isEmpty { text += "In the lessons: \(using.joined(separator: ", "))\n\n" }
    let others = described.filter { $0.topic == builtIn.topic && $0.name != builtIn.name }
    let links = others.map { "[`\($0.name)`](\(fileName($0)))" }.joined(separator: ", ")
    if !links.isEmpty { text += "See also \(links).\n" }
    return text
  }

  /// A formula with a line for each of the parts that it names.
  private static func lines(_ formula: String) -> String {
    guard let found = formula.firstRange(of: ", where ") else { return formula }
    let parts = formula[found.upperBound...].replacing("; ", with: ";\n      ")
    return formula[..<found.lowerBound] + ",\nwhere " + parts
  }

  /// Text in a cell of a table: a bar would end it.
  static func cell(_ text: String) -> String { plain(text).replacing("|", with: "\\|") }

  /// Text whose stars and underscores are no emphasis.
  private static func plain(_ text: String) -> String {
    text.replacing("*", with: "\\*").replacing("_", with: "\\_").replacing("<", with: "&lt;")
  }

  /// Whether a lesson calls a function: its name before a parenthesis, or after `|>`.
  static func uses(_ text: String, _ name: String) -> Bool {
    var rest = text[...]
    while let found = rest.firstRange(of: name) {
      let before = rest[..<found.lowerBound], after = rest[found.upperBound...]
      let startsWord = before.last.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } != true
      let endsWord = after.first.map { $0.isLetter || $0.isNumber || $0 == "_" } != true
      if startsWord, endsWord, after.first == "(" || before.suffix(3) == "|> " { return true }
      rest = rest[rest.index(after: found.lowerBound)...]
    }
    return false
  }
}
