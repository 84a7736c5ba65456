import Engine
import Language
import Notebook
import Testing

/// A saved session is a script that gives the same values.
@Suite struct SaveTests {
  private static func values(_ session: Session, without hidden: Set<String>) -> [String: String] {
    let environment = session.interpreter.environment
    return environment.definedNames.filter { !hidden.contains($0) && !$0.hasPrefix("out") }
      .reduce(into: [:]) { all, name in all[name] = environment[name].map { Formatter.inline($0) } }
  }

  /// Runs the cells, saves them, runs what was saved, and compares all variables.
  private func saved(_ cells: [String], undo: Int = 0) throws -> String {
    let folder = try TemporaryFolder()
    let session = Session()
    for cell in cells { session.run(cell) }
    if undo > 0 { session.undo(undo) }
    #expect(session.save(to: folder.path + "/work") == .succeeded)
    let text = try folder.read("work.fov")
    var failures: [String] = []
    let again = Session { if case .failure(let failure) = $0 { failures.append(failure.message) } }
    #expect(again.runScript(file: folder.path + "/work.fov") == .succeeded, "\(failures)\n\(text)")
    let hidden: Set<String> = ["ans", "Out"]
    #expect(Self.values(again, without: hidden) == Self.values(session, without: hidden), "\(text)")
    return text
  }

  @Test(arguments: [
    ("# Saved from a Fovea session: 1 cell.\nx = 2\n", true),
    ("# Saved from a Fovea session by me\nx = 2\n", false),
    ("x = 2\n# Saved from a Fovea session: 1 cell.\n", false), ("", true),
  ])
  func onlyASavedScriptIsWrittenOver(_ existing: String, _ isReplaced: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write(existing, "work.fov")
    let session = Session()
    session.run("x = 1")
    #expect(session.save(to: folder.path + "/work") == (isReplaced ? .succeeded : .failed))
    let bytes = try ByteFile.read(folder.path + "/work.fov", allowingEmpty: true)
    #expect((bytes == Array(existing.utf8)) == !isReplaced)
  }

  @Test func failedCellsAndUndoneOnesAreLeftOut() throws {
    let text = try saved(["x = [1, 2, 3]", "x + nothing", "y = x * 2", "z = 4"], undo: 1)
    #expect(
      text == """
        # Saved from a Fovea session: 2 cells; 2 that failed or were undone are left out.
        x = [1, 2, 3]
        y = x * 2

        """)
  }

  @Test func earlierResultsGetNames() throws {
    let text = try saved(["3 + 4", "y = ans * 2", "w = ans + Out[1]", "[1, 2; 3, 4];", "|> sum", "v = ans"])
    #expect(
      text == """
        # Saved from a Fovea session: 6 cells.
        out1 = 3 + 4
        y = out1 * 2
        out2 = y;
        w = out2 + out1
        out4 = [1, 2; 3, 4];
        out5 = out4 |> sum
        v = out5

        """)
  }

  @Test(arguments: [
    ["a = 1; b = 2; # the second", "c = ans + 1", "d = ans"],
    ["x = zeros(2, 2); x[1, 1] = 5", "y = ans", "x[2, 2] = 6", "z = ans + y"],
    ["show ones(2, 2)", "b = ans", "time sum(b)", "c = ans", "show ans + 1", "d = ans"],
    ["7", "list(1, 2)", "all = Out", "n = count(Out)", "i = 2; one = Out[i]"],
    ["5", "nothing", "a = ans", "b = Out[2]"],
    ["out2 = 3", "4", "b = ans + out2"],
    ["f(ans) = ans + 1", "10", "y = f(ans)"],
    ["3", "ans = 4; b = ans", "c = ans"],
    ["6", "t = \"six is {ans}\""],
    ["if true { 8 } else { 9 }", "a = ans"],
    ["r = randn(3)", "randn(2);", "q = ans + r[1]"],
    ["for i in 1:3 { s = i }", "2", "s2 = ans + s"],
    ["8", "# only a remark", "b = ans"],
    ["4", "f() = ans", "y = f()"],
    ["4", "f(n) = Out[n] + ans", "5", "y = f(3)", "g = n -> f(n);", "z = g(1)"],
    ["f(n) = Out[n]", "2", "y = list(f(2), ans)", "w = grad(x -> sum(x * ans[1]), [1, 2])"],
    ["(1 +\n 2)", "x = ans |> sqrt", "|> floor", "y = ans"],
    ["汉 = 3", "汉 + 1", "字 = ans * 汉"],
  ])
  func whatIsSavedGivesTheSameValues(_ cells: [String]) throws { _ = try saved(cells) }

  @Test func onlySavedSessionsAreWrittenOver() throws {
    let folder = try TemporaryFolder()
    var failures: [Diagnostic] = []
    let session = Session { if case .failure(let failure) = $0 { failures.append(failure) } }
    #expect(session.save(to: folder.path + "/a") == .failed)
    #expect(failures.last?.message == "there is nothing to save yet")
    session.run("x = 1")
    #expect(session.save(to: folder.path + "/a") == .succeeded)
    #expect(session.save(to: folder.path + "/a.fov") == .succeeded)
    try folder.write("x = 2\n", "mine.fov")
    #expect(session.save(to: folder.path + "/mine") == .failed)
    #expect(try folder.read("mine.fov") == "x = 2\n")
    #expect(session.save(to: folder.path + "/none/b") == .failed)
    #expect(failures.last?.code == .file)
  }
}
