import Glibc
import Testing

/// The program as scripts and shells see it. Skipped, with a word, where `FOVEA_PROGRAM` names none.
@Suite("The command line", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(5)))
struct CommandLineTests {
  // MARK: -e

  @Test func code() {
    let run = Run(["-e", "1 + 1"])
    #expect(run.output == "2\n" && run.errors == "" && run.status == 0)
  }

  @Test func severalPiecesOfCodeShareVariables() {
    let run = Run(["-e", "x = 3;", "-e", "x ^ 2", "-e", "y = [x, 1]"])
    #expect(run.output == "9\ny = tensor [2]\n  3  1\n" && run.status == 0)
  }

  @Test func codeStopsAtTheFirstError() {
    let run = Run(["-e", "1", "-e", "missing", "-e", "3"])
    #expect(run.output == "1\n")
    #expect(run.errors.contains("error[E0301]: there is no `missing`") && run.errors.contains("-e 2:1"))
    #expect(run.status == 1)
  }

  /// What is advised works where it is said to work.
  @Test(arguments: [
    ("vars", "vars"), ("help conv", "help conv"), ("help(conv)", "help conv"),
    ("help(\"conv\")", "help conv"), ("hint", "hint"),
    ("lesson 1", "lesson 1"), ("save x.fov # mine", "save x.fov"), ("undo 3; 1", "undo 3"),
    ("quit now", "quit now"),
    ("?conv", "?conv"), ("x = help conv", "help conv"),
  ])
  func codeIsNoPlaceForCommands(_ code: String, _ command: String) {
    let folder = ScratchFolder()
    folder.write("y = 1;\n\(code)\n", to: "a.fov")
    folder.write("use \"a.fov\"", to: "b.fov")
    for arguments in [["-e", code], ["a.fov"], ["b.fov"], ["check", "a.fov"]] {
      let run = Run(arguments, folder: folder.path)
      let text = run.errors + run.output
      #expect(run.status == 1 && text.contains("at the prompt and on standard input: printf '"), "\(text)")
      let shown = code == "?conv" ? "?conv" : command
      #expect(text.contains("printf '\(shown)\\n' | fovea"), "\(text)")
    }
    let typed = Run([], input: command + "\n", folder: folder.path).errors
    #expect(!typed.contains("and no value") && !typed.contains("E01") && !typed.contains("E03"), "\(typed)")
  }

  /// Where commands are understood, one that does not stand alone is told to.
  @Test func aCommandInACell() {
    let run = Run([], input: "x = 1; save x.fov\nx = vars\n")
    #expect(run.errors.contains("a command must be alone in its cell, without parentheses: save x.fov"))
    #expect(run.errors.contains("a command must be alone in its cell, without parentheses: vars"))
  }

  @Test func codeThatBeginsWithAMinus() {
    #expect(Run(["-e", "-1 + 3"]).output == "2\n")
    #expect(Run(["-e", "--1"]).output == "1\n")
    #expect(Run(["-e=-[1, 2]"]).status == 0 || Run(["-e", "-[1, 2]"]).status == 0)
  }

  @Test func severalLinesOfCode() { #expect(Run(["-e", "x = 1\ny = 2;\nx + y"]).output == "x = 1\n3\n") }

  // MARK: Documents

  @Test func aScriptAsDocument() {
    let folder = ScratchFolder()
    folder.write("print(args[1])\n", to: "script.fov")
    let run = Run(["export", "script.fov", "-o", "out.md", "--", "hello"], folder: folder.path)
    #expect(run.output == "out.md\n" && run.errors == "" && run.status == 0)
    #expect(folder.read("out.md").contains("hello"))
    let page = Run(["export", "script.fov"], folder: folder.path)
    #expect(page.status == 1 && page.errors.contains("error["), "args is empty without --")
    #expect(folder.read("script.html").contains("error["))
    #expect(Run(["export", "missing.fov"], folder: folder.path).status == 1)
    #expect(Run(["export", "script.fov", "--lang", "fr"], folder: folder.path).status == 2)
  }

  // MARK: Scripts

  private func script(_ text: String, _ arguments: String...) -> Run {
    let folder = ScratchFolder()
    folder.write(text, to: "script.fov")
    return Run(["script.fov"] + arguments, folder: folder.path)
  }

  @Test func scripts() {
    let run = script("x = 2;\nx + 1\nprint(\"a {x}\")\n")
    #expect(run.output == "3\na 2\n" && run.errors == "" && run.status == 0)
  }

  @Test func scriptsFindTheirArguments() {
    let run = script("print(args[1], count(args))\nargs", "one", "--two", "-e", "3")
    #expect(run.output == "one 4\nlist(\"one\", \"--two\", \"-e\", \"3\")\n")
    #expect(script("count(args)").output == "0\n")
  }

  @Test func scriptsStopAtTheFirstError() {
    let run = script("1\n2 + \"a\"\n3\n")
    #expect(run.output == "1\n" && run.status == 1)
    #expect(run.errors.contains("script.fov:2"))
  }

  @Test func scriptsHaveNoCommands() {
    for word in ["vars", "help", "quit", "history"] {
      let run = script(word + "\n1\n")
      #expect(run.status == 1 && !run.output.contains("1"), "\(word)")
    }
  }

  @Test func scriptsThatAreMissingOrNone() {
    let missing = Run(["/nonexistent/a.fov"])
    #expect(
      missing.status == 1 && missing.errors.contains("error[E0701]")
        && missing.errors.contains("/nonexistent/a.fov"))
    let folder = Run(["/tmp"])
    #expect(folder.status == 1 && folder.errors.contains("error[E0701]") && folder.errors.contains("folder"))
    #expect(script("").status == 0)
    #expect(script("# only words").status == 0)
  }

