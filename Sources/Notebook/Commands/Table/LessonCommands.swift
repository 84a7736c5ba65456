extension Command {
  static let lesson = Command(
    "lesson", usage: "lesson [ID]", "the lessons; lesson ID opens one, lesson leave goes back",
    argument: .names(.lesson), completion: .words(lessonCandidates)
  ) { arguments throws(CommandMisuse) in
    let command = try LessonCommand(arguments)
    return { .done($0.obey(command)) }
  }

  @Sendable private static func lessonCandidates(
    _ notebook: Notebook, _ earlier: [String]
  ) -> [Completion.Candidate] {
    let ids = notebook.lessonNames.map { Completion.Candidate($0, .lesson) }
    switch earlier {
    case []: return ids + LessonCommand.words.map { .init($0, .keyword) }
    case [LessonCommand.forgetWord]: return ids
    default: return []
    }
  }

  /// What a learner does at a step of a lesson.
  static let lessonSteps: [Command] = [
    step("next", "the next step of the lesson", .next), step("back", "the step before", .back),
    step("check", "check the exercise", .check),
    Command(
      "answer", usage: "answer VALUE", "your answer to a question", argument: .expression,
      completion: .expression
    ) { arguments in
      { .done($0.obey(.answer(arguments.first ?? ""))) }
    },
    step("hint", "a hint, then a stronger one", .hint), step("solution", "the solution", .solution),
    step("skip", "go on without solving", .skip), step("reset", "this step's variables as they were", .reset),
  ]

  private static func step(_ word: String, _ summary: String, _ command: LessonCommand) -> Command {
    Command(word, summary) { _ in { .done($0.obey(command)) } }
  }
}
