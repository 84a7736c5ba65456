import Glibc

/// A lock that programs hold while they read, change and write a file. It lies on a file of its own, since the other one is
/// replaced by each writing. The system lets go of it when its holder ends in whatever way, so none is ever stale.
package enum FileLock {
  /// Runs `body` while no other program that asks does. Where the lock cannot be had, because there can be no such file or
  /// because another program, which may be stopped, holds it for longer than `patience`, it runs all the same.
  package static func holding<Result>(
    _ path: String, patience: Duration = .seconds(5), _ body: () -> Result
  ) -> Result {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    defer { if descriptor >= 0 { close(descriptor) } }
    let end = ContinuousClock.now + patience
    while descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, ContinuousClock.now < end else { break }
      usleep(500)
    }
    return body()
  }
}
