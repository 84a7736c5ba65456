import Language

/// What `help` says.
package struct HelpPages {
  private let library: Library
  /// The variables that help knows of, if any.
  private let environment: Environment?

  package init(_ library: Library) { (self.library, environment) = (library, nil) }

  init(_ environment: Environment) { (library, self.environment) = (environment.library, environment) }

  /// What has blanks in it and is one thing all the same.
  static let titles: Set<String> = Set(BuiltIn.Topic.allCases.map(\.rawValue))

  /// What help also knows, besides functions and commands: statements, signs, topics and codes.
  package static var words: [String] {
    StatementHelp.entries.keys + HelpTopic.all.map(\.word) + topicWords + ErrorCode.allCases.map(\.rawValue)
  }

  /// The first word of each topic's title, by which it is found.
  private static let topicWords = BuiltIn.Topic.allCases.map { String($0.rawValue.prefix(while: \.isLetter)) }

  /// Everything that has a page, for completion.
  static func candidates(_ environment: Environment) -> [Completion.Candidate] {
    var found: [String: Completion.Candidate] = [:]
    func add(_ names: [String], _ kind: Completion.Kind) {
      for name in names where found[name] == nil { found[name] = .init(name, kind) }
    }
    add(environment.library.builtIns.map(\.name), .function)
    add(Library.constants.keys.sorted(), .constant)
    add(Command.all.map(\.word), .command)
    // A single sign is typed as quickly as it is completed.
    add(StatementHelp.entries.keys.filter { $0.count > 1 }.sorted(), .keyword)
    add(environment.definedNames, .variable)
    add(HelpTopic.all.map(\.word) + topicWords + ErrorCode.allCases.map(\.rawValue), .topic)
    return Array(found.values)
  }

  /// The start page, or the page about a function, a topic, a command or a message's code.
  package func page(_ topic: String?) -> Markup {
    guard let topic else { return overview() }
    let name = topic.hasSuffix("()") ? String(topic.dropLast(2)) : topic
    if let builtIn = library[name] { return page(builtIn) }
    if let command = Command.named(name) { return HelpPages.page(command) }
    if let constant = Library.constants[name] {
      return Markup([.line([.init(name, .code), .init(" = \(Formatter.number(constant))")])])
    }
    if let entry = StatementHelp.entries[name] { return page(entry) }
    if let code = ErrorCode(rawValue: name.uppercased()) { return page(code) }
    if let environment, let value = environment[name] { return page(name, value) }
    if let topic = HelpTopic.named(name) { return page(topic) }
    if let topic = BuiltIn.Topic.allCases.first(where: { $0.rawValue == name }) { return list(topic) }
    if let foreign = ForeignName(name, in: library) { return page(foreign) }
    if let topic = HelpPages.topic(beginningWith: name) { return list(topic) }
    return unknown(name)
  }

  /// The first topic of functions with a word that begins so.
  private static func topic(beginningWith text: String) -> BuiltIn.Topic? {
    BuiltIn.Topic.allCases.first { topic in
      topic.rawValue.hasPrefix(text)
        || topic.rawValue.split { !$0.isLetter }.contains { $0.hasPrefix(text) }
    }
  }

  /// A variable; of a function, how it is called and the comment lines above it.
  func page(_ name: String, _ value: Value) -> Markup {
    guard case .function(let function) = value else { return VariableTable.page(name, value) }
    var markup = Markup()
    markup.line(.init(CallSignature(function, name: name).text, .code))
    let comment = function.comment
    for line in comment { markup.sentence(.init(line)) }
    if comment.isEmpty { markup.line("comment lines directly above a function are its help", .dim) }
    return markup
  }

  func page(_ topic: HelpTopic) -> Markup {
    var markup = Markup()
    markup.line(topic.title, .heading)
    for part in topic.parts {
      switch part {
      case .text(let text): markup.paragraph(text)
      case .example(let code, let result):
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.dropLast() { markup.line("  " + line, .code) }
        markup.line(
          .init("  " + (lines.last ?? ""), .code), .init(result.map { "   # " + $0 } ?? "", .dim))
      }
    }
    if let functions = BuiltIn.Topic.allCases.first(where: { $0.rawValue.hasPrefix(topic.word) }) {
      let names = library.builtIns.filter { $0.topic == functions }.map(\.name)
      markup.blocks.append(
        .paragraph([.init("functions: ", .strong), .init(names.joined(separator: " "), .code)]))
    }
    return markup
  }

  /// What another library's name is here, and the page of the function that does it.
  func page(_ foreign: ForeignName) -> Markup {
    var markup = Markup()
    let owner = foreign.library.map { "\($0.rawValue)'s " } ?? ""
    if let answer = foreign.answer {
      markup.sentence(.init("\(owner)\(foreign.name): "), .init(answer.replacing("`", with: "")))
    } else if let ours = foreign.ours {
      markup.sentence(.init("\(owner)\(foreign.name) is \(ours) here."))
    }
    guard let ours = foreign.ours else { return markup }
    markup.line("")
    markup.append(page(ours))
    return markup
  }

  static func page(_ command: Command) -> Markup {
    var markup = Markup()
    markup.line(.init(command.usage, .code), .init("  " + command.summary))
    markup.sentence(.init(variablesComeFirst(command.word), .dim))
    return markup
  }

  private static func variablesComeFirst(_ word: String) -> String {
    "if a variable has this name, `\(word)` alone shows the variable; `\(word) = none` makes it a command again"
  }

  private func overview() -> Markup {
    var markup = Markup()
    markup.line("Type an expression, and see its value:", .heading)
    for (code, meaning) in HelpPages.starters {
      markup.line(.init("  " + padded(code, 33), .code), .init(meaning, .dim))
    }
    markup.line("")
    for topic in BuiltIn.Topic.allCases {
      let names = library.builtIns.filter { $0.topic == topic }.map(\.name).joined(separator: " ")
      markup.blocks.append(.paragraph([.init("\(topic.rawValue): ", .strong), .init(names, .code)]))
    }
    let statements = StatementHelp.entries.keys.filter { $0.first?.isLetter == true }.sorted().joined(
      separator: " ")
    markup.blocks.append(.paragraph([.init("words: ", .strong), .init(statements, .code)]))
    let topics = HelpTopic.all.map(\.word).joined(separator: " ")
    markup.blocks.append(.paragraph([.init("the language: ", .strong), .init(topics, .code)]))
    let words = Command.all.map(\.word).joined(separator: " ")
    markup.blocks.append(.paragraph([.init("commands: ", .strong), .init(words, .code)]))
    markup.line(
      "help NAME explains one of them, help np.clip or help nn.Conv2d what another library's name is here",
      .dim)
    markup.line("Tab completes, Shift-Tab shows what is at the cursor, Up searches what was typed", .dim)
    return markup
  }

  private static let starters = [
    ("a = [1, 2; 3, 4]", "a tensor; rows end with ;"), ("a[1, 2]", "indices count from 1"),
    ("conv(a, [1, 0; 0, -1])", "a kernel slides over a picture"), ("show a", "draw it"),
    ("explain conv(a, [1; 1])[1, 2]", "where a number came from"), ("grad(x -> sum(x^2), a)", "a gradient"),
    ("lesson 0-tour", "ten minutes through all of it"),
  ]

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// - Parameter form: how it is written, where it is not a call.
  func page(_ builtIn: BuiltIn, form: String? = nil) -> Markup {
    var markup = Markup()
    markup.line(.init(form ?? builtIn.signature, .code))
    markup.paragraph(builtIn.summary)
    for parameter in builtIn.parameters {
      markup.sentence(.init("  " + padded(parameter.name, 15), .code), .init(parameter.help))
      if !parameter.choices.isEmpty {
        markup.line(
          "  " + padded("", 15) + parameter.choices.map { "\"\($0)\"" }.joined(separator: ", "), .string)
      }
    }
    for formula in builtIn.formulas { markup.sentence(.init("  " + formula, .code)) }
    for line in builtIn.details.split(separator: "\n") { markup.sentence(.init(String(line))) }
    if !builtIn.examples.isEmpty { markup.line("Examples", .heading) }
    for example in builtIn.examples {
      markup.line(
        .init("  " + example.code, .code),
        .init(example.result == "none" ? "" : "   # " + example.result, .dim))
    }
    if !builtIn.errorExamples.isEmpty { markup.line("Errors", .heading) }
    for example in builtIn.errorExamples {
      guard let code = example.error else { continue }
      markup.line(.init("  " + example.code, .code), .init("   # \(code.rawValue): \(code.meaning)", .dim))
    }
    if let torch = builtIn.torch { markup.sentence(.init("PyTorch  ", .dim), .init(torch, .code)) }
    return markup
  }

  func page(_ entry: StatementHelp.Entry) -> Markup {
    if let builtIn = entry.builtIn { return page(builtIn, form: entry.form) }
    var markup = Markup()
    markup.line(.init(entry.form, .code))
    markup.paragraph(entry.meaning.split(separator: "\n").joined(separator: " "))
    markup.line(.init("For example  ", .dim), .init(entry.example, .code))
    return markup
  }

  private func page(_ code: ErrorCode) -> Markup {
    var markup = Markup()
    markup.line(.init(code.rawValue, .error), .init("  " + code.meaning, .strong))
    markup.paragraph(code.advice)
    if let example = code.example, example.count <= 80 {
      markup.line(.init("For example  ", .dim), .init(example, .code))
    }
    return markup
  }

  private func list(_ topic: BuiltIn.Topic) -> Markup {
    var markup = Markup()
    markup.line(topic.rawValue, .heading)
    for builtIn in library.builtIns where builtIn.topic == topic {
      markup.sentence(.init("  " + padded(builtIn.name, 15), .code), .init(builtIn.summary))
    }
    return markup
  }

  private func unknown(_ name: String) -> Markup {
    var markup = Markup()
    markup.line("there is no help on `\(name)`", .error)
    if !ForeignHabits.isElsewhere(name),
      let close = Suggestion.closest(to: name, among: library.names + Command.all.map(\.word))
    {
      markup.line("did you mean `\(close)`?", .note)
    } else {
      markup.line("help alone lists the topics", .note)
    }
    return markup
  }
}
