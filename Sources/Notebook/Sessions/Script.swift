import Engine
import Language

extension Session {
  /// Runs a whole script, statement by statement; the first error ends it. What was done until then is done: a script
  /// is no transaction.
  ///
  /// A lesson runs as a script does: solutions are executed and checks must hold. Each of its steps has the random
  /// numbers that it has for a learner.
  package func runScript(_ source: SourceText) -> Outcome {
    interpreter.cancellation.reset()
    let lesson = LessonDocument(source)
    do throws(Diagnostic) {
      let program = try interpreter.compile(lesson?.source ?? source)
      let expectedOutputs = ExpectedOutputs(program)
      var seeds = StepSeeds(lesson)
      for (statement, expectedOutputs) in zip(program.statements, expectedOutputs.byStatement) {
        seeds.prepare(interpreter, for: statement)
        try perform(statement, of: program, expectedOutputs)
      }
      return .succeeded
    } catch {
      output(.failure(error))
      return error.code == .interrupted ? .interrupted : .failed
    }
  }

  /// Runs the statements of a cell of a lesson or script, as `runScript` does.
  func perform(_ source: SourceText) throws(Diagnostic) {
    interpreter.beginCell()
    let program = try interpreter.compile(source)
    for (statement, expectedOutputs) in zip(program.statements, ExpectedOutputs(program).byStatement) {
      try perform(statement, of: program, expectedOutputs)
    }
  }

  /// Runs a statement and shows what it gives. One with `#=>! E0203` behind it must fail with that code: then its error
  /// is shown, and the variables are as before.
  private func perform(
    _ statement: Statement, of program: Program, _ expectedOutputs: StatementExpectedOutputs
  ) throws(Diagnostic) {
    if interpreter.cancellation.isRaised { throw .interrupted }
    // A snapshot takes time for each variable, so only a failure that the script goes on after gets one.
    let before = expectedOutputs.failure == nil ? nil : interpreter.snapshot()
    do throws(Diagnostic) {
      let result = try interpreter.run(statement, of: program)
      for note in result.notes { output(.note(note)) }
      if !result.isMuted, result.hasValue { output(.result(StatementEcho(result, cell: nil))) }
      if interpreter.wasStopped {
        throw Diagnostic(
          .interrupted, interpreter.stopMessage + "; nothing after it was run", help: interpreter.stopHelp)
      }
    } catch {
      if let before { interpreter.restore(before) }
      guard let expectedOutput = expectedOutputs.failure, expectedOutput.text == error.code.rawValue else {
        throw error
      }
      output(.failure(error))
      return
    }
    if let expectedOutput = expectedOutputs.failure {
      throw Diagnostic.mustFail(expectedOutput, statement, in: program.source)
    }
  }
}

extension Interpreter.Result {
  /// Whether there is anything to show.
  var hasValue: Bool { if case .none = value { false } else { true } }
}

extension Diagnostic {
  /// What is said where Ctrl-C ended something.
  package static var interrupted: Diagnostic { Diagnostic(.interrupted, "interrupted") }

  static func mustFail(_ expectedOutput: ExpectedOutput, _ statement: Statement, in source: SourceText)
    -> Diagnostic
  {
    Diagnostic(
      .expectation, "this statement should fail with \(expectedOutput.text), but it succeeded",
      at: statement.span,
      in: source)
  }
}

/// Gives each step of a lesson its own random numbers, when its first statement comes.
struct StepSeeds {
  private let lesson: LessonDocument?
  private var next = 0

  init(_ lesson: LessonDocument?) { self.lesson = lesson }

  mutating func prepare(_ interpreter: Interpreter, for statement: Statement) {
    guard let lesson else { return }
    while next < lesson.steps.count, lesson.steps[next].bytes.lowerBound <= Int(statement.span.start) {
      interpreter.generator = lesson.generator(ofStep: next)
      next += 1
    }
  }
}

extension LessonDocument {
  /// The random numbers that a step begins with.
  func generator(ofStep index: Int) -> RandomGenerator { RandomGenerator(seed: seed &+ UInt64(index)) }
}
