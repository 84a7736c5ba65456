/// PGM and PPM pictures (Netpbm's P2, P3, P5, P6): the simplest files that hold pixels.
public enum PortablePixmap {
  /// Decodes a grey (1 channel) or colour (3 channels) picture, as text or binary, with a maximum of 1 to 65535.
  ///
  /// Values are brought to 0…255 by rounding `value · 255 / maximum`, or to 0…65535 where the maximum is above 255 and
  /// the depth is kept. A further picture behind the first, as Netpbm allows, is left out with a remark.
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that the pixels may take; checked before they are allocated.
  ///   - keepingDepth: whether samples of 16 bits stay so, and do not become 8.
  ///   - remarks: collects what there is to say of the file beside its contents.
  ///   - execution: what may stop it, and how many threads work.
  /// - Returns: the picture, 8 bits a sample, or 16 where they are kept.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `corrupt`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    keepingDepth: Bool = false, remarks: FileRemarks = FileRemarks(), in execution: Execution = Execution()
  ) throws(FileError) -> PixelImage {
    try check(bytes, path)
    return try image(
      of: bytes, PictureRoom(limit: limit, keepingDepth: keepingDepth, path: path), remarks, in: execution)
  }
}

extension PortablePixmap: PictureFormat {
  package static let description = "a PGM or PPM picture"
  package static let names = ["PGM", "PPM"]
  package static let endings = ["pgm", "ppm"]

  package static func recognizes(_ start: FileStart) -> Bool {
    let head = start.bytes
    guard head.count >= 3, head[0] == UInt8(ascii: "P") else { return false }
    let kinds = "2356".utf8, separators = " \t\r\n#".utf8
    return kinds.contains(head[1]) && separators.contains(head[2])
  }

  package static func image(
    of bytes: [UInt8], _ room: PictureRoom, _ remarks: FileRemarks, in execution: Execution
  ) throws(FileError) -> PixelImage {
    var reader = PortablePixmapReader(bytes: bytes, path: room.path, remarks: remarks)
    let header = try reader.header(room)
    let pixels =
      header.isText
      ? try reader.textSamples(header, in: execution) : try reader.binarySamples(header, in: execution)
    return PixelImage(
      width: header.width, height: header.height, channels: header.channels,
      bytesPerSample: header.isWide ? 2 : 1, max: header.full, pixels: pixels)
  }
}

private struct PortablePixmapHeader {
  let isText: Bool
  let width: Int
  let height: Int
  let channels: Int
  /// The value that means full brightness.
  let maximum: Int
  /// Whether samples become two bytes.
  let isWide: Bool
  /// What the maximum is brought to.
  let full: Int

  var count: Int { width * height * channels }
  var rowCount: Int { width * channels }
  /// Binary samples are bytes, or two of them, the larger first.
  var bytesPerSample: Int { maximum < 256 ? 1 : 2 }

  /// Appends a sample, brought to the range that is wanted.
  func append(_ value: Int, to pixels: inout [UInt8]) {
    let scaled = maximum == full ? value : (value * full * 2 + maximum) / (2 * maximum)
    guard isWide else { return pixels.append(UInt8(truncatingIfNeeded: scaled)) }
    withUnsafeBytes(of: UInt16(truncatingIfNeeded: scaled)) { pixels += $0 }
  }
}

private struct PortablePixmapReader {
  let bytes: [UInt8]
  let path: String
  let remarks: FileRemarks
  var offset = 2

  init(bytes: [UInt8], path: String, remarks: FileRemarks) {
    self.bytes = bytes
    self.path = path
    self.remarks = remarks
  }

  private var name: String { FileError.name(path) }

