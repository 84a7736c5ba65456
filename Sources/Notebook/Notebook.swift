import Engine
import Language

/// A notebook with everything around its cells: commands, help and lessons. What a front end talks to.
package final class Notebook {
  package let session: Session
  private let desk: LessonDesk
  private let shelf: LessonShelf
  private let output: (Session.Event) -> Void

  package init(
    shelf: LessonShelf, progress: LessonProgress, language: LessonLanguage,
    output: @escaping (Session.Event) -> Void
  ) {
    self.output = output
    self.shelf = shelf
    session = Session(output: output)
    desk = LessonDesk(
      shelf: shelf, progress: progress, language: language, cancellation: session.interpreter.cancellation,
      output: output)
  }

  package enum Reply: Equatable {
    case done(Session.Outcome)
    case quit
  }

  /// The session that input goes to: a lesson's own while one is open.
  package var current: Session { desk.session ?? session }

  /// The ids of all lessons, for completion.
  package var lessonNames: [String] { shelf.names }

  /// The lesson that is open, for the prompt.
  package var lessonTitle: String? { desk.openLesson }

  /// Runs what somebody typed: a command, or a cell.
  package func submit(_ text: String) -> Reply {
    if let command = command(text) { return obey(command) }
    let outcome = current.run(text)
    desk.didRun()
    return .done(outcome)
  }

  /// Does what a learner asks of the lessons.
  package func obey(_ command: LessonCommand) -> Session.Outcome { desk.handle(command) }

  /// The command that a text is now; nil for program text.
  package func command(_ text: String) -> Command? { Command(text, in: current.interpreter.environment) }

  private func obey(_ command: Command) -> Reply {
    switch command {
    case .quit: return .quit
    case .help(let topic): output(.markup(HelpPages(current.interpreter.environment.library).page(topic)))
    case .variables: output(.markup(VariableTable.render(current.interpreter.environment)))
    case .history(let filter): output(.markup(HistoryList.render(current.cells, filter)))
    case .undo(let count): return .done(current.undo(count))
    case .save(let file): return .done(save(file))
    case .export(let file): return .done(export(file))
    case .language(let name): return .done(setLanguage(name))
    case .lesson(let command): return .done(desk.handle(command))
    case .unclear(let misuse):
      output(.failure(Diagnostic(.command, misuse.message, help: misuse.help)))
      return .done(.failed)
    }
    return .done(.succeeded)
  }

  private func save(_ file: String?) -> Session.Outcome {
    guard let file else {
      output(.failure(Diagnostic(.command, "save wants the name of a file", help: "save work.fov")))
      return .failed
    }
    return current.save(to: file)
  }

  private func export(_ file: String?) -> Session.Outcome {
    guard let file else {
      output(.failure(Diagnostic(.command, "export wants the name of a file", help: "export notes.html")))
      return .failed
    }
    return current.export(to: file, title: desk.openTitle ?? ExportWords.session, [desk.language])
  }

  private func setLanguage(_ name: String?) -> Session.Outcome {
    guard let name, let language = LessonLanguage(rawValue: name) else {
      let problem = name.map { "there are no lessons in `\($0)`" } ?? "which language?"
      output(.failure(Diagnostic(.command, problem, help: "lang en or lang zh")))
      return .failed
    }
    desk.setLanguage(language)
    return .succeeded
  }
}
