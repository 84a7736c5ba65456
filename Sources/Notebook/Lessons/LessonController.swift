import Engine
import Language

/// Where lessons are played: finds them, opens them, and hands the learner's commands to the one that is open.
package final class LessonController {
  /// The session that the learner's cells go to while a lesson is open.
  package var session: Session? { player?.session }
  /// The id of the lesson that is open, for the prompt.
  package var openLesson: String? { player?.id }

  /// What the open lesson is called.
  var openTitle: Bilingual<String>? { player?.lesson.title }

  private let catalog: LessonCatalog
  private let progress: LessonProgress
  /// The language that lessons are told in.
  private(set) var language: LessonLanguage
  private let cancellation: Cancellation
  private let output: (Session.Event) -> Void
  private var player: LessonPlayer?

  /// - Parameter cancellation: what stops lessons' code: the word of the session around them.
  package init(
    catalog: LessonCatalog, progress: LessonProgress, language: LessonLanguage,
    cancellation: Cancellation = Cancellation(), output: @escaping (Session.Event) -> Void
  ) {
    self.catalog = catalog
    self.progress = progress
    self.language = language
    self.cancellation = cancellation
    self.output = output
    progress.report = { [weak self] issue in self?.say(.init(issue), .note) }
  }

  /// Does what a learner asks for. Whatever goes wrong is said.
  /// - Returns: `failed` for what cannot be done at all; a wrong answer is no failure.
  @discardableResult
  package func handle(_ command: LessonCommand) -> Session.Outcome {
    cancellation.reset()
    switch command.action {
    case .lessons(let action): return action(self)
    case .step(let action):
      guard let player else { return refuse(.noLesson, help: .openHelp) }
      do throws(Diagnostic) {
        return try action(player)
      } catch { return tell(error, player) }
    }
  }

  /// To be called after a cell was run in the lesson's session.
  package func didRun() { player?.didRun() }

  /// Changes the language; the open step is told again in it.
  package func setLanguage(_ language: LessonLanguage) {
    self.language = language
    player?.language = language
    if let player { player.show() } else { say(.speaking) }
  }

  // MARK: Saying

  private func say(_ message: LessonMessage, _ style: Markup.Style = .plain) {
    output(.markup(message.markup(language, style)))
  }

  private func refuse(_ message: LessonMessage, help: LessonMessage? = nil) -> Session.Outcome {
    output(.failure(Diagnostic(.lesson, message.text(language), help: help?.text(language))))
    return .failed
  }

  private func tell(_ error: Diagnostic, _ player: LessonPlayer) -> Session.Outcome {
    output(.failure(error))
    let isInterruption = error.code == .interrupted
    if !isInterruption { say(.lessonFault, .note) }
    say(.stayed(step: player.position + 1), .dim)
    return isInterruption ? .interrupted : .failed
  }

  // MARK: Opening

  func open(_ request: String) -> Session.Outcome {
    switch catalog.find(request) {
    case .found(let entry): return open(entry)
    case .ambiguous(let ids): return refuse(.ambiguousLesson(request, ids))
    case .unknown(let close): return refuse(.unknownLesson(request, close: close), help: .listHelp)
    }
  }

  private func open(_ entry: LessonCatalog.Entry) -> Session.Outcome {
    if let player, player.id == entry.id {
      player.show()
      return .succeeded
    }
    let source: SourceText
    do throws(FileError) {
      source = try LessonDocument.read(entry.path, name: entry.fileName)
    } catch {
      output(.failure(Diagnostic(error)))
      return .failed
    }
    guard let lesson = LessonDocument(source) else { return refuse(.notALesson(entry.path)) }
    if let problem = lesson.problems.first {
      output(.failure(problem))
      return refuse(.brokenLesson(id: entry.id), help: .checkHelp(path: entry.path))
    }
    return begin(lesson, entry)
  }

  private func begin(_ lesson: LessonDocument, _ entry: LessonCatalog.Entry) -> Session.Outcome {
    let player = LessonPlayer(
      lesson, id: entry.id, language: language, progress: progress, cancellation: cancellation, output: output
    )
    player.successor = catalog.successor(of: entry.id)
    do throws(Diagnostic) {
      try player.begin()
      self.player = player
      return .succeeded
    } catch {
      output(.failure(error))
      if error.code == .interrupted { return .interrupted }
      say(.lessonFault, .note)
      return .failed
    }
  }

  func leave() -> Session.Outcome {
    guard player != nil else { return refuse(.noLesson, help: .openHelp) }
    player = nil
    say(.left)
    return .succeeded
  }

  // MARK: Lists

  func list() -> Session.Outcome {
    let entries = catalog.entries
    if entries.isEmpty { return refuse(.emptyCatalog(folder: catalog.folder)) }
    var markup = Markup()
    markup.line(LessonMessage.shelfTitle.text(language), .heading)
    let width = entries.map { DisplayWidth.columns(of: $0.id) }.max() ?? 0
    for entry in entries { markup.blocks.append(.line(line(entry, width: width))) }
    markup.append(LessonMessage.shelfHelp.markup(language, .dim))
    output(.markup(markup))
    return .succeeded
  }

  private func line(_ entry: LessonCatalog.Entry, width: Int) -> [Markup.Span] {
    let id = entry.id + String(repeating: " ", count: width - DisplayWidth.columns(of: entry.id))
    guard let source = try? LessonDocument.read(entry.path), let lesson = LessonDocument(source) else {
      return [.init("    "), .init(id, .code)]
    }
    let passed = lesson.passedSteps(entry.id, progress)
    let isDone = passed == lesson.steps.count && passed > 0
    let mark = player?.id == entry.id ? " →" : isDone ? " ✓" : passed > 0 ? " ·" : "  "
    let rest = passed > 0 && !isDone ? "  \(passed)/\(lesson.steps.count)" : ""
    return [
      .init(mark, .success), .init("  "), .init(id, .code), .init("  " + lesson.title[language]),
      .init(rest, .dim),
    ]
  }

  func showProgress() -> Session.Outcome {
    var markup = Markup()
    markup.line(LessonMessage.progressTitle.text(language), .heading)
    let ids = progress.lessons
    if ids.isEmpty { markup.append(LessonMessage.noProgress.markup(language)) }
    for id in catalog.names.filter(ids.contains) + ids.filter({ !catalog.names.contains($0) }) {
      let path = catalog.entries.first { $0.id == id }?.path ?? id
      markup.line(.init("  " + id, .code))
      guard let source = try? LessonDocument.read(path), let lesson = LessonDocument(source) else { continue }
      let message = LessonMessage.progressLine(
        lesson.tally(id, progress), steps: lesson.passedSteps(id, progress), of: lesson.steps.count)
      markup.line("    " + message.text(language))
    }
    if let path = progress.path { markup.append(LessonMessage.progressPlace(path).markup(language, .dim)) }
    output(.markup(markup))
    return .succeeded
  }

  func forget(_ request: String?) -> Session.Outcome {
    guard let request else {
      let count = progress.lessons.count
      progress.forget(nil)
      say(.forgotAll(count))
      return .succeeded
    }
    var id = request
    if !progress.lessons.contains(id) {
      switch catalog.find(request) {
      case .found(let entry): id = entry.id
      case .ambiguous(let ids): return refuse(.ambiguousLesson(request, ids))
      case .unknown(let close): return refuse(.unknownLesson(request, close: close), help: .progressHelp)
      }
    }
    if !progress.lessons.contains(id) {
      say(.nothingToForget(id))
      return .succeeded
    }
    progress.forget(id)
    say(.forgot(id))
    return .succeeded
  }
}

extension LessonMessage {
  init(_ issue: LessonProgress.Issue) {
    self =
      switch issue {
      case .nowhere: .progressNowhere
      case .damaged(let path, let lines): .progressDamaged(path: path, lines: lines)
      case .unreadable(let reason): .progressUnreadable(reason: reason)
      case .unwritable(let reason): .progressUnwritable(reason: reason)
      }
  }
}
