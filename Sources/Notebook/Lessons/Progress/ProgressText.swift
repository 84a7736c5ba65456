/// What stands in a progress file: a line for each record. Lines that are no records to this version, and fields behind a
/// record's own, were written by a newer one or by somebody's hand; they stay as they are.
struct ProgressText {
  private enum Line {
    case record(StepRecord, more: String)
    case other([UInt8])
  }

  private var lines: [Line] = [.other(Array(heading.utf8))]

  private static let heading =
    "# What was done in Fovea's lessons. A line: lesson, step, status, attempts, hints, hash of the step's text."

  /// A new file's.
  init() {}

  init(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    lines = parts.map(ProgressText.line)
  }

  private static func line(_ bytes: ArraySlice<UInt8>) -> Line {
    let visible = bytes.last == 0x0D ? bytes.dropLast() : bytes
    guard let text = String(validating: visible, as: UTF8.self) else { return .other(Array(bytes)) }
    let fields = text.split(separator: " ", omittingEmptySubsequences: true)
    guard let record = StepRecord(line: fields.prefix(6).joined(separator: " ")[...]) else {
      return .other(Array(bytes))
    }
    return .record(record, more: fields.dropFirst(6).map { " " + $0 }.joined())
  }

  var bytes: [UInt8] {
    lines.flatMap { line in
      switch line {
      case .record(let record, let more): Array((record.line + more).utf8) + [0x0A]
      case .other(let bytes): bytes + [0x0A]
      }
    }
  }

  var records: [StepRecord] {
    lines.compactMap { if case .record(let record, _) = $0 { record } else { nil } }
  }

  /// How many lines are neither records nor comments nor empty.
  var strangers: Int {
    lines.count { line in
      guard case .other(let bytes) = line else { return false }
      return bytes.first != UInt8(ascii: "#") && bytes.contains { !ProgressText.blanks.contains($0) }
    }
  }

  private static let blanks = Array(" \t\r".utf8)

  mutating func update(_ record: StepRecord) {
    for (index, line) in lines.enumerated() {
      guard case .record(let known, let more) = line, known.lesson == record.lesson, known.step == record.step
      else { continue }
      lines[index] = .record(record, more: more)
      return
    }
    lines.append(.record(record, more: ""))
  }

  /// Forgets a lesson, or all that is no comment.
  mutating func forget(_ lesson: String?) {
    lines.removeAll { line in
      switch line {
      case .record(let record, _): lesson == nil || record.lesson == lesson
      case .other(let bytes): lesson == nil && bytes.first != UInt8(ascii: "#")
      }
    }
  }
}
