import Glibc
import Testing

/// Jupyter notebooks as files that the program is given.
@Suite("Notebooks on the command line", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(5)))
struct NotebookTests {
  private let folder = ScratchFolder()

  /// A notebook of code cells; a text that begins with `#` becomes Markdown.
  private func write(_ cells: [String], to name: String, language: String = "fovea") {
    let members = cells.map { cell in
      let text = cell.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      let kind = cell.hasPrefix("#") ? "markdown" : "code"
      return "{\"cell_type\": \"\(kind)\", \"metadata\": {}, \"source\": [\"\(text)\"]}"
    }
    folder.write(
      "{\"cells\": [\(members.joined(separator: ", "))], \"metadata\": {\"language_info\": {\"name\": \"\(language)\"}}, \"nbformat\": 4, \"nbformat_minor\": 5}",
      to: name)
  }

  @Test func itsCodeIsRun() {
    write(["# Title", "x = 3;\nx ^ 2", "ans + count(args)"], to: "a.ipynb")
    let run = Run(["a.ipynb", "one", "two"], folder: folder.path)
    #expect(run.status == 0 && run.output == "9\n11\n" && run.errors == "", "\(run.output) \(run.errors)")
    write(["1", "nothing", "3"], to: "a.ipynb")
    let failed = Run(["a.ipynb"], folder: folder.path)
    #expect(
      failed.status == 1 && failed.output == "1\n" && failed.errors.contains("a.ipynb In[2]:1  nothing"))
    write(["1"], to: "a.ipynb", language: "python")
    let other = Run(["a.ipynb"], folder: folder.path)
    #expect(other.status == 1 && other.output == "" && other.errors.contains("in another language, python"))
    #expect(Run(["missing.ipynb"], folder: folder.path).errors.contains("error[E0701]"))
  }

  @Test func itBecomesAScriptAndADocument() {
    write(["# Squares of a number", "x = 3", "x ^ 2   #=> 9"], to: "a.ipynb")
    let script = Run(["export", "a.ipynb", "-o", "a.fov"], folder: folder.path)
    #expect(script.status == 0 && script.output == "a.fov\n", "\(script.errors)")
    #expect(
      String(decoding: folder.bytes("a.fov"), as: UTF8.self) == """
        # Exported by Fovea from a.ipynb

        # # Squares of a number

        x = 3

        x ^ 2   #=> 9

        """)
    for file in ["a.fov", "a.ipynb"] {
      let check = Run(["check", file], folder: folder.path)
      #expect(
        check.status == 0 && check.output.contains("1 expected output matches"),
        "\(check.output) \(check.errors)")
    }
    let page = Run(["export", "a.ipynb"], folder: folder.path)
    #expect(page.status == 0 && page.output == "a.html\n", "\(page.errors)")
    #expect(String(decoding: folder.bytes("a.html"), as: UTF8.self).contains("Squares of a number"))
    #expect(Run(["export", "a.fov", "-o", "b.fov"], folder: folder.path).status == 1)
  }

  @Test func controlCEndsIt() {
    write(["print(\"begun\")", "while true { }", "print(\"later\")"], to: "a.ipynb")
    let run = Run(["a.ipynb"], folder: folder.path, interruptAfter: 2)
    #expect(
      run.status == 130 && run.output == "begun\n" && run.errors.contains("interrupted"), "\(run.errors)")
  }
}
