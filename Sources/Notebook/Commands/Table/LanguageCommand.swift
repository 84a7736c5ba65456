extension Command {
  static let language = Command(
    "lang", usage: "lang LANGUAGE", "the language of the lessons: lang en or lang zh",
    argument: .name(.language),
    completion: .words { _, earlier in
      earlier.isEmpty ? LessonLanguage.allCases.map { .init($0.rawValue, .keyword) } : []
    }
  ) { arguments throws(CommandMisuse) in
    let language = arguments.first.flatMap(LessonLanguage.init(rawValue:))
    guard let language else {
      let problem = arguments.first.map { "there are no lessons in `\($0)`" } ?? "which language?"
      throw CommandMisuse(problem, help: "lang en or lang zh")
    }
    return { $0.setLanguage(language) }
  }
}
