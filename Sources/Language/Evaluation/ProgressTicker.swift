/// Reports progress of work that takes long: after half a second, then ten times a second.
struct ProgressTicker {
  private let label: String
  private let total: Int
  private let interpreter: Interpreter
  private var done = 0
  private var next = ContinuousClock.now + .milliseconds(500)

  init(_ label: String, total: Int, _ interpreter: Interpreter) {
    self.label = label
    self.total = total
    self.interpreter = interpreter
  }

  /// So much is done now.
  mutating func reach(_ number: Int) {
    done = number - 1
    advance()
  }

  /// One more step is about to be taken.
  mutating func advance() {
    defer { done += 1 }
    guard ContinuousClock.now >= next else { return }
    next = ContinuousClock.now + .milliseconds(100)
    interpreter.progress(.init(label: label, done: done, total: total))
  }
}
