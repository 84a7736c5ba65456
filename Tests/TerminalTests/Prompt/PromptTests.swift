import Foundation
import Testing

/// The whole program at a terminal, as a person uses it: the release program that `FOVEA_PROGRAM` names.
@Suite struct PromptTests {
  private let session: ProbeSession
  private static let program = ProcessInfo.processInfo.environment["FOVEA_PROGRAM"]

  init() throws { session = try ProbeSession() }

  /// The program at its first prompt; nil, said aloud, where there is none to test.
  private func start(_ arguments: [String] = []) throws -> PseudoTerminal? {
    guard let program = PromptTests.program else {
      print("skipped: FOVEA_PROGRAM does not name the program")
      return nil
    }
    let terminal = try PseudoTerminal(
      program, arguments, environment: session.environment(["NO_COLOR": "1"]), columns: 80, rows: 40)
    try terminal.expect("In[1]: ")
    return terminal
  }

  @Test func theNotesExampleIsTypedAndUnderstood() throws {
    guard let terminal = try start() else { return }
    let cells = [
      ("a = [1, 2, 3; 4, 5, 6; 7, 8, 9]", "a = tensor [3, 3]"), ("theta = [0, 0.5, 0.6; 1, 0, 0.4];", ""),
      ("affine(a, theta, mode=\"round\")[2, 2]", "Out[3]: 5"), ("affine(a, theta)[2, 2]", "Out[4]: 4.2"),
      ("grad(t -> affine(a, t)[2, 2], theta)", "  6  6  3\r\n  2  2  1"),
      ("Out[3] + ans[1, 1]", "Out[6]: 11"),
    ]
    for (index, (code, answer)) in cells.enumerated() {
      try terminal.send(code + Key.enter)
      if !answer.isEmpty { try terminal.expect(answer) }
      try terminal.expect("In[\(index + 2)]: ")
    }
    try terminal.send("quit" + Key.enter)
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func controlCStopsTheComputationAndKeepsTheVariables() throws {
    guard let terminal = try start() else { return }
    try terminal.send("a = 1" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("a = 2; while true { a = a + 1 }" + Key.enter)
    try terminal.expect("a + 1 }\r\n")
    usleep(200_000)
    try terminal.send(Key.interrupt)
    try terminal.expect("interrupted", within: .seconds(2))
    try terminal.expect("In[3]: ")
    try terminal.send("a" + Key.enter)
    try terminal.expect("Out[3]: 1")
  }

  @Test func anErrorPointsAtItsPlaceAndThePromptComesBack() throws {
    guard let terminal = try start() else { return }
    try terminal.send("中文 = 3; 中文 + nothing" + Key.enter)
    try terminal.expect("error[E0301]: there is no `nothing`")
    try terminal.expect("In[2]: ")
    let lines = terminal.screen.lines
    let place = try #require(lines.firstIndex { $0.contains("In[1]:1") })
    #expect(lines[place] == "  In[1]:1  中文 = 3; 中文 + nothing")
    #expect(lines[place + 1] == String(repeating: " ", count: 11 + 17) + "───────")
  }

  @Test func tabKnowsNamesOptionsAndChoices() throws {
    guard let terminal = try start() else { return }
    try terminal.send("affi" + Key.tab + Key.tab)
    try terminal.expect("affine_grid")
    try terminal.send("(eye(2), [1, 0, 0; 0, 1, 0], outs" + Key.tab + "\"ed" + Key.tab + ")" + Key.enter)
    try terminal.expect("outside=\"edge\"")
    try terminal.expect("In[2]: ")
  }

  @Test func aFunctionOverSeveralLinesIsOneCell() throws {
    guard let terminal = try start() else { return }
    try terminal.send(
      "f(x) = {" + Key.enter + "  y = x + 1" + Key.enter + "  y * 2" + Key.enter + "}" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("f(4)" + Key.enter)
    try terminal.expect("Out[2]: 10")
    try terminal.send(Key.paste("b = 5\nb * 3") + Key.enter)
    try terminal.expect("Out[3]: 15")
  }

  @Test func aLessonOpensAndIsLeft() throws {
    guard let terminal = try start() else { return }
    try terminal.send("mine = 7" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("lesson 5.4.3" + Key.enter)
    try terminal.expect("5.4.3-rounding In[1]: ")
    try terminal.send("lesson leave" + Key.enter)
    try terminal.expect("In[2]: ")
    try terminal.send("mine" + Key.enter)
    try terminal.expect("Out[2]: 7")
    try terminal.expect("In[3]: ")
    try terminal.send(Key.endOfInput)
    #expect(try terminal.exitStatus() == 0)
  }
}
