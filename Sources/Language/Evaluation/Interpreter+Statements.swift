import Engine
import Glibc

extension Interpreter {
  func show(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let arguments = try bind(ShowStatement.builtIn, node, frame)
    let (source, span) = (frame.program.source, frame.program.span(node.a))
    let written = source.text(span)
    do throws(Diagnostic) {
      return try ShowStatement.draw(arguments, written: written.contains("\n") ? "" : written)
    } catch { throw error.located(source, span) }
  }

  func time(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let start = ContinuousClock.now
    let value = try evaluate(node.a, frame)
    let elapsed = ContinuousClock.now - start
    var markup = Markup()
    markup.line(.init("time: ", .dim), .init(Formatter.duration(elapsed), .number))
    output(markup)
    return value
  }

  func explain(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    let explainer = Explainer(self, frame)
    let markup = try explainer.explain(node.a)
    output(markup)
    return .none
  }

  /// One explanation after the other, for each element of a result.
  func slide(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    output(Markup([.frames(try Explainer(self, frame).slides(node.a))]))
    return .none
  }

  /// Runs another file's statements on the same variables; what they write is shown, their values are not.
  func use(_ node: Node, _ frame: Frame) throws(Diagnostic) -> Value {
    guard case .string(let box) = try evaluate(node.a, frame) else {
      throw failure(
        .wrongType, "`use` takes a file's name in quotes", at: node.a, frame, help: "use \"file.fov\"")
    }
    let file: UsedFile
    do throws(FileError) { file = try usedFile(box.text, by: frame.program.source) } catch {
      throw Diagnostic(error, at: frame.program.span(node.a), in: frame.program.source)
    }
    guard stack.enter(0) else {
      throw failure(.recursion, "these files `use` each other endlessly", at: node.a, frame)
    }
    defer { stack.leave() }
    do throws(Diagnostic) {
      // What the file defines stays when this has run, and may then do no more than whoever used it.
      let source = used(SourceText(name: box.text, bytes: file.bytes, path: file.path))
      let program = try compile(source.with(rights: source.rights.intersected(with: files.rights)))
      for statement in program.statements {
        if wasStopped {
          leaveOutRest()
          break
        }
        try withFrame(of: program, locals: stack.top) { frame throws(Diagnostic) in
          _ = try evaluate(statement.node, frame)
        }
      }
    } catch { throw error.called(box.text, from: frame.program.source, frame.program.span(node.a)) }
    return .none
  }

  /// A path as a program writes it, for the system: a relative one starts from `folder`, `~` is the home folder.
  package func path(_ text: String) -> String {
    if text == "~" || text.hasPrefix("~/"), let home = getenv("HOME") {
      return String(cString: home) + text.dropFirst()
    }
    guard let folder, !text.hasPrefix("/") else { return text }
    return folder + "/" + text
  }
}
