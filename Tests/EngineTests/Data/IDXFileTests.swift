import Engine
import Foundation
import Testing

@Suite struct IDXFileTests {
  /// Two rows of three bytes.
  private let small: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]

  @Test func bytesComeRowByRow() throws {
    let tensor = try Tensor(try IDXFile.decode(small))
    #expect(tensor.shape == [2, 3] && tensor.dtype == .uint8)
    #expect(tensor.elements == [1, 2, 3, 4, 5, 255])
  }

  /// Big-endian by hand: −2 in two's complement, 1.5 and −0.5 in IEEE 754.
  @Test(
    arguments: [
      (0x09, [0xFE], -2.0), (0x0B, [0xFF, 0xFE], -2), (0x0B, [0x01, 0x00], 256),
      (0x0C, [0xFF, 0xFF, 0xFF, 0xFE], -2), (0x0C, [0, 1, 0, 0], 65536), (0x0D, [0x3F, 0xC0, 0, 0], 1.5),
      (0x0E, [0xBF, 0xE0, 0, 0, 0, 0, 0, 0], -0.5),
    ] as [(UInt8, [UInt8], Double)])
  func everyElementType(code: UInt8, element: [UInt8], value: Double) throws {
    let bytes: [UInt8] = [0, 0, code, 1, 0, 0, 0, 2]
    let tensor = try Tensor(try IDXFile.decode(bytes + element + element))
    #expect(tensor.elements == [value, value])
  }

  @Test func whatFollowsIsLeftOutWithARemark() throws {
    let remarks = FileRemarks()
    let array = try IDXFile.decode(small + [9, 9, 9, 9], path: "x.idx", remarks: remarks)
    #expect(try Tensor(array).elements == [1, 2, 3, 4, 5, 255])
    #expect(remarks.sentences == ["4 bytes at the end of x.idx are left out"])
  }

  @Test func everyTruncationIsAnError() throws {
    for count in 4..<small.count {
      #expect(fileErrorCode { try IDXFile.decode(Array(small.prefix(count))) } == .truncated, "\(count)")
    }
    #expect(fileErrorCode { try IDXFile.decode([]) } == .empty)
    #expect(fileErrorCode { try IDXFile.decode([0, 0, 7, 1, 0, 0, 0, 0]) } == .wrongKind)
    #expect(fileErrorCode { try IDXFile.decode(Array("text".utf8)) } == .wrongKind)
    #expect(fileErrorCode { try IDXFile.decode(small, limit: 5) } == .tooLarge)
  }

  /// Extents whose product is beyond 64 bits, with and without a zero among them.
  @Test func hugeExtentsAreAnError() throws {
    let huge: [UInt8] = [255, 255, 255, 255]
    #expect(fileErrorCode { try IDXFile.decode([0, 0, 14, 3] + huge + huge + huge) } == .truncated)
    #expect(
      fileErrorCode { try IDXFile.decode([0, 0, 14, 4] + huge + huge + huge + [0, 0, 0, 0]) } == .truncated)
    let empty = try IDXFile.decode([0, 0, 14, 3, 0, 0, 0, 0] + huge + [0, 0, 0, 1])
    #expect(empty.bytes.isEmpty)
  }

  /// The first ten labels of MNIST's test set are 7 2 1 0 4 1 4 9 5 9, as every tutorial prints them.
  @Test func originalFilesAreRead() throws {
    guard let folder = ProcessInfo.processInfo.environment["FOVEA_DATA"] else {
      print("skipped: FOVEA_DATA names no folder with mnist/")
      return
    }
    let labels = try ByteFile.read(folder + "/mnist/t10k-labels-idx1-ubyte.gz")
    let tensor = try Tensor(try IDXFile.decode(try Gzip.unpack(labels)))
    #expect(tensor.shape == [10_000])
    #expect(tensor.elements.prefix(10) == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    let pictures = try IDXFile.decode(
      try Gzip.unpack(try ByteFile.read(folder + "/mnist/train-images-idx3-ubyte.gz")))
    #expect(pictures.shape == [60_000, 28, 28])
  }
}
