import Engine

/// Evaluates programs on the variables of one environment. One thread at a time.
package final class Interpreter {
  package let environment: Environment
  package let cancellation: Cancellation
  package let execution: Execution
  /// Where `print`, `show` and `explain` write.
  package var output: (Markup) -> Void
  /// Told now and then how far long work has come.
  package var progress: (Progress) -> Void = { _ in }
  /// Draws for `rand`, `randn` and layers; part of the state that a failed cell restores.
  package var generator = RandomGenerator(seed: 0)
  /// Folder that relative paths start from; nil: the process's own.
  package var folder: String?
  /// Words that mean something to the notebook, so that a message can name them; nothing is evaluated by them.
  package var commands: Set<String> = []

  let globals: UnsafeMutablePointer<UnsafeMutablePointer<Value>>
  let jump: UnsafeMutablePointer<Jump>
  let returned: UnsafeMutablePointer<Value>
  let stack: ValueStack
  let budget = MemoryBudget.process
  let endOfIndex: UnsafeMutablePointer<Double>
  /// What the running code may do with files; everything where none runs.
  let files = FileAccess()
  /// What the text of a file that is used is taken for.
  package var used: (SourceText) -> SourceText = { $0 }
  /// What is worth keeping of a statement that failed, such as the last good network.
  package var partialResult: Value?
  /// Of the variables that a statement of the top level assigned.
  private(set) var origins: [String: Origin] = [:]
  /// What networks said of data sets lately.
  var answers = RecentAnswers()
  private var saidOnce: Set<String> = []
  private var saidInCell: Set<String> = []
  private var notes: [(kind: String, text: String)] = []

  /// - Parameter cancellation: what stops it; interpreters that share one are stopped together.
  package init(
    _ environment: Environment = Environment(), cancellation: Cancellation = Cancellation(),
    output: @escaping (Markup) -> Void = { _ in }
  ) {
    self.environment = environment
    self.cancellation = cancellation
    self.output = output
    execution = Execution(cancellation: cancellation, files: files)
    globals = environment.place
    jump = .allocate(capacity: 1)
    jump.initialize(to: .none)
    returned = .allocate(capacity: 1)
    returned.initialize(to: .none)
    endOfIndex = .allocate(capacity: 1)
    endOfIndex.initialize(to: 0)
    stack = ValueStack()
  }

  deinit {
    jump.deallocate()
    returned.deinitialize(count: 1)
    returned.deallocate()
    endOfIndex.deallocate()
  }

  /// Reads and resolves a text.
  package func compile(_ source: SourceText) throws(Diagnostic) -> Program {
    Resolver.resolve(try Parser.parse(source, commands: commands), in: environment)
  }

  /// Whether a text can be read.
  package static func check(_ source: SourceText) throws(Diagnostic) { _ = try Parser.parse(source) }

  /// What one top-level statement gave.
  package struct Result {
    package let value: Value
    /// Remarks on how it was computed, each once.
    package let notes: [String]
    /// The variable it was assigned to, if it was.
    package let name: String?
    package let isMuted: Bool
    /// Whether it defined a function: nothing to show, and nothing for `ans`.
    package let isDefinition: Bool
    package let span: Span
  }

  /// Runs one statement of a program.
  /// - Parameters:
  ///   - isPart: whether it belongs to a statement that runs, which is finished even when somebody stopped it.
  ///   - counts: whether a statement counts that was done when somebody stopped it; the caller then looks at the
  ///     cancellation flag.
  /// - Throws: `interrupted` for a statement behind one that was stopped and whose result is kept.
  package func run(
    _ statement: Statement, of program: Program, isPart: Bool = false, countsWhenDone counts: Bool = false
  ) throws(Diagnostic) -> Result {
    if wasStopped, !isPart { throw Diagnostic(.interrupted, "interrupted") }
    stack.adoptThread()
    jump.pointee = .none
    notes = []
    let node = program.nodes[Int(program.core(of: statement))]
    let origin = origin(of: statement, in: program)
    let value: Value
    do throws(Diagnostic) {
      value = try withFrame(of: program, locals: stack.top) { frame throws(Diagnostic) in
        try evaluate(statement.node, frame)
      }
      // Whatever ran when somebody stopped it, it did not look at the cancellation flag again.
      if cancellation.isRaised, !counts { throw Diagnostic(.interrupted, "interrupted") }
    } catch {
      stack.unwind()
      throw error
    }
    noteSquarePower(node, value, of: program)
    var name: String?
    var isSilent = program.isShown(statement)
    switch node.kind {
    case .assign, .assignPart, .assignPath:
      let assigned = program.names[Int(node.c)]
      origins[assigned] = origin
      name = assigned
    case .define, .for, .while, .show, .explain, .slide, .use: isSilent = true
    default: break
    }
    return Result(
      value: value, notes: notes.map(\.text), name: name, isMuted: statement.isMuted || isSilent,
      isDefinition: node.kind == .define, span: statement.span)
  }

  /// Everything that a cell can change, apart from what it holds.
  package struct State {
    fileprivate let variables: Environment.Snapshot
    fileprivate let generator: RandomGenerator
    fileprivate let origins: [String: Origin]
  }

  /// The state as it is, for `restore`.
  package func snapshot() -> State {
    State(variables: environment.snapshot(), generator: generator, origins: origins)
  }

  /// Puts the variables back, and the random numbers to come.
  package func restore(_ state: State) {
    environment.restore(state.variables)
    generator = state.generator
    origins = state.origins
  }

  /// The variables that were assigned since, apart from those that hold results; and how many bytes only the earlier state
  /// holds on to.
  package func changes(since state: State) -> (names: [String], replacedBytes: Int) {
    let changes = environment.changes(since: state.variables)
    return (changes.names.filter { $0 != "ans" }, changes.replacedBytes)
  }

  /// Whether random numbers were drawn since.
  package func hasDrawn(since state: State) -> Bool { generator != state.generator }

  /// Lets go of what is kept for explanations alone.
  package func forgetOrigins() { origins = [:] }

  /// How far long work has come.
  package struct Progress: Sendable {
    package let label: String
    package let done: Int
    package let total: Int
    /// More to say of it, on the same line.
    package var detail = ""
  }

  /// Whether the statement that ran last was cut short, and nothing is to run behind it.
  package var wasStopped: Bool { cancellation.isPutAside }
  /// What was cut short, and what became of it.
  private var stopReason = ""
  /// Whether more of its statement was to come, such as a round of a loop, and was not done.
  package private(set) var hasLeftOutRest = false
  /// The same as a sentence.
  package var stopMessage: String {
    stopReason + (hasLeftOutRest ? "; the rest of its statement was skipped" : "")
  }
  /// How a program that ends by it would have kept what there was.
  package private(set) var stopHelp = ""

  /// Ctrl-C ended a computation whose result so far is kept: its statement is finished, and nothing behind it runs.
  func stopAfterStatement(_ message: String, help: String) {
    cancellation.putAside()
    (stopReason, stopHelp, hasLeftOutRest) = (message, help, false)
  }

  /// Notes that a part of the statement that was stopped is not done.
  func leaveOutRest() { hasLeftOutRest = true }

  /// From here on what is said once in a cell may be said again.
  package func beginCell() { saidInCell = [] }

  /// Keeps a remark that is made once in a cell.
  func noteOnceInCell(_ kind: String, _ text: String) {
    if saidInCell.insert(kind).inserted { note(kind, text) }
  }

  /// Keeps a remark that is made once in a session.
  func noteOnce(_ kind: String, _ text: String) {
    if saidOnce.insert(kind).inserted { note(kind, text) }
  }

  /// Keeps a remark for the statement that runs, one of each kind.
  /// - Parameter shared: what is said instead where several of a kind differ; nil: the first of them.
  func note(_ kind: String, _ text: String, orOfSeveral shared: String? = nil) {
    guard let index = notes.firstIndex(where: { $0.kind == kind }) else {
      notes.append((kind, text))
      return
    }
    if let shared, notes[index].text != text { notes[index].text = shared }
  }
}
