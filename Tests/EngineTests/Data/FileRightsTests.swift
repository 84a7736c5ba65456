import Engine
import Glibc
import Testing

/// What code may do with files is asked where they are opened.
@Suite struct FileRightsTests {
  private let folder = TestFolder()

  private func execution(_ rights: FileRights) -> Execution {
    let files = FileAccess()
    files.rights = rights
    return Execution(files: files)
  }

  private var beside: FileRights {
    FileRights(.reading(below: folder.path + "/own"), denial: "only beside", help: "ask")
  }

  private func reads(_ path: String, _ rights: FileRights) throws(FileError) -> Bool {
    do throws(FileError) {
      _ = try ByteFile.read(path, in: execution(rights))
      return true
    } catch {
      if error.code == .denied { return false }
      throw error
    }
  }

  init() throws {
    try ByteFile.makeFolder(folder.path + "/own/below")
    try ByteFile.makeFolder(folder.path + "/own-not")
    for name in ["own/a", "own/below/b", "outside", "own-not/c"] {
      try ByteFile.write([1], to: "\(folder.path)/\(name)")
    }
    symlink("../outside", folder.path + "/own/leads-out")
    symlink("..", folder.path + "/own/up")
    symlink("below/b", folder.path + "/own/leads-in")
    symlink("../nothing", folder.path + "/own/leads-nowhere")
  }

  @Test(arguments: ["own/a", "own/below/b", "own/./a", "own/below/../a", "own/leads-in", "own-not/../own/a"])
  func whatLiesBesideIsRead(_ name: String) throws { #expect(try reads("\(folder.path)/\(name)", beside)) }

  @Test(arguments: [
    "outside", "own/../outside", "own/leads-out", "own/up/outside", "own-not/c", "own/up/missing", "missing",
    "own/missing/../../outside", "own/leads-nowhere", "own/up/own-not/c",
  ])
  func whatLiesElsewhereIsNot(_ name: String) throws { #expect(try !reads("\(folder.path)/\(name)", beside)) }

  @Test func absolutePathsElsewhereAreNot() throws {
    for path in ["/etc/hostname", "/", "/proc/self/environ"] { #expect(try !reads(path, beside), "\(path)") }
  }

  @Test func whatIsMissingBesideIsMissing() throws {
    let error = #expect(throws: FileError.self) {
      try ByteFile.read(folder.path + "/own/missing", in: execution(beside))
    }
    #expect(error?.code == .missing)
  }

  @Test func nothingIsWritten() throws {
    let error = #expect(throws: FileError.self) {
      try ByteFile.write([2], to: folder.path + "/own/a", in: execution(beside))
    }
    #expect(error?.code == .denied && error?.help == "ask")
    #expect(error?.message == "only beside: \(folder.path)/own/a")
    #expect(try ByteFile.read(folder.path + "/own/a") == [1])
  }

  /// Relative names count from the current folder, which may be another than the one that they were thought to lie in.
  @Test func aRelativeNameIsSaidWhole() {
    let error = #expect(throws: FileError.self) { try ByteFile.read("in.npy", in: execution(beside)) }
    #expect(error?.message.hasPrefix("only beside: in.npy, which is /") == true)
    #expect(error?.message.hasSuffix("/in.npy: names are relative to the current folder") == true)
    let whole = #expect(throws: FileError.self) { try ByteFile.read("/etc/hostname", in: execution(beside)) }
    #expect(whole?.message == "only beside: /etc/hostname")
  }

  @Test func foldersAreNotListedEither() throws {
    for read in [
      { _ = try PictureFolder.read(folder.path, in: execution(beside)) },
      { _ = try MNISTFolder.read(folder.path, in: execution(beside)) },
    ] {
      #expect((#expect(throws: FileError.self) { try read() })?.code == .denied)
    }
  }

  @Test func theLeastRightCounts() {
    let none = FileRights(.nothing, denial: "none")
    let below = FileRights(.reading(below: folder.path + "/own/below"), denial: "below")
    let other = FileRights(.reading(below: folder.path + "/own-not"), denial: "other")
    #expect(FileRights.all.intersected(with: none) == none && none.intersected(with: .all) == none)
    #expect(beside.intersected(with: none) == none && none.intersected(with: beside) == none)
    #expect(beside.intersected(with: .all) == beside && FileRights.all.intersected(with: beside) == beside)
    #expect(beside.intersected(with: below) == below && below.intersected(with: beside) == below)
    #expect(beside.intersected(with: other).reach == .nothing)
  }
}

/// A folder that vanishes with the test.
private final class TestFolder {
  let path: String

  init() {
    var template = Array("/tmp/fovea-rights-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }

  deinit {
    for name in [
      "own/below/b", "own/a", "own/leads-out", "own/up", "own/leads-in", "own/leads-nowhere", "own-not/c",
      "outside",
    ] { unlink("\(path)/\(name)") }
    for name in ["own/below", "own", "own-not", ""] { rmdir("\(path)/\(name)") }
  }
}
