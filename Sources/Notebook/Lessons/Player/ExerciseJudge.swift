import Engine
import Language

/// Says what is wrong with the answer to an exercise: the first of a ladder of questions that it fails.
///
/// The answer exists; it is of the solution's kind; it has the solution's shape; the check holds; and where it does not,
/// whether the mistake is a known one. Any route to the value is right.
struct ExerciseJudge {
  private let replay: LessonReplay
  private let index: Int
  private let exercise: LessonStep.Exercise

  enum Verdict {
    case missing
    case kind(Value, expected: Value)
    case shape(Value, expected: Value)
    /// The position among the exercise's misconceptions.
    case misconception(Int)
    case unequal(Value)
    /// The check stopped at something else than a comparison.
    case failed(Diagnostic)
    case right(Value)
  }

  init(_ exercise: LessonStep.Exercise, ofStep index: Int, _ replay: LessonReplay) {
    self.exercise = exercise
    self.index = index
    self.replay = replay
  }

  /// - Throws: an error of the lesson's own code, or that it was interrupted.
  func judge(_ learner: Variables) throws(Diagnostic) -> Verdict {
    guard let expected = try replay.solved(index)[exercise.name] else {
      throw Diagnostic(
        .lesson, "the solution does not assign `\(exercise.name)`", at: exercise.solution.marker,
        in: replay.lesson.source)
    }
    guard let value = learner[exercise.name] else { return .missing }
    if !value.isLike(expected) { return .kind(value, expected: expected) }
    if !exercise.isAnyShape, value.shape != expected.shape { return .shape(value, expected: expected) }
    guard let fault = try fault(learner) else { return .right(value) }
    if let position = try misconception(value, learner) { return .misconception(position) }
    return fault.code == .expectation ? .unequal(value) : .failed(fault)
  }

  /// What the check says against the answer; nil when it holds.
  func fault(_ learner: Variables) throws(Diagnostic) -> Diagnostic? {
    let prepared = try prepare(learner)
    guard let fault = try check(prepared.variables) else { return nil }
    // A function of the learner may want the names that were taken away.
    if let whole = prepared.withShadows, try check(whole) == nil { return nil }
    return fault
  }

  /// The learner's variables, with the author's other names as they were: an experiment with them does no harm, and
  /// neither does a variable with the name of a built-in function.
  private func prepare(
    _ learner: Variables
  ) throws(Diagnostic) -> (variables: Variables, withShadows: Variables?) {
    let assigned = try replay.assignedNames(index)
    let entry = try replay.entry(to: index)
    var variables = learner
    for (name, value) in entry.values where !assigned.contains(name) { variables[name] = value }
    let whole = variables
    let library = replay.session.interpreter.environment.library
    let shadows = variables.names.filter { library[$0] != nil && !assigned.contains($0) && entry[$0] == nil }
    for name in shadows { variables[name] = nil }
    return (variables, shadows.isEmpty ? nil : whole)
  }

  private func check(_ variables: Variables) throws(Diagnostic) -> Diagnostic? {
    do throws(Diagnostic) {
      try replay.session.aside(snapshot(variables)) { () throws(Diagnostic) in
        try replay.session.perform(replay.lesson.source(of: exercise.check))
      }
      return nil
    } catch {
      if error.code == .interrupted { throw error }
      return error
    }
  }

  private func misconception(_ value: Value, _ learner: Variables) throws(Diagnostic) -> Int? {
    let solved = snapshot(try replay.solved(index))
    let prepared = snapshot(try prepare(learner).variables)
    for (position, misconception) in exercise.misconceptions.enumerated() {
      if try misconception.matches(value, byValueOn: solved, byConditionOn: prepared, replay) {
        return position
      }
    }
    return nil
  }

  private func snapshot(_ variables: Variables) -> Snapshot {
    Snapshot(variables: variables, generator: replay.lesson.generator(ofStep: index))
  }
}

extension LessonStep.Misconception {
  /// Whether a value shows this mistake. A condition sees the value as `answer`; one that cannot be evaluated does not
  /// hold.
  func matches(
    _ value: Value, byValueOn author: Snapshot, byConditionOn learner: Snapshot, _ replay: LessonReplay
  ) throws(Diagnostic) -> Bool {
    switch sign {
    case .value(let attribute):
      return Comparison().difference(value, try replay.value(of: attribute, on: author)) == nil
    case .condition(let attribute, _):
      var snapshot = learner
      snapshot.variables["answer"] = value
      do throws(Diagnostic) {
        return try replay.value(of: attribute, on: snapshot).isTruth
      } catch {
        if error.code == .interrupted { throw error }
        return false
      }
    }
  }
}

extension Value {
  /// The same kind of value; a number and a tensor without dimensions are one.
  func isLike(_ other: Value) -> Bool {
    (scalar != nil) == (other.scalar != nil) && (scalar != nil || kind == other.kind)
  }

  /// The shape of a tensor, the length of a list; empty for anything else.
  var shape: [Int] {
    switch self {
    case .tensor(let tensor): tensor.shape.array
    case .list(let list): [list.values.count]
    default: []
    }
  }

  var isTruth: Bool {
    if case .boolean(let truth) = self { return truth }
    return scalar.map { $0 != 0 } ?? false
  }
}
