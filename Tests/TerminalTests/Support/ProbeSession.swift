import Foundation

/// A folder for one test, gone with the object.
final class TemporaryFolder {
  let path: String

  init() throws(PseudoTerminal.Failure) {
    let url = FileManager.default.temporaryDirectory.appending(path: "fovea-test-\(UUID())")
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .init(description: "no temporary folder: \(error)")
    }
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The built program `name`, which lies beside the tests' own.
func builtProgram(_ name: String) throws(PseudoTerminal.Failure) -> String {
  guard let own = realpath("/proc/self/exe", nil) else { throw .init(description: "where am I?") }
  defer { free(own) }
  let path = String(cString: own).split(separator: "/").dropLast() + [name[...]]
  return "/" + path.joined(separator: "/")
}

/// The line editor's probe in a terminal, with a home of its own.
struct ProbeSession {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  var historyPath: String { home.path + "/state/fovea/history" }

  func environment(_ changes: [String: String] = [:]) -> [String: String] {
    let own = [
      "HOME": home.path, "XDG_STATE_HOME": home.path + "/state", "TERM": "xterm-256color",
      "LC_ALL": "C.UTF-8", "INPUTRC": home.path + "/inputrc", "PATH": "/usr/bin:/bin",
    ]
    return own.merging(changes) { $1 }
  }

  /// Starts the probe and waits for its first prompt.
  func start(
    environment changes: [String: String] = [:], columns: Int = 80, rows: Int = 24
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      builtProgram("line-editor-probe"), environment: environment(changes), columns: columns, rows: rows)
    try terminal.expectPrompt()
    return terminal
  }

  /// The release program that `FOVEA_PROGRAM` names.
  static let program = ProcessInfo.processInfo.environment["FOVEA_PROGRAM"]

  /// The program at its first prompt; nil, said aloud, where there is none to test.
  func startProgram(
    _ arguments: [String] = [], environment changes: [String: String]
  ) throws -> PseudoTerminal? {
    guard let program = Self.program else {
      print("skipped: FOVEA_PROGRAM does not name the program")
      return nil
    }
    let terminal = try PseudoTerminal(
      program, arguments, environment: environment(changes), columns: 80, rows: 40)
    try terminal.expect("In[1]: ")
    return terminal
  }

  func writeFile(_ name: String, _ text: String) throws {
    try text.write(toFile: home.path + "/" + name, atomically: true, encoding: .utf8)
  }
}

extension PseudoTerminal {
  /// Waits until the probe has said `text` and reads keys again: until then the terminal itself edits lines.
  func expectPrompt(after text: String = "") throws(Failure) {
    try expect(text)
    try expect("问>\u{1B}[0m ")
  }
}

/// What keys send.
enum Key {
  static let enter = "\r"
  static let tab = "\t"
  static let backspace = "\u{7F}"
  static let interrupt = "\u{03}"
  static let endOfInput = "\u{04}"
  static let suspend = "\u{1A}"
  static let up = "\u{1B}[A"
  static let down = "\u{1B}[B"
  static let shiftTab = "\u{1B}[Z"
  static let left = "\u{1B}[D"
  static let altEnter = "\u{1B}\r"

  static func paste(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }
}
