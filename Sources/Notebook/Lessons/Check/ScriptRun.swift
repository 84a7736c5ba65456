import Engine
import Language

/// Runs a script from top to bottom and compares what its statements give with what is expected of them.
final class ScriptRun {
  private let program: Program
  private let session: Session
  private let lesson: LessonDocument?
  private var printed = PrintedLines()
  private(set) var findings: [Diagnostic] = []
  /// What the update mends.
  private(set) var outdated: [Diagnostic] = []
  /// The expected outputs that differ, as they would have to read.
  private(set) var update: ExpectedOutputUpdate
  /// How many statements have expected outputs.
  private(set) var expectedOutputCount = 0
  /// Whether a statement failed that should not: what comes after was not run.
  private(set) var isCutShort = false
  /// What the last statement gave that gave anything.
  private(set) var latestValue: Value?

  init(_ program: Program, in session: Session, _ lesson: LessonDocument?) {
    self.program = program
    self.session = session
    self.lesson = lesson
    update = ExpectedOutputUpdate(program.source)
  }

  func run() {
    session.output = { [unowned self] event in
      if case .markup(let markup) = event { printed.add(ScriptRun.lines(of: markup)) }
    }
    let expectedOutputs = ExpectedOutputs(program)
    var seeds = StepSeeds(lesson)
    for stray in expectedOutputs.strays {
      find(
        "this expected output belongs to no statement", stray,
        help: "write it after a statement, or on the lines directly below")
    }
    for (statement, expectedOutputs) in zip(program.statements, expectedOutputs.byStatement) where !isCutShort
    {
      seeds.prepare(session.interpreter, for: statement)
      run(statement, expectedOutputs)
    }
  }

  private func find(_ message: String, _ expectedOutput: ExpectedOutput, help: String? = nil) {
    findings.append(diagnostic(message, expectedOutput, help))
  }

  /// - Parameter lines: what the expected outputs would have to read.
  private func find(
    _ message: String, _ expectedOutput: ExpectedOutput, help: String? = nil,
    replacing expectedOutputs: [ExpectedOutput],
    with lines: [String]
  ) {
    outdated.append(diagnostic(message, expectedOutput, help))
    update.replace(expectedOutputs, with: lines)
  }

  private func diagnostic(_ message: String, _ expectedOutput: ExpectedOutput, _ help: String?) -> Diagnostic
  {
    Diagnostic(.expectation, message, at: expectedOutput.comment.span, in: program.source, help: help)
  }

  private func run(_ statement: Statement, _ expectedOutputs: StatementExpectedOutputs) {
    printed = PrintedLines(isWanted: !expectedOutputs.texts.isEmpty)
    if !expectedOutputs.all.isEmpty { expectedOutputCount += 1 }
    let before = expectedOutputs.failure == nil ? nil : session.interpreter.snapshot()
    do throws(Diagnostic) {
      if session.interpreter.cancellation.isRaised { throw Diagnostic.interrupted }
      let result = try session.interpreter.run(statement, of: program)
      if session.interpreter.wasStopped {
        throw Diagnostic(.interrupted, session.interpreter.stopMessage + "; nothing after it was checked")
      }
      if result.hasValue, !result.isDefinition { latestValue = result.value }
      if let expectedOutput = expectedOutputs.failure {
        findings.append(.mustFail(expectedOutput, statement, in: program.source))
      }
      compare(result, expectedOutputs.values)
    } catch {
      if let before { session.interpreter.restore(before) }
      guard let expectedOutput = expectedOutputs.failure, error.code != .interrupted else {
        findings.append(error)
        isCutShort = true
        return
      }
      if expectedOutput.text != error.code.rawValue {
        let found = "the statement fails with \(error.code.rawValue): \(error.message)"
        find(
          expectedOutput.text.isEmpty ? found : "\(found); \(expectedOutput.text) is expected",
          expectedOutput,
          replacing: [expectedOutput],
          with: ["#=>! \(error.code.rawValue)"])
      }
      if let value = expectedOutputs.values.first {
        find("the statement failed, but a value is expected", value)
      }
    }
    if printed.areTooMany, let first = expectedOutputs.texts.first {
      find("more is printed than can be compared, \(Formatter.grouped(PrintedLines.most)) lines", first)
    } else {
      compare(printed.lines, expectedOutputs.texts)
    }
  }

  private func compare(_ result: Interpreter.Result, _ expectedOutputs: [ExpectedOutput]) {
    guard let first = expectedOutputs.first else { return }
    let text = expectedOutputs.map(\.text).joined(separator: " ")
    let actual = ExpectedValue.text(result.value)
    if !result.hasValue {
      find("the statement has no value", first, help: "`#>` compares what is printed")
    } else if text.isEmpty {
      find(
        "the value is \(actual)", first, help: "--update writes it", replacing: expectedOutputs,
        with: ["#=> \(actual)"])
    } else if let difference = ExpectedValue(text).difference(result.value) {
      let help = actual.count <= 60 ? "#=> \(actual)" : nil
      find(difference, first, help: help, replacing: expectedOutputs, with: ["#=> \(actual)"])
    }
  }

  private func compare(_ lines: [String], _ expectedOutputs: [ExpectedOutput]) {
    guard let first = expectedOutputs.first, !WildcardText.matches(lines, expectedOutputs.map(\.text)) else {
      return
    }
    let index = zip(lines, expectedOutputs).prefix { WildcardText.matches($0, $1.text) }.count
    let message =
      if lines.isEmpty {
        "nothing is printed"
      } else if index < lines.count {
        "line \(index + 1) of what is printed reads `\(lines[index])`"
      } else {
        "only \(lines.count) line\(lines.count == 1 ? " is" : "s are") printed"
      }
    let place = index < expectedOutputs.count ? expectedOutputs[index] : expectedOutputs.last ?? first
    find(message, place, replacing: expectedOutputs, with: lines.map { $0.isEmpty ? "#>" : "#> \($0)" })
  }

  /// What is printed as text; a picture is none.
  private static func lines(of markup: Markup) -> [String] {
    markup.blocks.flatMap { block -> [String] in
      switch block {
      case .line(let spans), .paragraph(let spans), .sentence(let spans):
        spans.map(\.text).joined().split(separator: "\n", omittingEmptySubsequences: false).map { line in
          var line = line
          while line.last?.isWhitespace == true { line.removeLast() }
          return String(line)
        }
      case .picture, .plot, .figure, .frames: []
      }
    }
  }
}
