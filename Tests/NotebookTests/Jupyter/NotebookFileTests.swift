import Engine
import Foundation
import Language
import Notebook
import Testing

/// Notebooks that are read: as the nbformat schema (nbformat.readthedocs.io, version 4) describes them.
@Suite("Notebooks") struct NotebookFileTests {
  /// A notebook of cells; each begins with `#` for text, and what else it holds is as Jupyter writes it.
  private static func notebook(
    _ cells: [String], metadata: String = "{}", format: Int = 4, asLines: Bool = true
  ) throws -> String {
    let members = try cells.map { cell in
      let lines = cell.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let ended = lines.enumerated().map { $0 + 1 < lines.count ? $1 + "\n" : $1 }
      let source = try String(decoding: JSONEncoder().encode(ended), as: UTF8.self)
      let text = try String(decoding: JSONEncoder().encode([cell]), as: UTF8.self).dropFirst().dropLast()
      let kind = cell.hasPrefix("#") ? "markdown" : "code"
      let outputs =
        kind == "code"
        ? ", \"execution_count\": null, \"outputs\": [{\"output_type\": \"stream\", \"text\": 3}]" : ""
      return
        "{\"cell_type\": \"\(kind)\", \"metadata\": {}\(outputs), \"source\": \(asLines ? source : String(text))}"
    }
    return
      "{\"cells\": [\(members.joined(separator: ", "))], \"metadata\": \(metadata), \"nbformat\": \(format), \"nbformat_minor\": 5}"
  }

  private func run(_ notebook: String) throws -> (outcome: Session.Outcome, said: [String], session: Session)
  {
    let folder = try TemporaryFolder()
    try folder.write("helped = 8\n", "helper.fov")
    let file = try folder.write(notebook, "a.ipynb")
    var said: [String] = []
    let session = Session { event in
      switch event {
      case .result(let echo): said.append(echo.lines.joined(separator: "\n"))
      case .markup(let markup): said.append(markup.plainText)
      case .failure(let failure): said.append(DiagnosticRenderer.render(failure).plainText)
      default: break
      }
    }
    let outcome = session.runScript(file: file)
    return (outcome, said.map { $0.replacing(folder.path + "/", with: "") }, session)
  }

  private static let cells = [
    "# Title\n\nText with `code`.", "x = [1, 2]\nx * 2", "", "|> sum", "f(a) = ans + a;\nuse \"helper.fov\"",
    "f(Out[1][1])",
  ]

  @Test(arguments: [true, false]) func codeCellsAreRunInOrder(_ asLines: Bool) throws {
    let (outcome, said, session) = try run(Self.notebook(Self.cells, asLines: asLines))
    #expect(outcome == .succeeded, "\(said)")
    #expect(said == ["x = tensor [2]\n  1  2", "tensor [2]\n  2  4", "6", "8"])
    #expect(session.interpreter.environment["helped"] != nil, "files are looked for beside the notebook")
  }