  @Test func scriptsOfBadBytes() {
    let folder = ScratchFolder()
    folder.write([0x78, 0x20, 0x3D, 0x20, 0x31, 0x0A, 0xFF, 0xFE, 0x0A], to: "bad.fov")
    let run = Run(["bad.fov"], folder: folder.path)
    #expect(
      run.status == 1 && run.errors.contains("error[E0110]") && run.errors.contains("UTF-8"), "\(run.errors)")
    folder.write([0x31, 0x20, 0x2B, 0x00, 0x31], to: "nul.fov")
    let nul = Run(["nul.fov"], folder: folder.path)
    #expect(nul.status == 1 && nul.errors.contains("E0103") && !nul.errors.utf8.contains(0), "\(nul.errors)")
    folder.write([0xEF, 0xBB, 0xBF] + Array("1 + 1\r\n2\r\n".utf8), to: "windows.fov")
    #expect(Run(["windows.fov"], folder: folder.path).output == "2\n2\n")
  }

  @Test func aScriptUsesAnother() {
    let folder = ScratchFolder()
    folder.write("double(x) = 2 * x\n", to: "other.fov")
    folder.write("use \"other.fov\"\ndouble(4)\n", to: "main.fov")
    #expect(Run(["main.fov"], folder: folder.path).output == "8\n")
  }

  // MARK: Standard input

  @Test func standardInputGoesOnAfterErrors() {
    let run = Run([], input: "x = 1;\nmissing\nx + 1\n1 / \"a\"\nx + 2\n")
    #expect(run.output == "2\n3\n" && run.status == 1)
    #expect(run.errors.contains("In[2]:1") && run.errors.contains("In[4]:1"))
  }

  @Test func standardInputWithoutErrors() {
    #expect(Run([], input: "1 + 1\n").status == 0)
    #expect(Run([], input: "1 + 1").output == "2\n")
    #expect(Run([], input: "f(x) = {\n  x + 1\n}\nf(1)\n[1,\n2]\n").output == "2\ntensor [2]\n  1  2\n")
    #expect(Run([], input: "x = 5;\nx\n|> sqrt\n").output.hasPrefix("5\n2.236"))
  }

  @Test func standardInputThatEndsTooEarly() {
    let run = Run([], input: "1\nf(1,\n")
    #expect(run.output == "1\n" && run.status == 1 && run.errors.contains("E0102"))
  }

  @Test func standardInputTakesCommands() {
    let vars = Run([], input: "a = [1, 2; 3, 4];\nname = \"x\";\nvars\n")
    #expect(
      vars.status == 0 && vars.output.contains("a") && vars.output.contains("[2, 2]")
        && vars.output.contains("name"))
    #expect(Run([], input: "help conv\n").output.contains("conv(x, w"))
    #expect(Run([], input: "?conv\n").output == Run([], input: "help conv\n").output)
    #expect(Run([], input: "help E0203\n").output.contains("channels"))
    #expect(Run([], input: "1\nhistory\n").output.contains("In[1]: 1"))
    #expect(Run([], input: "1\nquit\n2\n").output == "1\n")
    #expect(Run([], input: "1\nexit\n2\n").status == 0)
    #expect(Run([], input: "history = 3\nprint(history)\n").output == "history = 3\n3\n")
    #expect(Run([], input: "help\n").output.contains("conv"))
  }

  @Test func helpOnNothingIsAFailureOfNoBlame() {
    let run = Run([], input: "help convv\n")
    #expect((run.output + run.errors).contains("did you mean `conv`?"))
  }

  @Test func nothingOnStandardInputSaysHowToBegin() {
    for run in [Run([]), Run([], input: "")] {
      #expect(run.errors.contains("fovea -e") && run.errors.contains("lesson"))
      #expect(run.output == "")
      #expect(run.status == 0 || run.status == 2)
    }
  }

  @Test func standardInputOfBadBytes() {
    let run = Run([], input: "1\n\u{0}\n2\n")
    #expect(run.output == "1\n2\n" && run.status == 1)
  }

  // MARK: Options

  @Test func badOptions() {
    for arguments in [["--nonsense"], ["-x"], ["-e"], ["--no-init=3"]] {
      let run = Run(arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.output == "" && !run.errors.isEmpty, "\(arguments)")
    }
  }

  @Test func helpAndVersion() {
    let help = Run(["--help"])
    #expect(
      help.status == 0 && help.output.contains("-e") && help.output.contains("lesson") && help.errors == "")
    let version = Run(["--version"])
    #expect(version.status == 0 && version.output.split(separator: ".").count == 3 && version.errors == "")
    #expect(Run(["-h"]).status == 0)
  }

  // MARK: What reaches a pipe

  @Test func pipesGetNothingButText() {
    let input =
      "show [1, 2; 3, 4]\nexplain affine([1, 2; 3, 4], [1, 0, 0; 0, 1, 0])[1, 1]\nmissing\nhelp\nvars\nnumgrad(x -> x, 1)\n"
    for environment in [
      [:], ["NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": "xterm-256color", "COLORTERM": "truecolor"],
      ["LC_ALL": "C"],
    ] {
      let run = Run([], input: input, environment: environment)
      #expect(!run.output.utf8.contains(0x1B) && !run.errors.utf8.contains(0x1B), "\(environment)")
    }
  }

  @Test func outputThatCannotBeWrittenIsAnError() {
    let folder = ScratchFolder()
    folder.write("1 + 1\n", to: "script.fov")
    for arguments in [["-e", "1 + 1"], ["script.fov"], ["check", "script.fov"]] {
      let run = Run(arguments, folder: folder.path, writingTo: "/dev/full")
      #expect(run.status == 1 && run.errors.contains("No space left"), "\(arguments): \(run.errors)")
    }
    #expect(Run([], input: "1 + 1\n", writingTo: "/dev/full").status == 1)
    #expect(Run(["-e", "x = 1;"], writingTo: "/dev/full").status == 0, "nothing was to be written")
  }

  @Test func outputStandsInOrder() {
    let folder = ScratchFolder()
    folder.write("1\nmissing\n2\nmissing\n3\n", to: "in")
    let program = Run.program ?? ""
    // Both streams into one file, by the shell: what was said first stands first.
    system("cd '\(folder.path)' && '\(program)' <in >out 2>&1")
    let lines = folder.read("out").split(separator: "\n").filter { $0.first != " " }
    #expect(
      lines == ["1", "error[E0301]: there is no `missing`", "2", "error[E0301]: there is no `missing`", "3"])
  }

  @Test func aClosedPipeEndsItQuietly() {
    let folder = ScratchFolder()
    let program = Run.program ?? ""
    system(
      "cd '\(folder.path)' && ( '\(program)' -e 'for i in 1:200000 { print(i) }'; echo $? >status ) 2>errors | head -n 1 >out"
    )
    #expect(folder.read("out") == "1\n")
    #expect(folder.read("errors") == "")
  }

  // MARK: Ctrl-C

  @Test(arguments: [
    "while true { }", "f(n) = if n < 2 { n } else { f(n - 1) + f(n - 2) }; f(50)", "for i in 1:1e15 { }",
    "numgrad(x -> sum(x ^ 2), zeros(200000))",
  ])
  func controlCStopsCode(code: String) {
    let run = Run(["-e", code], interruptAfter: 0.5)
    #expect(run.status == 130 && run.seconds < 1.5, "\(run.seconds)")
    #expect(run.errors.contains("interrupted"))
  }

  @Test func controlCStopsAScriptAndStandardInput() {
    let folder = ScratchFolder()
    folder.write("print(1)\nwhile true { }\nprint(2)\n", to: "endless.fov")
    let script = Run(["endless.fov"], folder: folder.path, interruptAfter: 0.5)
    #expect(script.status == 130 && script.output == "1\n" && script.seconds < 1.5)
    let piped = Run([], input: "1\nwhile true { }\n2\n", interruptAfter: 0.5)
    #expect(piped.status == 130 && piped.output == "1\n" && piped.seconds < 1.5)
  }

  @Test func theReferenceCannotBeWrittenAnywhere() {
    let run = Run(["docs", "/dev/null/pages"])
    #expect(run.status == 1 && run.errors.contains("/dev/null") && run.output.isEmpty)
    #expect(Run(["docs"]).status == 2)
  }

  @Test func startIsQuick() {
    let times = (0..<5).map { _ in Run(["-e", "1 + 1"]).seconds }.sorted()
    #expect(times[0] < 0.1, "\(times)")
  }
}
