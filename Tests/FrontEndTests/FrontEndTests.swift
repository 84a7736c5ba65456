import Glibc
import Notebook
import Rendering
import Synchronization
import Testing

/// What a front end without a line editor does, with the two modules that it imports. Serial, because SIGINT belongs to
/// the process.
@Suite(.serialized) struct FrontEndTests {
  private let shown = Shown()
  private let notebook: Notebook

  /// What was said, as text for a screen without colours.
  private final class Shown {
    var text = ""
  }

  init() {
    let shown = shown
    notebook = Notebook { event in
      switch event {
      case .result(let echo): shown.text += echo.lines.joined(separator: "\n") + "\n"
      case .markup(let markup): shown.text += MarkupRenderer.render(markup, for: .init(columns: 60))
      case .failure(let diagnostic): shown.text += "error: \(diagnostic)\n"
      case .note, .progress: break
      }
    }
  }

  @Test func itRunsCellsAndCommands() {
    #expect(notebook.submit("a = 1 + 1") == .done(.succeeded))
    #expect(shown.text == "a = 2\n")
    #expect(notebook.submit("show eye(2)") == .done(.succeeded))
    #expect(shown.text.contains("[2, 2]"))
    #expect(notebook.submit("quit") == .quit)
  }

  @Test func itCompletes() {
    let text = "conv(a, a, stri"
    let found = notebook.completion(of: text, cursor: text.utf8.count)
    #expect(found.candidates.map(\.text).first == "stride=" && found.replaced == 11..<15)
    #expect(found.candidates.first?.kind.rawValue == "option")
  }

  @Test func itInspectsAndRenders() throws {
    _ = notebook.submit("a = ones(2, 3);")
    let variable = try #require(notebook.inspection(of: "a", cursor: 1))
    #expect(variable.type == "tensor float32" && variable.shape == [2, 3])
    let function = try #require(notebook.inspection(of: "relu(", cursor: 5))
    let plain = MarkupRenderer.render(function.markup, for: .init())
    #expect(plain.hasPrefix("relu(x)\n"))
    let colored = MarkupRenderer.render(function.markup, for: .init(colors: .ansi256))
    #expect(colored.contains("\u{1B}[") && !plain.contains("\u{1B}"))
  }

  /// An image beside the text, by the first bytes of its format.
  @Test func itShowsImages() {
    var bundles: [MIMEBundle] = []
    let notebook = Notebook { event in
      if case .markup(let markup) = event { bundles += MIMEBundle.bundles(of: markup) }
    }
    for cell in ["show eye(2)", "plot([1, 2, 4])", "print(7)"] { _ = notebook.submit(cell) }
    #expect(bundles.count == 3 && bundles.allSatisfy { !$0.text.isEmpty && !$0.text.contains("\u{1B}") })
    if case .png(let bytes)? = bundles.first?.image {
      #expect(bytes.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
    } else {
      Issue.record("no picture")
    }
    if case .svg(let text)? = bundles.dropFirst().first?.image {
      #expect(text.contains("<svg"))
    } else {
      Issue.record("no plot")
    }
    #expect(bundles.last?.text == "7\n" && bundles.last?.image == nil)
  }

  @Test func ctrlCStopsACell() {
    _ = notebook.submit("a = 1")
    // Until nobody sends any more, whatever the cell does.
    Interrupts.hold()
    defer { Interrupts.release() }
    let sender = Repeater { kill(getpid(), SIGINT) }
    let (reply, wasInterrupted) = notebook.interruptible { notebook.submit("a = 2; while true { }") }
    sender.stop()
    waitForPendingSignals()
    #expect(reply == .done(.interrupted) && wasInterrupted)
    shown.text = ""
    _ = notebook.submit("a")
    // What was assigned stays, unless a second signal came before the cell had ended.
    #expect(["2\n", "1\n"].contains(shown.text))
  }

  /// A front end that is asked by a message, as a kernel is.
  @Test func anotherThreadStopsACell() {
    let stopper = Repeater(notebook.interrupt)
    #expect(notebook.submit("while true { }") == .done(.interrupted))
    stopper.stop()
  }
}

/// Waits until no SIGINT is on its way any more: one that arrives after the last release would end the process.
private func waitForPendingSignals() {
  var blocked = sigset_t()
  var before = sigset_t()
  sigemptyset(&blocked)
  sigaddset(&blocked, SIGINT)
  // Only a thread that blocks a signal is told that it is pending; another one takes it meanwhile.
  pthread_sigmask(SIG_BLOCK, &blocked, &before)
  var pending = sigset_t()
  repeat {
    usleep(1000)
    sigpending(&pending)
  } while sigismember(&pending, SIGINT) == 1
  pthread_sigmask(SIG_SETMASK, &before, nil)
}

/// Does something again and again on a thread of its own: the first time may be before the cell begins.
private final class Repeater: Sendable {
  private let body: @Sendable () -> Void
  private let isStopped = Atomic(false)
  private let hasEnded = Atomic(false)

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
    var thread = pthread_t()
    // Safe: the thread takes over the retained object.
    pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Repeater>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  private func run() {
    while !isStopped.load(ordering: .acquiring) {
      usleep(50_000)
      body()
    }
    hasEnded.store(true, ordering: .releasing)
  }

  /// Returns when it will not be done again.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    while !hasEnded.load(ordering: .acquiring) { usleep(1000) }
  }
}
