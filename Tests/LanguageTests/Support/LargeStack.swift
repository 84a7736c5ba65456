import Glibc

/// Runs `body` on a thread with as large a stack as the program gives itself, for what recurses deeply.
func onLargeStack(_ body: @escaping () -> Void) {
  final class Task {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, 512 << 20)
  let task = Task(body)
  var thread = pthread_t()
  // The task outlives the thread: it is joined before this returns.
  let context = Unmanaged.passUnretained(task).toOpaque()
  let enter: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    guard let context else { return nil }
    Unmanaged<Task>.fromOpaque(context).takeUnretainedValue().body()
    return nil
  }
  guard pthread_create(&thread, &attributes, enter, context) == 0 else { return body() }
  pthread_join(thread, nil)
  withExtendedLifetime(task) {}
}
