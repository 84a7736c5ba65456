import Engine
import Language
import Notebook

/// A controller with lessons in a folder of its own, and everything that was said there as plain text.
final class LessonTable {
  let folder: TemporaryFolder
  let cancellation = Cancellation()
  private(set) var controller: LessonController
  private let log = Log()

  final class Log {
    var text = ""
    /// Hears each event, before the next thing happens.
    var listener: (String) -> Void = { _ in }
  }

  init(_ lesson: String = LessonFixture.doubling, language: LessonLanguage = .english) throws {
    folder = try TemporaryFolder()
    try folder.write(lesson, "9.1-doubling.fov")
    controller = LessonTable.controller(folder, language, cancellation, log)
  }

  private static func controller(
    _ folder: TemporaryFolder, _ language: LessonLanguage, _ cancellation: Cancellation, _ log: Log
  ) -> LessonController {
    LessonController(
      catalog: LessonCatalog(folder: folder.path),
      progress: LessonProgress(path: folder.path + "/state/progress"),
      language: language, cancellation: cancellation
    ) { event in
      let text = LessonTable.text(event)
      log.text += text + "\n"
      log.listener(text)
    }
  }

  /// The program ends and is started again.
  func restart(language: LessonLanguage = .english) {
    controller = LessonTable.controller(folder, language, cancellation, log)
  }

  var listener: (String) -> Void {
    get { log.listener }
    set { log.listener = newValue }
  }

  private static func text(_ event: Session.Event) -> String {
    switch event {
    case .result(let echo): echo.lines.joined(separator: "\n")
    case .markup(let markup): markup.plainText
    case .failure(let diagnostic): DiagnosticRenderer.render(diagnostic).plainText
    case .note(let text): "note: " + text
    case .progress: ""
    }
  }

  /// What is said in answer to a command.
  @discardableResult
  func ask(_ command: LessonCommand) -> String {
    log.text = ""
    controller.handle(command)
    return log.text
  }

  func outcome(_ command: LessonCommand) -> Session.Outcome {
    log.text = ""
    return controller.handle(command)
  }

  var said: String { log.text }

  /// What is said when the learner types cells.
  @discardableResult
  func type(_ cells: String...) -> String {
    log.text = ""
    for cell in cells {
      controller.session?.run(cell)
      controller.didRun()
    }
    return log.text
  }

  func speak(_ language: LessonLanguage) -> String {
    log.text = ""
    controller.setLanguage(language)
    return log.text
  }

  /// A variable of the lesson's session, as it is shown.
  subscript(name: String) -> String? {
    controller.session?.interpreter.environment[name].map { Formatter.inline($0) }
  }

  /// Opens the fixture and goes to a step, counted from 1; questions are skipped.
  @discardableResult
  func open(at step: Int = 1) -> String {
    var text = ask(.open("9.1"))
    for _ in 1..<max(step, 1) where step > 1 {
      ask(.skip)
      // A question or exercise that was skipped is still there.
      text = said.contains("/6") ? said : ask(.next)
    }
    return text
  }
}
