import Testing

@testable import Engine

/// Files as `load` and `picture` read them: by content, whole, and with a word on what is left out.
@Suite struct FileContentTests {
  private func read(_ name: String) throws -> (kind: FileContent.Kind, sentences: [String]) {
    let remarks = FileRemarks()
    let content = try FileContent.read("\(DataFixtures.folder)/\(name)", remarks: remarks)
    let folder = DataFixtures.folder + "/"
    return (content.kind, remarks.sentences.map { $0.split(separator: folder).joined() })
  }

  private func array(_ name: String) throws -> Tensor {
    guard case .array(let array) = try read(name).kind else { throw FileError(.wrongKind, name, "no array") }
    return try Tensor(array)
  }

  private func integers(_ tensor: Tensor) -> [Int64] { tensor.read(as: Int64.self) { Array($0) } }

  // MARK: Integers

  @Test func integersAreExact() throws {
    let wide = try array("npy/i8-exact.npy")
    #expect(integers(wide) == [9_007_199_254_740_993, .min, .max, 16_777_217])
    #expect(integers(try array("npy/u8-up-to-int64.npy")) == [0, .max])
    #expect(integers(try array("npy/u4-exact.npy")) == [0, 4_294_967_295])
  }

  /// 2⁶³ is the third element of four.
  @Test func whatInt64DoesNotHoldIsAnError() throws {
    let error = #expect(throws: TensorError.self) { try array("npy/u8-above-int64.npy") }
    #expect(error?.code == .dtype)
    #expect(
      error?.message == "element 3 of 4 is 9223372036854775808; the largest int64 is 9223372036854775807")
    let entry = NumPyArray(elementType: .uint64, shape: [1], bytes: [UInt8](repeating: 255, count: 8))
    #expect(throws: TensorError.self) { try Tensor(entry) }
  }

  // MARK: What is left out

  @Test(
    arguments: [
      (
        "npy/two-arrays.npy",
        [
          "another array follows the first in npy/two-arrays.npy, and only the first is read, as np.load does"
        ]
      ),
      (
        "npz/pickled-member.npz",
        [
          "b.npy in npz/pickled-member.npz contains Python objects (dtype '|O'); only booleans, integers and floats of 16 to "
            + "64 bits can be read; it is left out"
        ]
      ),
      ("npz/with-text.npz", ["readme.txt in npz/with-text.npz is no array and is left out"]),
      ("gzip/twice.npy.gz", ["gzip/twice.npy.gz is compressed with gzip more than once"]),
      (
        "safetensors/extra-key.safetensors",
        [
          "what safetensors/extra-key.safetensors says about \"a\" beyond its type, shape and position is left out: \"note\""
        ]
      ),
      ("npz/zip64.npz", []), ("npz/savez.npz", []), ("npy/f4.npy", []),
    ] as [(String, [String])])
  func isSaid(_ name: String, _ sentences: [String]) throws {
    #expect(try read(name).sentences == sentences)
  }

  /// Pillow 12 made the animations (three pictures, and two beside a still one) and the MPO, and reads the first of each.
  @Test(
    arguments: [
      ("png/animated.png", "png/animated.png is animated; only the first of its 3 pictures is read"),
      (
        "png/animated-apart.png",
        "png/animated-apart.png is animated; only its still picture is read"
      ),
      ("jpeg/two.mpo", "another picture follows the first in jpeg/two.mpo, and only the first is read"),
    ])
  func furtherPicturesAreSaid(_ name: String, _ sentence: String) throws {
    let found = try read(name)
    #expect(found.sentences == [sentence])
    guard case .picture(let image) = found.kind else { return }
    #expect(try abs(Tensor(image).elements[0] - 10) <= 2)
  }

  @Test(arguments: ["png/grey8.png", "jpeg/rgb.jpg", "jpeg/progressive.jpg", "jpeg/orientation1.jpg"])
  func whatIsBehindAPictureIsSaid(_ name: String) throws {
    let bytes = try DataFixtures.bytes(name)
    func sentences(_ behind: [UInt8]) throws -> [String] {
      let remarks = FileRemarks()
      _ = try PixelImage.decode(bytes + behind, path: "x", remarks: remarks)
      return remarks.sentences
    }
    #expect(try sentences([]).isEmpty && sentences([0, 0, 0]).isEmpty)
    #expect(
      try sentences([0] + "text".utf8) == ["4 bytes at the end of x are left out"])
    #expect(
      try sentences(bytes) == ["another picture follows the first in x, and only the first is read"])
  }

  @Test(arguments: [
    (1_073_741_824, 1_073_600_000, "1.0737 GB", "1.0736 GB"), (2_000_000_000, 1_000_000_000, "2 GB", "1 GB"),
    (1_073_741_824, 1_073_741_823, "1073741824 bytes", "1073741823 bytes"),
  ])
  func sizesThatReadAlikeHaveMoreDigits(_ a: Int, _ b: Int, _ first: String, _ second: String) {
    let texts = ByteCount.texts(a, b)
    #expect(texts.0 == first && texts.1 == second)
  }

  @Test func picturesArePackedToo() throws {
    let bytes = try DataFixtures.bytes("png/packed.png.gz")
    #expect(Gzip.recognizes(FileStart(bytes)))
    guard case .picture(let image) = try FileContent.picture(DataFixtures.folder + "/png/packed.png.gz").kind
    else { return }
    #expect(image.pixels == [10, 10, 10, 10, 10, 10])
  }

  @Test func theRestIsRead() throws {
    #expect(try array("npy/two-arrays.npy").elements == (0..<24).map(Double.init))
    #expect(try array("gzip/twice.npy.gz").elements == [1, 2, 3])
    guard case .archive(let pickled) = try read("npz/pickled-member.npz").kind,
      case .archive(let zip64) = try read("npz/zip64.npz").kind,
      case .tensors(let tensors) = try read("safetensors/extra-key.safetensors").kind
    else {
      Issue.record("another kind")
      return
    }
    #expect(pickled.members.map(\.name) == ["a", "c"] && pickled["c"]?.shape == [2])
    #expect(zip64.members.map(\.name) == ["a", "b"])
    #expect(try Tensor(#require(zip64["b"])).elements == [7, 8])
    #expect(try Tensor(#require(tensors["a"])).elements == [1.5, -2])
    #expect(try Tensor(#require(tensors["truth"])).elements == [0, 1, 1])
  }

  // MARK: Pictures

  private func expected(_ name: String, in folder: String) throws -> Tensor {
    try Tensor(#require(DataFixtures.arrays("\(folder)/expected.npz")[name]))
  }

  /// The samples that the file was made of, and for one made by Pillow the numbers that Pillow reads.
  @Test(
    arguments: ["grey16", "grey16-key", "rgb16", "rgb16-key", "rgba16", "grey-alpha16"], ["", "-interlaced"])
  func sixteenBitsAreKept(_ name: String, _ ending: String) throws {
    guard case .picture(let image) = try read("png/\(name)\(ending).png").kind else { return }
    let samples = try expected("\(name)-fine", in: "png").elements
    let tensor = try Tensor(image)
    #expect(tensor.dtype == .int64)
    let (pixels, channels) = (image.width * image.height, image.channels)
    #expect(
      tensor.elements == (0..<channels).flatMap { c in (0..<pixels).map { samples[$0 * channels + c] } })
    let unit = try Tensor(unitPixels: image)
    #expect(unit.dtype == .float32)
    #expect(zip(unit.elements, tensor.elements).allSatisfy { Float($0) == Float($1) / 65535 })
  }

  @Test func pillowsSixteenBits() throws {
    guard case .picture(let image) = try read("png/grey16-pillow.png").kind else { return }
    #expect(try Tensor(image).elements == expected("grey16-pillow", in: "png").elements)
  }

  /// Pillow's exif_transpose says what is upright.
  @Test(arguments: 1...8)
  func photographsAreTurnedUpright(_ orientation: Int) throws {
    let path = "\(DataFixtures.folder)/jpeg/orientation\(orientation).jpg"
    guard case .picture(let image) = try FileContent.picture(path).kind else { return }
    let pillow = try #require(DataFixtures.arrays("jpeg/expected.npz")["orientation\(orientation)"])
    #expect([image.height, image.width, image.channels] == pillow.shape)
    #expect(zip(image.pixels, pillow.bytes).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
    let stored = try read("jpeg/orientation\(orientation).jpg")
    guard case .picture(let asItIs) = stored.kind else { return }
    #expect([asItIs.height, asItIs.width] == [19, 26] && asItIs.orientation == orientation)
    #expect(stored.sentences.isEmpty == (orientation == 1))
  }

  @Test func aTurnedPNG() throws {
    let path = "\(DataFixtures.folder)/png/orientation6.png"
    guard case .picture(let image) = try FileContent.picture(path).kind else { return }
    #expect(try Tensor(image).elements == expected("orientation6", in: "png").elements)
  }

  /// Cut and mad Exif data leave a picture as it is stored.
  @Test func madExifDataAreNone() throws {
    let good = try DataFixtures.bytes("jpeg/orientation6.jpg")
    let start = try #require(good.indices.first { good[$0...].starts(with: Array("Exif\0\0".utf8)) })
    for offset in 0..<40 {
      for byte in [0, 0x7F, 0xFF] as [UInt8] {
        var bytes = good
        bytes[start + offset] = byte
        #expect((1...8).contains(ExifOrientation.of(JPEG.exif(in: bytes))), "\(offset), \(byte)")
      }
    }
  }
}