  mutating func header(_ room: PictureRoom) throws(FileError) -> PortablePixmapHeader {
    let format = bytes[1]
    let width = try number("width", in: 1...Int(Int32.max))
    let height = try number("height", in: 1...Int(Int32.max))
    let maximum = try number("maximum", in: 1...65535)
    let channels = format == UInt8(ascii: "3") || format == UInt8(ascii: "6") ? 3 : 1
    let isWide = room.keepingDepth && maximum > 255
    let scaled = isWide ? 65535 : 255
    // A fraction of the file's own maximum is nearer than one of a number that was rounded before.
    let full = room.result == .fractions && (isWide || maximum <= 255) ? maximum : scaled
    let extents = try room.extents(
      height: height, width: width, channels: channels, sampleSize: isWide ? 2 : 1)
    let header = PortablePixmapHeader(
      isText: format < UInt8(ascii: "5"), width: width, height: height, channels: channels, maximum: maximum,
      isWide: isWide, full: full)
    // Before anything is allocated: a sample takes one byte at least.
    if bytes.count - offset < extents.count { throw cutShort(header) }
    try room.checkMemory(extents.byteCount)
    return header
  }

  mutating func textSamples(
    _ header: PortablePixmapHeader, in execution: Execution
  ) throws(FileError) -> [UInt8] {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(header.count * (header.isWide ? 2 : 1))
    for position in 0..<header.count {
      if position % header.rowCount == 0 { try execution.checkCancelled(path) }
      header.append(try number("sample", in: 0...header.maximum), to: &pixels)
    }
    remarkWhatFollows()
    return pixels
  }

  mutating func binarySamples(
    _ header: PortablePixmapHeader, in execution: Execution
  ) throws(FileError) -> [UInt8] {
    // Exactly one separator stands between the maximum and the samples.
    guard offset < bytes.count, isBlank(bytes[offset]) else {
      throw FileError(.corrupt, path, "\(name) is damaged: no white space follows the maximum in its header")
    }
    offset += 1
    let size = header.bytesPerSample
    guard bytes.count - offset >= header.count * size else { throw cutShort(header) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(header.count * (header.isWide ? 2 : 1))
    for row in 0..<header.height {
      try execution.checkCancelled(path)
      let start = offset + row * header.rowCount * size
      if header.maximum == 255 {
        pixels += bytes[start..<start + header.rowCount]
        continue
      }
      for index in stride(from: start, to: start + header.rowCount * size, by: size) {
        let value = size == 1 ? Int(bytes[index]) : Int(bytes[index]) << 8 | Int(bytes[index + 1])
        guard value <= header.maximum else { throw aboveMaximum(value, header.maximum) }
        header.append(value, to: &pixels)
      }
    }
    offset += header.count * size
    remarkWhatFollows()
    return pixels
  }

  /// The next whole number, after blanks and comments.
  private mutating func number(_ what: String, in range: ClosedRange<Int>) throws(FileError) -> Int {
    skipBlanks()
    guard offset < bytes.count else { throw cutShort(nil, before: what) }
    let start = offset
    var value = 0
    while offset < bytes.count, let digit = digit(bytes[offset]) {
      value = min(value * 10 + digit, Int(Int32.max) + 1)
      offset += 1
    }
    guard offset > start else {
      throw FileError(
        .corrupt, path,
        "\(name) is damaged: byte \(start + 1) should begin the \(what), but it is \(bytes[start])")
    }
    if what == "sample", value > range.upperBound { throw aboveMaximum(value, range.upperBound) }
    guard range.contains(value) else {
      throw FileError(
        .corrupt, path,
        "\(name) is damaged: its \(what) is outside \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  private mutating func skipBlanks() {
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "#") {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      } else if isBlank(bytes[offset]) {
        offset += 1
      } else {
        return
      }
    }
  }

  private func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }

  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func remarkWhatFollows() {
    guard let extra = bytes[offset...].firstIndex(where: { !isBlank($0) }) else { return }
    remarks.addRemainder(bytes[extra...], of: name)
  }

  private func cutShort(_ header: PortablePixmapHeader?, before what: String = "") -> FileError {
    let missing =
      header.map { "before the \($0.height) rows of \($0.width) pixels are complete" } ?? "before the \(what)"
    return FileError(
      .truncated, path, "\(name) is cut short: it ends after \(bytes.count) bytes, \(missing)",
      help: "copy or download the file again")
  }

  private func aboveMaximum(_ value: Int, _ maximum: Int) -> FileError {
    FileError(
      .corrupt, path, "\(name) is damaged: a sample is \(value), above the maximum \(maximum) in its header")
  }
}
