import Glibc
import Testing

/// Files that the program writes, as other users of the machine and of the folder see them.
@Suite("Writing files", .serialized, .enabled(if: Run.isPossible), .timeLimit(.minutes(5)))
struct WritingTests {
  /// Killed in the middle of writing, again and again, the program leaves no file of its own behind.
  @Test func nothingIsLeftByAKill() {
    let folder = ScratchFolder()
    folder.write(
      "x = ones(3000, 1000)\nwhile true { write(\"a.npy\", x); write(\"b.npy\", x) }\n", to: "w.fov")
    for round in 0..<8 {
      let run = Run(["w.fov"], folder: folder.path, limit: 0.5 + 0.07 * Double(round))
      #expect(run.status == 128 + SIGKILL)
    }
    let left = Run(["-e", "write(\"c.npy\", [1])"], folder: folder.path)
    #expect(left.status == 0)
    let names = ScratchFolder.names(folder.path)
    #expect(Set(names).isSubset(of: ["w.fov", "a.npy", "b.npy", "c.npy"]), "\(names)")
  }

  /// A file that another user may change in a folder where he may make none is written where it stands.
  @Test func aFileThatCannotBeReplaced() {
    guard geteuid() == 0, access("/usr/bin/setpriv", X_OK) == 0 else {
      return print("skipped: only root starts programs as another user")
    }
    let folder = ScratchFolder()
    folder.write(String(repeating: "old", count: 100), to: "x.npy")
    chmod(folder.path, 0o755)
    chmod(folder.path + "/x.npy", 0o666)
    let program = Run.program ?? ""
    func write(_ code: String) {
      system(
        "cd '\(folder.path)' && setpriv --reuid=65534 --regid=65534 --clear-groups "
          + "'\(program)' -e '\(code)' >out 2>errors; echo $? >status")
    }
    write("write(\"x.npy\", [1, 2])")
    #expect(folder.read("status") == "0\n", "\(folder.read("errors"))")
    #expect(Run(["-e", "load(\"x.npy\")"], folder: folder.path).output == "tensor [2]\n  1  2\n")
    var status = stat()
    #expect(
      stat(folder.path + "/x.npy", &status) == 0 && status.st_uid == 0 && status.st_mode & 0o777 == 0o666)
    write("write(\"y.npy\", [1, 2])")
    #expect(
      folder.read("status") == "1\n" && folder.read("errors").contains("cannot be written: permission denied")
    )
  }

  @Test func whatCannotBeWrittenToStandardOutputIsAnError() {
    let folder = ScratchFolder()
    folder.write("1 + 1\n", to: "a.fov")
    for arguments in [["export", "a.fov", "-o", "a.md"], ["--help"], ["--version"]] {
      let run = Run(arguments, folder: folder.path, writingTo: "/dev/full")
      #expect(run.status == 1 && run.errors.contains("No space left"), "\(arguments): \(run.errors)")
    }
  }

  @Test func codeAndAScriptTogetherAreRefused() {
    for arguments in [["-e", "1", "a.fov"], ["-e", "1", "-e", "2", "a.fov", "b"]] {
      let run = Run(arguments)
      #expect(
        run.status == 2 && run.output.isEmpty && run.errors.contains("`a.fov` would be a script"),
        "\(arguments)")
    }
  }

  @Test func aLessonTakesNoArguments() {
    let folder = ScratchFolder()
    folder.writeLesson("1 + 1", to: "a.fov")
    let run = Run(["export", "a.fov", "-o", "a.md", "--", "x"], folder: folder.path)
    #expect(run.status == 1 && run.errors.contains("takes no arguments"), "\(run.output) \(run.errors)")
  }

  @Test func aCommandThatCannotBeDoneIsAFailure() {
    let folder = ScratchFolder()
    let run = Run([], input: "crop = [1, 2]\nsave crop crop.png\nlang fr\nvars all\n", folder: folder.path)
    #expect(run.status == 1 && run.errors.contains("write(\"crop.png\", crop)"), "\(run.errors)")
    #expect(
      run.errors.contains("there are no lessons in `fr`") && run.errors.contains("`vars` takes no arguments"))
    #expect(ScratchFolder.names(folder.path).isEmpty)
    #expect(Run([], input: "lang fr\n").status == 1)
  }
}
