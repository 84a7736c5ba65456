import Engine
import Language

/// The lesson as its author plays it: the variables that each step begins and ends with, whatever a learner does.
///
/// Functions know the places of their variables, so everything runs in the learner's own environment, on other values.
final class LessonReplay {
  let lesson: LessonDocument
  let session: Session
  private var entries = [Variables()]
  private var solutions: [Int: Variables] = [:]

  init(_ lesson: LessonDocument, in session: Session) {
    self.lesson = lesson
    self.session = session
  }

  /// The author's variables where a step begins; the steps before it are run, once.
  /// - Throws: an error of the lesson's own code, or that it was interrupted.
  func entry(to index: Int) throws(Diagnostic) -> Variables {
    while entries.count <= index { entries.append(try end(of: entries.count - 1)) }
    return entries[index]
  }

  /// The names that the author has used so far.
  var knownNames: Set<String> { Set(entries.flatMap(\.names)) }

  /// The variables after an exercise's solution.
  func solved(_ index: Int) throws(Diagnostic) -> Variables {
    if let known = solutions[index] { return known }
    guard let exercise = lesson.steps[index].exercise else { return try entry(to: index) }
    let after = try run([exercise.solution], ofStep: index).variables
    solutions[index] = after
    return after
  }

  /// The names that an exercise asks for: those that its solution assigns.
  func assignedNames(_ index: Int) throws(Diagnostic) -> Set<String> {
    var names = try solved(index).changed(since: try entry(to: index))
    if let exercise = lesson.steps[index].exercise { names.insert(exercise.name) }
    return names
  }

  /// Runs cells on the variables that their step begins with.
  func run(
    _ cells: [LessonCell], ofStep index: Int, listener: @escaping (Session.Event) -> Void = { _ in }
  ) throws(Diagnostic) -> Moment {
    let start = Moment(variables: try entry(to: index), generator: lesson.generator(ofStep: index))
    return try session.aside(start, listener: listener) { () throws(Diagnostic) in
      for cell in cells { try session.perform(lesson.source(of: cell)) }
      return session.moment
    }
  }

  /// The value of an attribute's expression on given variables.
  func value(of attribute: LessonAttribute, on moment: Moment) throws(Diagnostic) -> Value {
    try session.aside(moment) { () throws(Diagnostic) in try session.value(of: lesson.source(of: attribute)) }
  }

  private func end(of index: Int) throws(Diagnostic) -> Variables {
    let step = lesson.steps[index]
    return step.codeCells.isEmpty ? try entry(to: index) : try run(step.codeCells, ofStep: index).variables
  }
}
