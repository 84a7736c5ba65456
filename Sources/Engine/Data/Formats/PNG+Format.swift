extension PNG: PictureFormat, TensorFormat {
  package static let description = "a PNG picture"
  package static let names = ["PNG"]
  package static let endings = ["png"]

  package static let writingHelp =
    ".png shows a tensor as a picture. 0…1 becomes 0…255; other ranges are stretched from the smallest to the largest; uint8 "
    + "stays as it is; nan and -inf become 0 and inf becomes 255, which a note says."

  /// Four bytes are enough, so that a file that was damaged by a transfer in text mode is still told as PNG.
  package static func recognizes(_ start: FileStart) -> Bool { start.begins(with: [0x89, 0x50, 0x4E, 0x47]) }

  package static func image(
    of bytes: [UInt8], _ room: PictureRoom, _ remarks: FileRemarks, in execution: Execution
  ) throws(FileError) -> PixelImage { try decode(bytes, room, in: execution) }

  package static func parts(of tensor: Tensor, _ job: FileJob) throws(FileEncodingError) -> FileParts {
    let pixels: PixelImage
    do throws(TensorError) {
      let picture = try TensorPicture(tensor)
      remarkUnusual(picture.statistics, job)
      pixels = try picture.pixels(job.execution)
    } catch { throw .tensor(error) }
    do throws(FileError) { return FileParts(try encode(pixels, path: job.path, in: job.execution)) } catch {
      throw .file(error)
    }
  }

  /// A byte holds neither nan nor infinity.
  private static func remarkUnusual(_ statistics: TensorPicture.Statistics, _ job: FileJob) {
    let counts = [(statistics.notANumber, "nan"), (statistics.infinite, "infinite")].filter { $0.0 > 0 }
    guard !counts.isEmpty else { return }
    let words = counts.map { "\($0.0) \($0.0 == 1 ? "is" : "are") \($0.1)" }.joined(separator: " and ")
    job.remarks.add(
      "of the picture's numbers \(words), which bytes cannot represent: in \(ForeignFormat.quoted(job.path)) nan and -inf are 0, "
        + "inf is 255")
  }

  // MARK: Chunks

  /// The chunk `eXIf`.
  package static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var offset = 8
    while offset + 12 <= bytes.count {
      let length = number(bytes, offset)
      guard length <= bytes.count - offset - 12 else { return nil }
      let data = bytes[(offset + 8)..<(offset + 8 + length)]
      if bytes[(offset + 4)..<(offset + 8)].elementsEqual("eXIf".utf8) { return data }
      offset += 12 + length
    }
    return nil
  }

  /// Chunks are a length, a name, so many bytes and a checksum. An animation says how many pictures it has in `acTL`; the
  /// still picture is its first one where an `fcTL` stands before it (PNG specification, third edition, 11.3.2).
  package static func remarkRemainder(_ bytes: [UInt8], of name: String, _ remarks: FileRemarks) {
    var (frames, isFirst, offset) = (0, false, 8)
    while offset + 12 <= bytes.count {
      let length = number(bytes, offset)
      guard length <= bytes.count - offset - 12 else { return }
      switch String(decoding: bytes[(offset + 4)..<(offset + 8)], as: UTF8.self) {
      case "acTL" where length >= 4: frames = number(bytes, offset + 8)
      case "fcTL" where frames > 0: isFirst = true
      case "IDAT" where frames > 1 || frames == 1 && !isFirst:
        remarks.add(
          isFirst
            ? "\(name) is animated; only the first of its \(frames) pictures is read"
            : "\(name) is animated; only its still picture is read")
        frames = 0
      case "IEND": return remarks.addRemainder(bytes, from: offset + 12, filling: [0], of: name)
      default: break
      }
      offset += 12 + length
    }
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
