import Engine
import Language

/// The lesson as its author plays it: the variables that each step begins and ends with, whatever a learner does.
///
/// Functions know the places of their variables, so everything runs in the learner's own environment, on other values.
final class LessonReplay {
  let lesson: LessonDocument
  let session: Session
  private var entries = [Variables()]
  private var runs: [Int: CodeRun] = [:]
  private var solutions: [Int: Snapshot] = [:]

  /// What the code of a step gave, so that nothing long is run twice.
  private struct CodeRun {
    var shown: Transcript
    var snapshot: Snapshot
  }

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

  /// Runs the code of a step; what it gave is told again where it has run before.
  func runCode(
    ofStep index: Int, listener: @escaping (Session.Event) -> Void = { _ in }
  ) throws(Diagnostic) -> Snapshot {
    if let known = runs[index] {
      for event in known.shown.events { listener(event) }
      return known.snapshot
    }
    var shown = Transcript()
    let snapshot = try run(lesson.steps[index].code, on: try start(of: index)) { event in
      shown.keep(event)
      listener(event)
    }
    runs[index] = CodeRun(shown: shown, snapshot: snapshot)
    return snapshot
  }

  /// Runs an exercise's solution.
  func runSolution(
    ofStep index: Int, listener: @escaping (Session.Event) -> Void = { _ in }
  ) throws(Diagnostic) -> Snapshot {
    let cells = lesson.steps[index].exercise.map { [$0.solution] } ?? []
    let snapshot = try run(cells, on: try start(of: index), listener: listener)
    solutions[index] = snapshot
    return snapshot
  }

  /// The variables after an exercise's solution.
  func solved(_ index: Int) throws(Diagnostic) -> Variables {
    if let known = solutions[index] { return known.variables }
    return try runSolution(ofStep: index).variables
  }

  /// The names that an exercise asks for: those that its solution assigns.
  func assignedNames(_ index: Int) throws(Diagnostic) -> Set<String> {
    var names = try solved(index).changed(since: try entry(to: index))
    if let exercise = lesson.steps[index].exercise { names.insert(exercise.name) }
    return names
  }

  /// The value of an attribute's expression on given variables.
  func value(of attribute: LessonAttribute, on snapshot: Snapshot) throws(Diagnostic) -> Value {
    try session.aside(snapshot) { () throws(Diagnostic) in try session.value(of: lesson.source(of: attribute))
    }
  }

  private func start(of index: Int) throws(Diagnostic) -> Snapshot {
    Snapshot(variables: try entry(to: index), generator: lesson.generator(ofStep: index))
  }

  private func end(of index: Int) throws(Diagnostic) -> Variables {
    guard let exercise = lesson.steps[index].exercise else { return try runCode(ofStep: index).variables }
    let solved = if let known = solutions[index] { known } else { try runSolution(ofStep: index) }
    return try run([exercise.check], on: solved).variables
  }

  private func run(
    _ cells: [LessonCell], on snapshot: Snapshot, listener: @escaping (Session.Event) -> Void = { _ in }
  ) throws(Diagnostic) -> Snapshot {
    if cells.isEmpty { return snapshot }
    return try session.aside(snapshot, listener: listener) { () throws(Diagnostic) in
      for cell in cells { try session.perform(lesson.source(of: cell)) }
      return session.snapshot
    }
  }
}
