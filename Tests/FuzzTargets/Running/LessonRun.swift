import Engine
import Language
import Notebook

/// A lesson is looked over as `fovea check` does, which runs all its cells, and then played by somebody who tries
/// everything.
enum LessonRun {
  private static let longestPlay = 12

  /// Words that could touch a file; such inputs are left out.
  private static let forbidden = ["write", "checkpoint", "file", "use ", "plot", "compare"]

  static func run(_ input: [UInt8], in folder: String, _ cancellation: Cancellation) {
    guard let text = String(validating: input, as: UTF8.self), !forbidden.contains(where: text.contains),
      LessonDocument(SourceText(name: "lesson", text)) != nil
    else { return }
    let path = "\(folder)/9-fuzz.fov"
    guard (try? ByteFile.write(input, to: path)) != nil else { return }
    _ = ScriptChecker(cancellation: cancellation).check(path).markup.plainText
    play(in: folder, cancellation)
  }

  private static func play(in folder: String, _ cancellation: Cancellation) {
    let controller = LessonController(
      catalog: LessonCatalog(folder: folder), progress: LessonProgress(path: nil), language: .chinese,
      cancellation: cancellation
    ) { event in
      switch event {
      case .result(let echo): _ = echo.lines
      case .markup(let markup): _ = markup.plainText
      case .failure(let diagnostic): _ = DiagnosticRenderer.render(diagnostic).plainText
      case .note, .progress: break
      }
    }
    guard controller.handle(.open("9-fuzz")) == .succeeded else { return }
    for _ in 0..<longestPlay {
      for command: LessonCommand in [.check, .answer("1"), .answer("[1, 2; 3, 4]"), .hint, .solution, .reset]
      {
        controller.handle(command)
      }
      controller.session?.run("v = 1; w = [1, 2]; answer = v")
      controller.didRun()
      controller.handle(.check)
      if controller.handle(.next) != .succeeded {
        controller.handle(.skip)
        controller.handle(.next)
      }
    }
    controller.handle(.back)
    controller.handle(.leave)
  }
}
