import Engine
import Testing

/// What the program may write over, and what not.
@Suite struct OwnedFileTests {
  private static let line = OwnedFile.Mark.line("<!-- ours -->", among: 3)

  /// Whether a file with this content may be replaced.
  private func mayReplace(_ content: String, _ marks: [OwnedFile.Mark]) throws -> Bool {
    var result = false
    try DataFixtures.withTemporaryFolder { folder in
      try ByteFile.write(Array(content.utf8), to: "\(folder)/x")
      let code = fileErrorCode { try OwnedFile("\(folder)/x", marks, deed: "made").write([7]) }
      #expect(code == nil || code == .foreign)
      #expect(try ByteFile.read("\(folder)/x") == (code == nil ? [7] : Array(content.utf8)))
      result = code == nil
    }
    return result
  }

  @Test(arguments: [
    ("<!-- ours -->\ntext", true), ("a\nb\n<!-- ours -->", true), ("a\r\n<!-- ours -->\r\n", true),
    ("a\nb\nc\n<!-- ours -->", false), ("so <!-- ours --> it says", false), (" <!-- ours -->\n", false),
    ("<!-- ours --> and more\n", false), ("\n\n\n\n", false), ("x", false),
  ])
  func aLineMarksWhereItStandsAlone(_ content: String, _ expected: Bool) throws {
    #expect(try mayReplace(content, [Self.line]) == expected)
  }

  @Test func bytesMarkAtTheirPlace() throws {
    let marks: [OwnedFile.Mark] = [.bytes(Array("cd".utf8), at: 2), .ending(Array("end\n".utf8))]
    #expect(try mayReplace("abcd…", marks) && mayReplace("an end\n", marks))
    #expect(try !mayReplace("cdab", marks) && !mayReplace("abc", marks) && !mayReplace("end\n.", marks))
    let long = String(repeating: "x", count: 100_000)
    #expect(try mayReplace(long + "end\n", marks) && !mayReplace(long + "end\n" + long, marks))
  }

  @Test func nothingAndEmptyFilesAreReplaced() throws {
    try DataFixtures.withTemporaryFolder { folder in
      try ByteFile.write([], to: "\(folder)/empty")
      for name in ["empty", "new"] {
        try OwnedFile("\(folder)/\(name)", [Self.line], deed: "made").write([7])
        #expect(try ByteFile.read("\(folder)/\(name)") == [7])
      }
    }
  }

  @Test func theRefusalNamesTheFile() throws {
    try DataFixtures.withTemporaryFolder { folder in
      try ByteFile.write([1], to: "\(folder)/x")
      let error = #expect(throws: FileError.self) {
        try OwnedFile("\(folder)/x", [], deed: "exported").check()
      }
      #expect(error?.message == "\(folder)/x already exists, and was not exported by Fovea")
      #expect(fileErrorCode { try OwnedFile(folder, [], deed: "made").write([1]) } == .directory)
    }
  }

  /// The chunk is one by the PNG specification: its length, its name, a keyword and a text, and a CRC that libpng checks.
  @Test func aSignedPictureIsThePicture() throws {
    let image = PixelImage(width: 2, height: 1, channels: 1, pixels: [3, 250])
    let plain = try PNG.encode(image)
    let signed = PNG.signed(plain, by: "Somebody")
    #expect(try PNG.decode(signed).pixels == [3, 250])
    #expect(Array(signed[33..<58]) == [0, 0, 0, 17] + Array("tEXtSoftware\0Somebody".utf8))
    let mark = PNG.mark(of: "Somebody")
    try DataFixtures.withTemporaryFolder { folder in
      for (bytes, isOwn) in [(plain, false), (signed, true), (PNG.signed(plain, by: "Somebody else"), false)]
      {
        try ByteFile.write(bytes, to: "\(folder)/x.png")
        let code = fileErrorCode { try OwnedFile("\(folder)/x.png", [mark], deed: "made").check() }
        #expect(code == (isOwn ? nil : .foreign))
      }
    }
  }
}