  @Test func theFirstErrorEndsItAndSaysWhere() throws {
    let (outcome, said, _) = try run(
      Self.notebook(["x = 1", "# text", "y = 2\nx + nothing", "print(\"later\")"]))
    #expect(outcome == .failed)
    #expect(said.dropLast() == ["x = 1", "y = 2"])
    #expect(
      said.last?.hasPrefix("error[E0301]: there is no `nothing`\n  a.ipynb In[2]:2  x + nothing\n") == true)
  }

  @Test(arguments: [
    (
      "{\"kernelspec\": {\"display_name\": \"Python 3\", \"language\": \"python\", \"name\": \"python3\"}}",
      "a.ipynb is a notebook in another language, python (kernel Python 3)"
    ),
    (
      "{\"kernelspec\": {\"display_name\": \"R\", \"name\": \"ir\"}}",
      "a.ipynb is a notebook in another language, ir (kernel R)"
    ), ("{\"language_info\": {\"name\": \"julia\"}}", "a.ipynb is a notebook in another language, julia"),
  ])
  func otherLanguagesAreRefused(_ metadata: String, _ message: String) throws {
    let (outcome, said, _) = try run(Self.notebook(["print(1)"], metadata: metadata))
    #expect(outcome == .failed && said.count == 1 && said[0].contains("error[E0702]: " + message), "\(said)")
  }

  @Test(arguments: [
    ("%matplotlib inline\nx = 1", "lines that begin with `%` are magics of IPython"),
    ("x = 1\n  !pip install torch", "lines that begin with `!` are commands of the shell"),
    ("%%time\nx = 1", "remove the line; `time E` measures the time"),
  ])
  func magicsAreRefused(_ cell: String, _ message: String) throws {
    let (outcome, said, _) = try run(Self.notebook(["y = 1", cell]))
    #expect(outcome == .failed && said.count == 1 && said[0].contains(message), "\(said)")
    #expect(said[0].contains("a.ipynb In[2]:"), "\(said)")
  }

  @Test func anOperatorAtTheBeginningOfALineIsNoMagic() throws {
    #expect(try run(Self.notebook(["x = (7\n% 4)"])).said == ["x = 3"])
  }

  @Test(arguments: [
    ("", "is empty"), ("{", "is not a notebook: line 1 is not JSON"), ("[1, 2]", "it has no cells"),
    ("{\"nbformat\": 3, \"worksheets\": []}", "a notebook of an old format"),
    ("{\"nbformat\": 3, \"cells\": []}", "format 3"), ("{\"nbformat\": 5, \"cells\": []}", "format 5"),
    ("{\"nbformat\": 4, \"cells\": [{}]}", "cell 1 has no type or no source"),
    ("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [1]}]}", "cell 1 has no type"),
    (String(repeating: "[", count: 100_000), "not JSON"),
  ])
  func whatIsNoNotebookIsSaid(_ text: String, _ message: String) throws {
    let (outcome, said, _) = try run(text)
    #expect(outcome == .failed && said.count == 1 && said[0].contains(message), "\(said)")
  }

  @Test func expectedOutputsInItAreChecked() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write(
      Self.notebook(["x = 2", "x + 1   #=> 3", "ans * 2\n#=> 6", "print(Out[2])  #> 3"]), "good.ipynb")
    let report = ScriptChecker().check(good)
    #expect(report.holds && report.expectedOutputs == 3, "\(report.markup.plainText)")
    let bad = ScriptChecker().check(try folder.write(Self.notebook(["x = 2", "x\n#=> 5"]), "bad.ipynb"))
    #expect(bad.findings.count == 1 && bad.markup.plainText.contains("bad.ipynb In[2]:2"))
    let update = ScriptChecker().check(good, updates: true)
    #expect(!update.holds && update.findings[0].help?.contains("fovea export") == true)
  }
}

