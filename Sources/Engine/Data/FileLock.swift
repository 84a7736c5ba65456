import Glibc

/// A lock that programs hold while they read, change and write a file. It lies on a file of its own, since the other one is
/// replaced by each writing. The system lets go of it when its holder ends in whatever way, so none is ever stale.
package enum FileLock {
  /// Runs `body` while no other program that asks does. Where the lock cannot be had, because there can be no such file or
  /// because another program, which may be stopped, holds it for longer than `patience`, it runs all the same.
  package static func holding<Result>(
    _ path: String, patience: Duration = .seconds(10), _ body: () -> Result
  ) -> Result {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { return body() }
    defer { close(descriptor) }
    let end = ContinuousClock.now + patience
    // Who comes next holds the gate, so that nobody who asks again and again is always first.
    if take(gate, descriptor, until: end) { take(work, descriptor, until: end) }
    set(F_UNLCK, gate, descriptor)
    return body()
  }

  /// Bytes of the lock's file, which need not be there.
  private static let (gate, work) = (off_t(0), off_t(1))
  /// Linux's F_OFD_SETLK: a lock that belongs to the open file, not to the process.
  private static let setLock: Int32 = 37

  @discardableResult
  private static func take(_ place: off_t, _ descriptor: Int32, until end: ContinuousClock.Instant) -> Bool {
    while !set(F_WRLCK, place, descriptor) {
      guard [EAGAIN, EACCES, EINTR].contains(errno), ContinuousClock.now < end else { return false }
      usleep(500)
    }
    return true
  }

  @discardableResult
  private static func set(_ kind: Int32, _ place: off_t, _ descriptor: Int32) -> Bool {
    var range = flock()
    (range.l_type, range.l_whence, range.l_start, range.l_len) = (Int16(kind), Int16(SEEK_SET), place, 1)
    return fcntl(descriptor, setLock, &range) == 0
  }
}
