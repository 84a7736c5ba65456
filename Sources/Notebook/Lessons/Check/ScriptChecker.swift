import Engine
import Language

/// `fovea check`: runs scripts and lessons, compares what they give with what they expect, and examines lessons.
package struct ScriptChecker {
  /// What was found in one file.
  package struct Report: Sendable {
    package let path: String
    package internal(set) var findings: [Diagnostic] = []
    /// What a script may do, and its author should know.
    package internal(set) var notes: [Diagnostic] = []
    package internal(set) var isLesson = false
    /// How many statements have expected outputs.
    package internal(set) var expectedOutputs = 0
    /// How many expected outputs were written anew.
    package internal(set) var rewritten = 0
    /// How long the script ran.
    package internal(set) var duration = Duration.zero

    package var holds: Bool { findings.isEmpty }
  }

  private let cancellation: Cancellation
  private let folder: String?
  private let allowsFiles: Bool

  /// - Parameters:
  ///   - allowsFiles: whether scripts may do everything with files; without it they read what lies in their own folder, and
  ///     write nothing. Lessons touch none in any case.
  ///   - folder: where the relative paths of scripts start; nil: the process's own folder.
  package init(
    cancellation: Cancellation = Cancellation(), allowsFiles: Bool = false, folder: String? = nil
  ) {
    (self.cancellation, self.allowsFiles, self.folder) = (cancellation, allowsFiles, folder)
  }

  /// - Parameter updates: whether expected outputs that do not match are written anew; they are then no findings.
  package func check(_ path: String, updates: Bool = false) -> Report {
    var report = Report(path: path)
    if NotebookFile.isNamed(path) {
      do throws(Diagnostic) { try checkNotebook(updates: updates, &report) } catch {
        report.findings.append(error)
      }
      return report
    }
    do throws(FileError) {
      let source = try LessonDocument.read(path).with(
        rights: allowsFiles ? .all : .checked(path), builtInNames: .unlessAssigned)
      let update = check(source, updates: updates, &report)
      if updates, let update, update.count > 0 {
        try ByteFile.write(update.result, to: path)
        report.rewritten = update.count
      }
    } catch { report.findings.append(Diagnostic(error)) }
    return report
  }

  /// Checks the code cells one after the other, on the same variables.
  /// - Throws: what is wrong with the file.
  private func checkNotebook(updates: Bool, _ report: inout Report) throws(Diagnostic) {
    guard !updates else {
      throw Diagnostic(
        .command, "expected outputs of a notebook are not written anew",
        help: "fovea export \(report.path) -o script.fov makes a script of it, in which they are")
    }
    let notebook = try NotebookFile.read(report.path)
    let rights = allowsFiles ? FileRights.all : .checked(report.path)
    let session = Session(cancellation: cancellation)
    session.interpreter.folder = folder
    session.interpreter.environment["args"] = .list([])
    let start = ContinuousClock.now
    for (index, cell) in notebook.code.enumerated() {
      session.beginResult()
      let program = try session.interpreter.compile(cell.with(rights: rights, builtInNames: .unlessAssigned))
      let run = ScriptRun(program, in: session, nil)
      run.run()
      report.expectedOutputs += run.expectedOutputCount
      report.findings += run.findings + run.outdated
      report.notes += program.hiddenNames(.note)
      if run.isCutShort { break }
      if let value = run.latestValue { session.keepResult(value, of: index + 1) }
    }
    report.duration = ContinuousClock.now - start
  }

  private func check(_ source: SourceText, updates: Bool, _ report: inout Report) -> ExpectedOutputUpdate? {
    let lesson = LessonDocument(source)
    report.isLesson = lesson != nil
    report.findings = lesson?.problems ?? []
    let session = Session(cancellation: cancellation)
    session.interpreter.folder = folder
    // As `fovea script.fov` without arguments; a lesson has none at all.
    if lesson == nil { session.interpreter.environment["args"] = .list([]) }
    let program: Program
    do throws(Diagnostic) {
      program = try session.interpreter.compile(lesson?.source ?? source)
    } catch {
      report.findings.append(error)
      return nil
    }
    let run = ScriptRun(program, in: session, lesson)
    report.duration = ContinuousClock().measure { run.run() }
    report.expectedOutputs = run.expectedOutputCount
    let isUpdated = updates && !run.isCutShort
    report.findings += run.findings + (isUpdated ? [] : run.outdated)
    if let lesson, lesson.problems.isEmpty {
      var linter = LessonLinter(lesson, program, cancellation: cancellation)
      linter.lookOver(withCode: !run.isCutShort)
      report.findings += linter.findings
    }
    if lesson == nil { report.notes = program.hiddenNames(.note) }
    report.findings.sort { ($0.labels.first?.span.start ?? 0) < ($1.labels.first?.span.start ?? 0) }
    return isUpdated ? run.update : nil
  }
}

extension ScriptChecker.Report {
  /// The findings, and a line that sums up.
  package var markup: Markup {
    var markup = Markup()
    for finding in notes + findings { markup.append(DiagnosticRenderer.render(finding)) }
    let checked = "\(expectedOutputs) expected output\(expectedOutputs == 1 ? "" : "s")"
    var summary =
      holds
      ? "\(checked) match\(expectedOutputs == 1 ? "es" : "")"
      : "\(findings.count) finding\(findings.count == 1 ? "" : "s")"
    if rewritten > 0 { summary += ", \(rewritten) written anew" }
    // Of what is over in a moment nobody asks how long it took.
    if duration >= .milliseconds(100) { summary += ", \(Formatter.duration(duration))" }
    markup.line(
      .init(holds ? "✓ " : "✗ ", holds ? .success : .error), .init(path, .strong), .init("  " + summary, .dim)
    )
    return markup
  }
}
