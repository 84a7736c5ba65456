import Language

/// What a learner can ask of a lesson.
package struct LessonCommand: Sendable {
  enum Action: Sendable {
    /// Concerns the lessons, whether one is open or not.
    case lessons(@Sendable (LessonController) -> Session.Outcome)
    /// Concerns the step that is open.
    case step(@Sendable (LessonPlayer) throws(Diagnostic) -> Session.Outcome)
  }

  let action: Action

  private static func lessons(
    _ action: @escaping @Sendable (LessonController) -> Session.Outcome
  ) -> LessonCommand { LessonCommand(action: .lessons(action)) }

  private static func step(
    _ action: @escaping @Sendable (LessonPlayer) throws(Diagnostic) -> Session.Outcome
  ) -> LessonCommand { LessonCommand(action: .step(action)) }
}

extension LessonCommand {
  package static let list = lessons { $0.list() }
  package static let progress = lessons { $0.showProgress() }
  package static let leave = lessons { $0.leave() }
  package static let next = step { lesson throws(Diagnostic) in try lesson.next() }
  package static let back = step { lesson throws(Diagnostic) in try lesson.back() }
  package static let check = step { lesson throws(Diagnostic) in try lesson.check() }
  package static let hint = step { lesson throws(Diagnostic) in try lesson.hint() }
  package static let solution = step { lesson throws(Diagnostic) in try lesson.solution() }
  package static let skip = step { lesson throws(Diagnostic) in try lesson.skip() }
  package static let reset = step { lesson throws(Diagnostic) in try lesson.reset() }

  /// - Parameter request: an id, a number, the words behind it, or a path.
  package static func open(_ request: String) -> LessonCommand { lessons { $0.open(request) } }

  /// - Parameter request: the lesson whose progress is forgotten; nil for all.
  package static func forget(_ request: String?) -> LessonCommand { lessons { $0.forget(request) } }

  /// - Parameter text: an expression.
  package static func answer(_ text: String) -> LessonCommand {
    step { lesson throws(Diagnostic) in try lesson.answer(text) }
  }
}

extension LessonCommand {
  static let forgetWord = "forget"
  /// What can follow `lesson` besides the id of one.
  static let words = ["progress", forgetWord, "leave"]

  /// What the names that follow `lesson` ask for.
  init(_ names: [String]) throws(CommandMisuse) {
    let rest = Array(names.dropFirst())
    switch names.first {
    case nil: self = .list
    case "progress":
      guard rest.isEmpty else { throw .takesNothing("lesson progress", rest) }
      self = .progress
    case "leave":
      guard rest.isEmpty else { throw .takesNothing("lesson leave", rest) }
      self = .leave
    case Self.forgetWord:
      guard rest.count <= 1 else { throw .tooMany("lesson forget", takes: .lesson, rest) }
      self = .forget(rest.first)
    case let name?:
      guard rest.isEmpty else { throw .tooMany("lesson", takes: .lesson, names) }
      self = .open(name)
    }
  }
}
