import Glibc

/// One run of the program: what it wrote, how it ended, how long it took.
struct Run {
  var output = ""
  var errors = ""
  /// The exit status; 128 and the signal's number where a signal ended it.
  var status: Int32 = -1
  var seconds = 0.0

  /// The program that `FOVEA_PROGRAM` names.
  static var program: String? { getenv("FOVEA_PROGRAM").map { String(cString: $0) } }

  static let isPossible: Bool = {
    if let program, access(program, X_OK) == 0 { return true }
    print("tests of the command line are skipped: FOVEA_PROGRAM names no program")
    return false
  }()

  /// Runs the program to its end; after `limit` seconds it is killed.
  /// - Parameters:
  ///   - input: all of its standard input, which is a pipe; nil: nothing, as from `/dev/null`.
  ///   - environment: added to a clean one.
  ///   - target: the file that standard output is; nil: it is in `output`.
  ///   - addresses: how many kB of addresses it may take, as `ulimit -v` sets it; nil: any number.
  ///   - interruptAfter: seconds after which it gets the signal of Ctrl-C.
  ///   - interruptAt: what it must have written before it gets that signal.
  ///   - setUp: commands of the shell that run before it, in the folder: `ulimit -f 100`.
  init(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:], folder: String = "/",
    writingTo target: String? = nil, addresses: Int? = nil, interruptAfter: Double? = nil,
    interruptAt: String? = nil, limit: Double = 60, setUp: String = ":"
  ) {
    guard let program = Run.program else { return }
    var pipes = [[Int32]](repeating: [-1, -1], count: 3)
    for index in pipes.indices {
      pipe(&pipes[index])
      for descriptor in pipes[index] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }
    defer { for descriptor in pipes.joined() where descriptor >= 0 { Glibc.close(descriptor) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if input == nil {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    } else {
      posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
    }
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
    if let target { posix_spawn_file_actions_addopen(&actions, 1, target, O_WRONLY, 0) }
    posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)
    // As from a shell, whatever this process was started with.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var all = ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "FOVEA_MEMORY": "1G"]
      .merging(environment) { $1 }
    // What is tested is the program's own measure of that limit.
    if addresses != nil { all["FOVEA_MEMORY"] = nil }
    var process = pid_t()
    let start = ContinuousClock.now
    // The shell changes to the folder and becomes the program.
    let limiting = addresses.map { "ulimit -v \($0) && " } ?? ""
    let shell = [
      "/bin/sh", "-c", "\(limiting)cd \"$1\" && shift && \(setUp) && exec \"$@\"", "sh", folder, program,
    ]
    let failed = Run.withWords(shell + arguments) { words in
      Run.withWords(all.map { "\($0)=\($1)" }) {
        posix_spawn(&process, shell[0], &actions, &attributes, words, $0)
      }
    }
    guard failed == 0 else {
      errors = "\(program): \(String(cString: strerror(failed)))"
      return
    }
    for index in 0..<3 { Run.close(&pipes[index][index == 0 ? 0 : 1]) }
    (output, errors) = Run.exchange(
      input: Array((input ?? "").utf8), &pipes, process, start, interruptAfter: interruptAfter,
      interruptAt: interruptAt, limit: limit)
    var end: Int32 = 0
    waitpid(process, &end, 0)
    status = end & 0x7F == 0 ? (end >> 8) & 0xFF : 128 + (end & 0x7F)
    seconds = Run.seconds(since: start)
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let (whole, parts) = (ContinuousClock.now - start).components
    return Double(whole) + Double(parts) * 1e-18
  }

  private static func close(_ descriptor: inout Int32) {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  /// Feeds the input and takes the output until both streams end.
  private static func exchange(
    input: [UInt8], _ pipes: inout [[Int32]], _ process: pid_t, _ start: ContinuousClock.Instant,
    interruptAfter: Double?, interruptAt: String?, limit: Double
  ) -> (String, String) {
    signal(SIGPIPE, SIG_IGN)
    var rest = input[...]
    var texts: [[UInt8]] = [[], []]
    var wasInterrupted = false
    var part = [UInt8](repeating: 0, count: 1 << 16)
    if rest.isEmpty { close(&pipes[0][1]) }
    while pipes[1][0] >= 0 || pipes[2][0] >= 0 {
      var polled = [
        pollfd(fd: pipes[0][1], events: Int16(POLLOUT), revents: 0),
        pollfd(fd: pipes[1][0], events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipes[2][0], events: Int16(POLLIN), revents: 0),
      ]
      poll(&polled, 3, 10)
      if polled[0].revents != 0 {
        // `write` reads no more than the slice that it is given.
        let count = rest.prefix(4096).withUnsafeBytes { write(pipes[0][1], $0.baseAddress, $0.count) }
        if count > 0 { rest = rest.dropFirst(count) }
        if count < 0 || rest.isEmpty { close(&pipes[0][1]) }
      }
      for stream in 0..<2 where polled[stream + 1].revents != 0 {
        let count = read(pipes[stream + 1][0], &part, part.count)
        if count > 0 { texts[stream] += part[..<count] } else { close(&pipes[stream + 1][0]) }
      }
      let passed = seconds(since: start)
      let isTime = interruptAfter.map { passed > $0 } ?? false
      let isThere = interruptAt.map { String(decoding: texts[0], as: UTF8.self).contains($0) } ?? false
      if isTime || isThere, !wasInterrupted {
        wasInterrupted = true
        kill(process, SIGINT)
      }
      if passed > limit { kill(process, SIGKILL) }
    }
    return (String(decoding: texts[0], as: UTF8.self), String(decoding: texts[1], as: UTF8.self))
  }

  /// Copies of `words` as C has them, valid during `body`.
  private static func withWords(
    _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
  ) -> Int32 {
    let copies = words.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in buffer.baseAddress.map(body) ?? -1 }
  }
}
