import Language

/// Puts cells together into steps, and tells what stands where it cannot stand.
struct LessonOutline {
  private let source: SourceText
  private(set) var steps: [LessonStep] = []
  private(set) var problems: [Diagnostic] = []
  private var draft: Draft?
  private var ids: [String: Int] = [:]
  private var lastID = LessonOutline.beginning
  private var sinceLastID = 0

  /// What the steps before the first id are counted from.
  private static let beginning = "start"

  /// A step that is still growing.
  private struct Draft {
    var reading: [LessonCell] = []
    var question: LessonCell?
    var code: [LessonCell] = []
    var hints: [LessonCell] = []
    var solution: LessonCell?
    var check: LessonCell?
    var misconceptions: [LessonStep.Misconception] = []
    var right: LessonCell?
    var first: LessonCell

    init(_ first: LessonCell) { self.first = first }

    /// Whether a question can still join: nothing but text stands here.
    var isOpen: Bool { question == nil && code.isEmpty }
  }

  init(_ cells: [LessonCell], in source: SourceText) {
    self.source = source
    for cell in cells { place(cell) }
    finish(before: source.bytes.count)
  }

  private mutating func fail(_ message: String, at span: Span, help: String? = nil) {
    problems.append(Diagnostic(.lesson, message, at: span, in: source, help: help))
  }

  // MARK: Placing

  private mutating func place(_ cell: LessonCell) {
    switch cell.kind {
    case .text, .summary:
      begin(cell)
      draft?.reading.append(cell)
    case .picture: placeAfterText(cell)
    case .code:
      if draft == nil || draft?.question?.kind == .exercise { begin(cell) }
      draft?.code.append(cell)
    case .predict, .exercise:
      if draft?.isOpen != true { begin(cell) }
      draft?.question = cell
    case .hint, .solution, .check: placeInExercise(cell)
    case .wrong, .right: placeBehindQuestion(cell)
    }
  }

  private mutating func begin(_ cell: LessonCell) {
    finish(before: Int(cell.marker.start))
    draft = Draft(cell)
  }

  private mutating func placeAfterText(_ cell: LessonCell) {
    guard let step = draft, step.isOpen, !step.reading.isEmpty else {
      fail(
        "\(cell.kind.label) must follow a `[text]`", at: cell.marker,
        help: "a picture belongs to what is read, and comes before code, a question or an exercise")
      return
    }
    draft?.reading.append(cell)
  }

  private mutating func placeInExercise(_ cell: LessonCell) {
    guard var step = draft, step.question?.kind == .exercise else {
      fail(
        "\(cell.kind.label) belongs to an exercise, but no exercise precedes it", at: cell.marker,
        help: "[exercise], [hint] …, [solution], [check], [wrong] …")
      return
    }
    switch cell.kind {
    case .hint: step.hints.append(cell)
    case .solution:
      if step.solution != nil { fail("the exercise has a solution already", at: cell.marker) }
      if step.check != nil {
        fail(
          "`[solution]` must come before `[check]`", at: cell.marker,
          help: "as a script the lesson runs from top to bottom")
      }
      step.solution = cell
    default:
      if step.check != nil { fail("the exercise has a check already", at: cell.marker) }
      step.check = cell
    }
    draft = step
  }

  private mutating func placeBehindQuestion(_ cell: LessonCell) {
    guard draft?.question != nil else {
      fail(
        "\(cell.kind.label) belongs to a `[predict]` or `[exercise]`, but none precedes it",
        at: cell.marker)
      return
    }
    if cell.kind == .right {
      if draft?.right != nil { fail("`[right]` occurs twice", at: cell.marker) }
      draft?.right = cell
    } else if let value = cell[.value] {
      draft?.misconceptions.append(.init(cell: cell, sign: .value(value)))
    } else if let condition = cell[.when], let example = cell[.example] {
      draft?.misconceptions.append(.init(cell: cell, sign: .condition(condition, example: example)))
    }
  }

  // MARK: Finishing

  private mutating func finish(before end: Int) {
    guard let step = draft else { return }
    draft = nil
    let bytes = Int(step.first.marker.start)..<end
    guard let activity = activity(of: step) else { return }
    let id = id(of: step)
    steps.append(
      LessonStep(
        id: id, reading: step.reading, activity: activity, code: step.code, bytes: bytes,
        hash: LessonOutline.hash(source.bytes[bytes])))
  }

  private mutating func activity(of step: Draft) -> LessonStep.Activity? {
    guard let question = step.question, let answer = question[.answer] else { return .reading }
    if question.kind == .predict {
      if step.code.isEmpty {
        fail("`[predict]` must be followed by a code cell", at: question.marker)
        return nil
      }
      return .prediction(
        .init(
          question: question, answer: answer, misconceptions: step.misconceptions, right: step.right))
    }
    if step.hints.isEmpty { fail("the exercise has no `[hint]`", at: question.marker) }
    if step.solution == nil { fail("the exercise has no `[solution]`", at: question.marker) }
    if step.check == nil { fail("the exercise has no `[check]`", at: question.marker) }
    guard let solution = step.solution, let check = step.check else { return nil }
    return .exercise(
      .init(
        question: question, name: answer.text, isAnyShape: question[.shape] != nil, hints: step.hints,
        solution: solution, check: check, misconceptions: step.misconceptions, right: step.right))
  }

  private mutating func id(of step: Draft) -> String {
    let given = [step.question, step.reading.first, step.code.first].compactMap { $0?[.id] }
    for attribute in given {
      if attribute.text == LessonOutline.beginning {
        fail("the id `start` is reserved: steps before the first id use it", at: attribute.span)
      }
      if let line = ids[attribute.text] {
        fail("the id `\(attribute.text)` is already used in line \(line)", at: attribute.span)
      }
      ids[attribute.text] = source.line(of: Int(attribute.span.start))
    }
    if let id = given.first?.text {
      lastID = id
      sinceLastID = 0
      return id
    }
    sinceLastID += 1
    return "\(lastID)+\(sinceLastID)"
  }

  /// FNV-1a, 64 bits, in hexadecimal; white space at the end does not count.
  private static func hash(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while let last = bytes.last, last <= UInt8(ascii: " ") { bytes.removeLast() }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
