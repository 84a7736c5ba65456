import Engine
import Glibc

/// What a learner has done, kept in a readable text file: one line for each step.
///
/// The file is read anew before each writing, so that two programs can keep their progress side by side. Whatever is
/// wrong with it is told once, and never stops a lesson.
package final class LessonProgress {
  /// The file; nil: nothing is kept.
  package let path: String?
  package private(set) var records: [StepRecord] = []
  /// Hears of trouble with the file, each kind once.
  package var report: (Trouble) -> Void = { _ in }
  private var reported: Set<String> = []
  private var isLoaded = false

  package enum Trouble: Equatable, Sendable {
    case nowhere
    case damaged(path: String, lines: Int)
    case unreadable(reason: String)
    case unwritable(reason: String)
  }

  private static let heading =
    "# What was done in Fovea's lessons. A line: lesson, step, status, attempts, hints, hash of the step's text."

  package init(path: String?) { self.path = path }

  /// The record of a step, unless the step was changed since.
  package func record(_ lesson: String, _ step: LessonStep) -> StepRecord {
    load()
    let known = records.first { $0.lesson == lesson && $0.step == step.id && $0.hash == step.hash }
    return known ?? StepRecord(lesson: lesson, step: step.id, hash: step.hash)
  }

  /// The records of a lesson, of changed steps too.
  package func records(of lesson: String) -> [StepRecord] {
    load()
    return records.filter { $0.lesson == lesson }
  }

  /// The ids of the lessons that have records.
  package var lessons: [String] {
    load()
    var ids: [String] = []
    for record in records where !ids.contains(record.lesson) { ids.append(record.lesson) }
    return ids
  }

  package func update(_ record: StepRecord) {
    change { records in
      if let index = records.firstIndex(where: { $0.lesson == record.lesson && $0.step == record.step }) {
        records[index] = record
      } else {
        records.append(record)
      }
    }
  }

  /// Forgets a lesson, or all of them.
  package func forget(_ lesson: String?) {
    change { records in records.removeAll { lesson == nil || $0.lesson == lesson } }
  }

  // MARK: The file

  private func change(_ body: (inout [StepRecord]) -> Void) {
    load()
    guard let path else {
      body(&records)
      return tell(.nowhere, "nowhere")
    }
    if let current = read(path) { records = current }
    body(&records)
    write(path)
  }

  private func load() {
    guard !isLoaded else { return }
    isLoaded = true
    if let path, let current = read(path) { records = current }
  }

  /// - Returns: nil when the file cannot be read.
  private func read(_ path: String) -> [StepRecord]? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try ByteFile.read(path, limit: 1 << 24, allowingEmpty: true)
    } catch {
      if error.code == .missing || error.code == .missingFolder { return [] }
      tell(.unreadable(reason: error.message), "unreadable")
      return nil
    }
    var records: [StepRecord] = []
    var faults = 0
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
      if let record = StepRecord(line: line) { records.append(record) } else { faults += 1 }
    }
    if faults > 0, !reported.contains("damaged") {
      // What cannot be read may still tell a person something.
      try? ByteFile.write(bytes, to: path + ".damaged")
      tell(.damaged(path: path, lines: faults), "damaged")
    }
    return records
  }

  private func write(_ path: String) {
    let text = ([LessonProgress.heading] + records.map(\.line)).joined(separator: "\n") + "\n"
    LessonProgress.makeFolders(above: path)
    do throws(FileError) {
      try ByteFile.write(Array(text.utf8), to: path)
    } catch { tell(.unwritable(reason: error.message), "unwritable") }
  }

  private func tell(_ trouble: Trouble, _ kind: String) {
    if reported.insert(kind).inserted { report(trouble) }
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
