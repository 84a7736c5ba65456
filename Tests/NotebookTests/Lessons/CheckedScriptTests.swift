import Engine
import Glibc
import Language
import Notebook
import Testing

/// What a script that is looked over may do, and whose functions it means.
@Suite struct CheckedScriptTests {
  private func findings(_ text: String, allowsFiles: Bool = false) throws -> (
    found: [String], names: [String]
  ) {
    let folder = try TemporaryFolder()
    try ByteFile.makeFolder(folder.path + "/own")
    try folder.write("given = 7", "given.fov")
    try folder.write("given = 8", "own/given.fov")
    symlink("../given.fov", folder.path + "/own/link.fov")
    let path = try folder.write(text.replacing("HERE", with: folder.path + "/own"), "own/script.fov")
    let report = ScriptChecker(allowsFiles: allowsFiles).check(path)
    return (report.findings.map(\.message), TemporaryFolder.names(folder.path + "/own").sorted())
  }

  @Test func itReadsWhatLiesBeside() throws {
    #expect(try findings("use \"HERE/given.fov\"\ngiven\n#=> 8").found == [])
  }

  @Test(arguments: ["use \"HERE/../given.fov\"", "use \"HERE/link.fov\"", "load(\"/etc/hostname\")"])
  func itReadsNothingElse(_ code: String) throws {
    let found = try findings(code).found
    #expect(
      found.count == 1 && found[0].contains("may only read files in its own folder, and write nothing"),
      "\(found)")
    let allowed = try findings(code, allowsFiles: true).found
    #expect(!allowed.contains { $0.contains("its own folder") }, "\(allowed)")
  }

  @Test func itWritesNothing() throws {
    let code = "write(\"HERE/x.npy\", [1, 2])"
    #expect(try findings(code).names == ["given.fov", "link.fov", "script.fov"])
    #expect(try findings(code).found.count == 1)
    #expect(try findings(code, allowsFiles: true).found == [])
  }

  /// What a used file defines may do no more than whoever used it.
  @Test func neitherDoesAFileThatItUses() throws {
    let folder = try TemporaryFolder()
    try folder.write("keep() = write(\"\(folder.path)/x.npy\", [1])", "other.fov")
    let path = try folder.write("use \"\(folder.path)/other.fov\"\nkeep()", "script.fov")
    #expect(ScriptChecker().check(path).findings.count == 1)
    #expect(folder.names == ["other.fov", "script.fov"])
  }

  @Test func theAdviceNamesTheOption() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("load(\"/etc/hostname\")", "script.fov")
    #expect(
      ScriptChecker().check(path).findings.first?.help == "if you trust it: fovea check --allow-files \(path)"
    )
  }

  // MARK: Names

  /// A file that is used cannot make a check hold by hiding what the check is made of.
  @Test(arguments: ["expect(a, b) = true", "expect = x -> none", "sum(x) = 3", "allclose(a, b) = true"])
  func whatIsUsedHidesNothing(_ trick: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(trick, "submission.fov")
    let check = "use \"\(folder.path)/submission.fov\"\nexpect(sum([1, 1]), 3)\nexpect(allclose(1, 2), true)"
    let found = ScriptChecker().check(try folder.write(check, "check.fov")).findings.map(\.message)
    #expect(found == ["it is 2, but 3 is expected"], "\(trick): \(found)")
  }

  @Test func aScriptsOwnExpectIsTheBuiltIn() throws {
    #expect(try findings("expect(a, b) = true\nexpect(1, 2)").found == ["it is 1, but 2 is expected"])
    #expect(
      try findings("for expect in list(x -> none) { }\nexpect(1, 2)").found == ["it is 1, but 2 is expected"])
  }

  @Test func aScriptsOwnFunctionsAreItsOwn() throws {
    #expect(try findings("mean(x) = 5\nmean([1, 2])\n#=> 5\nexpect(mean([1]), 5)").found == [])
  }

  // MARK: Limits

  @Test func whatIsPrintedIsBounded() throws {
    #expect(try findings("for i in 1:100002 { print(i) }").found == [])
    let found = try findings("for i in 1:100002 { print(i) }\n#> 1\n#> …").found
    #expect(found == ["more is printed than can be compared, 100,000 lines"])
  }
}
