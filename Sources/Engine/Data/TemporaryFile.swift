import Glibc

/// The names of files that are not complete yet: `.fovea-` and a random word. Who writes one holds a lock on it, which the
/// system lets go when the program ends, so that what a killed program left is known and removed.
enum TemporaryFile {
  /// Linux's `O_TMPFILE`, which the C headers make of two other flags: a file in a folder, under no name.
  static let unnamed: Int32 = 0o20_000_000 | O_DIRECTORY

  /// A new empty file in a folder, locked; nil, with `errno`, where there can be none.
  static func create(in folder: String, _ mode: mode_t) -> (name: String, descriptor: Int32)? {
    for _ in 0..<100 {
      let name = newName(in: folder)
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 {
        flock(descriptor, LOCK_EX | LOCK_NB)
        return (name, descriptor)
      }
      if errno != EEXIST && errno != EINTR { break }
    }
    return nil
  }

  /// Gives an unnamed file a name that nobody has; false, with `errno`, where that does not work.
  static func name(_ descriptor: Int32, _ name: String) -> Bool {
    linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
  }

  /// Gives an unnamed file a temporary name.
  static func named(_ descriptor: Int32, in folder: String) -> String? {
    flock(descriptor, LOCK_EX | LOCK_NB)
    for _ in 0..<100 {
      let name = newName(in: folder)
      if self.name(descriptor, name) { return name }
      if errno != EEXIST { break }
    }
    return nil
  }

  private static let (beginning, ending) = (".fovea-", ".tmp")
  /// So long a file is left alone even where nobody holds a lock on it: not every file system has locks.
  static let patience = 600

  private static func newName(in folder: String) -> String {
    "\(folder)/\(beginning)\(String(UInt64.random(in: .min ... .max), radix: 36))\(ending)"
  }

  /// Removes what killed programs of this user have left in a folder.
  static func removeStale(in folder: String) {
    let entries = (try? FolderEntry.all(in: folder)) ?? []
    for entry in entries where isTemporary(entry.name) { removeIfStale(entry.path) }
  }

  private static func isTemporary(_ name: String) -> Bool {
    guard name.hasPrefix(beginning), name.hasSuffix(ending) else { return false }
    let word = name.dropFirst(beginning.count).dropLast(ending.count)
    return 1...13 ~= word.utf8.count
      && word.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  private static func removeIfStale(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      time(nil) - status.st_mtim.tv_sec > patience, flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else { return }
    unlink(path)
  }
}