/// Scripts become notebooks, and notebooks scripts.
@Suite("Notebooks and scripts") struct NotebookScriptTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func export(_ name: String, _ target: String) throws -> String {
    try Exporter([.english]).export("\(folder.path)/\(name)", to: "\(folder.path)/\(target)")
    return try folder.read(target)
  }

  private static let script = """
    # What stands here is text: 2 * 3 < 7, `code_with_underscores`, [brackets].
    #
    # - and a list
    x = [1, 2; 3, 4]
    y = x * 2   # twice

    for i in 1:3 {
      a = i

      b = a
    }

    # A picture
    show x
    z = [1,

      2]
    """

  /// Each paragraph is a cell; brackets and blocks are not taken apart.
  @Test(arguments: ["\n", "\r\n"]) func paragraphsAreCells(_ lineEnd: String) throws {
    try folder.write(Self.script.replacing("\n", with: lineEnd), "a.fov")
    let json = try JSONSerialization.jsonObject(with: Data(export("a.fov", "a.ipynb").utf8)) as? [String: Any]
    let cells = try #require(json?["cells"] as? [[String: Any]])
    let code = cells.filter { $0["cell_type"] as? String == "code" }.map {
      ($0["source"] as? [String] ?? []).joined().replacing("\r", with: "")
    }
    #expect(
      code == [
        "x = [1, 2; 3, 4]\ny = x * 2   # twice", "for i in 1:3 {\n  a = i\n\n  b = a\n}",
        "show x\nz = [1,\n\n  2]",
      ])
  }

  /// There and back: the same script but for its head, and from that the same notebook.
  @Test func aScriptComesBack() throws {
    try folder.write(Self.script, "a.fov")
    let notebook = try export("a.fov", "a.ipynb")
    let script = try export("a.ipynb", "b.fov")
    let parts = Self.script.replacing("list\nx =", with: "list\n\nx =").replacing(
      "picture\nshow", with: "picture\n\nshow")
    #expect(script == "# Exported by Fovea from a.ipynb\n\n" + parts + "\n")
    let again = try export("b.fov", "c.ipynb")
    #expect(again.replacing("c.fov", with: "a.fov") == notebook.replacing("a.fov", with: "b.fov"))
    #expect(Session().runScript(file: folder.path + "/b.fov") == .succeeded)
  }

  @Test func aSessionComesBack() throws {
    let session = Session()
    for cell in ["3 + 4", "y = ans * 2", "nothing", "[1, 2];", "|> sum", "v = Out[1] + ans"] {
      session.run(cell)
    }
    // Cells that failed are left out, so numbers would be others: the session is saved instead.
    #expect(session.save(to: folder.path + "/s.fov") == .succeeded)
    _ = try export("s.fov", "s.ipynb")
    let script = try export("s.ipynb", "t.fov")
    let saved = try folder.read("s.fov").split(separator: "\n").dropFirst().joined(separator: "\n")
    #expect(script.split(separator: "\n").dropFirst().joined(separator: "\n") == saved)
  }

  private func write(_ cells: [(String, String)], _ name: String) throws {
    let members = try cells.map { kind, source in
      let text = try String(decoding: JSONEncoder().encode([source]), as: UTF8.self).dropFirst().dropLast()
      return "{\"cell_type\": \"\(kind)\", \"metadata\": {}, \"source\": \(text)}"
    }
    try folder.write("{\"cells\": [\(members.joined(separator: ","))], \"nbformat\": 4}", name)
  }

  /// A script has no `ans`: what cells give to each other gets a name.
  @Test func resultsGetNames() throws {
    try write(
      [("code", "3 + 4"), ("markdown", "Twice:"), ("code", "y = ans * 2; Out[1]"), ("code", "|> sqrt")],
      "a.ipynb")
    #expect(
      try export("a.ipynb", "a.fov") == """
        # Exported by Fovea from a.ipynb

        out1 = 3 + 4

        # Twice:

        y = out1 * 2; out2 = out1

        out2 |> sqrt

        """)
    #expect(Session().runScript(file: folder.path + "/a.fov") == .succeeded)
  }

  /// No text makes a lesson of the script, nor an expected output.
  @Test func textStaysText() throws {
    let text = "%% [exercise] id=\"a\"\n---\n=> 3\n> quoted\n\u{1b}[31mred\r\n```\nx = 1\n```\n\n"
    try write([("markdown", text), ("raw", "raw"), ("code", "x = 2")], "a.ipynb")
    let script = try export("a.ipynb", "a.fov")
    #expect(
      script.split(separator: "\n").dropLast().allSatisfy { $0.hasPrefix("#") } && !script.contains("\u{1b}"))
    let report = ScriptChecker().check(folder.path + "/a.fov")
    #expect(report.holds && !report.isLesson && report.expectedOutputs == 0, "\(report.markup.plainText)")
  }

  @Test func aDocumentOfANotebook() throws {
    try write(
      [("markdown", "Some text."), ("code", "x = 2\nx + 1"), ("code", "nothing"), ("code", "4")], "a.ipynb")
    do throws(Diagnostic) {
      try Exporter([.english]).export("\(folder.path)/a.ipynb", to: "\(folder.path)/a.md")
      Issue.record("it fails")
    } catch { #expect(error.code == .undefinedName) }
    let text = try folder.read("a.md")
    #expect(text.contains("Some text.\n\n```fovea\nx = 2\nx + 1\n```\n\n```text\nx = 2\n3\n```\n"), "\(text)")
    #expect(text.components(separatedBy: "E0301").count == 2)
  }

  @Test func onlyAnExportedScriptIsWrittenOver() throws {
    try write([("code", "x = 2")], "a.ipynb")
    try folder.write("x = 1\n", "a.fov")
    #expect(throws: Diagnostic.self) { try export("a.ipynb", "a.fov") }
    #expect(try folder.read("a.fov") == "x = 1\n")
    for _ in 0..<2 { _ = try export("a.ipynb", "b.fov") }
    try folder.write("x = 1\n", "c.fov")
    #expect(throws: Diagnostic.self) { try export("c.fov", "d.fov") }
  }
}
