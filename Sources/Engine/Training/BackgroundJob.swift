import Glibc
import Synchronization

/// Work on a thread of its own.
final class BackgroundJob<Value: Sendable>: Sendable {
  private let outcome = Mutex<Result<Value, TensorError>?>(nil)
  private let body: @Sendable () throws(TensorError) -> Value
  private let thread = Mutex<pthread_t?>(nil)

  /// Begins at once. Without a thread to be had the work is done when its result is asked for.
  init(_ body: @escaping @Sendable () throws(TensorError) -> Value) {
    self.body = body
    let handle = DetachedThread.start { [self] in run() }
    thread.withLock { $0 = handle }
  }

  /// Waits for it.
  func result() throws(TensorError) -> Value {
    if let handle = thread.withLock({ $0.take() }) { pthread_join(handle, nil) }
    if let outcome = outcome.withLock({ $0 }) { return try outcome.get() }
    return try body()
  }

  deinit {
    // Nobody asked: the thread has ended, or does so by itself.
    if let handle = thread.withLock({ $0.take() }) { pthread_detach(handle) }
  }

  private func run() {
    let result: Result<Value, TensorError>
    do throws(TensorError) { result = .success(try body()) } catch { result = .failure(error) }
    outcome.withLock { $0 = result }
  }
}

private enum DetachedThread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// - Returns: a thread to be joined or detached; nil where the system has none to give.
  static func start(_ run: @escaping @Sendable () -> Void) -> pthread_t? {
    // The thread takes over this reference, unless there is none.
    let body = Unmanaged.passRetained(Body(run))
    var handle = pthread_t()
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    // Signals are for the threads that the program started itself.
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let code = pthread_create(
      &handle, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    guard code == 0 else {
      body.release()
      return nil
    }
    return handle
  }
}
