import Testing

@testable import Engine

@Suite("safetensors") struct SafetensorsTests {
  private func sample() throws -> SafetensorsFile {
    SafetensorsFile(
      [
        .init("a", try Tensor([1.5, -2, 3] as [Float], [3]).numPyArray),
        .init("b \"quoted\"\n中文", try Tensor([1, 2, 3, 4] as [Double], [2, 2]).numPyArray),
        .init("bytes", try Tensor([7, 8, 9] as [UInt8], [3, 1]).numPyArray),
        .init("empty", try Tensor(zeros: [0, 4]).numPyArray),
        .init("single", try Tensor([-5] as [Int64], []).numPyArray),
      ], metadata: ["network": "Chain(\"x\")", "note": "tab\tand 中文 \u{1}"])
  }

  @Test func whatIsWrittenIsRead() throws {
    let file = try sample()
    let read = try SafetensorsFile.decode(file.encode())
    #expect(read.isVerified && read.metadata == file.metadata)
    #expect(
      Dictionary(uniqueKeysWithValues: read.entries.map { ($0.name, $0.array) })
        == Dictionary(uniqueKeysWithValues: file.entries.map { ($0.name, $0.array) }))
    #expect(try SafetensorsFile.decode(SafetensorsFile([]).encode()).entries.isEmpty)
  }

  /// The bytes that the safetensors package 0.8 writes for {"w": [[1, 2]] as float32, "i": [3] as int64}.
  @Test func aFileOfThePackageIsRead() throws {
    let header =
      "{\"i\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}"
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let bytes: [UInt8] =
      [UInt8(padded.utf8.count), 0, 0, 0, 0, 0, 0, 0] + padded.utf8 + [
        3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40,
      ]
    let file = try SafetensorsFile.decode(bytes)
    #expect(!file.isVerified)
    #expect(
      try Tensor(#require(file["w"])).elements == [1, 2] && Tensor(#require(file["i"])).elements == [3])
  }

  /// A type that is not read leaves the others readable, but in a network nothing may be missing.
  @Test func aTensorOfAnotherTypeIsLeftOut() throws {
    func file(_ before: String = "", place: String = "[0,3]") -> [UInt8] {
      let header =
        "{\(before)\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[3],\"data_offsets\":\(place)},"
        + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[3,5]}}"
      return [UInt8(truncatingIfNeeded: header.utf8.count), UInt8(header.utf8.count >> 8), 0, 0, 0, 0, 0, 0]
        + header.utf8 + [1, 2, 3, 7, 8]
    }
    let remarks = FileRemarks()
    let read = try SafetensorsFile.decode(file(), path: "x", remarks: remarks)
    #expect(read.entries.map(\.name) == ["b"] && read["b"]?.bytes == [7, 8])
    #expect(remarks.sentences == ["\"a\" in x is of F8_E4M3, which cannot be read; it is left out"])
    let network = file("\"__metadata__\":{\"network\":\"Chain()\"},")
    #expect(fileErrorCode { try SafetensorsFile.decode(network) } == .unsupported)
    // Its place in the file is checked all the same.
    for place in ["[0,2]", "[1,3]", "[3,0]", "[0,9]"] {
      #expect(fileErrorCode { try SafetensorsFile.decode(file(place: place)) } == .corrupt, "\(place)")
    }
  }

  @Test func everyAlteredByteIsFound() throws {
    let bytes = try sample().encode()
    for position in bytes.indices {
      for change: UInt8 in [1, 0x20, 0x80] {
        var altered = bytes
        altered[position] ^= change
        #expect(throws: FileError.self, "byte \(position)") { try SafetensorsFile.decode(altered) }
      }
    }
  }

  @Test func everyCutIsFound() throws {
    let bytes = try sample().encode()
    for count in bytes.indices {
      #expect(throws: FileError.self, "\(count) bytes") {
        try SafetensorsFile.decode(Array(bytes.prefix(count)))
      }
    }
    #expect(throws: FileError.self) { try SafetensorsFile.decode(bytes + [0]) }
  }

  @Test(arguments: [
    "{", "[]", "{\"a\":1}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} x",
    "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,8],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"__metadata__\":{\"x\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
    "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1]",
    "{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "{\"a\\q\":3}", "{\"a\":01}",
    "{\"__metadata__\":{\"fovea_format\":\"99\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
  ])
  func aBadHeaderIsAnError(_ header: String) {
    let padded = header + String(repeating: " ", count: max(0, 2 - header.utf8.count))
    let bytes: [UInt8] =
      [UInt8(truncatingIfNeeded: padded.utf8.count), 0, 0, 0, 0, 0, 0, 0] + padded.utf8 + [0, 0, 0, 0]
    #expect(throws: FileError.self) { try SafetensorsFile.decode(bytes) }
  }

  @Test func halvesOfFloats() throws {
    let header = "{\"h\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
    let bytes: [UInt8] =
      [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + header.utf8 + [0x80, 0x3F, 0x20, 0xC1]
    let file = try SafetensorsFile.decode(bytes)
    #expect(try Tensor(#require(file["h"])).elements == [1, -10])
  }
}
