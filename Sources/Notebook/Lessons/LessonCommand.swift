/// What a learner can ask of a lesson.
package enum LessonCommand: Equatable, Sendable {
  case list
  case open(String)
  case progress
  case forget(String?)
  case leave
  case next
  case back
  case check
  case answer(String)
  case hint
  case solution
  case skip
  case reset
}

extension LessonCommand {
  /// What the names behind `lesson` ask for.
  init(_ names: CommandNames) throws(CommandMisuse) {
    let rest = Array(names.names.dropFirst())
    switch names.names.first {
    case nil: self = .list
    case "progress":
      guard rest.isEmpty else { throw .takesNothing("lesson progress", rest) }
      self = .progress
    case "leave":
      guard rest.isEmpty else { throw .takesNothing("lesson leave", rest) }
      self = .leave
    case "forget":
      guard rest.count <= 1 else { throw .tooMany("lesson forget", takes: .lesson, rest) }
      self = .forget(rest.first)
    case let name?:
      guard rest.isEmpty else { throw .tooMany("lesson", takes: .lesson, names.names) }
      self = .open(name)
    }
  }
}
