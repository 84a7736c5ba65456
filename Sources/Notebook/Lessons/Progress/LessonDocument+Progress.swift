import Engine
import Language

extension LessonDocument {
  /// - Parameter name: how messages call the file; its path without one.
  static func read(_ path: String, name: String? = nil) throws(FileError) -> SourceText {
    SourceText(
      name: name ?? path, bytes: try ByteFile.read(path, allowingEmpty: true), path: path)
  }

  /// How many steps were passed as they stand now.
  func passedSteps(_ id: String, _ progress: LessonProgress) -> Int {
    steps.count { progress.record(id, $0).isPassed }
  }

  func tally(_ id: String, _ progress: LessonProgress) -> LessonMessage.Tally {
    var tally = LessonMessage.Tally()
    for step in steps {
      let record = progress.record(id, step)
      if record.status == .skipped { tally.skipped += 1 }
      tally.hints += record.hints
      switch step.activity {
      case .reading: continue
      case .prediction:
        tally.predictions += 1
        if record.status == .predicted { tally.rightPredictions += 1 }
      case .exercise:
        tally.exercises += 1
        if record.status == .done { tally.solved += 1 }
      }
    }
    return tally
  }
}

extension LessonMessage.Tally {
  /// Whether there is nothing to tell.
  var isEmpty: Bool { exercises == 0 && predictions == 0 }
}
