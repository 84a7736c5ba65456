import Engine
import Glibc
import Testing

@Suite struct ByteFileTests {
  @Test func readsBackWhatWasWritten() throws {
    try DataFixtures.withTemporaryFolder { folder in
      let bytes = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try ByteFile.write(bytes, to: "\(folder)/x.bin")
      #expect(try ByteFile.read("\(folder)/x.bin") == bytes)
      try ByteFile.write([7], to: "\(folder)/x.bin")
      #expect(try ByteFile.read("\(folder)/x.bin") == [7])
      #expect(DataFixtures.list(folder) == ["x.bin"])
    }
  }

  @Test func missingFilesAndFoldersAreTold() throws {
    try DataFixtures.withTemporaryFolder { folder in
      let error = #expect(throws: FileError.self) { try ByteFile.read("\(folder)/none.png") }
      #expect(error == FileError(.missing, "\(folder)/none.png", "there is no file \(folder)/none.png"))
      #expect(fileErrorCode { try ByteFile.read("\(folder)/none/x.png") } == .missingFolder)
      #expect(fileErrorCode { try ByteFile.write([1], to: "\(folder)/none/x.png") } == .missingFolder)
      try ByteFile.write([1], to: "\(folder)/file")
      #expect(fileErrorCode { try ByteFile.read("\(folder)/file/x.png") } == .missingFolder)
      #expect(fileErrorCode { try ByteFile.write([1], to: "\(folder)/file/x.png") } == .missingFolder)
    }
    let relative = #expect(throws: FileError.self) { try ByteFile.read("no such file.png") }
    #expect(relative?.message.contains("(the current folder is /") == true)
    #expect(fileErrorCode { try ByteFile.read("") } == .missing)
    #expect(fileErrorCode { try ByteFile.read("/etc/passwd\0.png") } == .missing)
    #expect(fileErrorCode { try ByteFile.write([1], to: "") } == .missing)
    // The folder is there, and takes no files.
    let refused = #expect(throws: FileError.self) { try ByteFile.write([1], to: "/proc/x.png") }
    #expect(refused?.message == "/proc/x.png cannot be written: the system allows no new files in /proc")
  }

  @Test func foldersAreNoFiles() throws {
    try DataFixtures.withTemporaryFolder { folder in
      #expect(fileErrorCode { try ByteFile.read(folder) } == .directory)
      #expect(fileErrorCode { try ByteFile.read(folder + "/") } == .directory)
      #expect(fileErrorCode { try ByteFile.write([1], to: folder) } == .directory)
      #expect(fileErrorCode { try ByteFile.write([1], to: folder + "/new/") } == .directory)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func pipesAndDevicesAreRefusedAtOnce() throws {
    try DataFixtures.withTemporaryFolder { folder in
      #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
      #expect(fileErrorCode { try ByteFile.read("\(folder)/pipe") } == .notAFile)
      #expect(fileErrorCode { try ByteFile.write([1], to: "\(folder)/pipe") } == .notAFile)
    }
    for device in ["/dev/null", "/dev/zero", "/dev/tty"] {
      #expect(fileErrorCode { try ByteFile.read(device) } == .notAFile)
    }
    #expect(fileErrorCode { try ByteFile.write([1], to: "/dev/null") } == .notAFile)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func emptyAndLargeFilesAreTold() throws {
    try DataFixtures.withTemporaryFolder { folder in
      let file = "\(folder)/x"
      try ByteFile.write([], to: file)
      #expect(fileErrorCode { try ByteFile.read(file) } == .empty)
      #expect(try ByteFile.read(file, allowingEmpty: true) == [])
      try ByteFile.write([1, 2, 3], to: file)
      #expect(try ByteFile.read(file, limit: 3) == [1, 2, 3])
      let error = #expect(throws: FileError.self) { try ByteFile.read(file, limit: 2) }
      #expect(error?.code == .tooLarge)
      #expect(error?.message == "\(file) has 3 bytes; at most 2 bytes can be read")
    }
  }

  /// The system states no size for these, and they have content.
  @Test func readsFilesWithoutASize() throws {
    #expect(try ByteFile.read("/proc/self/status").starts(with: "Name:".utf8))
    #expect(fileErrorCode { try ByteFile.read("/proc/self/status", limit: 10) } == .tooLarge)
  }

  @Test func newFilesHaveThePermissionsOfTheUmask() throws {
    try DataFixtures.withTemporaryFolder { folder in
      close(open("\(folder)/plain", O_WRONLY | O_CREAT, 0o666))
      try ByteFile.write([1], to: "\(folder)/ours")
      var (plain, ours) = (stat(), stat())
      #expect(stat("\(folder)/plain", &plain) == 0 && stat("\(folder)/ours", &ours) == 0)
      #expect(plain.st_mode == ours.st_mode)
    }
  }

  @Test func aLinkKeepsPointing() throws {
    try DataFixtures.withTemporaryFolder { folder in
      try ByteFile.write([1], to: "\(folder)/target")
      #expect(symlink("target", "\(folder)/link") == 0)
      try ByteFile.write([2], to: "\(folder)/link")
      var status = stat()
      #expect(lstat("\(folder)/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
      #expect(try ByteFile.read("\(folder)/target") == [2])
    }
  }

  private func status(_ path: String) throws -> stat {
    var status = stat()
    try #require(lstat(path, &status) == 0)
    return status
  }

  @Test func aFileThatIsReplacedKeepsItsPermissions() throws {
    try DataFixtures.withTemporaryFolder { folder in
      for mode in [0o600, 0o640, 0o644, 0o755] as [mode_t] {
        try ByteFile.write([1], to: "\(folder)/x")
        chmod("\(folder)/x", mode)
        try ByteFile.write([2], to: "\(folder)/x")
        #expect(try status("\(folder)/x").st_mode & 0o7777 == mode)
        #expect(try ByteFile.read("\(folder)/x") == [2])
      }
      guard geteuid() == 0 else { return print("skipped: only root gives files away") }
      chown("\(folder)/x", 1234, 2345)
      try ByteFile.write([3], to: "\(folder)/x")
      let new = try status("\(folder)/x")
      #expect(new.st_uid == 1234 && new.st_gid == 2345 && new.st_mode & 0o777 == 0o755)
    }
  }

  @Test func aLinkToNothingMakesItsTarget() throws {
    try DataFixtures.withTemporaryFolder { folder in
      for (link, leads) in [("a", "target"), ("b", "a2"), ("a2", "\(folder)/far")] {
        #expect(symlink(leads, "\(folder)/\(link)") == 0)
      }
      for (link, target) in [("a", "target"), ("b", "far")] {
        try ByteFile.write([2], to: "\(folder)/\(link)")
        #expect(try status("\(folder)/\(link)").st_mode & S_IFMT == S_IFLNK)
        #expect(try ByteFile.read("\(folder)/\(target)") == [2])
      }
      #expect(symlink("none/file", "\(folder)/c") == 0 && symlink("d", "\(folder)/d") == 0)
      let missing = #expect(throws: FileError.self) { try ByteFile.write([1], to: "\(folder)/c") }
      #expect(
        missing?.code == .missingFolder && missing?.message.hasSuffix("no folder \(folder)/none") == true)
      #expect(fileErrorCode { try ByteFile.write([1], to: "\(folder)/d") } == .system)
      #expect(try status("\(folder)/d").st_mode & S_IFMT == S_IFLNK)
    }
  }

