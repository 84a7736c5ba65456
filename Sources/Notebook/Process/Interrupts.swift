import CInterrupts

/// Ctrl-C during a computation.
package enum Interrupts {
  /// From here to `release`, SIGINT does not end the program, also while no computation is watched. Holds nest.
  package static func hold() { fovea_interrupts_hold() }

  package static func release() { fovea_interrupts_release() }

  /// Runs `body`; meanwhile every SIGINT stores 1 into `word` and does nothing else. What SIGINT did before
  /// is as before afterwards. Scopes nest: the innermost has the signal.
  ///
  /// - Parameter word: is looked at by the computation, and reset by whoever owns it. It must stay valid for
  ///   as long as the session: a handler on another thread may still be writing when `body` has ended.
  package static func raising<Result: ~Copyable, Failure: Error>(
    _ word: UnsafeMutablePointer<Int32>, during body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    fovea_interrupts_hold()
    let outer = fovea_interrupts_watch(word)
    defer {
      fovea_interrupts_watch(outer)
      fovea_interrupts_release()
    }
    return try body()
  }

  /// The same, and whether Ctrl-C was pressed meanwhile, whatever the computation made of it.
  package static func noting<Result>(
    _ word: UnsafeMutablePointer<Int32>, during body: () -> Result
  ) -> (result: Result, wasInterrupted: Bool) {
    raising(word) {
      let result = body()
      return (result, count > 0)
    }
  }

  /// How many times Ctrl-C was pressed since the innermost scope began: a second time may mean more.
  package static var count: Int { Int(fovea_interrupts_count()) }
}
