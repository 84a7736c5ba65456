import Engine
import Language

/// A notebook with everything around its cells: commands, help and lessons. What a front end talks to.
package final class Notebook {
  package let session: Session
  private let controller: LessonController
  private let catalog: LessonCatalog
  private let output: (Session.Event) -> Void

  package init(
    catalog: LessonCatalog, progress: LessonProgress, language: LessonLanguage,
    output: @escaping (Session.Event) -> Void
  ) {
    self.output = output
    self.catalog = catalog
    session = Session(output: output)
    controller = LessonController(
      catalog: catalog, progress: progress, language: language,
      cancellation: session.interpreter.cancellation,
      output: output)
  }

  /// The notebook of the person who started the program: lessons, progress and language as the environment says.
  package convenience init(output: @escaping (Session.Event) -> Void) {
    self.init(
      catalog: LessonCatalog(folder: Paths.lessons), progress: LessonProgress(path: Paths.progress),
      language: LessonLanguage.fromEnvironment(Paths.environment), output: output)
  }

  package enum Reply: Equatable {
    case done(Session.Outcome)
    case quit
  }

  /// The session that input goes to: a lesson's own while one is open.
  package var current: Session { controller.session ?? session }

  /// The variables of the current session.
  var environment: Environment { current.interpreter.environment }

  /// The ids of all lessons, for completion.
  package var lessonNames: [String] { catalog.names }

  /// The lesson that is open, for the prompt.
  package var lessonTitle: String? { controller.openLesson }

  /// Runs what somebody typed: a command, or a cell.
  package func submit(_ text: String) -> Reply {
    if let call = command(text) { return call.perform(in: self) }
    let outcome = current.run(text)
    controller.didRun()
    return .done(outcome)
  }

  /// Whether a text can be submitted as it is: a command ends with its line, unless it takes an expression, and program text
  /// where brackets are closed and nothing must follow.
  package func isComplete(_ text: String) -> Bool {
    if let call = command(text), !call.command.argument.isExpression { return true }
    return !Session.isIncomplete(text)
  }

  /// Does what a learner asks of the lessons.
  package func obey(_ command: LessonCommand) -> Session.Outcome { controller.handle(command) }

  /// The command that a text is now; nil for program text.
  package func command(_ text: String) -> CommandCall? { CommandCall(text, in: environment) }
}

// MARK: What front ends ask

extension Notebook {
  /// What may stand at a place of a text that is being typed.
  ///
  /// - Parameters:
  ///   - text: a cell, as far as it is typed.
  ///   - cursor: a place in its UTF-8; the nearest one where it lies outside.
  package func completion(of text: String, cursor: Int) -> Completion {
    Completer(self).completion(of: text, cursor: cursor)
  }

  /// What stands at a place of a text.
  ///
  /// - Parameters:
  ///   - text: a cell, as far as it is typed.
  ///   - cursor: a place in its UTF-8; the nearest one where it lies outside.
  /// - Returns: nil where nothing is known of what stands there.
  package func inspection(of text: String, cursor: Int) -> Inspection? {
    Inspector(self).inspection(of: text, cursor: cursor)
  }

  /// Runs `body`, which Ctrl-C stops, and says whether it was pressed, whatever the computation made of it.
  package func interruptible<Result>(_ body: () -> Result) -> (result: Result, wasInterrupted: Bool) {
    Interrupts.noting(current.interpreter.cancellation.address, during: body)
  }

  /// Stops the cell that is being run, as Ctrl-C does; can be called on any thread.
  package var interrupt: @Sendable () -> Void {
    let cancellation = session.interpreter.cancellation
    return { cancellation.raise() }
  }
}

// MARK: What commands do

extension Notebook {
  /// Says something that is no result.
  func say(_ markup: Markup) -> Reply {
    output(.markup(markup))
    return .done(.succeeded)
  }

  /// Says why a command cannot be carried out.
  func fail(_ message: String, help: String) -> Reply {
    output(.failure(Diagnostic(.command, message, help: help)))
    return .done(.failed)
  }

  /// Writes the current session as a document, in the language of the lessons.
  func export(to file: String) -> Session.Outcome {
    current.export(to: file, title: controller.openTitle ?? ExportWords.session, [controller.language])
  }

  func setLanguage(_ language: LessonLanguage) -> Reply {
    controller.setLanguage(language)
    return .done(.succeeded)
  }
}
