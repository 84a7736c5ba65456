/// How far one step of a lesson was worked through: a line of the progress file.
///
///     5.4.3-rounding largest predicted 1 0 9f86d081884c7d65
package struct StepRecord: Sendable, Equatable {
  package enum Status: String, Sendable, CaseIterable {
    /// Not passed yet.
    case open
    case read
    /// The prediction was right.
    case predicted
    /// The prediction was not right: that is what predictions are for.
    case surprised
    case done
    case skipped
  }

  package var lesson: String
  package var step: String
  package var status: Status
  package var attempts: Int
  package var hints: Int
  /// Of the step's text, as it was played.
  package var hash: String

  package init(
    lesson: String, step: String, status: Status = .open, attempts: Int = 0, hints: Int = 0, hash: String
  ) {
    self.lesson = lesson
    self.step = step
    self.status = status
    self.attempts = attempts
    self.hints = hints
    self.hash = hash
  }

  package var isPassed: Bool { status != .open }

  // MARK: Lines

  /// Nil for a line that is no record.
  init?(line: Substring) {
    let fields = line.split(separator: " ", omittingEmptySubsequences: true)
    guard fields.count == 6, let lesson = StepRecord.decoded(fields[0]),
      let status = Status(rawValue: String(fields[2])),
      let attempts = Int(fields[3]), let hints = Int(fields[4]), attempts >= 0, hints >= 0,
      fields[5].count == 16, fields[5].allSatisfy(\.isHexDigit)
    else { return nil }
    self.init(
      lesson: lesson, step: String(fields[1]), status: status, attempts: attempts, hints: hints,
      hash: String(fields[5]))
  }

  var line: String {
    "\(StepRecord.encoded(lesson)) \(step) \(status.rawValue) \(attempts) \(hints) \(hash)"
  }

  /// A lesson may be named after any file: what would break a line is written as %20.
  private static func encoded(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value <= 0x20 || scalar.value == 0x7F || scalar == "%" || scalar == "#" {
        let digits = String(scalar.value, radix: 16)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func decoded(_ text: Substring) -> String? {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.append(scalar)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(String.UnicodeScalarView(rest.prefix(2))), radix: 16)
      else {
        return nil
      }
      result.append(Unicode.Scalar(value))
      rest = rest.dropFirst(2)
    }
    return String(result)
  }
}
