import Glibc
import Language
import Notebook
import Rendering

/// Writes what a session says: results to standard output, errors and notes to standard error.
package final class Console {
  private let isPrompt: Bool
  private var pending: [UInt8] = []
  private var progressWidth = 0
  private var lastFlush = ContinuousClock.now
  /// How pictures are drawn; nil as long as the terminal was not asked.
  private var graphics: TerminalCapabilities.Graphics?
  /// Why standard output did not take everything; nil as long as it did.
  package private(set) var failure: String?

  /// - Parameter isPrompt: whether a person sits at a prompt: then values are numbered, and errors stand where the
  ///   results do.
  package init(isPrompt: Bool) { self.isPrompt = isPrompt }

  package func show(_ event: Session.Event) {
    switch event {
    case .result(let echo): write(result(echo), to: STDOUT_FILENO)
    case .markup(let markup): write(markup, to: STDOUT_FILENO)
    case .failure(let diagnostic): write(DiagnosticRenderer.render(diagnostic), to: errorTarget)
    case .progress(let progress): show(progress)
    case .note(let text):
      var markup = Markup()
      markup.sentence(.init("note: ", .note), .init(text, .dim))
      write(markup, to: errorTarget)
    }
  }

  /// One line on a terminal, written over again; nothing elsewhere.
  private func show(_ progress: Interpreter.Progress) {
    guard isPrompt, isatty(STDERR_FILENO) == 1 else { return }
    let percent = progress.total > 0 ? progress.done * 100 / progress.total : 0
    let line = "\(progress.label) \(progress.done)/\(progress.total) (\(percent) %)  \(progress.detail)"
    let capabilities = TerminalCapabilities(descriptor: STDERR_FILENO)
    let visible = VisibleText.make(line, isUTF8: capabilities.isUTF8).prefix(max(0, capabilities.columns - 1))
    let blank = String(repeating: " ", count: max(0, progressWidth - visible.count))
    Console.writeAll(Array("\r\(visible)\(blank)".utf8), to: STDERR_FILENO)
    progressWidth = visible.count
  }

  private func clearProgress() {
    guard progressWidth > 0 else { return }
    let blank = "\r" + String(repeating: " ", count: progressWidth) + "\r"
    Console.writeAll(Array(blank.utf8), to: STDERR_FILENO)
    progressWidth = 0
  }

  private var errorTarget: Int32 { isPrompt ? STDOUT_FILENO : STDERR_FILENO }

  private func result(_ echo: StatementEcho) -> Markup {
    var markup = Markup()
    for (index, line) in echo.lines.enumerated() {
      if index == 0, isPrompt, echo.name == nil, let cell = echo.cell {
        markup.line(.init("Out[\(cell)]: ", .dim), .init(line))
      } else {
        markup.line(line)
      }
    }
    if isPrompt, isatty(STDOUT_FILENO) == 1, let thumbnail = echo.thumbnail {
      markup.blocks.append(.picture(thumbnail))
    }
    return markup
  }

  package func write(_ markup: Markup, to target: Int32 = STDOUT_FILENO) {
    var capabilities = TerminalCapabilities(descriptor: target)
    if isPrompt, capabilities.isTerminal, Console.hasPicture(markup) {
      if graphics == nil {
        flush()
        graphics =
          capabilities.colors == .none && !GraphicsQuery.isWanted
          ? .blocks : GraphicsQuery.ask()
      }
      capabilities.graphics = graphics ?? .blocks
    }
    if isPrompt, case .frames(let frames)? = markup.blocks.first, frames.count > 1,
      FramePlayer.canPlay(capabilities)
    {
      flush()
      FramePlayer(frames, capabilities).play { Console.writeAll(Array($0.utf8), to: target) }
      return
    }
    write(MarkupRenderer.render(markup, for: capabilities), to: target)
  }

  private static func hasPicture(_ markup: Markup) -> Bool {
    markup.blocks.contains { if case .picture(let picture) = $0 { !picture.isThumbnail } else { false } }
  }

  package func write(_ text: String, to target: Int32 = STDOUT_FILENO) {
    clearProgress()
    if target == STDOUT_FILENO {
      pending += text.utf8
      // Somebody may be watching what a long script writes into a file.
      let isDue = ContinuousClock.now - lastFlush > .milliseconds(200)
      if pending.count > 1 << 15 || isPrompt || isDue { flush() }
    } else {
      // What was said before an error stands before it.
      flush()
      Console.writeAll(Array(text.utf8), to: target)
    }
  }

  package func flush() {
    clearProgress()
    lastFlush = ContinuousClock.now
    let problem = Console.writeAll(pending, to: STDOUT_FILENO)
    // A reader that has seen enough, such as head, is no failure.
    if problem != 0, problem != EPIPE, failure == nil { failure = String(cString: strerror(problem)) }
    pending.removeAll(keepingCapacity: true)
  }

  /// - Returns: the error number of what ended it early, or 0.
  @discardableResult
  package static func writeAll(_ bytes: [UInt8], to target: Int32) -> Int32 {
    var start = 0
    while start < bytes.count {
      // The pointer is to the array's own elements and is used only during the call.
      let count = bytes.withUnsafeBytes {
        Glibc.write(target, $0.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      start += count
    }
    return 0
  }
}
