import Language
import Notebook
import Testing

@Suite struct ScriptCheckerTests {
  private func check(_ text: String) throws -> (findings: [String], report: ScriptChecker.Report) {
    let folder = try TemporaryFolder()
    let report = ScriptChecker().check(try folder.write(text, "x.fov"))
    return (
      report.findings.map { finding in
        let line = finding.labels.first.flatMap { label in finding.source?.line(of: Int(label.span.start)) }
        return "\(line ?? 0): \(finding.message)"
      }, report
    )
  }

  /// Which a script may do.
  @Test func hiddenNamesAreANote() throws {
    let (findings, report) = try check("sum(x) = 1\nfor max in 1:2 { max; }\nhelp = 3\nx = 1")
    #expect(findings == [] && report.holds)
    #expect(
      report.notes.map(\.message) == [
        "`sum` is a built-in, which this hides", "`max` is a built-in, which this hides",
        "`help` is a command, which this hides",
      ])
  }

  @Test func expectedOutputsThatHold() throws {
    let (findings, report) = try check(
      """
      a = [1, 2; 3, 4]
      #=> [1, 2; 3, 4]
      b = sum(a);  #=> 10
      a / 3
      #=> [0.33, 0.67;
      #=> 1.00, 1.33]
      c = 1; d = 2  #=> 2
      for i in 1:2 { print("row {i}") }
      #> row 1
      #> row 2
      print("x", 3)  #> x 3
      f(x) = {
        print(x)
        x
      }
      f(5)
      #=> 5
      #> 5
      a + [1, 2, 3]
      #=>! E0201
      explain a
      #=>! E0901
      print("one\\n\\nthree")
      #> one
      #>
      #> three
      explain conv(a, a)[1, 1]
      #> …
      e = 7 # an ordinary remark
      """)
    #expect(findings.isEmpty, "\(findings)")
    #expect(report.expectedOutputs == 11 && report.holds && !report.isLesson)
  }

  @Test func expectedOutputsThatDoNot() throws {
    #expect(try check("1 + 1\n#=> 3").findings == ["2: it is 2, but 3 is expected"])
    #expect(try check("a = [1, 2];  #=> [1, 3]").findings == ["1: element [2] is 2, but 3 is expected"])
    #expect(try check("print(3)\n#> 4").findings == ["2: line 1 of what is printed reads `3`"])
    #expect(try check("print(\"1\\n2\")\n#> 1").findings == ["2: line 2 of what is printed reads `2`"])
    #expect(try check("print(1)\n#> 1\n#> 2").findings == ["3: only 1 line is printed"])
    #expect(try check("1 + 1;\n#> 2").findings == ["2: nothing is printed"])
    #expect(try check("print(1)\n#=> 1").findings == ["2: the statement has no value"])
    #expect(try check("1\n#=>").findings == ["2: the value is 1"])
    #expect(
      try check("1 + 1\n#=>! E0201").findings == [
        "1: this statement should fail with E0201, but it succeeded"
      ])
    #expect(
      try check("nonsense\n#=>! E0201").findings == [
        "2: the statement fails with E0301: there is no `nonsense`; E0201 is expected"
      ])
  }

  @Test func expectedOutputsOfNothing() throws {
    let message = "this expected output belongs to no statement"
    #expect(try check("#=> 3\n1 + 2").findings == ["1: \(message)"])
    #expect(try check("1 + 2\n\n#=> 3").findings == ["3: \(message)"])
    #expect(try check("1 + 2\n# so\n#=> 3").findings == ["3: \(message)"])
    #expect(try check("f(x) = {\n  x\n  #=> 1\n}").findings == ["3: \(message)"])
    #expect(try check("print(\"#=> 3\")").findings.isEmpty, "a string is no comment")
    #expect(
      try check("a = [1, 2]; b = a' #=> [1, 2]").report.expectedOutputs == 1,
      "neither is a transpose a string")
  }

  /// A script started without arguments finds an empty list, a lesson has no `args`.
  @Test func aScriptHasNoArguments() throws {
    let script = try check("count(args)\n#=> 0")
    #expect(script.findings.isEmpty && script.report.expectedOutputs == 1)
    let lesson = try check("# ---\n# title.en: A\n# title.zh: B\n# ---\n\n# %%\ncount(args)\n")
    #expect(lesson.findings.contains("7: there is no `args`"))
  }

  @Test func anErrorEndsTheRun() throws {
    #expect(try check("a = 1\nnonsense\nb\n#=> 3").findings == ["2: there is no `nonsense`"])
    #expect(try check("a = [1, 2").findings.count == 1)
    let folder = try TemporaryFolder()
    let missing = ScriptChecker().check(folder.path + "/none.fov")
    #expect(missing.findings.count == 1 && missing.findings[0].message.contains("there is no file"))
    #expect(!missing.holds)
  }

  @Test func theReportSumsUp() throws {
    #expect(
      try check("1\n#=> 1\n2\n#=> 2").report.markup.plainText.hasSuffix("x.fov  2 expected outputs match"))
    let text = try check("1\n#=> 2\n").report.markup.plainText
    #expect(text.contains("x.fov:2  #=> 2\n") && text.contains("─────") && text.hasSuffix("1 finding"))
  }

  // MARK: Promotion

  @Test func promotionWritesWhatCameOut() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      a = [1, 2; 3, 4] / 3
      #=> [0.33, 0.67; 1.00, 1.33]
      b = a * 2  #=> 1
      if true { sum(a) }
      #=>
      print("one\\ntwo")
      #> three
      for i in 1:2 { print(i) }
        #> 1
        #> 2
        #> 3
      zeros(100)
      #=> [0,
      #=>  1]
      a + [1, 2, 3]  #=>! E0999
      1 + 1;
      #> nothing
      3  # stays

      """, "x.fov")
    let first = ScriptChecker().check(file)
    #expect(first.findings.count == 7)
    let promoted = ScriptChecker().check(file, updates: true)
    #expect(promoted.holds && promoted.rewritten == 7)
    #expect(
      try folder.read("x.fov") == """
        a = [1, 2; 3, 4] / 3
        #=> [0.33, 0.67; 1.00, 1.33]
        b = a * 2  #=> [0.666667, 1.33333; 2, 2.66667]
        if true { sum(a) }
        #=> 3.33333
        print("one\\ntwo")
        #> one
        #> two
        for i in 1:2 { print(i) }
          #> 1
          #> 2
        zeros(100)
        #=> tensor [100]
        a + [1, 2, 3]  #=>! E0201
        1 + 1;
        3  # stays

        """)
    let again = ScriptChecker().check(file, updates: true)
    #expect(again.holds && again.rewritten == 0)
  }

  @Test func promotionLeavesAFailingScriptAlone() throws {
    let folder = try TemporaryFolder()
    let text = "1\n#=> 2\nnonsense\n"
    let file = try folder.write(text, "x.fov")
    let report = ScriptChecker().check(file, updates: true)
    #expect(report.findings.count == 2 && report.rewritten == 0)
    #expect(try folder.read("x.fov") == text)
  }

  @Test func promotionKeepsALesson() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(LessonFixture.doubling.replacing("#=> 4", with: "#=> 5"), "x.fov")
    #expect(ScriptChecker().check(file, updates: true).rewritten == 1)
    #expect(try folder.read("x.fov") == LessonFixture.doubling)
  }

  // MARK: Scripts

  @Test func scriptsRunAndExpectedErrorsAreShown() {
    var events: [String] = []
    let session = Session { event in
      switch event {
      case .result(let echo): events += echo.lines
      case .failure(let diagnostic): events.append(diagnostic.code.rawValue)
      case .markup(let markup): events.append(markup.plainText)
      case .note(let text): events.append(text)
      case .progress: break
      }
    }
    #expect(
      session.runScript(SourceText(name: "x", "a = 1\na + nonsense  #=>! E0301\na + 1\n#=> 7")) == .succeeded)
    #expect(events == ["a = 1", "E0301", "2"], "only check compares values")
    #expect(session.runScript(SourceText(name: "x", "1 + 1 #=>! E0301")) == .failed)
    #expect(session.runScript(SourceText(name: "x", "x = 1\nwrong(1)\nx = 2")) == .failed)
    #expect(session.interpreter.environment["x"]?.scalar == 1, "what ran before has happened")
  }

  @Test func lessonsRunAsScripts() {
    let session = Session()
    #expect(session.runScript(SourceText(name: "x", LessonFixture.doubling)) == .succeeded)
    #expect(session.interpreter.environment["factor"]?.scalar == 2, "solutions are executed")
    let wrong = LessonFixture.doubling.replacing("factor = 2", with: "factor = 3")
    #expect(Session().runScript(SourceText(name: "x", wrong)) == .failed, "checks hold")
  }
}
