/// What the asking side got wrong.
struct WorkerError: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

/// One line: a command, words, and options as `key=value`.
struct Request {
  let command: String
  private let words: [Substring]
  let options: Options

  init(_ line: String) throws(WorkerError) {
    let parts = line.split(separator: " ")
    guard let first = parts.first else { throw WorkerError("an empty request") }
    command = String(first)
    words = parts.dropFirst().filter { !$0.contains("=") }
    options = Options(parts.dropFirst().filter { $0.contains("=") })
  }

  func word(_ position: Int) throws(WorkerError) -> String {
    guard position < words.count else { throw WorkerError("\(command) wants more words") }
    return String(words[position])
  }

  func number(_ position: Int) throws(WorkerError) -> Int {
    let text = try word(position)
    guard let number = Int(text), number > 0 else {
      throw WorkerError("\(command) wants a positive number, not \(text)")
    }
    return number
  }
}

/// A case's options by name.
struct Options {
  private var values: [Substring: Substring] = [:]

  init(_ pairs: [Substring]) {
    for pair in pairs {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      values[halves[0]] = halves[1]
    }
  }

  func text(_ name: String) throws(WorkerError) -> String {
    guard let value = values[name[...]] else { throw WorkerError("the option \(name) is missing") }
    return String(value)
  }

  func number(_ name: String) throws(WorkerError) -> Int {
    let text = try text(name)
    guard let number = Int(text) else { throw WorkerError("\(name) is a number, not \(text)") }
    return number
  }

  /// `pass=forward`, or `pass=both` for the gradients too.
  func wantsGradient() throws(WorkerError) -> Bool {
    let pass = try text("pass")
    guard pass == "forward" || pass == "both" else {
      throw WorkerError("pass is forward or both, not \(pass)")
    }
    return pass == "both"
  }
}
