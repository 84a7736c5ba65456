import Engine
import Language
import Notebook
import Testing

/// The lessons that come with the program.
@Suite struct ShippedLessonsTests {
  private static let folder: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(4).joined(separator: "/") + "/lessons"
  }()

  private static let entries = LessonCatalog(folder: folder).entries

  @Test func thereAreSome() { #expect(Self.entries.contains { $0.id == "0-tour" }) }

  @Test(arguments: entries.map(\.path))
  func holds(_ path: String) {
    let report = ScriptChecker().check(path)
    #expect(report.isLesson && report.holds, "\(report.markup.plainText)")
    #expect(report.duration < .seconds(40), "nobody waits longer for a lesson")
  }

  /// As a learner in a hurry plays it: every step is shown, every question and exercise skipped.
  @Test(arguments: entries.map(\.id), LessonLanguage.allCases)
  func playsToItsEnd(_ id: String, _ language: LessonLanguage) throws {
    let folder = try TemporaryFolder()
    var failures: [Diagnostic] = []
    let controller = LessonController(
      catalog: LessonCatalog(folder: Self.folder), progress: LessonProgress(path: folder.path + "/progress"),
      language: language
    ) { event in if case .failure(let diagnostic) = event { failures.append(diagnostic) } }
    #expect(controller.handle(.open(id)) == .succeeded)
    let source = try ByteFile.read("\(Self.folder)/\(id).fov")
    let lesson = try #require(LessonDocument(SourceText(name: id, String(decoding: source, as: UTF8.self))))
    for step in lesson.steps {
      if step.prediction != nil || step.exercise != nil {
        #expect(controller.handle(.skip) == .succeeded, "\(step.id)")
      }
      #expect(controller.handle(.next) == .succeeded, "\(step.id)")
    }
    let expectedOutput = lesson.source.text.split(separator: "\n").count { $0.contains("#=>! E") }
    #expect(failures.count == expectedOutput, "only the errors that the lesson shows")
    let progress = LessonProgress(path: folder.path + "/progress")
    #expect(lesson.steps.allSatisfy { progress.record(id, $0).isPassed })
  }
}
