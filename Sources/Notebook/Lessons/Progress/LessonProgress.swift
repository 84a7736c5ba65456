import Engine
import Glibc

/// What a learner has done, kept in a readable text file: one line for each step.
///
/// The file is read anew before each writing, under a lock, so that programs that run side by side lose nothing of each other's.
/// Whatever is wrong with it is told once, and never stops a lesson.
package final class LessonProgress {
  /// The file; nil: nothing is kept.
  package let path: String?
  private var text = ProgressText()
  package var records: [StepRecord] {
    load()
    return text.records
  }
  /// Hears of trouble with the file, each kind once.
  package var report: (Issue) -> Void = { _ in }
  private var reported: Set<String> = []
  private var isLoaded = false

  package enum Issue: Equatable, Sendable {
    case nowhere
    case damaged(path: String, lines: Int)
    case unreadable(reason: String)
    case unwritable(reason: String)
  }

  package init(path: String?) { self.path = path }

  /// The record of a step, unless the step was changed since.
  package func record(_ lesson: String, _ step: LessonStep) -> StepRecord {
    let known = records.first { $0.lesson == lesson && $0.step == step.id && $0.hash == step.hash }
    return known ?? StepRecord(lesson: lesson, step: step.id, hash: step.hash)
  }

  /// The records of a lesson, of changed steps too.
  package func records(of lesson: String) -> [StepRecord] { records.filter { $0.lesson == lesson } }

  /// The ids of the lessons that have records.
  package var lessons: [String] {
    var ids: [String] = []
    for record in records where !ids.contains(record.lesson) { ids.append(record.lesson) }
    return ids
  }

  package func update(_ record: StepRecord) { change { $0.update(record) } }

  /// Forgets a lesson, or all of them.
  package func forget(_ lesson: String?) { change { $0.forget(lesson) } }

  // MARK: The file

  private func change(_ body: (inout ProgressText) -> Void) {
    load()
    guard let path else {
      body(&text)
      return tell(.nowhere, "nowhere")
    }
    LessonProgress.makeFolders(above: path)
    FileLock.holding(path + ".lock") {
      // What cannot be read is not written over either.
      let current = read(path)
      if let current { text = current }
      body(&text)
      if current != nil { write(path) }
    }
  }

  private func load() {
    guard !isLoaded else { return }
    isLoaded = true
    if let path, let current = read(path) { text = current }
  }

  /// - Returns: nil when the file cannot be read.
  private func read(_ path: String) -> ProgressText? {
    do throws(FileError) {
      let text = ProgressText(try ByteFile.read(path, limit: 1 << 24, allowingEmpty: true))
      if text.strangers > 0 { tell(.damaged(path: path, lines: text.strangers), "damaged") }
      return text
    } catch {
      if error.code == .missing || error.code == .missingFolder { return ProgressText() }
      tell(.unreadable(reason: error.message), "unreadable")
      return nil
    }
  }

  private func write(_ path: String) {
    do throws(FileError) {
      try ByteFile.write(text.bytes, to: path)
    } catch { tell(.unwritable(reason: error.message), "unwritable") }
  }

  private func tell(_ issue: Issue, _ kind: String) {
    if reported.insert(kind).inserted { report(issue) }
  }

  /// Makes the folders that a path needs; where it cannot, writing the file says why.
  private static func makeFolders(above path: String) {
    var position = path.startIndex
    while let slash = path[position...].firstIndex(of: "/") {
      position = path.index(after: slash)
      if slash > path.startIndex { mkdir(String(path[..<slash]), 0o755) }
    }
  }
}
