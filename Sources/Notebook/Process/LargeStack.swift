import Glibc

/// Runs the program on a thread with a stack that deep recursion in a user's function does not exhaust. Pages are
/// taken only when they are touched.
package enum LargeStack {
  private static let maxSize = 512 << 20

  /// No more than a quarter of the addresses that the process may take.
  private static var size: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int.max)
    else {
      return maxSize
    }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    return min(maxSize, max(Int(limit.rlim_cur) / 4 / page * page, 1 << 20))
  }

  private final class Task {
    let body: () -> Int32
    var status: Int32 = 1

    init(_ body: @escaping () -> Int32) { self.body = body }
  }

  /// Runs `body` and returns its status; on the ordinary stack where no thread can be had.
  package static func run(_ body: @escaping () -> Int32) -> Int32 {
    let task = Task(body)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, size)
    var thread = pthread_t()
    // The task outlives the thread: it is joined before this returns.
    let context = Unmanaged.passUnretained(task).toOpaque()
    let failed = pthread_create(&thread, &attributes, { LargeStack.enter($0) }, context) != 0
    if failed { return body() }
    // Signals go to the thread that works, whose waiting they must end.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    pthread_join(thread, nil)
    return withExtendedLifetime(task) { task.status }
  }

  private static func enter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let task = Unmanaged<Task>.fromOpaque(context).takeUnretainedValue()
    task.status = task.body()
    return nil
  }
}
