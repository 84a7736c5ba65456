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
    return try checkSaved(session, folder)
  }

  private func checkSaved(_ session: Session, _ folder: TemporaryFolder) throws -> String {
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
    ["time x = 4", "y = ans", "time { a = 2; a + 3 }", "z = ans", "time show w = [1, 2]", "v = ans"],
    ["time for i in 1:3 { s = i }", "time show s + 1", "t = ans"],
  ])
  func whatIsSavedGivesTheSameValues(_ cells: [String]) throws { _ = try saved(cells) }

  // MARK: Cells that were stopped

  /// Whatever a cell had assigned when it was stopped is there again, and so are the numbers that are drawn afterwards.
  @Test(arguments: [
    "w = w + 1", "n = i / 3", "q = list(i, \"a\\{\\n\", list(w, 1:i, none, -0.1e-30), true)",
    "r = record(a=w, b=record(c=i))", "r = record(); r[\"1.w\"] = w; r[\"x y\"] = i", "g(x) = x * 2 + w",
    "h = x -> x + 1", "m = net", "o = SGD(0.1, momentum=0.9)", "e = conv",
    "d = f64(w) / 3; u = round(f64(i))",
    "x = rand(3); y = nan; z = -inf", "ell = list(net, list(net, w))",
    "lots = list(w, w * 2, record(a=w * i, b=list(w)))", "k = Dense(2, seed=i)(w)",
  ])
  func aStoppedCellIsKept(_ statement: String) throws {
    let folder = try TemporaryFolder()
    let stopped = StoppedSession()
    let session = stopped.session
    session.run("w = [1, 2, 3]; net = build(Dense(2, seed=1), 3); seed(4);")
    session.run(
      "before = 3; w[1] = 7\nfor i in 1:5 {\n  \(statement)\n  if i == 3 { print(\"stop\") }\n}\nlater = 4")
    #expect(session.cells[1].status == .kept && session.cells[1].partial != nil)
    session.run("after = rand(2); total = sum(w) + before")
    let text = try checkSaved(session, folder)
    #expect(
      text.contains(
        "before = 3; w[1] = 7\n# Ctrl-C stopped this cell here; its values at that time follow:\n"))
    #expect(text.contains("\n#     if i == 3 { print(\"stop\") }\n#   }\n#   later = 4\n"))
    // Again and over what was written; and then by no means over somebody else's file.
    #expect(session.save(to: folder.path + "/work") == .succeeded)
    for name in folder.names where name != "work.fov" {
      let bytes = try ByteFile.read(folder.path + "/" + name)
      try folder.write("mine", name)
      #expect(session.save(to: folder.path + "/work") == .failed)
      #expect(stopped.notes.last?.message.contains("was not saved by Fovea") == true)
      #expect(try folder.read(name) == "mine")
      try ByteFile.write(bytes, to: folder.path + "/" + name)
    }
  }

  /// What only `write` wrote is the user's own.
  @Test func aUsersArchiveIsNotWrittenOver() throws {
    let folder = try TemporaryFolder()
    let stopped = StoppedSession()
    stopped.session.interpreter.folder = folder.path
    stopped.session.run("write(\"work.npz\", record(a=[1, 2])); for i in 1:3 { x = [i]; print(\"stop\") }")
    #expect(stopped.session.save(to: "work") == .failed && folder.names == ["work.npz"])
    #expect(stopped.session.save(to: "other") == .succeeded)
    #expect(folder.names == ["other.fov", "other.npz", "work.npz"])
    let again = Session()
    again.interpreter.folder = folder.path
    #expect(again.runScript(file: folder.path + "/other.fov") == .succeeded)
    #expect(again.interpreter.environment["x"].map { Formatter.inline($0) } == "[1]")
  }

  /// The script finds its values from any folder, and after both have been moved.
  @Test func theValuesLieBesideTheScript() throws {
    let folder = try TemporaryFolder()
    let stopped = StoppedSession()
    stopped.session.interpreter.folder = folder.path
    stopped.session.run("for i in 1:3 { x = [i, 2]; print(\"stop\") }")
    #expect(stopped.session.save(to: "work") == .succeeded)
    let other = try TemporaryFolder()
    let again = Session()
    again.interpreter.folder = other.path
    #expect(again.runScript(file: folder.path + "/work.fov") == .succeeded)
    #expect(again.interpreter.environment["x"].map { Formatter.inline($0) } == "[1, 2]")
  }

  @Test func aTrainingThatWasStoppedIsLoaded() throws {
    let folder = try TemporaryFolder()
    let stopped = StoppedSession()
    let session = stopped.session
    session.run("data = digits(100, seed=1);")
    let listener = session.output
    session.output = { event in
      listener(event)
      if case .markup(let markup) = event, markup.plainText.hasPrefix("epoch") {
        session.interpreter.cancellation.raise()
      }
    }
    session.run("train(Chain(Flatten(), Dense(10)), data, epochs=1e6, seed=1); b = 3")
    session.run("net = ans; c = evaluate(net, data).accuracy")
    _ = try checkSaved(session, folder)
    #expect(folder.names == ["work-2.out2.safetensors", "work.fov"])
  }

  @Test func aRecoveredCellIsKept() throws {
    let stopped = StoppedSession()
    stopped.session.run("a = 1; 5")
    stopped.session.run("b = ans\nfor i in 1:3 { c = rand(2) + b; if i == 2 { nothing } }")
    stopped.session.recover()
    stopped.session.run("d = rand(1) + ans")
    let text = try checkSaved(stopped.session, try TemporaryFolder())
    #expect(
      text.contains("b = out1\nout2 = b;\n# This cell failed here, and what it had done was recovered;"))
  }

  /// What no file holds is said, at the prompt and in the script.
  @Test func whatCannotBeWrittenIsSaid() throws {
    let folder = try TemporaryFolder()
    let stopped = StoppedSession()
    stopped.session.run(
      "f(a) = x -> x + a\nfor i in 1:3 { g = f(i); d = digits(3); net = Dense(2); print(\"stop\") }")
    #expect(stopped.session.save(to: folder.path + "/work") == .succeeded)
    for name in ["g", "d", "net"] {
      #expect(stopped.said.contains { $0.hasPrefix("note: `\(name)` is not in it: ") }, "\(stopped.said)")
      #expect(try folder.read("work.fov").contains("# `\(name)` is missing: "))
    }
    #expect(Session().runScript(file: folder.path + "/work.fov") == .succeeded)
  }

  /// Where memory runs out, what only `save` would need goes.
  @Test func whatWasLetGoOfIsSaid() throws {
    let folder = try TemporaryFolder()
    let stopped = StoppedSession()
    stopped.session.run("a = 1\nfor i in 1:3 { x = [i]; print(\"stop\") }")
    stopped.session.run("zeros(1e6, 1e6)")
    #expect(stopped.session.save(to: folder.path + "/work") == .succeeded)
    #expect(stopped.said.last?.contains("it took too much memory to be kept") == true, "\(stopped.said)")
    #expect(
      try folder.read("work.fov").contains(
        "a = 1\n# Ctrl-C stopped this cell here; what it had assigned took"))
    #expect(Session().runScript(file: folder.path + "/work.fov") == .succeeded)
  }

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
