import CPseudoTerminal
import Glibc

/// A program that runs in a terminal of its own, and the person in front of it.
final class PseudoTerminal {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Long, because the machine may be busy with other tests; nothing waits longer than it must.
  static let patience = Duration.seconds(30)

  private let terminal: pseudo_terminal
  private var status: Int32?
  private var isClosed = false
  private var transcript: [UInt8] = []
  /// Up to here the output has been expected.
  private var expected = 0
  private(set) var screen: TerminalScreen

  /// - Parameter environment: all of it; nothing is inherited.
  init(
    _ program: String, _ arguments: [String] = [], environment: [String: String], columns: Int = 80,
    rows: Int = 24
  ) throws(Failure) {
    screen = TerminalScreen(columns: columns, rows: rows)
    var started = pseudo_terminal()
    // Safe: the program has copies of its own when the call returns.
    let problem = withArgumentVector([program] + arguments) { words in
      withArgumentVector(environment.map { "\($0)=\($1)" }) { variables in
        pseudo_terminal_start(&started, words, variables, Int32(columns), Int32(rows))
      }
    }
    guard problem == 0 else {
      throw Failure(description: "\(program): \(String(cString: strerror(problem)))")
    }
    terminal = started
  }

  deinit { close() }

  /// Types `text`.
  func send(_ text: String) throws(Failure) { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    let deadline = ContinuousClock.now + Self.patience
    while !rest.isEmpty {
      // Safe: `write` reads no more than the slice that it is given.
      let count = rest.withUnsafeBytes { write(terminal.keyboard_and_screen, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      receive(waiting: count > 0 ? 0 : 5)
      if ContinuousClock.now > deadline { throw failure("the program does not read") }
    }
  }

  /// Waits until `text` is in the output after what was expected before.
  func expect(_ text: String, within timeout: Duration = patience) throws(Failure) {
    let wanted = Array(text.utf8)
    try wait(for: "«\(text)»", within: timeout) {
      guard let start = position(of: wanted) else { return false }
      expected = start + wanted.count
      return true
    }
  }

  /// Waits until what the screen shows is as wanted.
  func expectScreen(_ what: String, _ isAsWanted: (TerminalScreen) -> Bool) throws(Failure) {
    try wait(for: what, within: Self.patience) { isAsWanted(screen) }
  }

  /// Waits until the program has ended: its exit status, or 128 and the signal that ended it.
  func exitStatus() throws(Failure) -> Int32 {
    try wait(for: "the end of the program", within: Self.patience) { hasEnded() }
    let status = status ?? 0
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  func kill(_ signal: Int32) { Glibc.kill(terminal.process, signal) }

  func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    withUnsafePointer(to: terminal) { pseudo_terminal_resize($0, Int32(columns), Int32(rows)) }
  }

  /// Whether the terminal collects lines and echoes, as a shell expects to find it.
  var isInLineMode: Bool {
    var modes = termios()
    guard tcgetattr(terminal.terminal, &modes) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO)
    return modes.c_lflag & wanted == wanted && modes.c_iflag & tcflag_t(ICRNL) != 0
  }

  /// All output so far.
  var output: String { String(decoding: transcript, as: UTF8.self) }

  /// Ends the program and the terminal.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    if status == nil {
      Glibc.kill(terminal.process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(terminal.process, &ignored, 0)
      status = ignored
    }
    Glibc.close(terminal.terminal)
    Glibc.close(terminal.keyboard_and_screen)
  }

  private func wait(for what: String, within timeout: Duration, until isDone: () -> Bool) throws(Failure) {
    let deadline = ContinuousClock.now + timeout
    while true {
      receive(waiting: 5)
      if isDone() { return }
      if ContinuousClock.now > deadline { throw failure("\(what) did not come") }
    }
  }

  private func receive(waiting milliseconds: Int32) {
    var input = pollfd(fd: terminal.keyboard_and_screen, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, milliseconds) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(terminal.keyboard_and_screen, &buffer, buffer.count)
      guard count > 0 else { return }
      transcript += buffer[..<count]
      screen.feed(buffer[..<count])
    }
  }

  private func position(of wanted: [UInt8]) -> Int? {
    guard transcript.count >= expected + wanted.count else { return nil }
    return (expected...transcript.count - wanted.count).first {
      transcript[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }

  private func hasEnded() -> Bool {
    guard status == nil else { return true }
    var status: Int32 = 0
    guard waitpid(terminal.process, &status, WNOHANG) == terminal.process else { return false }
    self.status = status
    receive(waiting: 0)
    return true
  }

  private func failure(_ what: String) -> Failure {
    let tail = String(decoding: transcript.suffix(2000), as: UTF8.self)
    return Failure(
      description: "\(what)\n--- screen ---\n\(screen.text)\n--- output ---\n\(tail.debugDescription)")
  }
}

/// What `execve` takes: C strings and a nil.
private func withArgumentVector<Result>(
  _ words: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var copies = words.map { strdup($0) } + [nil]
  defer { for copy in copies { free(copy) } }
  return body(&copies)
}
