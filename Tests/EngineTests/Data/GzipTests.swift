import Engine
import Testing

@Suite struct GzipTests {
  @Test func unpacksSeveralMembers() throws {
    let bytes = try DataFixtures.bytes("gzip/two-members.gz")
    #expect(try Gzip.unpack(bytes) == Array("first, second".utf8))
    #expect(try Gzip.unpack(bytes + [0, 0, 0]) == Array("first, second".utf8))
  }

  /// As the gzip command does, which calls it trailing garbage.
  @Test func whatFollowsIsLeftOutWithARemark() throws {
    let bytes = try DataFixtures.bytes("gzip/two-members.gz")
    let remarks = FileRemarks()
    #expect(
      try Gzip.unpack(bytes + [1, 2, 3], path: "x.gz", remarks: remarks) == Array("first, second".utf8))
    #expect(remarks.sentences == ["3 bytes follow the compressed data of x.gz, and are left out"])
  }

  @Test func boundsTheResultByTheLimit() throws {
    let bytes = try DataFixtures.bytes("gzip/zeros-10MB.gz")
    #expect(try Gzip.unpack(bytes, limit: 10_000_000).count == 10_000_000)
    #expect(fileErrorCode { try Gzip.unpack(bytes, limit: 9_999_999) } == .tooLarge)
    #expect(fileErrorCode { try Gzip.unpack(bytes, limit: 0) } == .tooLarge)
  }

  @Test func tellsFailuresApart() throws {
    let good = try DataFixtures.bytes("gzip/two-members.gz")
    #expect(fileErrorCode { try Gzip.unpack([]) } == .empty)
    #expect(fileErrorCode { try Gzip.unpack(Array("text".utf8)) } == .wrongKind)
    var wrongChecksum = good
    wrongChecksum[good.count - 8] ^= 1
    #expect(fileErrorCode { try Gzip.unpack(wrongChecksum) } == .checksum)
  }

  @Test func everyTruncationIsAnErrorButTheOneBetweenTheMembers() throws {
    let bytes = try DataFixtures.bytes("gzip/two-members.gz")
    let second = try #require((1..<bytes.count).first { bytes[$0...].starts(with: [0x1F, 0x8B]) })
    for count in 2..<bytes.count where count != second {
      #expect(fileErrorCode { try Gzip.unpack(Array(bytes.prefix(count))) } == .truncated, "\(count)")
    }
    #expect(try Gzip.unpack(Array(bytes.prefix(second))) == Array("first, ".utf8))
  }
}
