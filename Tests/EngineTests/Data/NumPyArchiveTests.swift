import Engine
import Testing

@Suite struct NumPyArchiveTests {
  @Test(arguments: ["savez", "compressed"])
  func readsWhatNumPyWrites(_ name: String) throws {
    let archive = try DataFixtures.arrays("npz/\(name).npz")
    #expect(archive.members.map(\.name) == ["a", "b"])
    let a = try #require(archive["a"])
    #expect(a.shape == [2, 3] && a.elementType == .float32)
    #expect(Array(a.bytes) == (0..<6).flatMap { k in withUnsafeBytes(of: Float(k)) { Array($0) } })
    #expect(archive["b"]?.shape == [40, 50])
    #expect(archive["b"].map { Array($0.bytes) } == [UInt8](repeating: 0, count: 2000))
  }

  /// Python's zipfile made the same members with the same date.
  @Test func writesTheBytesOfPython() throws {
    let bytes = try DataFixtures.bytes("npz/dated-1980.npz")
    let archive = try NumPyArchive.decode(bytes)
    #expect(archive.members.map(\.name) == ["a", "grösse"])
    #expect(try archive.encode() == bytes)
  }

  @Test func anEmptyArchiveIsOne() throws {
    let bytes = try NumPyArchive([]).encode()
    #expect(try NumPyArchive.decode(bytes).members == [])
  }

  @Test func refusesWhatIsNoArchiveOfArrays() throws {
    #expect(fileErrorCode { try DataFixtures.arrays("npz/no-arrays.zip") } == .wrongKind)
    #expect(fileErrorCode { try DataFixtures.arrays("npz/bzip2.npz") } == .unsupported)
    #expect(fileErrorCode { try DataFixtures.arrays("npy/f4.npy") } == .wrongKind)
  }

  @Test func refusesNamesThatCannotBe() throws {
    let array = NumPyArray(elementType: .uint8, shape: [], bytes: [1])
    let twice = NumPyArchive([.init(name: "x", array: array), .init(name: "x", array: array)])
    #expect(fileErrorCode { try twice.encode() } == .unsupported)
    #expect(fileErrorCode { try NumPyArchive([.init(name: "", array: array)]).encode() } == .unsupported)
  }

  @Test(arguments: ["savez", "compressed"])
  func damageIsFoundByTheChecksum(_ name: String) throws {
    var bytes = try DataFixtures.bytes("npz/\(name).npz")
    // Inside the data of the first member: behind 30 bytes of header, the name and, in NumPy's files, 20 bytes more.
    bytes[name == "savez" ? 200 : 120] ^= 0x40
    let code = try #require(fileErrorCode { try NumPyArchive.decode(bytes) })
    #expect(name == "savez" ? code == .checksum : [.checksum, .corrupt, .truncated].contains(code))
  }

  @Test(arguments: ["savez", "compressed"])
  func lyingSizesAreRefused(_ name: String) throws {
    let good = try DataFixtures.bytes("npz/\(name).npz")
    let directory = try #require(
      good.indices.first { good[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    for size in [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0x7F], [0, 1, 0, 0]] as [[UInt8]] {
      var bytes = good
      bytes.replaceSubrange((directory + 24)..<(directory + 28), with: size)
      let code = fileErrorCode { try NumPyArchive.decode(bytes, limit: 1 << 32) }
      #expect(code == .corrupt || code == .truncated, "\(size)")
    }
    #expect(fileErrorCode { try NumPyArchive.decode(good, limit: 2000) } == .tooLarge)
  }

  @Test(arguments: ["savez", "compressed"])
  func everyTruncationIsAnError(_ name: String) throws {
    let bytes = try DataFixtures.bytes("npz/\(name).npz")
    for count in 0..<bytes.count {
      #expect(fileErrorCode { try NumPyArchive.decode(Array(bytes.prefix(count))) } != nil, "\(count)")
    }
  }
}
