import Engine
import Foundation
import Language
import Notebook
import Testing

/// Every lesson at a terminal, from its first step to its last, by a learner who errs: a mistake at each question and
/// exercise, a check too early, a hint, and then the solution, typed.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LessonPlayTests {
  private static let program = ProcessInfo.processInfo.environment["FOVEA_PROGRAM"]
  private static let catalog: LessonCatalog = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return LessonCatalog(folder: parts.dropLast(4).joined(separator: "/") + "/lessons")
  }()

  private let session: ProbeSession

  init() throws { session = try ProbeSession() }

  private static func lesson(_ id: String) throws -> LessonDocument {
    let bytes = try ByteFile.read("\(catalog.folder)/\(id).fov")
    return try #require(LessonDocument(SourceText(name: id, String(decoding: bytes, as: UTF8.self))))
  }

  private func start(_ arguments: [String] = []) throws -> PseudoTerminal? {
    guard let program = Self.program else {
      print("skipped: FOVEA_PROGRAM does not name the program")
      return nil
    }
    let environment = session.environment([
      "NO_COLOR": "1", "FOVEA_LESSONS": Self.catalog.folder, "LC_ALL": "C.UTF-8",
    ])
    return try PseudoTerminal(program, arguments, environment: environment, columns: 80, rows: 24)
  }

  /// Every step in Chinese on 80 × 24: its heading is still to be seen when the prompt is there again.
  @Test(arguments: catalog.names) func fitsTheScreenInChinese(_ id: String) throws {
    guard let terminal = try start() else { return }
    try terminal.expect("In[1]: ")
    let learner = Learner(terminal, lesson: id)
    let lesson = try Self.lesson(id)
    learner.hasLeft = true
    _ = try learner.type("lang zh")
    learner.hasLeft = false
    _ = try learner.type("lesson \(id)")
    for (index, step) in lesson.steps.enumerated() {
      let screen = terminal.screen.text
      let heading = "\(lesson.title.chinese)  \(index + 1)/\(lesson.steps.count)"
      #expect(screen.contains(heading), "\(heading):\n\(screen)")
      if step.prediction != nil || step.exercise != nil { _ = try learner.type("skip") }
      _ = try learner.type("next")
    }
  }

  @Test(arguments: catalog.names) func isPlayedToItsEnd(_ id: String) throws {
    guard let terminal = try start() else { return }
    try terminal.expect("In[1]: ")
    let learner = Learner(terminal, lesson: id)
    let lesson = try Self.lesson(id)
    _ = try learner.type("lesson \(id)")
    for (index, step) in lesson.steps.enumerated() {
      if let prediction = step.prediction { try learner.guessWrongly(prediction) }
      if let exercise = step.exercise { try learner.solve(exercise, in: lesson) }
      let shown = try learner.type("next")
      let isLast = index + 1 == lesson.steps.count
      let wanted = isLast ? "That was the last step." : "\(index + 2)/\(lesson.steps.count)"
      #expect(shown.contains(wanted), "step \(index + 1) (\(step.id)): \(shown)")
      let screen = terminal.screen.text
      #expect(isLast || screen.contains(wanted), "a step fits a screen, \(wanted):\n\(screen)")
    }
    learner.hasLeft = true
    _ = try learner.type("lesson leave")
    let progress = try learner.type("lesson progress")
    #expect(progress.contains("\(lesson.steps.count) of \(lesson.steps.count) steps"), "\(progress)")
    try terminal.send("quit" + Key.enter)
    #expect(try terminal.exitStatus() == 0)
  }

  /// Killed at each step, it goes on at that step; at the last one the lesson is done.
  @Test func killingLosesNothing() throws {
    let id = "5.4.2-affine"
    let lesson = try Self.lesson(id)
    for index in lesson.steps.indices.dropLast() {
      guard let terminal = try start(["lesson", id]) else { return }
      let learner = Learner(terminal, lesson: id)
      try terminal.expect("\(index + 1)/\(lesson.steps.count)")
      try terminal.expect("\(id) In[")
      if lesson.steps[index].prediction != nil || lesson.steps[index].exercise != nil {
        _ = try learner.type("skip")
      }
      _ = try learner.type("next")
      terminal.kill(SIGKILL)
      #expect(try terminal.exitStatus() == 128 + SIGKILL)
    }
    guard let terminal = try start(["lesson", id]) else { return }
    try terminal.expect("You have done this lesson")
  }
}

/// Somebody who types commands and code, and reads what comes.
private final class Learner {
  private let terminal: PseudoTerminal
  private let lesson: String
  /// Whether the prompt is the session's again.
  var hasLeft = false

  init(_ terminal: PseudoTerminal, lesson: String) { (self.terminal, self.lesson) = (terminal, lesson) }

  /// - Returns: what was shown until the next prompt, each run of white space as one space.
  func type(_ text: String) throws -> String {
    let before = terminal.output.utf8.count
    for line in Self.entries(text) {
      try terminal.send(line + Key.enter)
      try terminal.expect(hasLeft ? "In[" : "\(lesson) In[", within: .seconds(120))
    }
    let shown = String(decoding: Array(terminal.output.utf8.dropFirst(before)), as: UTF8.self)
    return shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The lines of a text, those that belong together as one.
  private static func entries(_ text: String) -> [String] {
    var entries: [String] = []
    var pending = ""
    for line in text.split(separator: "\n") {
      pending += pending.isEmpty ? String(line) : "\n" + line
      if Session.isIncomplete(pending) { continue }
      entries.append(pending)
      pending = ""
    }
    return pending.isEmpty ? entries : entries + [pending]
  }

  private func expect(_ cell: LessonCell, in shown: String) {
    let prose = cell.prose?.english.markup.plainText ?? ""
    let words = prose.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // Lines break at spaces; a long word may be broken anywhere.
    #expect(shown.contains(words.prefix(60)), "«\(words.prefix(60))» in \(shown)")
  }

  func guessWrongly(_ prediction: LessonStep.Prediction) throws {
    guard let mistake = prediction.misconceptions.first else {
      _ = try type("skip")
      return
    }
    let shown = try type("answer \(mistake.sign.typed)")
    expect(mistake.cell, in: shown)
  }

  func solve(_ exercise: LessonStep.Exercise, in lesson: LessonDocument) throws {
    let early = try type("check")
    #expect(early.contains(exercise.name), "a check before anything was done names what is missing: \(early)")
    for mistake in exercise.misconceptions.prefix(2) {
      _ = try type("\(exercise.name) = \(mistake.sign.typed);")
      expect(mistake.cell, in: try type("check"))
    }
    expect(try #require(exercise.hints.first), in: try type("hint"))
    _ = try type(lesson.code(of: exercise.solution).joined(separator: "\n"))
  }
}

extension LessonStep.Misconception.Sign {
  /// What somebody who makes this mistake would type.
  fileprivate var typed: String {
    switch self {
    case .value(let value): value.text
    case .condition(_, let example): example.text
    }
  }
}
