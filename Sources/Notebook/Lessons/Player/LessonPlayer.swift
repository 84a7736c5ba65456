import Engine
import Language

/// Plays a lesson step by step, in a session of its own.
///
/// At each step the author's variables are as the author left them, whatever the learner did before; the learner's other
/// variables stay. A step that fails or is interrupted leaves everything as it was.
package final class LessonPlayer {
  package let id: String
  package let lesson: LessonDocument
  package let session: Session
  package internal(set) var position = 0
  package var language: LessonLanguage
  /// The lesson to go on with after this one.
  package var successor: String?

  let replay: LessonReplay
  private let progress: LessonProgress
  let output: (Session.Event) -> Void
  /// What the step began with, for `reset`.
  var start: Snapshot
  /// What the code of the step gave, to be shown again.
  private var shown = Transcript()
  /// The steps whose code `save` knows of.
  var noted: Set<Int> = []
  /// Whether the learner was told that the answer can be checked.
  private var hasMentionedCheck = false

  /// - Parameter cancellation: what stops the lesson's code and the learner's.
  package init(
    _ lesson: LessonDocument, id: String, language: LessonLanguage, progress: LessonProgress,
    cancellation: Cancellation = Cancellation(), output: @escaping (Session.Event) -> Void
  ) {
    self.id = id
    self.lesson = lesson
    self.language = language
    self.progress = progress
    self.output = output
    session = Session(cancellation: cancellation, output: output)
    replay = LessonReplay(lesson, in: session)
    start = session.snapshot
  }

  package var step: LessonStep { lesson.steps[position] }

  var screen: StepScreen { StepScreen(lesson: lesson, index: position, language: language) }

  // MARK: Saying

  func say(_ message: LessonMessage, _ style: Markup.Style = .plain) {
    output(.markup(message.markup(language, style)))
  }

  func say(_ markup: Markup) { output(.markup(markup)) }

  func say(_ cell: LessonCell?) {
    if let prose = cell?.prose?[language] { output(.markup(prose.markup)) }
  }

  func fail(_ diagnostic: Diagnostic) { output(.failure(diagnostic)) }

  /// Hears what the lesson's code gives: it is shown, and kept to be shown again.
  var listener: (Session.Event) -> Void {
    { [unowned self] event in
      let event = StepPictures(screen).fitting(event, after: shown)
      shown.keep(event)
      output(event)
    }
  }

  /// Shows the step once more, in the language of the moment.
  package func show() {
    say(screen.opening)
    for event in shown.events { output(event) }
    say(screen.closing(isPassed: record.isPassed))
  }

  // MARK: Records

  var record: StepRecord { progress.record(id, step) }

  func mark(_ change: (inout StepRecord) -> Void) {
    var record = record
    change(&record)
    progress.update(record)
  }

  /// How the whole lesson went.
  var tally: LessonMessage.Tally { lesson.tally(id, progress) }

  // MARK: Steps

  /// Opens the lesson at the first step that was not passed, or was changed since.
  package func begin() throws(Diagnostic) {
    let index = lesson.steps.firstIndex { !progress.record(id, $0).isPassed }
    let isChanged = index.map(wasChanged) ?? false
    if let index, index > 0 || isChanged {
      _ = try replay.entry(to: index)
      say(isChanged ? .changed(step: index + 1) : .resumed(step: index + 1), .dim)
    } else if index == nil {
      say(.again(id: id), .dim)
    }
    try enter(index ?? 0)
  }

  /// Whether a step that is to be played stands where one was played before: itself in another form, or a later one.
  private func wasChanged(_ index: Int) -> Bool {
    let known = progress.records(of: id)
    if known.contains(where: { $0.step == lesson.steps[index].id && $0.hash != lesson.steps[index].hash }) {
      return true
    }
    return lesson.steps[index...].contains { progress.record(id, $0).isPassed }
  }

  /// Goes to a step: shows it, runs its code and hands its variables to the learner.
  /// - Throws: an error of the lesson's code, or that it was interrupted; then nothing has changed.
  func enter(_ index: Int) throws(Diagnostic) {
    let entry = try replay.entry(to: index)
    let step = lesson.steps[index]
    let (from, before) = (position, shown)
    position = index
    shown = Transcript()
    say(screen.opening)
    var snapshot = Snapshot(variables: entry, generator: lesson.generator(ofStep: index))
    let runsNow = step.prediction == nil || record.isPassed
    if runsNow, !step.code.isEmpty {
      do throws(Diagnostic) {
        snapshot = try replay.runCode(ofStep: index, listener: listener)
      } catch {
        (position, shown) = (from, before)
        throw error
      }
    }
    hand(snapshot)
    noteOwnCode(includingStep: runsNow)
    hasMentionedCheck = false
    // The last step of a lesson is passed by reading it; there is no step to go on to.
    if case .reading = step.activity, index == lesson.steps.count - 1, !record.isPassed {
      mark { $0.status = .read }
    }
    say(screen.closing(isPassed: record.isPassed))
  }

  /// Makes the author's variables the learner's. What the learner had put in their place is named.
  func hand(_ snapshot: Snapshot) {
    let mine = Variables(session.interpreter.environment)
    let experiments = mine.changed(since: start.variables)
    var handed = mine
    var replaced: [String] = []
    var removed: [String] = []
    for name in snapshot.variables.names {
      guard let value = snapshot.variables[name] else { continue }
      if experiments.contains(name), let old = mine[name], Comparison().difference(old, value) != nil {
        replaced.append(name)
      }
      handed[name] = value
    }
    for name in replay.knownNames.sorted() where snapshot.variables[name] == nil && mine[name] != nil {
      if experiments.contains(name) { removed.append(name) }
      handed[name] = nil
    }
    session.snapshot = Snapshot(variables: handed, generator: snapshot.generator)
    start = session.snapshot
    if !replaced.isEmpty { say(.replaced(replaced), .note) }
    if !removed.isEmpty { say(.removed(removed), .note) }
  }

  // MARK: Cells

  /// To be called after the learner ran a cell: says, once a step, that an answer that was stored can be checked.
  package func didRun() {
    guard let exercise = step.exercise, !hasMentionedCheck, !record.isPassed,
      let value = session.interpreter.environment[exercise.name]
    else { return }
    if let before = start.variables[exercise.name], before.isSame(as: value) { return }
    hasMentionedCheck = true
    say(.isThere(name: exercise.name), .dim)
  }
}
