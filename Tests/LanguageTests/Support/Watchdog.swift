import Engine
import Glibc
import Synchronization

/// Stops what takes too long: first by the cancellation flag, as Ctrl-C does; and if that does not help, by ending the tests
/// with the input that hangs, since a hanging thread cannot be ended in any other way.
enum Watchdog {
  /// How long a raised cancellation flag may go unheeded.
  static let patience = 20.0

  static func guarding<R, E: Error>(
    _ cancellation: Cancellation, seconds: Double, over input: String, _ body: () throws(E) -> R
  ) throws(E) -> R {
    let watch = Watch(cancellation, seconds, input)
    watch.start()
    defer { watch.end() }
    return try body()
  }

  private final class Watch: Sendable {
    let cancellation: Cancellation
    let seconds: Double
    let input: String
    let isOver = Mutex(false)

    init(_ cancellation: Cancellation, _ seconds: Double, _ input: String) {
      (self.cancellation, self.seconds, self.input) = (cancellation, seconds, input)
    }

    func start() {
      var thread = pthread_t()
      // The thread owns a reference of its own, which it gives back.
      let context = Unmanaged.passRetained(self).toOpaque()
      let enter: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        guard let context else { return nil }
        Unmanaged<Watch>.fromOpaque(context).takeRetainedValue().wait()
        return nil
      }
      if pthread_create(&thread, nil, enter, context) == 0 {
        pthread_detach(thread)
      } else {
        Unmanaged<Watch>.fromOpaque(context).release()
      }
    }

    func end() { isOver.withLock { $0 = true } }

    private func wait() {
      let start = ContinuousClock.now
      var pause: UInt32 = 200
      while !isOver.withLock({ $0 }) {
        usleep(pause)
        pause = min(pause * 2, 20_000)
        let passed = ContinuousClock.now - start
        if passed > .seconds(seconds) { isOver.withLock { if !$0 { cancellation.raise() } } }
        if passed > .seconds(seconds + Watchdog.patience) {
          fatalError("this does not stop when it is interrupted: \(input.prefix(2000))")
        }
      }
    }
  }
}
