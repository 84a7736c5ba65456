/// PGM and PPM pictures (Netpbm's P2, P3, P5, P6): the simplest files that hold pixels.
public enum PortablePixmap {
  /// Decodes a grey (1 channel) or colour (3 channels) picture, as text or binary, with a maximum of 1 to 65535.
  ///
  /// Values are brought to 0…255 by rounding `value · 255 / maximum`.
  /// - Parameters:
  ///   - path: what messages call the file.
  ///   - limit: the most bytes that the pixels may take; checked before they are allocated.
  /// - Throws: `empty`, `wrongKind`, `truncated`, `corrupt`, `tooLarge`, `cancelled`.
  public static func decode(
    _ bytes: [UInt8], path: String = "", limit: Int = MemoryBudget.process.remaining,
    in execution: Execution = Execution()
  ) throws(FileError) -> PixelImage {
    guard FileKind(sniffing: bytes) == .portablePixmap else {
      throw FileKind.mismatch(bytes, path: path, wanted: FileKind.portablePixmap.description)
    }
    var reader = PortablePixmapReader(bytes: bytes, path: path)
    let header = try reader.header(limit: limit)
    let pixels =
      header.isText
      ? try reader.textSamples(header, in: execution) : try reader.binarySamples(header, in: execution)
    return PixelImage(width: header.width, height: header.height, channels: header.channels, pixels: pixels)
  }
}

private struct PortablePixmapHeader {
  let isText: Bool
  let width: Int
  let height: Int
  let channels: Int
  /// The value that means full brightness.
  let maximum: Int

  var count: Int { width * height * channels }
  var rowCount: Int { width * channels }
  /// Binary samples are bytes, or two of them, the larger first.
  var bytesPerSample: Int { maximum < 256 ? 1 : 2 }

  func scaled(_ value: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: maximum == 255 ? value : (value * 255 * 2 + maximum) / (2 * maximum))
  }
}

private struct PortablePixmapReader {
  let bytes: [UInt8]
  let path: String
  var offset = 2

  init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  private var name: String { FileError.name(path) }

  mutating func header(limit: Int) throws(FileError) -> PortablePixmapHeader {
    let format = bytes[1]
    let width = try number("width", in: 1...Int(Int32.max))
    let height = try number("height", in: 1...Int(Int32.max))
    let maximum = try number("maximum", in: 1...65535)
    let channels = format == UInt8(ascii: "3") || format == UInt8(ascii: "6") ? 3 : 1
    let (plane, overflow) = width.multipliedReportingOverflow(by: height)
    let (count, overflow2) = plane.multipliedReportingOverflow(by: channels)
    guard !overflow, !overflow2, count <= limit else {
      throw FileError(
        .tooLarge, path,
        "\(name) is too large (\(height) rows of \(width) pixels with \(channels) channels): at most "
          + "\(MemoryBudget.text(limit)) may be used")
    }
    let header = PortablePixmapHeader(
      isText: format < UInt8(ascii: "5"), width: width, height: height, channels: channels, maximum: maximum)
    // Before anything is allocated: a sample takes one byte at least.
    if bytes.count - offset < count { throw cutShort(header) }
    return header
  }

  mutating func textSamples(
    _ header: PortablePixmapHeader, in execution: Execution
  ) throws(FileError) -> [UInt8] {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(header.count)
    while pixels.count < header.count {
      if pixels.count % header.rowCount == 0 { try execution.checkCancelled(path) }
      pixels.append(header.scaled(try number("sample", in: 0...header.maximum)))
    }
    try checkNothingFollows(header)
    return pixels
  }

  mutating func binarySamples(
    _ header: PortablePixmapHeader, in execution: Execution
  ) throws(FileError) -> [UInt8] {
    // Exactly one separator stands between the maximum and the samples.
    guard offset < bytes.count, isBlank(bytes[offset]) else {
      throw FileError(.corrupt, path, "\(name) is damaged: no blank follows the maximum in its header")
    }
    offset += 1
    let size = header.bytesPerSample
    guard bytes.count - offset >= header.count * size else { throw cutShort(header) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(header.count)
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
        pixels.append(header.scaled(value))
      }
    }
    offset += header.count * size
    try checkNothingFollows(header)
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
        "\(name) is damaged: byte \(start + 1) should begin the \(what), and is \(bytes[start])")
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

  private func checkNothingFollows(_ header: PortablePixmapHeader) throws(FileError) {
    guard let extra = bytes[offset...].firstIndex(where: { !isBlank($0) }) else { return }
    throw FileError(
      .corrupt, path,
      "\(name) is damaged: \(bytes.count - extra) bytes follow the \(header.height) rows of \(header.width) "
        + "pixels that its header promises")
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