  /// Such as /dev/stdout where the shell's file was removed meanwhile.
  @Test func anOpenFileWithoutANameIsNone() throws {
    try DataFixtures.withTemporaryFolder { folder in
      let descriptor = open("\(folder)/x", O_RDWR | O_CREAT, 0o600)
      defer { close(descriptor) }
      unlink("\(folder)/x")
      #expect(fileErrorCode { try ByteFile.write([1], to: "/proc/self/fd/\(descriptor)") } == .notAFile)
      #expect(DataFixtures.list(folder) == [])
    }
  }

  @Test func whatKilledProgramsLeftIsRemoved() throws {
    try DataFixtures.withTemporaryFolder { folder in
      func make(_ name: String, age: Int) throws -> Int32 {
        let descriptor = open("\(folder)/\(name)", O_RDWR | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        var times = [
          timespec(tv_sec: time(nil) - age, tv_nsec: 0), timespec(tv_sec: time(nil) - age, tv_nsec: 0),
        ]
        #expect(futimens(descriptor, &times) == 0)
        return descriptor
      }
      for (name, age) in [
        (".fovea-1y2p0ij.tmp", 700), (".fovea-young.tmp", 5), (".fovea-.tmp", 700), (".fovea-Mine.tmp", 700),
      ] {
        close(try make(name, age: age))
      }
      let held = try make(".fovea-held.tmp", age: 700)
      defer { close(held) }
      #expect(flock(held, LOCK_EX) == 0)
      try ByteFile.write([1], to: "\(folder)/x")
      #expect(
        DataFixtures.list(folder) == [
          ".fovea-.tmp", ".fovea-Mine.tmp", ".fovea-held.tmp", ".fovea-young.tmp", "x",
        ])
    }
  }

  @Test func aFullDiskIsTold() {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    #expect(fileErrorCode { try ByteFile.writeAll([1], to: full, path: "x.npy") } == .diskFull)
  }

  @Test func forbiddenFilesAreTold() throws {
    guard geteuid() != 0 else {
      print("skipped: the system forbids root nothing")
      return
    }
    try DataFixtures.withTemporaryFolder { folder in
      try ByteFile.write([1], to: "\(folder)/x")
      chmod("\(folder)/x", 0)
      #expect(fileErrorCode { try ByteFile.read("\(folder)/x") } == .denied)
      #expect(fileErrorCode { try ByteFile.write([2], to: "\(folder)/x") } == .denied)
      chmod(folder, 0o500)
      #expect(fileErrorCode { try ByteFile.write([2], to: "\(folder)/y") } == .denied)
      chmod(folder, 0o700)
    }
  }

  @Test(
    arguments: [
      (EROFS, .readOnly), (ENOSPC, .diskFull), (EDQUOT, .diskFull), (EACCES, .denied), (EPERM, .denied),
      (ENOENT, .missingFolder), (ENOTDIR, .missingFolder), (EISDIR, .directory), (EIO, .system),
      (ENAMETOOLONG, .system),
    ] as [(Int32, FileError.Code)])
  func refusalsOfTheSystemAreTold(_ number: Int32, _ code: FileError.Code) {
    let error = SystemFailure(number).error(writing: "a/x.npy")
    #expect(error.code == code)
    #expect(error.message.hasPrefix("a/x.npy "))
  }
}
